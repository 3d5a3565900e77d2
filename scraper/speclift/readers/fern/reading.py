"""A Fern page from bytes to `RawApi`: its title, the group it stands in, its operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawApi, RawArticle, RawGroup, RawText
from speclift.readers.fern.article import read_article, section_at
from speclift.readers.kit.html_tree import canonical, main_element, meta
from speclift.readers.kit.leaves import Leaf, leaves
from speclift.readers.kit.operations import last_step, leaves_of_operation, operation_starts, shifted
from speclift.readers.kit.pages import read_pages, refuse_empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.kit.address import Address
    from speclift.readers.page import Page

_AROUND = ("nav", "footer")


def read(pages: Sequence[Page]) -> RawApi:
    """Read the pages of one API.

    Raises `InputError` for a page without the tables of an endpoint, or only half of one.
    """
    return read_pages("fern", pages, _read_page, labels_required=True)


def _read_page(page: Page, root: HtmlElement) -> RawApi:
    shown = [leaf for leaf in leaves(main_element(root)) if leaf.inside(*_AROUND) is None]
    begun = operation_starts(shown, ("h1", "h2"))
    if not begun and not any(section_at(shown, at) for at in range(len(shown))):
        message = "this Fern page shows no endpoint: no method, no parameters, no response"
        raise refuse_empty(
            page, root, message, "record a page of the API reference, or one that embeds an endpoint's tables"
        )
    group, rest = _breadcrumb(shown)
    title_leaf = next((leaf for leaf in rest if leaf.heading is not None and leaf.heading.tag == "h1"), None)
    title = title_leaf.words if title_leaf else meta(root, "og:title") or meta(root, "title")
    articles: list[RawArticle] = []
    unplaced: list[RawText] = []
    for number in range(max(1, len(begun))):
        block, address = _block(rest, begun, number, shown)
        head = _heading(block, address) if len(begun) > 1 else title_leaf
        name = _name(root, block, page, head.words if head else title, alone=len(begun) < 2)
        body = [leaf for leaf in block if head is None or leaf.heading is not head.heading]
        if address:
            address = shifted(address, body.index(block[address.method]) - address.method)
        article, lost = read_article(body, address, Place(page.name, name, ""), group, head.words if head else title)
        articles.append(article)
        unplaced.extend(lost)
    return RawApi(
        title=meta(root, "og:site_name") or meta(root, "title").rpartition(" | ")[2] or title,
        platform="fern",
        articles=tuple(articles),
        groups=(RawGroup(group[0], group[1], (), Place(page.name, "", "", "breadcrumb")),) if group[1] else (),
        servers=tuple(dict.fromkeys(address.server for address in begun if address.server and address.path)),
        generator="Fern",
        not_understood=tuple(unplaced),
    )


def _breadcrumb(shown: Sequence[Leaf]) -> tuple[tuple[str, str], list[Leaf]]:
    """The last link above the title names the group; the links are then done with."""
    rest: list[Leaf] = []
    links: list[Leaf] = []
    seen = False
    for leaf in shown:
        seen = seen or leaf.heading is not None
        if not seen and leaf.inside("a") is not None:
            links.append(leaf)
        elif not (seen and not rest and leaf.heading is None):
            rest.append(leaf)
    if not links or not seen:
        return ("", ""), list(shown)
    link = links[-1].inside("a")
    address = link.get("href", "") if link is not None else ""
    return (last_step(address), links[-1].words), rest


def _block(
    rest: Sequence[Leaf], begun: Sequence[Address], number: int, shown: Sequence[Leaf]
) -> tuple[list[Leaf], Address | None]:
    if not begun:
        return list(rest), None
    block, address = leaves_of_operation(shown, begun, number)
    kept = set(rest)
    held = [leaf for leaf in block if leaf in kept]
    return held, shifted(address, held.index(block[address.method]) - address.method)


def _heading(block: Sequence[Leaf], address: Address | None) -> Leaf | None:
    before = block[: address.method] if address else block
    return next((leaf for leaf in reversed(before) if leaf.heading is not None), None)


def _name(root: HtmlElement, block: Sequence[Leaf], page: Page, title: str, *, alone: bool) -> str:
    """The last step of the operation's own address: in the ids of its rows, else of the page."""
    for leaf in block:
        for element in leaf.upwards():
            address, mark, _ = (element.get("id") or "").partition("#")
            if mark and "/" in address:
                return last_step(address)
    if alone:
        for link in root.iter("a"):
            if link.get("aria-current") == "page" and (slug := last_step(link.get("href", ""))):
                return slug
        if slug := last_step(canonical(root) or page.url):
            return slug
    heading = next((leaf.heading for leaf in block if leaf.heading is not None), None)
    own = heading.get("id") if heading is not None and not alone else ""
    return own or "-".join(title.lower().split())
