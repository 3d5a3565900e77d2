"""A Document360 article from bytes to `RawApi`: its title, its category, its operations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from speclift.model.findings import InputError
from speclift.model.raw import Place, RawApi, RawArticle, RawGroup
from speclift.readers.address import Address, addresses
from speclift.readers.detect import refuse_other
from speclift.readers.document360.article import read_article
from speclift.readers.html_tree import canonical, meta, parse
from speclift.readers.leaves import Leaf, leaves
from speclift.readers.walls import refuse_wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.page import Page

_AROUND = ("nav", "aside", "footer", "header")


def read(pages: Sequence[Page]) -> RawApi:
    """Read the pages of one API.

    Raises `InputError` for a page that shows no method with a path, or only half of one.
    """
    parts = [_read_page(page) for page in pages]
    if not parts:
        raise InputError("there is no page to read", hint="name one in source.toml")
    return RawApi(
        title=parts[0].title,
        platform="document360",
        articles=tuple(article for part in parts for article in part.articles),
        groups=tuple({group.name: group for part in parts for group in part.groups}.values()),
        servers=tuple(dict.fromkeys(server for part in parts for server in part.servers)),
        generator="Document360",
    )


def _read_page(page: Page) -> RawApi:
    root = parse(page)
    refuse_other(page, "document360")
    shown = [leaf for leaf in leaves(root) if leaf.inside(*_AROUND) is None]
    content = _content(root, shown)
    begun = list(addresses(content, prose=()))
    if not begun:
        refuse_wall(page, root)
        raise InputError(
            "this Document360 page shows no method with a path", file=page.name, hint="record the page of an endpoint"
        )
    heading = next((leaf for leaf in shown if leaf.heading is not None and leaf.heading.tag == "h1"), None)
    title = heading.words if heading else meta(root, "og:title") or meta(root, "title")
    address = canonical(root) or page.url
    group = _category(root, heading)
    articles: list[RawArticle] = []
    for number, start in enumerate(begun):
        last = begun[number + 1].method if number + 1 < len(begun) else len(content)
        block = content[start.method : last]
        own, name = title, _slug(address) or "-".join(title.lower().split())
        if len(begun) > 1:
            own = _title_above(content, begun, number) or title
            name = "-".join(own.lower().split())
            block = _without_next_title(block, last < len(content))
        at = replace(start, method=0, end=start.end - start.method)
        articles.append(read_article(block, at, Place(page.name, name, ""), group, own))
    return RawApi(
        title=meta(root, "og:site_name") or title,
        platform="document360",
        articles=tuple(articles),
        groups=(RawGroup(group[0], group[1], (), Place(page.name, "", "", "breadcrumb")),) if group[1] else (),
        servers=tuple(dict.fromkeys(start.server for start in begun if start.server and start.path)),
    )


def _content(root: HtmlElement, shown: Sequence[Leaf]) -> list[Leaf]:
    """The leaves of the article; of the whole page where no `<article>` holds the endpoint."""
    for article in root.iter("article"):
        held = set(article.iter())
        inside = [leaf for leaf in shown if leaf.element in held]
        if any(True for _ in addresses(inside, prose=())):
            return inside
    return list(shown)


def _category(root: HtmlElement, heading: Leaf | None) -> tuple[str, str]:
    """The last link of the breadcrumb: the last link in a list above the title."""
    found = ("", "")
    for leaf in leaves(root):
        if heading is not None and leaf.element is heading.element:
            break
        link = leaf.inside("a")
        if link is None or leaf.inside("nav", "aside", "header") is not None or leaf.inside("li") is None:
            continue
        found = (_slug(link.get("href", "")), leaf.words)
    return found


def _title_above(content: Sequence[Leaf], begun: Sequence[Address], number: int) -> str:
    floor = begun[number - 1].end if number else 0
    for leaf in reversed(content[floor : begun[number].method]):
        if leaf.heading is not None:
            return leaf.words
    return ""


def _without_next_title(block: list[Leaf], followed: bool) -> list[Leaf]:
    if followed and block and block[-1].heading is not None:
        heading = block[-1].heading
        return [leaf for leaf in block if leaf.heading is not heading]
    return block


def _slug(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]
