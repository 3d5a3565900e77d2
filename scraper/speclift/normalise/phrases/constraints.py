"""Labelled facts about a value: ("min", "1"), ("pattern", "^a$"), ("format", "uuid").

Enters: label and value as printed. Leaves: what they say about a JSON value, by the names of JSON Schema. A label is
one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.normalise.phrases.ranges import read_range

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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
    except (re.error, ValueError, OverflowError, RecursionError):
        return None
    return text or None


def is_regular_expression(words: str) -> bool:
    """Whether words are a regular expression with something that is no plain letter in it."""
    return re.search(r"[\\\[\](){}+*^$|?]", words) is not None and _pattern(words) is not None


def _text(words: str) -> str | None:
    return words.strip().strip("`\"'") or None


def _format(words: str) -> str | None:
    """A format; a regular expression in its place is a pattern, which `SPANS` reads."""
    return None if is_regular_expression(words) else _text(words)


def _pattern_in_format(words: str) -> dict[str, Any] | None:
    plain = words.strip().strip("`").strip("\"'")
    return {"pattern": _pattern(plain)} if is_regular_expression(plain) else None


def _range(words: str) -> tuple[float | None, float | None] | None:
    return read_range(words)


def _yes(words: str) -> bool | None:
    return words.strip().lower() not in {"no", "false", "0"}


_BOUND: Final = re.compile(r"(?P<sign>>=|<=|=|>|<)\s*(?P<one>-?[\d.,]+(?:e[+-]?\d+)?)", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"(?P<low>-?[\d.,]+?(?:e[+-]?\d+)?)\s*(?:-|–|\.\.|to)\s*(?P<high>-?[\d.,]+(?:e[+-]?\d+)?)", re.IGNORECASE
)
_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    ">=": ("minimum",),
    "<=": ("maximum",),
    "=": ("minimum", "maximum"),
    ">": ("exclusive_minimum",),
    "<": ("exclusive_maximum",),
}


def _span(words: str) -> dict[str, Any] | None:
    """`>=0`, `1-1000`, `=5` as bounds."""
    text = words.strip()
    if match := _BOUND.fullmatch(text):
        value = _number(match["one"])
        return None if value is None else dict.fromkeys(_SIGNS[match["sign"]], value)
    if match := _SPAN.fullmatch(text):
        low, high = _number(match["low"]), _number(match["high"])
        return None if low is None or high is None else {"minimum": low, "maximum": high}
    return None


def _length_span(words: str) -> dict[str, Any] | None:
    """`>=1`, `1-64`, `=5` as a text's length in characters; a number alone is the most."""
    bounds = _span(words)
    if bounds is None:
        count = _count(words)
        return None if count is None else {"max_length": count}
    return {name.replace("imum", "_length"): value for name, value in bounds.items()}


HIDDEN: Final = "hidden properties"
"""The label of a row whose own rows the page counts and does not show."""

ADDITIONAL: Final = "additional properties"
"""The label of a row that stands for every further key of its object."""

TITLE: Final = "title"
"""The label of a shape's name."""

SPANS: Final[Mapping[str, Callable[[str], dict[str, Any] | None]]] = {
    "range": _span,
    "length": _length_span,
    "format": _pattern_in_format,
}
"""Labels whose value says several things at once, or something else than the label."""

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
    **dict.fromkeys(("max length", "maxlength", "maximum length", "max_length"), ("max_length", _count)),
    **dict.fromkeys(("min items", "minitems", "minimum items"), ("min_items", _count)),
    **dict.fromkeys(("max items", "maxitems", "maximum items"), ("max_items", _count)),
    **dict.fromkeys(("multiple of", "multipleof"), ("multiple_of", _number)),
    **dict.fromkeys(("pattern", "regex", "match pattern", "regexp", "matches"), ("pattern", _pattern)),
    "format": ("format", _format),
    **dict.fromkeys(("unique", "uniqueitems", "unique items"), ("unique", _yes)),
    **dict.fromkeys(("nullable",), ("nullable", _yes)),
    **dict.fromkeys(("read-only", "read only", "readonly"), ("read_only", _yes)),
    **dict.fromkeys(("write-only", "write only", "writeonly"), ("write_only", _yes)),
    HIDDEN: ("hidden", _count),
    **dict.fromkeys(("const", "constant", "constant value", "fixed value"), ("const", _text)),
    ADDITIONAL: ("additional", _yes),
    TITLE: ("title", _text),
    **dict.fromkeys(("unit", "units"), ("unit", _text)),
    **dict.fromkeys(("values", "value range"), ("ends", _range)),
    **dict.fromkeys(("size", "length range"), ("size", _range)),
}
"""A label (lower case) and what it says."""


def read_constraints(printed: tuple[tuple[str, str], ...]) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """What labelled facts say, and those whose label or value is not known."""
    known: dict[str, Any] = {}
    unknown = []
    for label, words in printed:
        span = SPANS.get(label.lower().strip(" :"))
        said = span(words) if span is not None else None
        if said is not None:
            known.update(said)
            continue
        entry = LABELS.get(" ".join(label.lower().replace("_", " ").strip(" :").split())) or LABELS.get(
            label.lower().strip(" :")
        )
        value = entry[1](words) if entry is not None else None
        if entry is None or value is None:
            unknown.append((label, words))
        else:
            known[entry[0]] = value
    return known, tuple(unknown)
