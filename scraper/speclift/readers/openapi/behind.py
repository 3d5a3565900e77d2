"""The document behind a page: recognised by the program that drew the page, looked for where that program keeps it.

Enters: a page, and a way to read what lies beside it. Leaves: `Behind`, or None. Looked for in this order: inside the
page; at what the page names; in the page's own scripts and what these name; in configuration files; at the well-known
neighbours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.document.json_value import json_value
from speclift.document.to_31.conversion import is_openapi
from speclift.model.findings import InputError
from speclift.readers.kit.encoding import decoded
from speclift.readers.openapi.inline import documents_in
from speclift.readers.openapi.locations import NEIGHBOURS, configurations_in, named_in, scripts_in
from speclift.readers.openapi.parsing import parse
from speclift.readers.openapi.recognition import is_document
from speclift.readers.openapi.renderers import renderer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from speclift.readers.page import Page

_MOST_NAMED: Final = 12
"""Locations tried of those that a page names: more are links to other things."""


class Behind(Struct, frozen=True):
    """The document behind a page. `renderer` drew the page ("" when it is not known), `where` says where the document
    was found, for a person; `pages` are to be recorded, the documents first (several are versions of one API, the
    newest last); `others` are documents of other APIs that the page names."""

    renderer: str
    where: str
    pages: tuple[Page, ...]
    others: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """One line for a person."""
        what = f"this is a {self.renderer} page; it is made from" if self.renderer else "this page names"
        more = f"; it also names {', '.join(self.others[:5])}, other APIs" if self.others else ""
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
    versions, others = _versions(found, named[:_MOST_NAMED] if renderer else [], read)
    where = ", ".join(one.page.url or one.location for one in versions)
    return Behind(renderer, where, tuple(_under_own_names(versions)), tuple(others))


class _Found(Struct, frozen=True):
    """A document at a location, with the title and the version that it states."""

    location: str
    page: Page
    title: str
    version: str


def _tried(read: Callable[[str], Page | None], location: str) -> Page | None:
    try:
        return read(location)
    except InputError:
        return None


def _first(locations: Iterable[str], read: Callable[[str], Page | None]) -> _Found | None:
    return next((found for location in locations if (found := _document_at(location, read))), None)


def _document_at(location: str, read: Callable[[str], Page | None]) -> _Found | None:
    page = _tried(read, location)
    if page is None or not is_document(page):
        return None
    try:
        value, _ = parse(page.content, page.name)
    except InputError:
        return None
    if not is_openapi(value):
        return None
    info = value.get("info")
    title, version = (str(info.get(key, "")) if isinstance(info, dict) else "" for key in ("title", "version"))
    return _Found(location, page, title, version)


def _versions(
    first: _Found, named: Iterable[str], read: Callable[[str], Page | None]
) -> tuple[list[_Found], list[str]]:
    """The documents of the API of `first`, one for each version, oldest first; and where those of other APIs lie."""
    versions, others = {first.version: first}, []
    for location in named:
        if location == first.location or not _looks_like_another(location):
            continue
        found = _document_at(location, read)
        if found is not None and _api(found) != _api(first):
            others.append(location)
        elif found is not None:
            versions.setdefault(found.version, found)
    numbered = sorted(versions.values(), key=lambda one: [int(part) for part in re.findall(r"\d{1,18}", one.version)])
    return numbered, others


def _api(found: _Found) -> str:
    """The title without the version that many write into it."""
    return " ".join(re.sub(r"\(?\bv?\d[\w.-]*\)?", " ", found.title.lower()).split())


def _under_own_names(versions: Iterable[_Found]) -> Iterator[Page]:
    """The pages of documents, each under a name of its own: many lie under one name in a folder for each version."""
    taken: set[str] = set()
    for one in versions:
        name = one.page.name
        if name in taken:
            name = re.sub(r"[^\w.-]+", "-", one.location).strip("-.")
            name = name if name.endswith((".json", ".yaml", ".yml")) else f"{name}.json"
        taken.add(name)
        yield replace(one.page, name=name)


def _configured(configuration: Page) -> list[str]:
    try:
        said = json_value(decoded(configuration.content))
    except ValueError:
        return []
    if not isinstance(said, dict):
        return []
    urls = said.get("urls")
    listed = [url.get("url") for url in urls if isinstance(url, dict)] if isinstance(urls, list) else []
    found = [said.get("url"), *listed]
    return [one for one in found if isinstance(one, str)]


def _looks_like_another(location: str) -> bool:
    return re.search(r"\.(?:json|ya?ml)$|api-docs", location, re.IGNORECASE) is not None
