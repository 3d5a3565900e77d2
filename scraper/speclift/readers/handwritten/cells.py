"""What a cell or a description says in itself: a value, an example, a mark, a type in front, rows inside.

Enters: words as printed. Leaves: values, marks and rows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.model.raw import RawField
from speclift.readers.handwritten.marks import STATED, TYPE, marked
from speclift.readers.kit.rows import Steps

if TYPE_CHECKING:
    from speclift.model.raw import Place

TYPE_FIRST: Final = re.compile(
    rf"[*_]*[(\[][*_`]*({TYPE})[*_`]*[)\]]|[*_`]*({TYPE})[*_`]*\s*(?:[.,;:]\s|[–—-]\s)", re.IGNORECASE
)
"""A description that begins with the type: "(integer) The page", "string, the name"."""


_INSIDE: Final = re.compile(r"`([A-Za-z_]\w*)` \((required|optional)\)", re.IGNORECASE)


def told_inside(description: str, place: Place) -> tuple[RawField, ...]:
    """The rows inside another that its description lists: "`type` (required) and `size` (optional)"."""
    told = _INSIDE.findall(description)
    if len(told) < 2:
        return ()
    steps = Steps(place)
    return tuple(RawField(name, steps.to(name), required=mark.lower() == "required") for name, mark in told)


def example_in(text: str, name: str) -> str | None:
    """The example in a cell; `limit=50` in the row of `limit` is 50."""
    words = value_in(text)
    return words.removeprefix(f"{name}=").strip("\"'") if words is not None and words.startswith(f"{name}=") else words


def value_in(text: str) -> str | None:
    """The value in a cell; None for what stands for none."""
    words = text.strip().strip("`").strip()
    return None if words.lower() in ("", "-", "–", "—", "none", "n/a", "no", "нет", "无", "/") else words


def marked_in_brackets(known: bool | None, text: str) -> bool | None:
    """A mark in brackets counts wherever it stands: "the command to run (required)"."""
    found = _IN_BRACKETS.search(text) or STATED.search(text) if known is None else None
    return known if found is None else marked(None, found[0])


_IN_BRACKETS: Final = re.compile(
    r"(?<!` )[(\[][^()\[\]]{0,30}?\b(required|mandatory|optional|обязательн\w+|необязательн\w+|erforderlich"
    r"|obligatori[oa]|opcional"
    r"|obligatoire|facultatif)\b[^()\[\]]{0,30}[)\]]",
    re.IGNORECASE,
)
