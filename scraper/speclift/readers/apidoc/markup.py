"""Markup as a tree: the only door to lxml's parser in this package.

Enters: a piece of a page as UTF-8. Leaves: its root element. lxml recovers from broken markup as browsers do, in
linear time; what it cannot recover from without loss (thousands of open elements) is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parsed(markup: bytes, tag: str) -> _Element:
    """`markup` inside an element `tag`. Raises `InputError` when it nests more than 250 elements: lxml drops what is
    deeper."""
    parser = etree.HTMLParser(encoding="utf-8")
    name = tag.encode()
    root = etree.fromstring(b"<%b>%b</%b>" % (name, markup, name), parser)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise too_deep()
    return next(root.iter(tag))


def too_deep() -> InputError:
    """Markup that nests deeper than it can be read."""
    return InputError("the markup is nested too deeply to be read")
