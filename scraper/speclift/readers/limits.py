"""How large and how odd a page may be: judged on its bytes, before any parser makes a tree of them.

Enters: a `Page`. Leaves: nothing, or `InputError`. libxml2 compares each attribute of a tag with all before it, so that
one tag of 300,000 attributes takes minutes; a tree takes 240 bytes for each tag of three. Depth, and texts and
attributes of more than 10 MB, are libxml2's own limits (`XML_PARSE_HUGE` is never given).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.readers.page import Page

LARGEST_PAGE: Final = 64 * 1024 * 1024
"""Bytes of the largest page that is read. The largest known one has 10 MB."""

MOST_TAGS: Final = 1_500_000
"""The largest known page has 360,000."""

MOST_ATTRIBUTES: Final = 1_000
"""Attributes of one tag; pages of today have at most some dozen."""

_ATTRIBUTE: Final = rb"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE)
_TAG: Final = re.compile(rb"<[a-zA-Z][^\s/>]*+((?:[\s/]++|%b)*+)(?:>|\Z)" % _ATTRIBUTE)
"""A tag as HTML's tokenizer reads it (13.2.5); one that never ends is ended by the page, so that no text is read
twice."""


def refuse_excess(page: Page) -> None:
    """Raise `InputError` for a page that is too large, has too many tags, or a tag with too many attributes."""
    content = page.content
    if len(content) > LARGEST_PAGE:
        raise InputError(
            f"the page has {len(content):,} bytes, more than {LARGEST_PAGE:,}",
            file=page.name,
            hint="record a part of it",
        )
    tags = content.count(b"<")
    if tags > MOST_TAGS and content.lstrip()[:1] not in b"{[":  # in JSON and in scripts it is a sign like any other
        raise InputError(
            f"the page has {tags:,} tags, more than {MOST_TAGS:,}", file=page.name, hint="record a part of it"
        )
    if b"\0" in content:  # UTF-16
        content = content.replace(b"\0", b"")
    for tag in _TAG.finditer(content):
        if tag.end(1) - tag.start(1) > 2 * MOST_ATTRIBUTES:
            _refuse_attributes(page, tag[1], tag.start())


def _refuse_attributes(page: Page, attributes: bytes, start: int) -> None:
    count = sum(1 for _ in _ATTRIBUTES.finditer(attributes))
    if count > MOST_ATTRIBUTES:
        raise InputError(
            f"a tag has {count:,} attributes, more than {MOST_ATTRIBUTES:,}",
            file=page.name,
            place=f"byte {start}",
            hint="no documentation is written so: record the page again",
        )
