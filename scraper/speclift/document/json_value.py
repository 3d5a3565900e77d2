"""JSON of strangers as values: what stands in a page as a sample, a default, a choice.

Enters: a text. Leaves: the value, fit for every later stage and every other reader of JSON (RFC 8259, 6, 8.2
and 9, leave these limits to who reads): at most `MAX_DEPTH` levels, finite numbers, whole characters.
"""

from __future__ import annotations

import json
import math
from typing import Any, Final, NoReturn

from speclift.document.shape import MAX_DEPTH

_MOST_DIGITS: Final = 300
"""Digits of the longest integer: one of more is beyond a float, and beyond what Python reads at 4,300."""


def json_value(text: str) -> Any:
    """The value of a JSON text. Raises ValueError for what is none, and for one beyond the limits."""
    try:
        value = json.loads(text, parse_int=_integer, parse_float=_finite, parse_constant=_refused)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if text.count("[") + text.count("{") > MAX_DEPTH:
        _require_shallow(value)
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode()  # UnicodeEncodeError, a ValueError: half a character
    return value


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is beyond any float")
    return number


def _refused(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _require_shallow(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return
    raise ValueError(f"nested more than {MAX_DEPTH} levels deep")
