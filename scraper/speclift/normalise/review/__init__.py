"""A review of the page: what an author would mend, told by reading across rows, articles and versions.

Enters: the articles of each version as printed, and what examples show of each object. Leaves: findings, none of which
changes a document. Each family learns the page's own habits and tells what breaks them; it stays silent where too few
places follow one. A new family is a function in a file here, a line in `FAMILIES`, and rows in `model/rules/review.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from speclift.normalise.notes import Notebook
from speclift.normalise.review.deprecation import deprecation
from speclift.normalise.review.missing import row_descriptions, tables
from speclift.normalise.review.page import ReviewedPage, ReviewedVersion
from speclift.normalise.review.permissions import permissions
from speclift.normalise.review.reasons import reasons
from speclift.normalise.review.values import never_shown, ranges_as_values, type_words
from speclift.normalise.review.wording import copied_rows, mixed_scripts, placeholders, same_description, slips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Family = Callable[[ReviewedVersion, ReviewedPage, Notebook], None]

__all__ = ["FAMILIES", "ReviewedVersion", "review"]

FAMILIES: Final[tuple[Family, ...]] = (
    deprecation,
    permissions,
    reasons,
    ranges_as_values,
    type_words,
    never_shown,
    tables,
    row_descriptions,
    same_description,
    copied_rows,
    mixed_scripts,
    slips,
    placeholders,
)


def review(versions: Iterable[ReviewedVersion]) -> Notebook:
    """What there is to say, version by version, oldest first."""
    page = ReviewedPage(tuple(versions))
    notes = Notebook()
    for version in page.versions:
        notes.begin(version.edition.version, version.edition.prefix)
        for family in FAMILIES:
            family(version, page, notes)
    return notes
