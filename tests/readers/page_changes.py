"""What platforms do to their pages without meaning anything by it: each change must leave the same `RawApi`."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

Change = "Callable[[HtmlElement, random.Random], None]"

_WRAPPABLE = frozenset({"div", "section", "ul", "details", "p", "h1", "h2", "h3", "h4", "pre"})
_LONE = frozenset({"table", "tbody", "thead", "tr", "ul", "ol", "select", "details", "head", "html", "colgroup"})


def changed(content: bytes, change: Callable[[HtmlElement, random.Random], None], seed: int = 7) -> bytes:
    """The page after one change."""
    root = html.document_fromstring(content.decode("utf-8").encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    change(root, random.Random(seed))
    return b"<!DOCTYPE html>\n" + html.tostring(root, encoding="utf-8")


def without_classes(root: HtmlElement, _: random.Random) -> None:
    """A build that names nothing."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.attrib.pop("class", None)


def renamed_classes(root: HtmlElement, chance: random.Random) -> None:
    """A build that hashes every class name."""
    names: dict[str, str] = {}
    for element in root.iter():
        if isinstance(element.tag, str) and element.get("class"):
            renamed = (names.setdefault(name, f"c{chance.randrange(10**6)}") for name in element.get("class").split())
            element.set("class", " ".join(renamed))


def every_level_wrapped(root: HtmlElement, _: random.Random) -> None:
    """Each `<div>` in one more."""
    _wrap(root, lambda element: element.tag == "div")


def some_wrapped(root: HtmlElement, chance: random.Random) -> None:
    """A third of the blocks in one more `<div>`, here and there."""
    _wrap(root, lambda element: element.tag in _WRAPPABLE and chance.random() < 0.33)


def other_ids(root: HtmlElement, chance: random.Random) -> None:
    """React's generated ids change with every build (what they point to changes with them)."""
    for element in root.iter():
        for name in ("id", "aria-controls") if isinstance(element.tag, str) else ():
            value = element.get(name) or ""
            if value.startswith((":R", "_R_", "base-ui", "radix")):
                element.set(name, f"{value[:2]}x{hash(value) % 10**9 if name else chance.random()}")


def comments_everywhere(root: HtmlElement, _: random.Random) -> None:
    """Angular and React leave comments between elements."""
    for element in list(root.iter("div", "span", "section")):
        element.insert(0, _comment(element))


def banner_on_top(root: HtmlElement, _: random.Random) -> None:
    """A consent banner over a page that is all there."""
    body = next(root.iter("body"))
    banner = html.fromstring(
        '<div role="dialog" aria-label="Cookies"><h2>We value your privacy</h2><p>We use cookies.</p>'
        "<button>Accept all</button><button>Reject all</button></div>"
    )
    body.insert(0, banner)


CHANGES = {
    change.__name__: change
    for change in (
        without_classes,
        renamed_classes,
        every_level_wrapped,
        some_wrapped,
        other_ids,
        comments_everywhere,
        banner_on_top,
    )
}


def _comment(element: HtmlElement) -> etree._Comment:
    comment = etree.Comment("")
    comment.tail, element.text = element.text, None
    return comment


def _wrap(root: HtmlElement, wanted: Callable[[HtmlElement], bool]) -> None:
    for element in list(root.iter()):
        parent = element.getparent()
        if not isinstance(element.tag, str) or parent is None or parent.tag in _LONE or not wanted(element):
            continue
        if element.tag == "head" or any(above.tag in ("pre", "p", "button") for above in element.iterancestors()):
            continue
        wrapper = html.Element("div")
        parent.replace(element, wrapper)
        wrapper.tail, element.tail = element.tail, None
        wrapper.append(element)
