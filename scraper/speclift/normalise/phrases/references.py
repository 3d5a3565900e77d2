"""Phrases that name an object: "List of ObjectUser", "Schedule object.", "can contain information from ObjectUser".

Enters: a description (Markdown, with links). Leaves: names as printed, most certain first; who knows the objects of
a page resolves them. A phrase is one line in `_PHRASES`, `_COMPOSITIONS` or `_SENDS`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct


class Mention(Struct, frozen=True):
    """An object that a text names. `many`: a list of them; `sure`: marked as a name (a link, `ObjectUser`)."""

    name: str
    many: bool = False
    sure: bool = False


_LINK = r"\[([^\]\n]{1,80})\]\([^)\s]*\)"
_WORDS = r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,4}"
_LINKED: Final = re.compile(
    rf"(?:(\b(?:list|array|collection)s? of(?: the)?)\s+)?{_LINK}(\s+list\b|\[\])?", re.IGNORECASE
)
_OBJECT_NAME: Final = re.compile(r"(?:(\b[Ll]ist of(?: the)?)\s+)?\b(Object[A-Z]\w*)\b(\s+list\b|\[\])?")
_LIST_OF: Final = re.compile(
    rf"\b(?:list|array|collection)s? of (?:the |all )?({_WORDS}?)(?: objects?)?\s*(?:[.,;:(\n]|\Z)", re.IGNORECASE
)
_OBJECTS: Final = re.compile(r"\b((?:[A-Za-z][\w-]* ){0,3}?[A-Za-z][\w-]*) (objects?)\b( list)?", re.IGNORECASE)
_ALONE: Final = re.compile(rf"\A(?:the |an? )?({_WORDS})\.?\s*\Z", re.IGNORECASE)
_RETURNS: Final = re.compile(
    rf"\breturns?\s+(?:an? |the |full )*({_WORDS}?)(?: object)?( list)?\s*(?:[.,;\n<]|\Z)", re.IGNORECASE
)

_COMPOSITIONS: Final = tuple(
    re.compile(pattern + rf"\s+(?:the |an? |object )*(?:{_LINK}|([A-Za-z]\w*))", re.IGNORECASE)
    for pattern in (
        r"\bcan (?:also )?(?:contain|include|hold) (?:all )?(?:the )?"
        r"(?:information|fields?|attributes|properties|data) (?:from|of)",
        r"\b(?:also )?(?:contains|includes) all (?:the )?(?:information|fields?|attributes|properties) (?:from|of)",
        r"\b(?:extends|inherits(?: from)?)",
    )
)
_SENDS: Final = re.compile(
    rf"\bsend(?:ing)?\b[^.\n]{{0,80}}?\b(?:object|attributes|fields)\b[^.\n]{{0,80}}?(?:{_LINK}|\b(Object[A-Z]\w*))"
    rf"[^.\n]{{0,80}}?\bmarked with\s+[`*]*(\w+)[`*]*\s+tag",
    re.IGNORECASE,
)


def mentions(description: str) -> tuple[Mention, ...]:
    """The objects that the description of a value names, most certain first."""
    found: list[Mention] = []
    for before, words, after in _LINKED.findall(description):
        found.append(Mention(words, bool(before or after), sure=True))
    for before, words, after in _OBJECT_NAME.findall(description):
        found.append(Mention(words, bool(before or after), sure=True))
    found.extend(Mention(words, many=True) for words in _LIST_OF.findall(description))
    for words, _, after in _OBJECTS.findall(description):
        parts = words.split()
        found.extend(Mention(" ".join(parts[start:]), bool(after)) for start in range(len(parts)))
    alone = _ALONE.match(description)
    if alone is not None:
        found.append(Mention(alone[1]))
    return tuple(dict.fromkeys(found))


def returned(description: str) -> tuple[Mention, ...]:
    """The objects that a text says an operation returns ("Returns ObjectUser list.")."""
    found: list[Mention] = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n", description):
        if not re.search(r"\breturns?\b|\byou(?:'ll| will) get\b", sentence, re.IGNORECASE):
            continue
        found.extend(mention for mention in mentions(sentence) if mention.sure)
        found.extend(Mention(words, bool(many)) for words, many in _RETURNS.findall(sentence))
    return tuple(dict.fromkeys(found))


def composed_of(description: str) -> tuple[str, ...]:
    """The names of the objects whose fields an object may hold as well."""
    return tuple(
        dict.fromkeys(match[1] or match[2] for pattern in _COMPOSITIONS for match in pattern.finditer(description))
    )


@lru_cache(maxsize=4096)
def sent_fields(description: str) -> tuple[tuple[str, str], ...]:
    """(object, verb) for "send an object with attributes ObjectUser, which are marked with POST tag"."""
    return tuple(dict.fromkeys((match[1] or match[2], match[3].upper()) for match in _SENDS.finditer(description)))
