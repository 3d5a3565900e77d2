"""Sentences that name the step between allowed values: "must be a multiple of 5"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_MULTIPLE = re.compile(r"\bmultiples? of (\d+)\b", re.IGNORECASE)


def read_multiple(text: str, kind: str) -> Mapping[str, Any]:
    """The step that a description of a number names, as `multiple_of`; nothing for other kinds of value."""
    match = _MULTIPLE.search(text) if kind in {"integer", "number"} else None
    return {"multiple_of": int(match[1])} if match else {}
