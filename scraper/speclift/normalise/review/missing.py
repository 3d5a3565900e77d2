"""What is not there: tables that the siblings of a call have, and rows without a word about them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from speclift.model.rules import review
from speclift.normalise.notes import Evidence
from speclift.normalise.request_rows import heading_role
from speclift.normalise.review.page import rows_of
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.model.raw import RawField
    from speclift.normalise.notes import Notebook
    from speclift.normalise.review.page import Call, ReviewedPage, ReviewedVersion

_FEWEST: Final = 5
_MEDIA_TYPES: Final = frozenset({"content-type", "accept"})
"""Headers that say which media type a body has: HTTP says what they are."""

_INPUTS: Final = frozenset({"path", "query", "body", "parameter"})


def tables(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """Tables that nearly all calls of the page have and a call lacks: one finding with all that it lacks."""
    calls = version.calls
    with_errors = sum(bool(call.errors) for call in calls)
    are_usual = with_errors >= _FEWEST and with_errors * 10 >= len(calls) * 9
    with_variables = [call for call in calls if call.address.names]
    described = sum(_has_inputs(call) for call in with_variables)
    are_described = described >= _FEWEST and described * 4 >= len(with_variables) * 3
    for call in calls:
        lacking = ["a table of errors"] if are_usual and not call.errors else []
        if are_described and call.address.names and not _has_inputs(call):
            lacking.append("a table of its parameters")
        if lacking:
            notes.note(
                review.TABLE_MISSING, subject(call.article), Evidence(call.article), tables=" and ".join(lacking)
            )


def _has_inputs(call: Call) -> bool:
    return any(section.role in _INPUTS for section in call.article.sections)


def row_descriptions(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """Rows without a description, on a page whose rows have one; what another row of that name says is cited."""
    raw_fields: dict[str, RawField] = {}
    silent: dict[str, list[RawField]] = defaultdict(list)
    total = 0
    for article in version.edition.articles:
        for row in rows_of(article):
            total += 1
            if row.name.strip().lower() in _MEDIA_TYPES or heading_role(row) is not None:
                continue
            if row.description.strip() or row.allowed or row.children:
                raw_fields.setdefault(row.name, row)
            elif row.name.strip():
                silent[subject(article)].append(row)
    if sum(map(len, silent.values())) * 10 > total:
        return
    for about, rows in silent.items():
        described = [
            raw_fields[row.name] for row in rows if row.name in raw_fields and raw_fields[row.name].description
        ][:1]
        notes.note(
            review.ROWS_UNDESCRIBED,
            about,
            *(Evidence(row) for row in rows[:3]),
            *map(Evidence, described),
            fields=", ".join(f"`{row.name}`" for row in dict.fromkeys(rows)),
            elsewhere=f"; a row of another table describes `{described[0].name}`" if described else "",
        )
