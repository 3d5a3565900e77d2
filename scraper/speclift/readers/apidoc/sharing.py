"""Reads what is the same once: an article of ten versions is usually one text with another number in it.

Enters: cut articles. Leaves: a `Reading` of each. The version of an article is spelled out of its bytes (`3.10.0`,
`3_10_0`, `v3.10` become characters that the page does not use), the remaining bytes are parsed once, and the version
is spelled in again wherever it stood. Both steps are exact inverses of each other, so two articles share a reading
only if they are equal but for their own version; another version's number stays as printed. Where a spelled-out
character would stand in what is interpreted (a field's name, a title), nothing is shared.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.model.raw import Place, RawArticle
from speclift.readers.apidoc.article import Reading, read_article
from speclift.readers.apidoc.displaced import sorts_rows
from speclift.readers.apidoc.markup import parsed, too_deep
from speclift.readers.apidoc.table import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.model.raw import RawField
    from speclift.readers.apidoc.addressing import Tell

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_CANDIDATES = tuple(chr(code) for code in range(0xF800, 0xF840))
_CANDIDATES_BEGIN = _CANDIDATES[0].encode()[:1]
"""Private use characters: hardly ever in documentation, and where one is, another is taken."""

_HEXADECIMAL = b"0123456789abcdefABCDEF"
_VERSIONS_LIST = re.compile(rb"""<ul\b[^<>]*\bclass=["']?versions\b[^<>]*>""", re.IGNORECASE)


class _Shape(Struct, frozen=True):
    """A reading that stands for all articles with the same bytes but for their version."""

    reading: Reading
    mentions_version: bool


class Sharing:
    """Reads articles of one page, each distinct text once."""

    def __init__(self, content: bytes) -> None:
        # The first byte of all candidates is the same, and few pages have it: usually one search settles it.
        used = content if _CANDIDATES_BEGIN in content else b""
        free = tuple(islice((character for character in _CANDIDATES if character.encode() not in used), 4))
        self._free = free[:3] if len(free) == 4 else ()
        self._tables = Tables(free[3] if len(free) == 4 else "", are_sorted=sorts_rows(content))
        self._parted = (
            re.compile(b"|".join(character.encode() for character in self._free)).split if self._free else None
        )
        self._shapes: dict[bytes, _Shape | None] = {}

    def read(self, body: bytes, version: str) -> tuple[Reading, Tell | None]:
        """The reading of an article's bytes, and what spells its version in (None: nothing does)."""
        body = _without_versions_list(body)
        spellings = self._spellings(version)
        key = body
        for character, spelling in spellings:
            key = key.replace(spelling.encode(), character.encode())
        shape = self._shapes.get(key, _UNREAD)
        if shape is _UNREAD:
            shape = self._shapes[key] = self._shape(key)
        if shape is None:  # the version stands where it is interpreted
            return self._parsed(body), None
        return shape.reading, _telling(spellings) if shape.mentions_version else None

    def _spellings(self, version: str) -> list[tuple[str, str]]:
        """Characters, and what each stands for. Empty for a version that is no row of numbers."""
        if not self._free or not _VERSION.fullmatch(version):
            return []
        short = version.removesuffix(".0") if version.count(".") > 1 else version
        return list(zip(self._free, (version, version.replace(".", "_"), f"v{short}"), strict=True))

    def _shape(self, key: bytes) -> _Shape | None:
        *before, _ = self._parted(key) if self._parted is not None else (key,)
        mentions = bool(before)
        if any(map(_ends_in_markup, before)):
            return None
        reading = self._parsed(key)
        if mentions:
            interpreted = "\n".join(_interpreted(reading))
            if any(character in interpreted for character in self._free):
                return None
        return _Shape(reading, mentions)

    def _parsed(self, body: bytes) -> Reading:
        try:
            slim, count = self._tables.set_aside(body)
            reading = read_article(parsed(slim, "article"), self._tables)
            if self._tables.taken != count:  # a table stood where only its words count
                reading = read_article(parsed(body, "article"), self._tables)
        except RecursionError:
            raise too_deep() from None
        return reading


_UNREAD = _Shape(Reading(RawArticle("", "", "", "", Place("", "", "")), None, "", ()), mentions_version=False)


def _ends_in_markup(before: bytes) -> bool:
    """Whether a version behind these bytes is a part of the name of a tag or of a character reference, and not text."""
    return before.endswith((b"<", b"</")) or before.rstrip(_HEXADECIMAL).endswith((b"&#", b"&#x", b"&#X"))


def _without_versions_list(body: bytes) -> bytes:
    """The list of versions to compare with is the template's own, and differs where versions do."""
    match = _VERSIONS_LIST.search(body)
    if match is None:
        return body
    end = body.find(b"</ul>", match.end())
    return body if end < 0 else body[: match.start()] + body[end + 5 :]


def _interpreted(reading: Reading) -> Iterator[str]:
    """Words of a reading that rules of this package looked into; the others were only passed on."""
    article = reading.article
    yield article.kind
    for example in article.examples:
        yield example.title
        yield example.language
    for section in article.sections:
        yield section.title
        yield from _names(section.fields)


def _names(fields: tuple[RawField, ...]) -> Iterator[str]:
    for each in fields:
        yield each.name
        yield from each.allowed
        yield each.size or ""
        yield from _names(each.children)


def _telling(spellings: list[tuple[str, str]]) -> Tell:
    def tell(text: str) -> str:
        for character, spelling in spellings:
            if character in text:
                text = text.replace(character, spelling)
        return text

    return tell
