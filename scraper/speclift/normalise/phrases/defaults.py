"""Default values as printed: a value of the field's type, or words about one.

Enters: the printed default and the kind of value that the field holds. Leaves: the value, or `NO_VALUE` for words
such as `$max_allowed` or "current date".
"""

from __future__ import annotations

import json
import math
import re
from enum import Enum
from typing import Any, Final


class NoValue(Enum):
    """The type of `NO_VALUE`."""

    NO_VALUE = "no value"


NO_VALUE: Final = NoValue.NO_VALUE

_INTEGER: Final = re.compile(r"[-+]?\d{1,18}\Z")
_NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")
_PLACEHOLDER: Final = re.compile(r"x{2,}|\.{2,}|…|<[^<>]*>|\{\{?[^{}]*\}\}?|\$\w+|string|value|text", re.IGNORECASE)
_SCALARS: Final = frozenset({"boolean", "integer", "number", "string"})
_NULLS: Final = frozenset({"null", "none", "nil", "undefined"})
_NULL_OR_TEXT: Final = "none"
"""Null of other kinds; of a text it is one of the words that it may hold (`none`, `left`, `right`)."""
_BOOLEANS: Final = {
    "true": True,
    "false": False,
    "yes": True,
    "no": False,
    "1": True,
    "0": False,
    "on": True,
    "off": False,
}
_PHRASE_ABOUT: Final = re.compile(
    r"\b(?:all|every|any|random\w*|generated|latest|no|not|without|per|according|based|unset|undefined|see|if|when|"
    r"the|same|as|of|your|user'?s)\b",
    re.IGNORECASE,
)
"""Words of a sentence; a value of several words (`by date`, `New York`) has none of them."""

_WORDS_ABOUT: Final = re.compile(
    r"\$|%\w+%|<\w[\w ]*>|\{\{?|\b(?:now|today|current|empty|none|unlimited|infinity|installer|settings|server"
    r"|system|"
    r"config\w*|auto\w*|depends|varies|same|default)(?:\b|_)",
    re.IGNORECASE,
)


def read_value(words: str, kind: str) -> Any:
    """The value that words stand for in a field of `kind` ("string", "integer", "array", …), or `NO_VALUE`."""
    text = words.strip()
    plain = text.strip("`").strip()
    quoted = len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'"
    if plain.lower() in _NULLS and not quoted and not (kind == "string" and plain.lower() == _NULL_OR_TEXT):
        return None
    if kind == "string":
        return plain[1:-1] if quoted else plain
    if quoted and kind == "any":
        return plain[1:-1]
    if quoted:
        plain = plain[1:-1].strip()
    if kind == "boolean":
        return _BOOLEANS.get(plain.lower(), NO_VALUE)
    if kind == "integer":
        return int(plain) if _INTEGER.match(plain) else NO_VALUE
    if kind == "number":
        return _number(plain) if _NUMBER.match(plain) else NO_VALUE
    return _json(plain, kind)


def read_list(words: str, kind: str) -> Any:
    """The list that words stand for whose items are of `kind` (`-createdAt`, `title,year`), or `NO_VALUE`."""
    parts = [part.strip() for part in words.strip().strip("`").split(",")]
    if kind not in _SCALARS or any(not part or set(part) & set("[]{}() ") or is_about_a_value(part) for part in parts):
        return NO_VALUE
    values = [read_value(part, kind) for part in parts]
    return NO_VALUE if any(value is NO_VALUE or value is None for value in values) else values


def is_spelling_of(value: object, kind: str) -> bool:
    """Whether a recorded text only spells a value of another kind (`"true"`, `"15"`), or stands for any (`xxx`)."""
    return stands_for_any(value) or (
        isinstance(value, str) and kind in {"boolean", "integer", "number"} and read_value(value, kind) is not NO_VALUE
    )


def stands_for_any(value: object) -> bool:
    """Whether a recorded text only says that there is a value (`string`, `xxx`, `<id>`)."""
    return isinstance(value, str) and _PLACEHOLDER.fullmatch(value.strip()) is not None


def is_about_a_value(words: str) -> bool:
    """Whether the printed default of a text is words about a value (`$max_allowed`, `value_from_settings`)."""
    text = words.strip().strip("`")
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return False
    if " " in text and (len(text.split()) > 3 or _PHRASE_ABOUT.search(text)):
        return True
    return _WORDS_ABOUT.search(text.replace("_", " ")) is not None and not text.isalpha()


def _number(text: str) -> Any:
    value = float(text)
    return int(text) if _INTEGER.match(text) else value if math.isfinite(value) else NO_VALUE


def _json(text: str, kind: str) -> Any:
    expected = {"array": list, "object": dict}.get(kind)
    try:
        value = json.loads(text, parse_constant=_not_json, parse_float=_finite)
    except ValueError:
        return NO_VALUE
    return value if expected is None or isinstance(value, expected) else NO_VALUE


def _not_json(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"{digits} is no number that JSON can carry")
    return value
