"""A VuePress page from bytes to `RawApi`: where its content stands, which group of the sidebar it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawApi, RawArticle, RawGroup
from speclift.readers.kit.html_tree import main_element, meta
from speclift.readers.kit.leaves import Leaf, leaves
from speclift.readers.kit.operations import heading_text
from speclift.readers.kit.pages import read_pages, refuse_empty
from speclift.readers.vuepress.article import is_message, label_of, read_article
from speclift.readers.vuepress.words import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.page import Page

_CONTENT = ("p", "li", "td", "th", "dt", "dd", "blockquote", "pre")


def read(pages: Sequence[Page]) -> RawApi:
    """Read the pages of one API. Raises `InputError` for a page that documents no method, or only half of one."""
    return read_pages("vuepress", pages, _read_page)


def _read_page(page: Page, root: HtmlElement) -> RawApi:
    shown = _content(main_element(root))
    begun = _starts(shown)
    if not begun:
        message = "this VuePress page documents no method: no example stands under a heading"
        raise refuse_empty(page, root, message, "record the page of a command")
    group = _group(root) or _page_title(shown, begun[0])
    articles: list[RawArticle] = []
    for number, at in enumerate(begun):
        heading = shown[at].heading
        last = begun[number + 1] if number + 1 < len(begun) else len(shown)
        title = heading_text(shown[at:last], shown[at])
        body = [leaf for leaf in shown[at:last] if leaf.heading is not heading]
        place = Place(page.name, (heading.get("id") if heading is not None else "") or title.lower(), "")
        articles.append(read_article(body, place, group, title))
    site = meta(root, "title").rpartition(" | ")[2]
    return RawApi(
        title=site or articles[0].title,
        platform="vuepress",
        articles=tuple(articles),
        groups=(RawGroup(group[0], group[1], (), Place(page.name, "", "", "sidebar")),) if group[1] else (),
        generator=meta(root, "generator") or "VuePress",
    )


def _content(main: HtmlElement) -> list[Leaf]:
    """What stands with the first heading: the innermost element that holds it and an example."""
    shown = [leaf for leaf in leaves(main) if leaf.inside("nav", "aside", "header", "footer") is None]
    first = next((leaf for leaf in shown if leaf.heading is not None), None)
    if first is None or first.heading is None:
        return shown
    for element in first.heading.iterancestors():
        held = set(element.iter())
        inside = [leaf for leaf in shown if leaf.element in held]
        if any(leaf.kind == "code-block" for leaf in inside):
            return [leaf for leaf in inside if _is_content(leaf)]
    return [leaf for leaf in shown if _is_content(leaf)]


def _is_content(leaf: Leaf) -> bool:
    """Markdown makes paragraphs, lists, tables and headings; words in nothing of these are the theme's."""
    return leaf.kind == "code-block" or leaf.heading is not None or leaf.inside(*_CONTENT) is not None


def _starts(shown: Sequence[Leaf]) -> list[int]:
    """The headings that begin a method: below them, before the next such heading, stands an example."""
    heads: list[int] = []
    for at, leaf in enumerate(shown):
        if leaf.heading is not None and (not at or shown[at - 1].heading is not leaf.heading):
            heads.append(at)
    own = [at for at in heads if labels.meaning(shown[at].text) is None]
    return [
        at
        for number, at in enumerate(own)
        if _documents(shown, at, own[number + 1] if number + 1 < len(own) else len(shown))
    ]


def _documents(shown: Sequence[Leaf], first: int, last: int) -> bool:
    below = shown[first:last]
    labelled = any(
        label_of(leaf) and labels.meaning(leaf.text) in ("request", "response", "parameters") for leaf in below
    )
    return any(leaf.kind == "code-block" and (labelled or is_message(leaf.text)) for leaf in below)


def _group(root: HtmlElement) -> tuple[str, str] | None:
    """The heading of the sidebar's list that holds the current page; None where there is none."""
    for link in root.iter("a"):
        if link.get("aria-current") != "page" or next(link.iterancestors("li"), None) is None:
            continue
        for element in link.iterancestors():
            first = next(iter(leaves(element)), None)
            if first is not None and first.inside("a") is None and first.inside("li", "section") is not None:
                return "-".join(first.words.lower().split()), first.words
    return None


def _page_title(shown: Sequence[Leaf], first: int) -> tuple[str, str]:
    """The heading above the methods, where a page has one of its own."""
    words = " ".join(leaf.words for leaf in shown[:first] if leaf.heading is not None and leaf.heading.tag == "h1")
    return "-".join(words.lower().split()), words
