"""Elements by CSS selector, and their visible words.

Enters: lxml elements. Leaves: lists of elements in page order, and text with its white space collapsed.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from lxml.cssselect import CSSSelector

from speclift.readers.kit.markdown_text import markdown_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

_UNSEEN = frozenset({"script", "style", "svg", "noscript", "link", "meta"})


@lru_cache(maxsize=512)
def _selector(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")


def every(element: HtmlElement, css: str) -> list[HtmlElement]:
    """The descendants that a selector names, in page order."""
    found = cast("list[HtmlElement]", _selector(css)(element))
    return [one for one in found if one is not element]


def first(element: HtmlElement | None, css: str) -> HtmlElement | None:
    """The first descendant that a selector names, or None."""
    return next(iter(every(element, css)), None) if element is not None else None


def classes(element: HtmlElement) -> frozenset[str]:
    """The class names of an element."""
    return frozenset((element.get("class") or "").split())


def own(
    element: HtmlElement, wanted: Callable[[HtmlElement], bool], stop: Callable[[HtmlElement], bool]
) -> Iterator[HtmlElement]:
    """The descendants that are wanted, without looking inside descendants at which to stop (they may be wanted)."""
    for child in children(element):
        if wanted(child):
            yield child
        if not stop(child):
            yield from own(child, wanted, stop)


def children(element: HtmlElement, *tags: str) -> list[HtmlElement]:
    """The child elements (of some tags), comments left out."""
    return [one for one in element if isinstance(one.tag, str) and (not tags or one.tag in tags)]


def words(element: HtmlElement | None, without: Callable[[HtmlElement], bool] | None = None) -> str:
    """The visible text, white space collapsed; "" for None. `without` tells the elements to leave out."""
    return " ".join("".join(_pieces(element, without)).split()).replace("\u200b", "") if element is not None else ""


def _pieces(element: HtmlElement, without: Callable[[HtmlElement], bool] | None) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN and not (without is not None and without(child)):
            block = child.tag in _BLOCKS
            if block:
                yield " "
            yield from _pieces(child, without)
            if block:
                yield " "
        if child.tail:
            yield child.tail


_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "tr",
        "td",
        "th",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "ul",
        "ol",
        "dt",
        "dd",
        "option",
    }
)


def prose(element: HtmlElement | None) -> str:
    """The element's text as Markdown, whatever list or table it stands in; "" for None."""
    if element is None:
        return ""
    alone = deepcopy(element)
    alone.tail = None
    return markdown_of(alone)


def literal(element: HtmlElement | None) -> str:
    """The text exactly as it stands, as in a code block; "" for None."""
    return "".join(_pieces_exact(element)).strip() if element is not None else ""


def _pieces_exact(element: HtmlElement) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN:
            if child.tag == "br":
                yield "\n"
            yield from _pieces_exact(child)
        if child.tail:
            yield child.tail
