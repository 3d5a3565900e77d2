"""Ranges as pages write them: `1..64`, `1-1000`, `0..6`, `..5`, `3..`, `{2..5}`, `1 - 100`, `>=1`.

Enters: the words of a size range or of one allowed value. Leaves: the two ends (None: open), or None when it is no
range.
"""

from __future__ import annotations

import re
from typing import Final

Ends = tuple[float | None, float | None]

_NUMBER = r"-?\d+(?:\.\d+)?"
_OPEN_LOW = r"-\s?(?i:inf(?:inity)?\b|∞)"
_OPEN_HIGH = r"\+?\s?(?i:inf(?:inity)?\b|∞)"
_DOTS: Final = re.compile(
    rf"[{{\[(]?\s*+(?:({_NUMBER})|{_OPEN_LOW})?\s*+(?:\.\.\.?|…|\bto\b)\s*+(?:({_NUMBER})|{_OPEN_HIGH})?\s*+[}}\])]?\Z"
)
_DASH: Final = re.compile(
    rf"[{{\[(]?\s*(?:({_NUMBER})|{_OPEN_LOW})\s*[-–—~]\s*(?:({_NUMBER})|{_OPEN_HIGH})\s*[}}\])]?\Z"
)
_LEAST: Final = re.compile(
    rf"(?:(?:>=|≥|min(?:imum)?:?|at least|from)\s*({_NUMBER})|({_NUMBER})\s*(?:[-–—+]|or more|and more))\Z",
    re.IGNORECASE,
)
_MOST: Final = re.compile(rf"(?:<=|≤|max(?:imum)?:?|at most|up to)\s*({_NUMBER})\Z", re.IGNORECASE)
_ONE: Final = re.compile(rf"{_NUMBER}\Z")
_OPEN_END: Final = re.compile(rf"([<>])\s*({_NUMBER})\Z")


def read_range(words: str) -> Ends | None:
    """The ends of a range, inclusive. None when the words are no range, or one whose ends are the wrong way round."""
    text = words.strip().strip("`").strip().removeprefix("=").strip()
    match = _DOTS.match(text) or _DASH.match(text)
    ends: Ends
    if match is not None and (match[1] or match[2]):
        ends = (_number(match[1]), _number(match[2]))
    elif (match := _LEAST.match(text)) is not None:
        ends = (_number(match[1] or match[2]), None)
    elif (match := _MOST.match(text)) is not None:
        ends = (None, _number(match[1]))
    else:
        return None
    low, high = ends
    return None if low is not None and high is not None and low > high else ends


def read_size(words: str) -> Ends | None:
    """The ends of a size: a range, or one number, which is the largest size (apidoc's `{string{5}}`: at most 5)."""
    text = words.strip().strip("`{}").strip()
    return (None, _number(text)) if _ONE.match(text) else read_range(text)


def read_open_end(words: str) -> dict[str, float]:
    """The bound of a size that is open at its end (`{>0}`, `<10`), by its name; empty when it is none."""
    match = _OPEN_END.match(words.strip().strip("`{}").strip())
    number = _number(match[2]) if match is not None else None
    if match is None or number is None:
        return {}
    return {"exclusive_minimum" if match[1] == ">" else "exclusive_maximum": number}


def read_listed(words: str) -> tuple[str, ...]:
    """The values of a list in the place of a size (`2,3,5`): none when it is no list."""
    parts = tuple(part.strip().strip("\"'`") for part in re.split(r"[,|]", words.strip().strip("`{}")))
    return parts if len(parts) > 1 and all(parts) and not any(".." in part for part in parts) else ()


def _number(text: str | None) -> float | None:
    if not text:
        return None
    value = float(text)
    return int(value) if value.is_integer() else value
