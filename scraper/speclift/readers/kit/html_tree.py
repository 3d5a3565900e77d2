"""Page bytes to an element tree, and one clear line when the bytes are no page at all.

Enters: a `Page`. Leaves: the root element, comments kept (streaming servers mark their placeholders with them). lxml's
HTML parser recovers from broken markup in linear time; what is refused here is what no reader could use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from speclift.model.findings import InputError
from speclift.readers.kit.encoding import decoded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.page import Page

_BINARY = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"RIFF", b"BZh")
_DOCUMENT = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"<[a-zA-Z!]")
_HEAD = 4096
_TAIL = 2048


def parse(page: Page) -> HtmlElement:
    """The root element of a page. Raises `InputError` for an empty, a binary, a text or a cut-off page."""
    refuse(page)
    text = decoded(page.content)
    parser = html.HTMLParser(encoding="utf-8")
    # A character that XML forbids ends libxml2's text node; NUL in the middle of a page is noise, not an end.
    root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "surrogatepass"), parser=parser)
    limit = next((error for error in parser.error_log if error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT), None)
    if limit is not None:
        excess = "is nested too deeply" if "depth" in limit.message else "has a text or attribute of more than 10 MB"
        raise InputError(f"its markup {excess}: that is no documentation", file=page.name, place=f"line {limit.line}")
    return root


def refuse(page: Page) -> None:
    """Raise `InputError` when the bytes cannot be a whole HTML page."""
    content = page.content.strip()
    if not content:
        raise InputError("the page is empty", file=page.name, hint="record it again")
    head = content[:_HEAD]
    if head.startswith(_BINARY) or head.count(b"\0") > len(head) // 16:
        raise InputError("this is a binary file, not an HTML page", file=page.name)
    if not _MARKUP.search(content[: 16 * _HEAD]):
        raise InputError("this is not an HTML page: it holds no markup", file=page.name)
    if is_cut_off(page.content):
        raise InputError("the page is cut off: it has no end", file=page.name, hint="record it again, to the last byte")


def is_cut_off(content: bytes) -> bool:
    """Whether a whole document was begun and not finished. A fragment (no `<html>`) has no end to miss."""
    return bool(_DOCUMENT.search(content[:_HEAD])) and b"</html" not in content[-_TAIL:].lower()


def main_element(root: HtmlElement) -> HtmlElement:
    """The element that holds the page's own content: `<main>`, else `<article>`, else the body."""
    for wanted in ("main", "article", "body"):
        for element in root.iter(wanted):
            return element
        for element in root.iter():
            if isinstance(element.tag, str) and element.get("role") == wanted:
                return element
    return root


def meta(root: HtmlElement, name: str) -> str:
    """The text of `<title>` for "title", else of `<meta name=... content=...>` (or property); "" where there is
    none."""
    if name == "title":
        found = next(root.iter("title"), None)
        return " ".join((found.text or "").split()) if found is not None else ""
    for element in root.iter("meta"):
        if name in (element.get("name"), element.get("property")):
            return " ".join((element.get("content") or "").split())
    return ""


def canonical(root: HtmlElement) -> str:
    """The address that the page gives as its own."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").split():
            return link.get("href") or ""
    return meta(root, "og:url")
