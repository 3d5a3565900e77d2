"""Defaults in sentences: "Default: 20.", "defaults to `asc`", "(default is true)".

Enters: a description and the kind of value that it describes. Leaves: the words of the default, or None. Only what is a
value of that kind counts: "Default: the current user" says something that no schema can.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAYS: Final = r"\b(?:defaults? to|(?:the )?default(?: value)?(?: is| =|:|=))\s*"
_ENDS: Final = r"(?=\s*(?:[.,;)](?!\d)|\n|\Z))"
_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_VALUES: Final[Mapping[str, re.Pattern[str]]] = {
    kind: re.compile(rf"{_SAYS}(?:`({value})`|\"({value})\"|({value})){_ENDS}", re.IGNORECASE)
    for kind, value in {
        "integer": r"-?\d+",
        "number": _NUMBER,
        "boolean": r"true|false",
    }.items()
} | {"string": re.compile(rf"{_SAYS}(?:`([^`\n]+)`|\"([^\"\n]+)\"|'([^'\n]+)'){_ENDS}", re.IGNORECASE)}


def read_default(text: str, kind: str) -> str | None:
    """The words of the default that a description states for a value of `kind`; None where it states none."""
    if kind not in _VALUES or "default" not in text.lower():
        return None
    found = _VALUES[kind].search(text)
    return next((words for words in found.groups() if words), None) if found is not None else None
