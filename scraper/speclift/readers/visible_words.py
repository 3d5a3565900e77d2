"""The words that a page shows, found without the readers that are judged by them.

Enters: the bytes of a page. Leaves: its visible runs of text, with how often each stands there. Nothing here makes a
tree or knows a platform: tags part the runs, and what browsers do not show, or what leads to other pages, is passed
over. One pass, linear in the page.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from speclift.model.entities import unescape
from speclift.readers.kit.encoding import decoded

if TYPE_CHECKING:
    from speclift.readers.page import Page

_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>"']*+(?:"[^<>"]*+"[^<>"']*+|'[^<>']*+'[^<>"']*+)*+)>""", re.DOTALL
)
_STOP = re.compile(r"""[>"']""")
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_UNTIL_FOUND = re.compile(r"""\bhidden\s*=\s*["']?until-found|\bid\s*=\s*["']?S:""", re.IGNORECASE)
"""What a search finds, and what React's scripts put in its place: both are shown."""

_NO_DISPLAY = re.compile(
    r"""style\s*=\s*["'][^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)|aria-hidden\s*=\s*["']?true""",
    re.IGNORECASE,
)
_UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "iframe",
        "textarea",
        "select",
        "datalist",
        "object",
        "time",
    ]
)
_AROUND = frozenset(["nav", "footer", "header", "aside", "form"])
"""What a site puts round its pages: the way to other pages, dates, copyright, and forms."""

_HOLDS = dict.fromkeys(_AROUND, re.compile("<(?:pre|h1)", re.IGNORECASE)) | {
    "form": re.compile("<(?:h[12]|article)", re.IGNORECASE)
}
"""What none of these holds unless it is a part of the documentation."""

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_INLINE = frozenset(
    [
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s"),
        *("samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr"),
    ]
)
_ELSEWHERE = re.compile(r"""\bhref\s*=\s*["']?\s*[^#\s"']""", re.IGNORECASE)
_MAIN = re.compile(r"""<main\b|<[a-z][^<>]*\brole\s*=\s*["']?main\b""", re.IGNORECASE)
_MARKUP = re.compile(rb"[\xef\xbb\xbf\xff\xfe\s\0]{0,2000}<")
_LATE = re.compile(r"""<div hidden(?:="")? id="S:""")
"""A part that React's scripts move into the main one."""

_WORD = re.compile(r"\w+")


def visible_runs(page: Page) -> Counter[str]:
    """Each run of text between two tags, its white space collapsed, and how often the page shows it.

    Data (JSON, a script) shows none. Where the page says which part is its main one, only that is looked at. A line of
    nothing but links to other addresses (a trail of links, "previous", "next") is no part of the documentation.
    """
    if not _MARKUP.match(page.content):
        return Counter()
    text = decoded(page.content)
    main = _MAIN.search(text) if _LATE.search(text) is None else None
    end = text.rfind("</main", main.end()) if main and main[0].lower() == "<main" else -1
    runs = _Runs(text[main.start() : end if end > 0 else None] if main else text)
    plain: Counter[str] = Counter()
    for run, count in runs.counted().items():
        if words := " ".join(unescape(run).split()):
            plain[words] += count
    return plain


def words_of(runs: Counter[str]) -> Counter[str]:
    """The words of some runs, in small letters, with how often each stands there."""
    words: Counter[str] = Counter()
    for run, count in runs.items():
        for word in _WORD.findall(run.lower()):
            words[word] += count
    return words


def _odd_tag_at(text: str, start: int) -> tuple[bool, str, str, int]:
    """The tag that begins here and is not written as most are: whether it closes, its name ("" for none: a comment, a
    sign), its attributes, and where it ends."""
    if text.startswith("<!--", start):
        end = text.find("-->", start)
        return False, "", "", end + 3 if end >= 0 else len(text)
    name = _NAME.match(text, start)
    if name is None and not text.startswith(("<!", "<?"), start):
        return False, "", "", start + 1  # a "less than" of the text
    at = name.end() if name else start + 2
    while (stop := _STOP.search(text, at)) and stop[0] != ">":
        end = text.find(stop[0], stop.end())
        at = end + 1 if end >= 0 else len(text)
    end = stop.end() if stop else len(text)
    if name is None:
        return False, "", "", end
    return name[1] == "/", name[2].lower(), text[name.end() : end - 1], end


class _Runs:
    """The walk over the tags of one page."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: Counter[str] = Counter()
        self._line: list[str] = []
        self._led: list[str] = []
        self._link = False
        self._gutter = 0
        self._item = False

    def counted(self) -> Counter[str]:
        text = self._text
        at, skipped, depth = 0, "", 0
        while (start := text.find("<", at)) >= 0:
            if not skipped and start > at and not (run := text[at:start]).isspace():
                self._take(run)
            if tag := _TAG.match(text, start):
                slash, name, attributes = tag.groups()
                closing, name, at = slash == "/", name.lower(), tag.end()
            else:
                closing, name, attributes, at = _odd_tag_at(text, start)
            if skipped:
                if name == skipped:
                    depth += -1 if closing else 1
                    skipped = skipped if depth else ""
            elif name:
                self._tag(closing, name, attributes)
                if not closing and name not in _VOID and not attributes.endswith("/"):
                    skipped, depth = (name, 1) if self._is_skipped(name, attributes, at) else ("", 0)
        if not skipped:
            self._line.append(text[at:])
        self._end_line()
        return self._runs

    def _tag(self, closing: bool, name: str, attributes: str) -> None:
        if name not in _INLINE:
            self._end_line()
            self._item = name == "li" and not closing
        if name == "pre":
            self._gutter = 0 if closing else 1
        if name == "a":
            self._link = not closing and (self._item or _ELSEWHERE.search(attributes) is not None)

    def _take(self, run: str) -> None:
        if self._gutter and run.strip() == str(self._gutter):
            self._gutter += 1  # the number of a line of code
        else:
            (self._led if self._link else self._line).append(run)

    def _end_line(self) -> None:
        """Count the runs of a line, unless it has no words beside its links."""
        if self._led:
            if any(map(_WORD.search, self._line)):
                self._runs.update(self._led)
            self._led.clear()
        if self._line:
            self._runs.update(self._line)
            self._line.clear()

    def _is_skipped(self, name: str, attributes: str, at: int) -> bool:
        if name in _UNSEEN:
            return True
        if name in _AROUND:
            close = self._text.find(f"</{name}", at)
            return _HOLDS[name].search(self._text, at, close if close > 0 else len(self._text)) is None
        if "hidden" not in attributes and "display" not in attributes:
            return False
        if _NO_DISPLAY.search(attributes):
            return True
        return "hidden" in _QUOTED.sub("=", attributes).split() and not _UNTIL_FOUND.search(attributes)
