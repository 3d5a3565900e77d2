"""What a page says of the whole documentation: its title, description, versions, and what generated it.

Enters: the page's markup outside its sections. Leaves: a `Project`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.readers.apidoc.landmarks import classes
from speclift.readers.apidoc.markup import parsed
from speclift.readers.apidoc.prose import blocks, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_LOADING = re.compile(r"Loading\b[.…\s]*\Z|__API_NAME__")
_DEFAULT_TITLE = re.compile(r"apiDoc:\s*(.*?)(?:\s+-\s+\S+)?\s*\Z", re.DOTALL)
"""The template titles a page without a title `apiDoc: NAME - VERSION`."""


class Project(Struct, frozen=True):
    """`versions` are those that the page lets its reader choose from, the shown one first where there is no such
    list."""

    title: str = ""
    description: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    generator: str = ""


def read_project(markup: bytes) -> Project:
    """Read the parts of a page around its sections."""
    if not markup.strip():
        return Project()
    root = parsed(markup, "html")
    by_id: dict[str, _Element] = {}
    for element in root.iter():
        identifier = element.get("id") if isinstance(element.tag, str) else None
        if identifier:
            by_id.setdefault(identifier, element)
    return Project(
        _title(root, by_id), tuple(_description(by_id)), _versions(by_id), _generator(by_id.get("generator"))
    )


def _title(root: _Element, by_id: dict[str, _Element]) -> str:
    project = by_id.get("project")
    heading = None if project is None else next(project.iter("h1"), None)
    if heading is not None and (shown := text_of(heading)):
        return shown
    title = next(root.iter("title"), None)
    text = "" if title is None else text_of(title)
    if _LOADING.match(text):
        return ""
    named = _DEFAULT_TITLE.match(text)
    return named[1] if named else text


def _description(by_id: dict[str, _Element]) -> list[str]:
    description: list[str] = []
    project = by_id.get("project")
    if project is not None:
        for heading in project.iter("h2"):
            description.extend(blocks(heading))
    for identifier in (("header", "api-_header", "api-_", "apidoc"), ("footer", "api-_footer")):
        found = next((by_id[name] for name in identifier if name in by_id), None)
        if found is not None:
            description.extend(blocks(found))
    return description


def _versions(by_id: dict[str, _Element]) -> tuple[str, ...]:
    listed = by_id.get("versions")
    found: list[str] = []
    if listed is not None:
        found = [text_of(item) for item in listed.iter("li") if "version" in classes(item)]
    if not found and (shown := by_id.get("version")) is not None:
        strong = next(shown.iter("strong"), None)
        found = [] if strong is None else [text_of(strong)]
    return tuple(dict.fromkeys(version for version in found if version))


def _generator(element: _Element | None) -> str:
    """`apidoc 1.2.0` of "Generated with apidoc 1.2.0 - Tue Feb 18 2025": the date is nobody's business."""
    link = None if element is None else next(element.iter("a"), None)
    if link is None:
        return ""
    version = (link.tail or "").split()
    return " ".join([text_of(link), *version[:1]]).strip()
