"""A Document360 article from bytes to `RawApi`: its title, its category, its operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawApi, RawArticle, RawGroup
from speclift.readers.document360.article import read_article
from speclift.readers.kit.address import addresses
from speclift.readers.kit.html_tree import canonical, meta
from speclift.readers.kit.leaves import Leaf, leaves
from speclift.readers.kit.operations import last_step, leaves_of_operation
from speclift.readers.kit.pages import read_pages, refuse_empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.page import Page

_AROUND = ("nav", "aside", "footer", "header")


def read(pages: Sequence[Page]) -> RawApi:
    """Read the pages of one API.

    Raises `InputError` for a page that shows no method with a path, or only half of one.
    """
    return read_pages("document360", pages, _read_page, labels_required=True)


def _read_page(page: Page, root: HtmlElement) -> RawApi:
    shown = [leaf for leaf in leaves(root) if leaf.inside(*_AROUND) is None]
    content = _content(root, shown)
    begun = list(addresses(content, prose=()))
    if not begun:
        message = "this Document360 page shows no method with a path"
        raise refuse_empty(page, root, message, "record the page of an endpoint")
    heading = next((leaf for leaf in shown if leaf.heading is not None and leaf.heading.tag == "h1"), None)
    title = heading.words if heading else meta(root, "og:title") or meta(root, "title")
    address = canonical(root) or page.url
    group = _category(root, heading)
    articles: list[RawArticle] = []
    for number in range(len(begun)):
        block, start = leaves_of_operation(content, begun, number)
        own, name = title, last_step(address) or "-".join(title.lower().split())
        if len(begun) > 1:
            own = next((leaf.words for leaf in reversed(block[: start.method]) if leaf.heading is not None), title)
            name = "-".join(own.lower().split())
        articles.append(read_article(block, start, Place(page.name, name, ""), group, own))
    return RawApi(
        title=meta(root, "og:site_name") or title,
        platform="document360",
        articles=tuple(articles),
        groups=(RawGroup(group[0], group[1], (), Place(page.name, "", "", "breadcrumb")),) if group[1] else (),
        servers=tuple(dict.fromkeys(start.server for start in begun if start.server and start.path)),
        generator="Document360",
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
    category = ("", "")
    for leaf in leaves(root):
        if heading is not None and leaf.element is heading.element:
            break
        link = leaf.inside("a")
        if link is None or leaf.inside("nav", "aside", "header") is not None or leaf.inside("li") is None:
            continue
        category = (last_step(link.get("href", "")), leaf.words)
    return category
