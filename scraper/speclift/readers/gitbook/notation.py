"""GitBook's notation for types, of its older and its newer renderer, to one form.

Enters: what stands beside a field's name ("string · date-time", "array of Meeting (object)", " · min: 1 · max: 100").
Leaves: the type word with `[]` for each array, and the rest as labelled facts. The older renderer hides the base type
of an enumeration, so "enum" stays "enum"; nothing is guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.readers.gitbook.words import labels
from speclift.readers.kit.labels import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = "any|string|number|integer|boolean|object|array|null|undefined|not|file"
ALTERNATIVES = ("any of", "one of", "all of", "anyOf", "oneOf", "allOf")
"""What GitBook prints as the type of a value that has several; each follows without a name."""

_BASE = re.compile(rf"(?:{_WORDS}|enum|{'|'.join(ALTERNATIVES)})(?: \| (?:{_WORDS}))*", re.IGNORECASE)
_PARENTHESES = re.compile(r"^([^()]{0,200}) \(([^()]{1,120}(?:\([^()]{1,80}\))?)\)$")
_ARRAY = re.compile(r"^array of ", re.IGNORECASE)
_LONGEST = 300

Facts = tuple[tuple[str, str], ...]


def read_type(text: str) -> tuple[str, Facts] | None:
    """The type and its labelled facts; None for words that are no type."""
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST:
        return None
    if words.lower().startswith("const:"):
        return "const", (("const", words.partition(":")[2].strip()),)
    return _newer(words) or _older(words)


def type_of_whole(words: str, facts: Iterable[tuple[str, str]]) -> str:
    """The type of a whole body: the title of an object, or of the objects in a list, names it."""
    title = dict(facts).get("title", "").replace(" ", "")
    return title + words.removeprefix("object") if title and words.startswith("object") else words


def read_additions(text: str) -> Facts | None:
    """The facts of " · min: 1 · max: 100" or " | nullable"; None for other words."""
    stripped = text.strip()
    if not stripped.startswith(("·", "|")) or len(stripped) > _LONGEST:
        return None
    facts: list[tuple[str, str]] = []
    for part in re.split(r"[·|]", stripped[1:]):
        label, colon, value = part.strip().partition(":")
        known = labels.meaning(label, "min", "max", "nullable")
        if known is None and not colon:
            return None
        facts.append((known or plain(label), value.strip() or "true"))
    return tuple(facts)


def _newer(words: str) -> tuple[str, Facts] | None:
    """`type · format`, `type · enum`, `object · Title`, each followed by `[]` per array."""
    arrays = 0
    while words.endswith("[]"):
        words, arrays = words[:-2].rstrip(), arrays + 1
    base, *rest = (part.strip() for part in words.split(" · "))
    if not _BASE.fullmatch(base):
        return None
    facts: list[tuple[str, str]] = []
    for part in rest:
        if part == "enum":
            continue  # its values stand below
        facts.append(("title" if base.lower() == "object" else "format", part))
    return ("enum" if base == "undefined" and "enum" in rest else base) + "[]" * arrays, tuple(facts)


def _older(words: str) -> tuple[str, Facts] | None:
    """`type (format)`, `Title (object)`, `array of Title (object)`, `Title (array of enum)`."""
    arrays = 0
    facts: list[tuple[str, str]] = []
    while True:
        if match := _ARRAY.match(words):
            words, arrays = words[match.end() :], arrays + 1
        elif match := _PARENTHESES.match(words):
            outside, inside = match[1], match[2]
            if _BASE.fullmatch(outside):
                facts.append(("format", inside))
                words = outside
            else:
                facts.append(("title" if not _ARRAY.match(inside) else "array title", outside))
                words = inside
        else:
            break
    return (words + "[]" * arrays, tuple(facts)) if _BASE.fullmatch(words) else None
