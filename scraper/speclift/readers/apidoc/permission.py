"""The paragraph "Permission: users | users:read", and what its information buttons hold.

Enters: the paragraph. Leaves: the words behind the label, one text for each permission that the template printed on a
line of its own, and the title and description of each popover (which no reader sees before pointing at it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.readers.apidoc.markup import parsed
from speclift.readers.apidoc.prose import collapse, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def permissions(paragraph: _Element) -> tuple[list[str], list[str]]:
    """Names of permissions, and "title: description" of each popover."""
    names: list[str] = []
    popovers: list[str] = []
    # Names stand on lines of their own, parted by buttons where those have more to say.
    runs = "".join(_runs(paragraph)).split("\n")
    words = [collapse(run).strip(", ") for run in runs]
    _, _, rest = " \n".join(words).replace("：", ":", 1).partition(":")
    names = [name for line in rest.split("\n") if (name := line.strip(" ,"))]
    for element in paragraph.iter("button", "a"):
        if element.get("data-toggle") == "popover":
            popovers.append(_popover(element))
    return names, [popover for popover in popovers if popover]


def _runs(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not isinstance(child.tag, str) or child.get("data-toggle") == "popover" or child.tag in ("button", "br"):
            yield "\n"
        elif child.tag != "del":
            yield from _runs(child)
        yield child.tail or ""


def _popover(element: _Element) -> str:
    title = element.get("data-title") or element.get("data-original-title") or element.get("title") or ""
    content = element.get("data-content") or ""
    said = markdown(parsed(content.encode(), "div")) if content.strip() else ""
    return ": ".join(part for part in (collapse(title), said) if part)
