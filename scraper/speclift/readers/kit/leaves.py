"""A page as its reader sees it: the runs of text, in order, each with where it stands.

Enters: an element. Leaves: `Leaf` values in reading order. Class names, wrappers and ids play no part, so a reader that
works on leaves survives a new build of the platform: what counts is which words stand on one line, in which heading,
list, cell, code block or button. Nothing here recurses: markup may be nested as deep as it likes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from speclift.readers.kit.code_text import code_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

Kind = Literal["text", "code-block", "option"]
_Outside = tuple["HtmlElement | None", "Mapping[str, HtmlElement]"]

INVISIBLE = frozenset(
    {"head", "script", "style", "svg", "template", "noscript", "iframe", "input", "img", "video", "canvas"}
)
"""Elements that print no words."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that begin and end a line."""

_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ANCHOR_SIGNS = frozenset("#¶§🔗")
_SPACE = re.compile(r"[ \t\r\f\v]*\n\s*|[ \t\r\f\v]+")


HOLDERS = frozenset(
    [
        *("p", "li", "ul", "ol", "blockquote", "table", "tr", "td", "th", "dd", "dt", "pre", "section", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "nav", "aside", "header", "footer", "button", "summary", "option"),
        *("a", "code", "kbd", "samp", "tt", "strong", "b", "time"),
    ]
)
"""Elements that a leaf can be asked about: whether it stands inside one."""


class Leaf(Struct, frozen=True, eq=False):
    """A run of text. `line` counts the lines of the page: two leaves with one number stand side by side.

    `element` is the innermost element that holds it, `heading` the heading (or the element with that role); `kind`
    "code-block" is a whole `<pre>` as one leaf, "option" an entry of a `<select>` (`selected` tells whether it shows).
    """

    text: str
    element: HtmlElement
    line: int
    kind: Kind = "text"
    selected: bool = False
    heading: HtmlElement | None = None
    holders: Mapping[str, HtmlElement] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The text with its white space collapsed."""
        return " ".join(self.text.split())

    def inside(self, *tags: str) -> HtmlElement | None:
        """The enclosing element with the first of these tags (of `HOLDERS`) that encloses the leaf, innermost of its
        tag."""
        holders = self.holders
        for tag in tags:
            if tag in holders:
                return holders[tag]
        return None

    def upwards(self) -> Iterator[HtmlElement]:
        """The enclosing elements, innermost first."""
        yield self.element
        yield from self.element.iterancestors()


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def leaves(root: HtmlElement) -> list[Leaf]:
    """The visible runs of text below `root`, in reading order. Runs of nothing but white space are left out."""
    leafs: list[Leaf] = []
    for leaf in _walk(root):
        before = leafs[-1] if leafs else None
        if before and before.element is leaf.element and before.line == leaf.line and leaf.kind == "text":
            # One run that a comment cut in two, as React does between two expressions.
            leafs[-1] = replace(before, text=before.text + leaf.text)
        else:
            leafs.append(leaf)
    return leafs


def is_hidden(element: HtmlElement) -> bool:
    """Whether the markup itself says that the element does not show."""
    if not isinstance(element.tag, str) or element.tag in INVISIBLE:
        return True
    if element.get("aria-hidden") == "true" or ("hidden" in element.attrib and element.get("hidden") != "until-found"):
        return True
    style = element.get("style")
    return bool(style and len(style) < 4096 and _HIDDEN_STYLE.search(style)) or _is_anchor_sign(element)


def _is_anchor_sign(element: HtmlElement) -> bool:
    """The `#` that a heading carries for copying its address."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#") or len(element) > 1:
        return False
    return "".join(element.itertext()).strip() in _ANCHOR_SIGNS


def _walk(root: HtmlElement) -> Iterator[Leaf]:
    line = 0
    heading: HtmlElement | None = None
    holders: Mapping[str, HtmlElement] = {}
    stack: list[tuple[HtmlElement, _Outside | None]] = [(root, None)]
    while stack:
        element, outside = stack.pop()
        if outside is not None:
            line += element.tag in BLOCKS
            heading, holders = outside
        elif not is_hidden(element):
            line += element.tag in BLOCKS or element.tag == "br"
            stack.append((element, (heading, holders)))
            if element.tag in HOLDERS:
                holders = {**holders, element.tag: element}
            if element.tag in _HEADINGS or element.get("role") == "heading":
                heading = element
            if element.tag == "pre":
                if text := code_text(element):
                    yield Leaf(text, element, line, "code-block", False, heading, holders)
                continue
            kind: Kind = "option" if element.tag == "option" else "text"
            if text := _run(element.text):
                selected = kind == "option" and "selected" in element.attrib
                yield Leaf(text, element, line, kind, selected, heading, holders)
            stack.extend((child, None) for child in reversed(element))
            continue
        if element is not root and (tail := _run(element.tail)):
            parent = element.getparent()
            if parent is not None:
                yield Leaf(tail, parent, line, "text", False, heading, holders)


def _run(text: str | None) -> str:
    """White space as a reader sees it: runs of it are one, and a line break in the source stays one."""
    if not text or text.isspace():
        return ""
    return _SPACE.sub(lambda found: "\n" if "\n" in found[0] else " ", text.replace("\xa0", " "))


def common_element(some: Iterable[Leaf]) -> HtmlElement | None:
    """The innermost element that holds all of these leaves; None for none."""
    shared: list[HtmlElement] | None = None
    for leaf in some:
        if shared is None:
            shared = list(leaf.upwards())
            continue
        above = set(leaf.upwards())
        while shared and shared[0] not in above:
            shared.pop(0)
    return shared[0] if shared else None


def inside(element: HtmlElement, some: Iterable[Leaf]) -> list[Leaf]:
    """Those leaves that stand in `element`."""
    held = set(element.iter())
    return [leaf for leaf in some if leaf.element in held]
