"""What the elements of an article mean, by class and place, whatever wraps them.

Enters: a parsed `<article>` of any generation of the template. Leaves: a mark for each element that is more than
prose, and the wrappers on the way to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclift.readers.apidoc.labels import folded, words
from speclift.readers.apidoc.prose import text_of
from speclift.readers.apidoc.sample_form import parts

if TYPE_CHECKING:
    from lxml.etree import _Element

Mark = Literal[
    "heading",
    "author",
    "deprecated",
    "method",
    "endpoint",
    "permission",
    "section",
    "table",
    "tabs",
    "panes",
    "bold",
    "code",
    "chrome",
]
"""`section` is a heading behind the endpoint, `bold` the title of an example where there are no tabs (0.4), `chrome`
what the template prints for its own use (list of versions, form for sample requests)."""

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_OPAQUE = frozenset(
    {"table", "pre", "ul", "ol", "li", "dl", "button", "code", "script", "style", "a", "select", "label"}
)
"""Elements that wrap no landmark: they are one, or they are prose."""


class Landmarks:
    """`of` maps an element to its mark, `wrappers` are the elements to go through; `method` is what the endpoint says
    in an attribute, `samples` the addresses of the sample form, `form` its parts."""

    def __init__(self, article: _Element) -> None:
        self.of: dict[_Element, Mark] = {}
        self.wrappers: set[_Element] = set()
        self._endpoint = _endpoint(article)
        self.method = "" if self._endpoint is None else (self._endpoint.get("data-type") or "")
        self.samples = tuple(_samples(article))
        self.form = parts(article) if self.samples else []
        self._behind = False
        self._in_sections = False
        self._headed = False
        if self._endpoint is None:
            self._start = _first_section(article)
        else:
            self._start = None
        self._find(article)

    def _find(self, element: _Element) -> bool:
        """Mark what is below `element`; whether there was anything."""
        found = False
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if child is self._start:
                self._behind = True
            mark = self._mark(tag, child)
            if mark is not None:
                self.of[child] = mark
                found = True
            elif tag not in _OPAQUE and len(child) and self._find(child):
                self.wrappers.add(child)
                found = True
        return found

    def _mark(self, tag: str, element: _Element) -> Mark | None:
        if element is self._endpoint:
            self._behind = True
            return "endpoint"
        css = classes(element)
        if tag == "h1" and not self._headed:
            self._headed = True
            return "heading"
        if tag == "form" or (tag == "ul" and "versions" in css) or (tag == "div" and _is_sample_form(css, element)):
            return "chrome"
        if tag == "p" and "deprecated" in css:
            return "deprecated"
        if tag == "h4" and "muted" in css:
            return "author"
        if tag == "span" and ("method" in css or "type" in css) and not self._in_sections:
            return "method"
        return self._mark_behind(tag, css, element) if self._behind else None

    def _mark_behind(self, tag: str, css: list[str], element: _Element) -> Mark | None:
        mark: Mark | None = None
        if tag == "p":
            if not self._in_sections and is_permission(text_of(element)):
                return "permission"
        elif tag in _HEADINGS:
            following = element.getnext()
            if folded(text_of(element)) in words("Send a Sample Request") or _is(following, "form"):
                return "chrome"
            mark = "section"
        elif tag == "table":
            mark = "table"
        elif tag == "ul" and "nav-tabs" in css:
            mark = "tabs"
        elif tag == "div" and "tab-content" in css:
            mark = "panes"
        elif tag == "pre":
            mark = "code"
        elif tag == "strong" and _leads_to_code(element):
            mark = "bold"
        self._in_sections = self._in_sections or mark is not None
        return mark


def classes(element: _Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def is_permission(text: str) -> bool:
    """Whether a paragraph begins with the template's label "Permission:", in any of its languages."""
    label, colon, _ = text.replace("：", ":").partition(":")
    return bool(colon) and folded(label) in words("Permission:")


def _is(element: _Element | None, tag: str) -> bool:
    return element is not None and element.tag == tag


def _leads_to_code(element: _Element) -> bool:
    """Whether a `<pre>` follows, perhaps wrapped."""
    following = element.getnext()
    while following is not None and following.tag == "div":
        following = next(iter(following), None)
    return _is(following, "pre")


def _is_sample_form(css: list[str], element: _Element) -> bool:
    return "sample-request-response" in css or ("well" in css and next(element.iter("form"), None) is not None)


def _endpoint(article: _Element) -> _Element | None:
    """The `<pre>` that shows the URL: the first that names a type and is neither an example nor in a table.
    Markdown's code blocks, which may stand before it in the description, name none."""
    codes = [code for code in article.iter("pre") if not _is_example(code)]
    found = [code for code in codes if code.get("data-type")] or [c for c in codes if "language-html" in classes(c)]
    return found[0] if found else None


def _is_example(code: _Element) -> bool:
    return any(above.tag in ("td", "form") or "tab-content" in classes(above) for above in code.iterancestors())


def _first_section(article: _Element) -> _Element | None:
    """Where sections begin in an article without an endpoint: at the first heading that has a table, or at tabs."""
    for element in article.iter(*_HEADINGS, "ul", "table"):
        if (element.tag == "ul" and "nav-tabs" in classes(element)) or (
            element.tag in _HEADINGS and _is(element.getnext(), "table")
        ):
            return element
    return None


def _samples(article: _Element) -> list[str]:
    return [
        value.strip()
        for field in article.iter("input")
        if "sample-request-url" in classes(field) and (value := field.get("value") or "").strip()
    ]
