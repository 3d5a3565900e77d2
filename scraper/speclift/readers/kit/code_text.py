"""The text of a code block as its reader would copy it: highlighting, line numbers and copy buttons taken off.

Enters: a `<pre>` (or any element that shows code). Leaves: its text without a final line break.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOT_CODE = frozenset({"button", "style", "script", "svg", "template"})


def code_text(element: HtmlElement) -> str:
    """The code. A table of lines (Fern, GitHub) gives one line per row, its last cell: the others number the lines."""
    rows = [row for row in element.iter("tr") if isinstance(row.tag, str)]
    if rows:
        return "\n".join(_row_text(row) for row in rows).rstrip("\n")
    return _text(element).replace("\r\n", "\n").strip("\n")


def _row_text(row: HtmlElement) -> str:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return _text(cells[-1]).strip("\n") if cells else ""


def _text(root: HtmlElement) -> str:
    parts: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(root, True)]
    while stack:
        element, entering = stack.pop()
        if not entering:
            if element is not root and element.tail:
                parts.append(element.tail)
            continue
        stack.append((element, False))
        if not isinstance(element.tag, str) or element.tag in _NOT_CODE or element.get("aria-hidden") == "true":
            continue
        if element.tag == "br":
            parts.append("\n")
        if element.text:
            parts.append(element.text)
        stack.extend((child, True) for child in reversed(element))
    return "".join(parts)
