"""A Fern page from bytes to `RawApi`: its title, the group it stands in, its operations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from speclift.model.findings import InputError
from speclift.model.raw import Place, RawApi, RawArticle, RawGroup, RawText
from speclift.readers.address import Address, addresses
from speclift.readers.detect import refuse_other
from speclift.readers.fern.article import read_article, section_at
from speclift.readers.html_tree import canonical, main_element, meta, parse
from speclift.readers.leaves import Leaf, leaves
from speclift.readers.walls import refuse_wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.page import Page

_AROUND = ("nav", "footer")


def read(pages: Sequence[Page]) -> RawApi:
    """Read the pages of one API.

    Raises `InputError` for a page without the tables of an endpoint, or only half of one.
    """
    parts = [_read_page(page) for page in pages]
    if not parts:
        raise InputError("there is no page to read", hint="name one in source.toml")
    return RawApi(
        title=parts[0].title,
        platform="fern",
        articles=tuple(article for part in parts for article in part.articles),
        groups=tuple({group.name: group for part in parts for group in part.groups}.values()),
        servers=tuple(dict.fromkeys(server for part in parts for server in part.servers)),
        generator="Fern",
        not_understood=tuple(text for part in parts for text in part.not_understood),
    )


def _read_page(page: Page) -> RawApi:
    root = parse(page)
    refuse_other(page, "fern")
    main = main_element(root)
    shown = [leaf for leaf in leaves(main) if leaf.inside(*_AROUND) is None]
    begun = _starts(shown)
    if not begun and not any(section_at(shown, at) for at in range(len(shown))):
        refuse_wall(page, root)
        raise InputError(
            "this Fern page shows no endpoint: no method, no parameters, no response",
            file=page.name,
            hint="record a page of the API reference, or one that embeds an endpoint's tables",
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
            method = body.index(block[address.method])
            address = replace(address, method=method, end=method + address.end - address.method)
        article, lost = read_article(body, address, Place(page.name, name, ""), group, head.words if head else title)
        articles.append(article)
        unplaced.extend(lost)
    return RawApi(
        title=meta(root, "og:site_name") or meta(root, "title").rpartition(" | ")[2] or title,
        platform="fern",
        articles=tuple(articles),
        groups=(RawGroup(group[0], group[1], (), Place(page.name, "", "", "breadcrumb")),) if group[1] else (),
        servers=tuple(dict.fromkeys(address.server for address in begun if address.server and address.path)),
        not_understood=tuple(unplaced),
    )


def _starts(shown: Sequence[Leaf]) -> list[Address]:
    found: list[Address] = []
    for address in addresses(shown):
        between = shown[found[-1].end : address.method] if found else []
        if (
            found
            and address.repeats(found[-1])
            and not any(leaf.heading is not None and leaf.heading.tag in ("h1", "h2") for leaf in between)
        ):
            continue
        found.append(address)
    return found


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
    return (_slug(address), links[-1].words), rest


def _block(
    rest: Sequence[Leaf], begun: Sequence[Address], number: int, shown: Sequence[Leaf]
) -> tuple[list[Leaf], Address | None]:
    if not begun:
        return list(rest), None
    first = _heading_index(shown, begun, number)
    last = _heading_index(shown, begun, number + 1) if number + 1 < len(begun) else len(shown)
    kept = set(rest)
    block = [leaf for leaf in shown[first:last] if leaf in kept]
    address = begun[number]
    method = block.index(shown[address.method])
    return block, replace(address, method=method, end=method + address.end - address.method)


def _heading_index(shown: Sequence[Leaf], begun: Sequence[Address], number: int) -> int:
    floor = begun[number - 1].end if number else 0
    for index in range(begun[number].method, floor - 1, -1):
        if shown[index].heading is not None:
            return index
    return begun[number].method


def _heading(block: Sequence[Leaf], address: Address | None) -> Leaf | None:
    before = block[: address.method] if address else block
    return next((leaf for leaf in reversed(before) if leaf.heading is not None), None)


def _name(root: HtmlElement, block: Sequence[Leaf], page: Page, title: str, *, alone: bool) -> str:
    """The last step of the operation's own address: in the ids of its rows, else of the page."""
    for leaf in block:
        for element in leaf.upwards():
            address, mark, _ = (element.get("id") or "").partition("#")
            if mark and "/" in address:
                return _slug(address)
    if alone:
        for link in root.iter("a"):
            if link.get("aria-current") == "page" and (slug := _slug(link.get("href", ""))):
                return slug
        if slug := _slug(canonical(root) or page.url):
            return slug
    heading = next((leaf.heading for leaf in block if leaf.heading is not None), None)
    own = heading.get("id") if heading is not None and not alone else ""
    return own or "-".join(title.lower().split())


def _slug(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]
