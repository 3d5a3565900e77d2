"""How sure we are that a page is apidoc's, by the marks its template leaves, or that a file is apidoc's data.

Enters: a recorded page. Leaves: a `Recognition`. Looks at bytes only; never raises.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from speclift.readers.page import Recognition

if TYPE_CHECKING:
    from speclift.readers.page import Page


class _Sign(NamedTuple):
    """A mark in the bytes of a page: what to look for, how much it tells (0 to 1), how to say it."""

    pattern: re.Pattern[bytes]
    weight: float
    says: str


def _sign(pattern: str, weight: float, says: str) -> _Sign:
    return _Sign(re.compile(pattern.encode(), re.IGNORECASE), weight, says)


_SIGNS = (
    _sign(r"id=[\"']?template-article\b", 0.9, "apidoc's article template"),
    _sign(r"generated with[^<]{0,40}<a [^<>]{0,80}apidocjs\.com", 0.9, '"Generated with apidoc"'),
    _sign(r"<article\b[^<>]{0,400}\bid=[\"']?api-[^\"'<>]{1,200}-\d", 0.8, "articles with ids `api-Group-Name-1.0.0`"),
    _sign(
        r"\bdata-group=[^<>]{1,200}\bdata-name=[^<>]{1,200}\bdata-version=",
        0.7,
        "articles of a group, name and version",
    ),
    _sign(r"\bshow-api-article\b", 0.8, "apidoc's class `show-api-article`"),
    _sign(r"\bnav-tabs-examples\b", 0.6, "apidoc's example tabs"),
    _sign(r"<section\b[^<>]{0,400}\bid=[\"']?api-", 0.3, "sections with ids `api-Group`"),
    _sign(r"\bapi_data\b|\bmain\.bundle\.js\b", 0.2, "a reference to apidoc's data"),
)
_ENDS = 1_000_000
"""Bytes looked at, at either end of a page."""

_DATA_FILE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:[\[{(]|define\b|export\b|module\b|var\b|/[/*!]|!|\"use strict\"|\(?\()"
)
_DATA = re.compile(rb"""["']?\bgroupTitle["']?\s{0,9}:""")
_PROJECT = re.compile(rb"""["']?\bgenerator["']?\s{0,9}:\s{0,9}\{[^{}]{0,400}\bapi[dD]oc\b""")


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is an apidoc page, or apidoc's data. Half a page and a shell that a browser
    fills in are apidoc's none the less: `read` says what is wrong with them."""
    content = page.content
    if _DATA_FILE.match(content[:256]):
        if _DATA.search(content):
            return Recognition("apidoc", 0.95, ("apidoc's data: articles with a `groupTitle`",))
        if _PROJECT.search(content):
            return Recognition("apidoc", 0.5, ("apidoc's data: a project with its generator",))
    ends = content if len(content) <= 2 * _ENDS else content[:_ENDS] + content[-_ENDS:]
    if b"\0" in ends[:512]:
        ends = ends.replace(b"\0", b"")  # UTF-16
    seen = [one for one in _SIGNS if one.pattern.search(ends)]
    doubt = math.prod(1.0 - one.weight for one in seen)
    return Recognition("apidoc", round(1.0 - doubt, 2), tuple(one.says for one in seen))
