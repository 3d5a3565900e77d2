"""Labelled facts about a value: ("min", "1"), ("pattern", "^a$"), ("format", "uuid").

Enters: label and value as printed. Leaves: what they say about a JSON value, by the names of JSON Schema. A label is one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from speclift.normalise.words.ranges import read_range


def _number(words: str) -> float | int | None:
    try:
        value = float(words.replace(",", "").strip())
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def _count(words: str) -> int | None:
    value = _number(words)
    return int(value) if value is not None and value >= 0 and value == int(value) else None


def _pattern(words: str) -> str | None:
    text = words.strip().strip("`")
    if len(text) > 1 and text[0] == "/" and text[-1] == "/":
        text = text[1:-1]
    try:
        re.compile(text)
    except re.error:
        return None
    return text or None


def _text(words: str) -> str | None:
    return words.strip().strip("`\"'") or None


def _range(words: str) -> tuple[float | None, float | None] | None:
    return read_range(words)


def _yes(words: str) -> bool | None:
    return words.strip().lower() not in {"no", "false", "0"}


LABELS: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    **dict.fromkeys(
        ("min", "minimum", "min value", "greater than or equal to", ">=", "gte", "minimum value"), ("minimum", _number)
    ),
    **dict.fromkeys(
        ("max", "maximum", "max value", "less than or equal to", "<=", "lte", "maximum value"), ("maximum", _number)
    ),
    **dict.fromkeys((">", "gt", "greater than", "exclusiveminimum"), ("exclusive_minimum", _number)),
    **dict.fromkeys(("<", "lt", "less than", "exclusivemaximum"), ("exclusive_maximum", _number)),
    **dict.fromkeys(("min length", "minlength", "minimum length", "min_length"), ("min_length", _count)),
    **dict.fromkeys(("max length", "maxlength", "maximum length", "max_length", "length"), ("max_length", _count)),
    **dict.fromkeys(("min items", "minitems", "minimum items"), ("min_items", _count)),
    **dict.fromkeys(("max items", "maxitems", "maximum items"), ("max_items", _count)),
    **dict.fromkeys(("multiple of", "multipleof"), ("multiple_of", _number)),
    **dict.fromkeys(("pattern", "regex", "match pattern", "regexp", "matches"), ("pattern", _pattern)),
    **dict.fromkeys(("format",), ("format", _text)),
    **dict.fromkeys(("unique", "uniqueitems", "unique items"), ("unique", _yes)),
    **dict.fromkeys(("nullable",), ("nullable", _yes)),
    **dict.fromkeys(("unit", "units"), ("unit", _text)),
    **dict.fromkeys(("range", "values", "value range"), ("ends", _range)),
    **dict.fromkeys(("size", "length range"), ("size", _range)),
}
"""A label (lower case) and what it says."""


def read_constraints(printed: tuple[tuple[str, str], ...]) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """What labelled facts say, and those whose label or value is not known."""
    known: dict[str, Any] = {}
    unknown = []
    for label, words in printed:
        entry = LABELS.get(" ".join(label.lower().replace("_", " ").strip(" :").split())) or LABELS.get(
            label.lower().strip(" :")
        )
        value = entry[1](words) if entry is not None else None
        if entry is None or value is None:
            unknown.append((label, words))
        else:
            known[entry[0]] = value
    return known, tuple(unknown)
