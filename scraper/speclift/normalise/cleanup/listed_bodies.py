"""Bodies that are lists: a table of a request whose own type is a list describes the items of that list.

Enters: `RawApi`. Leaves: such a table as one row without a name, of the table's type, with the rows below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.raw import RawField
from speclift.normalise.phrases.types import read_type

if TYPE_CHECKING:
    from speclift.model.raw import RawApi, RawArticle, RawSection
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source


def listed_bodies(raw: RawApi, _: Source, __: Notebook) -> RawApi:
    """Say of each such table's rows that they are those of an item."""
    return replace(raw, articles=tuple(map(_article, raw.articles)))


def _article(article: RawArticle) -> RawArticle:
    if not any(map(_is_list, article.sections)):
        return article
    return replace(article, sections=tuple(_listed(one) if _is_list(one) else one for one in article.sections))


def _is_list(section: RawSection) -> bool:
    return section.role == "body" and bool(section.fields) and read_type(section.type).base == "array"


def _listed(section: RawSection) -> RawSection:
    place = replace(section.place, path=f"{section.place.path}/(item)")
    return replace(section, type="", fields=(RawField("", place, section.type, children=section.fields),))
