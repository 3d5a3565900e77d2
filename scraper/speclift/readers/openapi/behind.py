"""The document behind a page: recognised by the program that drew the page, looked for where that program keeps it.

Enters: a page, and a way to read what lies beside it. Leaves: `Behind`, or None. Looked for in this order: inside the
page; at what the page names; in the page's own scripts and what these name; in configuration files; at the well-known
neighbours.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speclift.document.to_31.conversion import is_openapi
from speclift.model.findings import InputError
from speclift.readers.kit.html_tree import decoded
from speclift.readers.openapi.inline import documents_in
from speclift.readers.openapi.locations import NEIGHBOURS, configurations_in, named_in, scripts_in
from speclift.readers.openapi.parsing import parse
from speclift.readers.openapi.recognition import is_document
from speclift.readers.openapi.renderers import renderer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclift.readers.page import Page

_MOST_NAMED: Final = 12
"""Locations tried of those that a page names: more are links to other things."""


class Behind(Struct, frozen=True):
    """The document behind a page. `renderer` drew the page ("" when it is not known), `where` says where the document
    was found, for a person; `pages` are to be recorded, the document first; `others` are further documents named."""

    renderer: str
    where: str
    pages: tuple[Page, ...]
    others: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """One line for a person."""
        what = f"this is a {self.renderer} page; it is made from" if self.renderer else "this page names"
        more = f"; it also names {', '.join(self.others[:5])}" if self.others else ""
        return f"{what} {self.where}: taken{more}"


def document_behind(page: Page, read: Callable[[str], Page | None], *, neighbours: bool = True) -> Behind | None:
    """The document behind `page`.

    `read` gives what stands at a location as the page names it, or None; `neighbours` says whether to try the
    well-known places that the page does not name.
    """
    renderer = renderer_of(page)
    text = decoded(page.content)
    if renderer and documents_in(text):
        return Behind(renderer, "the document inside it", (page,))
    named = named_in(text)
    if not renderer and not named and not neighbours:
        return None
    found = _first(named[:_MOST_NAMED], read)
    scripts = (
        [script for location in scripts_in(text) if (script := _tried(read, location))]
        if renderer and not found
        else []
    )
    for script in scripts:
        source = decoded(script.content)
        if documents_in(source):
            return Behind(renderer, f"the document in {script.name}", (page, script))
        named += [one for one in named_in(source) if one not in named]
        found = found or _first(named[:_MOST_NAMED], read)
    sources = [text, *(decoded(script.content) for script in scripts)]
    for location in [] if found else [one for source in sources for one in configurations_in(source)]:
        configuration = _tried(read, location)
        named += _configured(configuration) if configuration is not None else []
        found = found or _first(named[:_MOST_NAMED], read)
    if found is None and neighbours:
        found = _first(NEIGHBOURS, read)
    if found is None:
        return None
    location, document = found
    others = tuple(one for one in named if one != location and _looks_like_another(one))
    return Behind(renderer, document.url or location, (document,), others)


def _tried(read: Callable[[str], Page | None], location: str) -> Page | None:
    try:
        return read(location)
    except InputError:
        return None


def _first(locations: Iterable[str], read: Callable[[str], Page | None]) -> tuple[str, Page] | None:
    for location in locations:
        page = _tried(read, location)
        if page is not None and is_document(page):
            try:
                value, _ = parse(page.content, page.name)
            except InputError:
                continue
            if is_openapi(value):
                return location, page
    return None


def _configured(configuration: Page) -> list[str]:
    try:
        said = json.loads(decoded(configuration.content))
    except ValueError:
        return []
    if not isinstance(said, dict):
        return []
    urls = said.get("urls")
    listed = [one.get("url") for one in urls if isinstance(one, dict)] if isinstance(urls, list) else []
    found = [said.get("url"), *listed]
    return [one for one in found if isinstance(one, str)]


def _looks_like_another(location: str) -> bool:
    return re.search(r"\.(?:json|ya?ml)$|api-docs", location, re.IGNORECASE) is not None
