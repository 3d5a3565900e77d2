"""Sentences that limit a value: "at most 40 characters", "between 1 and 5", "must be greater than 0".

Enters: a description and the kind of value that it describes. Leaves: JSON Schema's limits by our names for them. A way
to say a limit is one line in the table of its kind; numbers need a word of obligation or of range beside them, for many
a number in a sentence limits nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOUNDS: Final = ("minimum", "maximum")
LIMITS: Final = frozenset(
    {"min_length", "max_length", "min_items", "max_items", *_BOUNDS, *(f"exclusive_{name}" for name in _BOUNDS)}
)
"""The names of the facts that this family gives."""

_COUNT: Final = r"(\d{1,3}(?:[,\u00a0 ]\d{3})+|\d+)"
_NUMBER: Final = r"(-?\d+(?:\.\d+)?)(?![\w%]|[.,:/-]\d)"
_LOW: Final = r"(-?\d+(?:\.\d+)?)"
_LESS: Final = (
    r"(?:up to|at most|no (?:more|longer|greater) than|not (?:more|longer|exceed|to exceed)(?: than)?"
    r"|no mayor (?:que|a|de)|h[öo]chstens|maximal|au plus|не более|не больше"
    r"|max(?:imum|imal)?(?: length| size)?(?: of| is)?:?|limited to|cannot exceed|must not exceed|may not exceed)"
)
_MORE: Final = (
    r"(?:at least|no (?:less|fewer|shorter) than|not (?:less|fewer|shorter) than"
    r"|min(?:imum|imal)?(?: length| size)?(?: of| is)?:?)"
)
_AT_MOST_ELSEWHERE: Final = (
    r"(?:no mayor (?:que|a|de)|m[áa]ximo:?|h[öo]chstens|maximal:?|au (?:plus|maximum)|не (?:более|больше))"
)
_AT_LEAST_ELSEWHERE: Final = (
    r"(?:no menor (?:que|a|de)|m[íi]nimo:?|mindestens|minimal:?|au (?:moins|minimum)|не (?:менее|меньше))"
)
_CHARACTERS: Final = r"(?:[a-z]+ )?(?:characters?|chars?|symbols|letters|digits)\b"
_ITEMS: Final = (
    r"(?:items?|elements?|entries|values|ids|identifiers|names|tags|strings|addresses|files|users|objects|records)\b"
)
_VALUE: Final = r"(?:value|number|it|must be|should be|has to be|can be|may be|is|are|range|limit|allowed|valid|values)"


def _rows(*rows: tuple[str, tuple[str, ...]]) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), names) for pattern, names in rows)


def _sizes(of_what: str, least: str, most: str) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """The ways to say how many characters a text, or how many items a list may have."""
    return _rows(
        (rf"\b{_MORE} {_COUNT} (?:and|but) {_LESS} {_COUNT} {of_what}", (least, most)),
        (rf"\b(?:between|from)? ?{_COUNT} ?(?:and|to|-|–|\.\.) ?{_COUNT} {of_what}", (least, most)),
        (rf"\b{_LESS} {_COUNT} {of_what}", (most,)),
        (rf"\b{_COUNT} {of_what} (?:max(?:imum)?|at most|or (?:less|fewer))\b", (most,)),
        (rf"\b{_MORE} {_COUNT} {of_what}", (least,)),
        (rf"\b{_COUNT} {of_what} (?:min(?:imum)?|at least|or more)\b", (least,)),
        (rf"\bexactly {_COUNT} {of_what}", (least, most)),
    )


_TEXT: Final = (
    *_sizes(_CHARACTERS, "min_length", "max_length"),
    *_rows(
        (rf"\bmax(?:imum|imal|\.)? length(?: of| is|:)? {_COUNT}\b", ("max_length",)),
        (rf"\bmin(?:imum|imal|\.)? length(?: of| is|:)? {_COUNT}\b", ("min_length",)),
    ),
)
_LIST: Final = _sizes(_ITEMS, "min_items", "max_items")
_IN_RANGE: Final = r"(?:in the range |within |any \w+ |an? \w+ )?"
_AMOUNT: Final = _rows(
    (rf"\b{_VALUE}:? {_IN_RANGE}(?:between|from) {_NUMBER} (?:and|to) {_NUMBER}", _BOUNDS),
    (rf"\b(?:in|within) the range (?:of |from )?{_LOW} ?(?:and|to|-|–|\.\.\.?) ?{_NUMBER}", _BOUNDS),
    (rf"\A\W*(?:an? )?(?:integer|number|value)s? (?:between|from) {_NUMBER} (?:and|to) {_NUMBER}", _BOUNDS),
    (rf"\((?:between |from )?{_LOW} ?(?:and|to|-|–|\.\.\.?) ?{_NUMBER}\)", _BOUNDS),
    (rf"\b{_AT_MOST_ELSEWHERE} {_NUMBER}", ("maximum",)),
    (rf"\b{_AT_LEAST_ELSEWHERE} {_NUMBER}", ("minimum",)),
    (r"\b(?:positive integer|entero positivo) (?:or|o) (0)\b", ("minimum",)),
    (rf"\bmust be (?:greater|more|higher|larger) than {_NUMBER}", ("exclusive_minimum",)),
    (rf"\bmust be (?:less|lower|smaller) than {_NUMBER}", ("exclusive_maximum",)),
    (rf"\bmust be (?:greater than or equal to|at least|not less than|no less than) {_NUMBER}", ("minimum",)),
    (rf"\bmust be (?:less than or equal to|at most|not more than|no more than|up to) {_NUMBER}", ("maximum",)),
    (rf"\bmax(?:imum|imal)?(?: allowed)?(?: value)?(?: is| of|:) {_NUMBER}", ("maximum",)),
    (rf"\bmin(?:imum|imal)?(?: allowed)?(?: value)?(?: is| of|:) {_NUMBER}", ("minimum",)),
    (rf"\((?:max(?:imum)?|up to|at most|≤|<=):? {_NUMBER}\)", ("maximum",)),
    (rf"(?:\A|[.,;(] ?)(?:at most|no more than|max(?:imum)?) {_NUMBER}(?=\s*(?:[.,;)]|\Z))", ("maximum",)),
    (rf"(?:\A|[.,;(] ?)(?:at least|no less than|min(?:imum)?) {_NUMBER}(?=\s*(?:[.,;)]|\Z))", ("minimum",)),
    (rf"\((?:min(?:imum)?|at least|≥|>=):? {_NUMBER}\)", ("minimum",)),
)  # fmt: skip
_BY_KIND: Final[Mapping[str, tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]]] = {
    "string": _TEXT,
    "array": _LIST,
    "integer": _AMOUNT,
    "number": _AMOUNT,
}


def read_limits(text: str, kind: str) -> Mapping[str, Any]:
    """The limits of a value of `kind` ("string", "array", "integer", "number"); nothing for other kinds.

    The first sentence that names a limit decides. Ends that are the wrong way round are no limits.
    """
    if kind not in _BY_KIND or not any(map(str.isdigit, text)):
        return {}
    limits: dict[str, Any] = {}
    for pattern, names in _BY_KIND[kind]:
        match = pattern.search(text)
        if match is None or any(name in limits for name in names):
            continue
        ends = [_value(group) for group in match.groups() if group is not None]
        ends = ends * 2 if len(ends) < len(names) else ends
        if ends == sorted(ends):
            limits.update(zip(names, ends, strict=False))
    return limits


def _value(text: str) -> int | float:
    plain = re.sub(r"[,\u00a0 ]", "", text)
    return int(plain) if re.fullmatch(r"-?\d+", plain) else float(plain)
