"""Headings that name rows: a row of its own, or prose about rows that stand in a table.

Enters: a heading's text. Leaves: names, or a `RawField`.
"""

from __future__ import annotations

import re
from typing import Final

from speclift.model.raw import Place, RawField
from speclift.readers.handwritten.marks import TYPE_WORD, marked
from speclift.readers.handwritten.words import SECTIONS, meaning


def names_in(title: str) -> list[str]:
    """The names that a title consists of: "`limit`", "`start` and `end`", "Size", "The `q` parameter"."""
    codes = re.findall(r"`([^`\s]+)`", title)
    rest = re.sub(
        r"`[^`]*`|\b(?:the|and|or|y|o|und|parameters?|params?|fields?|par[áa]metros?|attributes?)\b|[,/:()]",
        " ",
        title,
        flags=re.I,
    )
    if codes:
        return [] if rest.strip() else codes
    word = title.strip("*: ")
    return [word, word.lower()] if re.fullmatch(r"[A-Za-z_$][\w.$\[\]-]*", word) else []


_ROW_HEADING: Final = re.compile(r"^`?([a-z_$][\w.$\[\]-]*)`?(\*?)\s*(?:[(\[:–—-]\s*(.{1,60}?)[)\]]?)?$")


def row_of_heading(title: str) -> RawField | None:
    """The row that a heading of one name is: "limit", "`name` (string, required)"; its place is still to be told."""
    found = _ROW_HEADING.match(title.strip("* "))
    if found is None or meaning(SECTIONS, found[1]):
        return None
    told = found[3] or ""
    kind = next((part.strip(" `") for part in re.split(r"[,;|]", told) if TYPE_WORD.match(part.strip(" `"))), "")
    if told and not kind and marked(None, told) is None:
        return None
    return RawField(found[1], Place("", "", ""), kind, True if found[2] else marked(None, told))
