"""Cuts an apidoc page into articles without parsing it: most of a page is the same article again for another version.

Enters: the page as UTF-8. Leaves: each article's opening tag and the bytes inside it, the heads of its sections, and
the rest. One pass of substring searches, linear in the page's size. Templates inside `<script>`, comments and the
navigation are passed over; an article is ended by its own end tag, whatever is nested in it.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from speclift.model.entities import unescape
from speclift.model.findings import InputError

_MARKUP = re.compile(rb"<(!--|script\b|style\b|textarea\b|template\b|xmp\b|nav\b|article\b|section\b|/section\b)")
_NESTED = re.compile(rb"<(!--|script\b|style\b|textarea\b|article\b|/article\b)")
_TAG = re.compile(rb"""<[a-z]+(?:[^>"']|"[^"]*"|'[^']*')*+>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![^\s"'/])([^\s=<>"'/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_LONGEST_TAG = 16_384
"""Bytes of the longest opening tag that is believed to be one."""

_CUT_OFF = "record the page again, to its last byte"


class Article(Struct, frozen=True):
    """An article: the attributes of its opening tag (lower-case names), and what is inside it."""

    attributes: dict[str, str]
    body: bytes
    section: int
    """Number of the section around it in `Cut.sections`, -1 for none."""


class Section(Struct, frozen=True):
    """A `<section>`: the attributes of its opening tag, and what stands in it before its first article."""

    attributes: dict[str, str]
    head: bytes


class Cut(Struct):
    """A page in pieces. `rest` is what stands before the first and behind the last section; `is_whole` is False when a
    section or the document was begun and not finished."""

    articles: list[Article] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rest: bytes = b""
    is_whole: bool = True


def cut(content: bytes, name: str) -> Cut:
    """Cut a page. Raises `InputError` when the page ends inside an article."""
    return _Cutting(content, name).run()


def attributes(tag: str) -> dict[str, str]:
    """Attributes of an opening tag, entities resolved. The first of two equal names counts, as in a browser."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), unescape(next((value for value in values if value), "")))
    return found


class _Cutting:
    def __init__(self, content: bytes, name: str) -> None:
        self._content, self._name = content, name
        self._low = content.lower()  # ASCII only: positions stay
        self._made = Cut()
        self._open: list[int] = []  # sections around the present position
        self._head: tuple[dict[str, str], int] | None = None
        self._rest: list[bytes] = []
        self._rest_from = 0
        self._last_end = 0

    def run(self) -> Cut:
        position = 0
        while (match := _MARKUP.search(self._low, position)) is not None:
            word = match[1]
            if word == b"article":
                position = self._article(match.start())
            elif word == b"section":
                position = self._section(match.start())
            elif word == b"/section":
                position = self._end_section(match.start(), match.end())
            else:
                position = self._skip(match.start(), word)
        self._end_head(len(self._low))
        self._rest.append(self._content[self._rest_from :])
        self._made.rest = b"".join(self._rest)
        self._made.is_whole = not self._open and self._is_finished()
        return self._made

    def _is_finished(self) -> bool:
        """A document that was begun has an end, unless it was written without optional end tags altogether."""
        begun = re.search(rb"<(?:!doctype\s+html|html)\b", self._low[:4096])
        return not begun or self._low.rfind(b"</html") >= self._last_end or b"</li" not in self._low

    def _skip(self, start: int, word: bytes) -> int:
        """Past a comment, a script, or the navigation, which repeats the titles of all articles."""
        end = self._end_of(start, word)
        if not self._open:
            self._rest.append(self._content[self._rest_from : start])
            self._rest_from = end
        return end

    def _end_of(self, start: int, word: bytes) -> int:
        closing = b"-->" if word == b"!--" else b"</" + word
        end = self._low.find(closing, start + 4)
        if end < 0:
            return len(self._low) if word != b"nav" else start + 4
        return end + len(closing)

    def _tag(self, start: int) -> tuple[dict[str, str], int]:
        match = _TAG.match(self._content, start, start + _LONGEST_TAG)
        if match is None:
            raise InputError("the page is cut off inside a tag", file=self._name, place=f"byte {start}", hint=_CUT_OFF)
        return attributes(match[0].decode("utf-8", "replace")), match.end()

    def _section(self, start: int) -> int:
        self._end_head(start)
        if not self._open:
            self._rest.append(self._content[self._rest_from : start])
        named, end = self._tag(start)
        self._open.append(len(self._made.sections))
        self._made.sections.append(Section(named, b""))
        self._head = named, end
        return end

    def _end_section(self, start: int, end: int) -> int:
        self._end_head(start)
        if self._open:
            self._open.pop()
        if not self._open:
            self._rest_from = end
        return end

    def _end_head(self, end: int) -> None:
        if self._head is not None:
            named, start = self._head
            self._made.sections[self._open[-1]] = Section(named, self._content[start:end])
            self._head = None

    def _article(self, start: int) -> int:
        named, begin = self._tag(start)
        end = self._last_end = self._end_of_article(begin, named)
        if _is_api(named):
            self._end_head(start)
            around = self._open[-1] if self._open else -1
            self._made.articles.append(Article(named, self._content[begin:end], around))
            if not self._open:
                self._rest.append(self._content[self._rest_from : start])
                self._rest_from = end
        return end

    def _end_of_article(self, begin: int, named: dict[str, str]) -> int:
        end = self._low.find(b"</article", begin)
        if end >= 0 and self._low.find(b"<article", begin, end) >= 0:
            end = self._end_of_nesting(begin)
        if end < 0:
            raise InputError(
                "the page is cut off inside an article",
                file=self._name,
                place=named.get("id", f"byte {begin}"),
                hint=_CUT_OFF,
            )
        return end

    def _end_of_nesting(self, begin: int) -> int:
        depth, position = 1, begin
        while (match := _NESTED.search(self._low, position)) is not None:
            word, position = match[1], match.end()
            if word == b"article":
                depth += 1
            elif word == b"/article":
                depth -= 1
                if not depth:
                    return match.start()
            else:
                position = self._end_of(match.start(), word)
        return -1


def _is_api(named: dict[str, str]) -> bool:
    """Whether an article is one of apidoc's, and not an unfilled template."""
    return ("data-name" in named or named.get("id", "").startswith("api-")) and "{{" not in named.get("id", "")
