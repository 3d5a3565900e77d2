"""Where a page's machine-readable twins lie, by the conventions of the platforms.

Enters: a page's tree and address. Leaves: addresses, relative to the page or absolute, the most telling first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from speclift.readers.kit.html_tree import canonical

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.page import Page


def markdown_twins(page: Page, root: HtmlElement) -> tuple[str, ...]:
    """The page in Markdown: what a `<link>` names, else the page's own address with `.md`."""
    named = [link.get("href") or "" for link in root.iter("link") if link.get("type") == "text/markdown"]
    own = [link.get("href") or "" for link in root.iter("a") if link.get("aria-current") == "page"]
    given = page.url or canonical(root)
    addresses = [given, *(urljoin(given, address) for address in own if address)] if given else own
    return _distinct([*named, *(_with_suffix(address) for address in reversed(addresses) if address)])


def site_index(page: Page, root: HtmlElement) -> tuple[str, ...]:
    """`llms.txt`, the index that a site offers to machines."""
    parts = urlsplit(page.url or canonical(root))
    return (f"{parts.scheme}://{parts.netloc}/llms.txt" if parts.netloc else "/llms.txt",)


def _with_suffix(address: str) -> str:
    path = address.partition("#")[0].partition("?")[0].rstrip("/")
    return path if path.endswith(".md") else f"{path}.md"


def _distinct(addresses: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for address in addresses if address))
