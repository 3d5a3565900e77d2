"""Document360's words for types.

Enters: the line below a field's name ("string (uuid) Required", "Array of object", "string | null", "stringRequired").
Leaves: the type word, what it says about being required, and the format or the name in brackets as a labelled fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from speclift.readers.document360.words import labels

_WORD = r"(?:string|integer|number|boolean|object|array|null|any|oneOf|anyOf|allOf|one of|any of|all of)"
_BRACKETS = r"(?:\s*\(([^()]{1,120})\)|\s*<([^<>]{1,120})>)?"
_ATOM = re.compile(rf"(?:array of )*{_WORD}{_BRACKETS}(?:\[\])*", re.IGNORECASE)
_OUTER = re.compile(r"\s*\|\s*")
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Type:
    """A line that tells a type: the words without brackets, the words in brackets, the labels behind."""

    words: str
    brackets: str
    flags: tuple[str, ...]


def read_type(pieces: list[str]) -> Type | None:
    """The type that one line tells, from its runs of text; None for any other line."""
    text = " ".join(" ".join(piece.split()) for piece in pieces)
    if not text or len(text) > _LONGEST:
        return None
    flags: list[str] = []
    while True:
        shorter, flag = _flag_at_end(text)
        if flag is None:
            break
        text = shorter
        flags.append(flag)
    atoms = _OUTER.split(text)
    brackets: list[str] = []
    words: list[str] = []
    for atom in atoms:
        match = _ATOM.fullmatch(atom.strip())
        if match is None:
            return None
        inside = match[1] or match[2]
        if inside:
            brackets.append(inside)
        words.append(re.sub(r"\s*[(<][^()<>]*[)>]", "", atom).strip())
    return Type(" | ".join(words), brackets[0] if brackets else "", tuple(reversed(flags)))


def _flag_at_end(text: str) -> tuple[str, str | None]:
    """The label at the end, glued to the type or not."""
    for flag in ("required", "optional", "deprecated", "read-only", "write-only"):
        for word in labels.words(flag):
            if (
                text.lower().endswith(word)
                and len(text) > len(word)
                and (text[-len(word)].isupper() or text[-len(word) - 1] == " ")
            ):
                return text[: -len(word)].rstrip(" ,·"), flag
    return text, None
