"""Reads what is the same once: an article of ten versions is usually one text with another number in it.

Enters: cut articles. Leaves: a `Reading` of each. The version of an article is spelled out of its bytes (`3.10.0`,
`3_10_0`, `v3.10` become characters that the page does not use), the remaining bytes are parsed once, and the version
is spelled in again wherever it stood. Both steps are exact inverses of each other, so two articles share a reading
only if they are equal but for their own version; another version's number stays as printed. Where a spelled-out
character would stand in what is interpreted (a field's name, a title), nothing is shared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawArticle
from speclift.readers.apidoc.article import Reading, read_article
from speclift.readers.apidoc.markup import parsed, too_deep
from speclift.readers.apidoc.table import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.model.raw import RawField
    from speclift.readers.apidoc.addressing import Tell

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_CANDIDATES = tuple(chr(code) for code in range(0xF800, 0xF840))
_CANDIDATES_BEGIN = _CANDIDATES[0].encode()[:2]
"""Private use characters: hardly ever in documentation, and where one is, another is taken."""

_VERSIONS_LIST = re.compile(rb"""<ul\b[^<>]*\bclass=["']?versions\b[^<>]*>""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A reading that stands for all articles with the same bytes but for their version."""

    number: int
    reading: Reading
    mentions_version: bool


class Sharing:
    """Reads articles of one page, each distinct text once."""

    def __init__(self, content: bytes) -> None:
        # The first bytes of all candidates are the same, and hardly any page has them: usually one search settles it.
        used = content if _CANDIDATES_BEGIN in content else b""
        free = tuple(islice((character for character in _CANDIDATES if character.encode() not in used), 3))
        self._free = free if len(free) == 3 else ()
        self._shapes: dict[bytes, _Shape | None] = {}
        self._tables = Tables()
        self._count = 0

    def read(self, body: bytes, version: str) -> tuple[Reading, int, Tell | None]:
        """The reading of an article's bytes, the number of its shape, and what spells its version in (None: nothing
        does)."""
        body = _without_versions_list(body)
        spellings = self._spellings(body, version)
        key = body
        for character, spelling in spellings:
            key = key.replace(spelling.encode(), character.encode())
        shape = self._shapes.get(key, _UNREAD)
        if shape is _UNREAD:
            shape = self._shapes[key] = self._shape(key)
        if shape is None:  # the version stands where it is interpreted
            return self._parsed(body), self._number(), None
        return shape.reading, shape.number, _telling(spellings) if shape.mentions_version else None

    def _spellings(self, body: bytes, version: str) -> list[tuple[str, str]]:
        """Characters, and what each stands for. Empty where spelling out could change how the markup is read."""
        if not self._free or not _VERSION.fullmatch(version):
            return []
        short = version.removesuffix(".0") if version.count(".") > 1 else version
        written = [version, version.replace(".", "_"), f"v{short}"]
        if b"&#" in body and re.search(
            rb"&#[xX]?[0-9a-fA-F]*(?:%s)" % b"|".join(re.escape(w).encode() for w in written), body
        ):
            return []  # inside a character reference
        if f"<v{short}".encode() in body or f"</v{short}".encode() in body:
            return []  # the name of a tag
        return list(zip(self._free, written, strict=True))

    def _shape(self, key: bytes) -> _Shape | None:
        reading = self._parsed(key)
        free = "".join(self._free)
        mentions = False
        if any(character.encode() in key for character in free):
            mentioned = re.compile(f"[{free}]").search
            if any(mentioned(word) for word in _interpreted(reading)):
                return None
            mentions = True
        return _Shape(self._number(), reading, mentions)

    def _parsed(self, body: bytes) -> Reading:
        try:
            return read_article(parsed(body, "article"), self._tables)
        except RecursionError:
            raise too_deep() from None

    def _number(self) -> int:
        self._count += 1
        return self._count


_UNREAD = _Shape(0, Reading(RawArticle("", "", "", "", Place("", "", "")), None, "", ()), mentions_version=False)


def _without_versions_list(body: bytes) -> bytes:
    """The list of versions to compare with is the template's own, and differs where versions do."""
    found = _VERSIONS_LIST.search(body)
    if found is None:
        return body
    end = body.find(b"</ul>", found.end())
    return body if end < 0 else body[: found.start()] + body[end + 5 :]


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
