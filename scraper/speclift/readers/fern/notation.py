"""Fern's words for types, and its short forms for limits.

Enters: what stands beside a field's name ("list of objects", "string or null", "1-1000", `format: "uuid"`). Leaves:
whether it is a type; a limit as a labelled fact. What a type means is not decided here.
"""

from __future__ import annotations

import re

from speclift.readers.fern.words import labels
from speclift.readers.kit.labels import plain

_PRIMITIVES = [
    "string",
    "integer",
    "uint",
    "uint64",
    "int",
    "int64",
    "long",
    "float",
    "double",
    "number",
    "boolean",
    "datetime",
    "date",
    "time",
    "UUID",
    "uuid",
    "scalar",
    "object",
    "enum",
    "file",
    "bytes",
    "null",
    "any",
    "unknown",
    "literal",
    "union",
    "map",
    "list",
    "array",
    "binary",
    "timestamp",
]
_WORDS = frozenset(
    [
        *_PRIMITIVES,
        *(f"{word}s" for word in _PRIMITIVES),
        "base64 string",
        "base64 strings",
        "big integer",
        "big integers",
    ]
) | {"<unknown>", "event stream", "text"}
_LEAD = re.compile(
    r"^(?:(?:an? )?(?:nullable or optional|nullable|optional) |(?:an? )?(?:lists? of|sets? of|maps? from) |an? (?=\w))",
    re.IGNORECASE,
)
_LITERAL = re.compile(r'"[^"\n]{0,200}"|true|false')
_JOINED = re.compile(r" or | to ")
_RANGE = re.compile(
    r"(?:[<>]?=|[<>])\s*-?[\d.]+(?:e[+-]?\d+)?|-?[\d.]+(?:e[+-]?\d+)?-{1,2}[\d.]+(?:e[+-]?\d+)?", re.IGNORECASE
)
_LENGTH = re.compile(
    rf"({_RANGE.pattern})\s+(?:characters?|items?|caractères?|caracteres|zeichen|文字|字符)", re.IGNORECASE
)
_NAMED = re.compile(r'^([^:"]{1,24}):\s*"(.*)"$', re.DOTALL)
_LONGEST = 400


def is_type(text: str) -> bool:
    """Whether these words are one of Fern's types, and not merely a name."""
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST:
        return False
    parts = _JOINED.split(words)
    return all(_is_atom(part) for part in parts)


def read_limit(text: str) -> tuple[str, str] | None:
    """`>=0` -> ("range", ">=0"), `1-64 characters` -> ("length", "1-64"), `format: "uuid"` -> ("format", "uuid")."""
    words = " ".join(text.split())
    if match := _LENGTH.fullmatch(words):
        return ("length", match[1])
    if _RANGE.fullmatch(words):
        return ("range", words)
    if match := _NAMED.match(words):
        label = labels.meaning(match[1], "format") or plain(match[1])
        return (label, match[2])
    return None


def _is_atom(words: str) -> bool:
    for _ in range(12):
        shorter = _LEAD.sub("", words, count=1)
        if shorter == words:
            break
        words = shorter
    return words in _WORDS or words.lower() in _WORDS or _LITERAL.fullmatch(words) is not None
