"""The links of a documentation site: its navigation, its sitemap, its index for machines.

Enters: a page, a sitemap or an `llms.txt`. Leaves: `Link`s in their order, each with the title of the group that the
navigation puts it in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml import html as lxml_html
from msgspec import Struct

from speclift.model.findings import InputError
from speclift.readers.kit.encoding import decoded
from speclift.readers.limits import MOST_TAGS, refuse_excess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from speclift.readers.page import Page

_NAVIGATION: Final = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|menu|nav(?:bar|igation)?|toc|toctree|summary|contents)", re.I
)
_LONGEST_TITLE: Final = 80
_LLMS: Final = re.compile(
    r"^(?P<heading>#{1,4}\s+(?P<title>.+))$|\[(?P<words>[^\]]+)\]\((?P<address>[^()\s]+)\)", re.MULTILINE
)


class Link(Struct, frozen=True):
    """A link as printed: its address, its words, the title of its group ("" when nothing says it)."""

    address: str
    title: str
    group: str = ""


def navigation_links(page: Page) -> tuple[Link, ...]:
    """The links of a page's navigation."""
    try:
        refuse_excess(page)
        root = lxml_html.document_fromstring(decoded(page.content))
    except (InputError, etree.ParserError, ValueError):
        return ()
    found: dict[str, Link] = {}
    for anchor in root.iter("a"):
        address = (anchor.get("href") or "").strip()
        if not address or address.startswith(("#", "mailto:", "javascript:", "data:", "tel:")):
            continue
        if _in_navigation(anchor):
            title = _text(anchor)
            found.setdefault(address.split("#")[0] or address, Link(address, title, _group(anchor)))
    return tuple(found.values())


def sitemap_addresses(content: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pages of a sitemap, and the further sitemaps that an index of sitemaps names; none of one with more tags than
    any page may have (the protocol allows 50,000 addresses)."""
    if content.count(b"<") > MOST_TAGS:
        return (), ()
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return (), ()
    if root is None:
        return (), ()
    texts = tuple((one.text or "").strip() for one in root.iter("{*}loc") if (one.text or "").strip())
    return ((), texts) if etree.QName(root).localname == "sitemapindex" else (texts, ())


def index_links(content: bytes) -> tuple[Link, ...]:
    """The links of an `llms.txt`, with the headings above them as groups."""
    group = ""
    found: list[Link] = []
    for match in _LLMS.finditer(decoded(content)):
        if match["heading"]:
            group = match["title"].strip()
        else:
            found.append(Link(match["address"], match["words"], group))
    return tuple(found)


def _in_navigation(anchor: HtmlElement) -> bool:
    for holder in anchor.iterancestors():
        if holder.tag in ("nav", "aside") or holder.get("role") == "navigation":
            return True
        if holder.tag in ("main", "article", "body"):
            return False
        if _NAVIGATION.search(f"{holder.get('class') or ''} {holder.get('id') or ''}"):
            return True
    return False


def _group(anchor: HtmlElement) -> str:
    """The label of the list that a link stands in: words before the list, or of the entry around it."""
    own = _text(anchor)
    for holder in anchor.iterancestors():
        if holder.tag in ("nav", "aside", "body"):
            break
        if holder.tag not in ("ul", "ol", "dl", "div", "section"):
            continue
        for before in holder.itersiblings(preceding=True):
            if before.tag in ("ul", "ol"):
                break
            words = _text(before)
            if words and words != own and len(words) <= _LONGEST_TITLE and isinstance(before.tag, str):
                return words
            break
    return ""


def _text(element: HtmlElement) -> str:
    if not isinstance(element.tag, str):  # a comment or a processing instruction says nothing
        return ""
    return " ".join(" ".join(_strings(element)).split())


def _strings(element: HtmlElement) -> Iterator[str]:
    for text in element.itertext():
        yield str(text)
