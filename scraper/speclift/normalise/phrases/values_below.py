"""Rows below a row that are its values, and not its fields: "The following values are possible:" above a list of words.

Enters: `RawField`. Leaves: the row with the words as allowed values and their meanings in its description, and the
rows that became values. How a page announces values is one line in `_ANNOUNCES`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

if TYPE_CHECKING:
    from speclift.model.raw import RawField

_ANNOUNCES: Final = re.compile(
    r"\b(?:(?:following|possible|allowed|available|valid|supported)\s+(?:values?|options?|modes?|types?|states?)"
    r"|values?\s+(?:are|is|may be|can be)"
    r"|(?:can|may|must|could)\s+be\s+(?:as follows|one of(?:\s+the following)?|either)"
    r"|one of the following|takes? (?:one of )?the following"
    r"|возможны\w*\s+(?:следующие\s+)?значени\w+|принимает\s+(?:следующие\s+)?значени\w+"
    r"|может быть следующим)\b[^\n]{0,60}\Z",
    re.IGNORECASE,
)
_FIELDS: Final = re.compile(
    r"\b(?:fields?|properties|objects?|parameters|consists?|contains?|includes?|поля|объект\w*)\b", re.IGNORECASE
)


def values_below(row: RawField) -> tuple[RawField, tuple[RawField, ...]]:
    """The row, its values taken from below, and the rows that were values: none where the rows below are fields."""
    below = row.children
    if not below or row.allowed or not all(child.name and not child.children and not child.type for child in below):
        return row, ()
    sentences = re.split(r"(?<=[.;])\s+", row.description.strip())
    announced = sentences[-1].rstrip(": ")
    if _ANNOUNCES.search(announced) is None or _FIELDS.search(announced):
        return row, ()
    meanings = "\n".join(
        f"- `{child.name}` — {child.description}" if child.description else f"- `{child.name}`" for child in below
    )
    said = replace(
        row, children=(), allowed=tuple(child.name for child in below), description=f"{row.description}\n\n{meanings}"
    )
    return said, below
