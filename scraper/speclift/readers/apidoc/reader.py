"""Reads one apidoc documentation, whatever part of it was recorded: rendered pages, or the data they are rendered from.

Enters: the recorded pages. Leaves: a `RawApi`, or `InputError` in one line.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.findings import InputError
from speclift.readers.apidoc.encoding import as_utf8
from speclift.readers.apidoc.pages import read_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import RawApi
    from speclift.readers.page import Page

_BUNDLE = re.compile(rb"""<script\b[^<>]*\bsrc\s*=\s*["']?([^"'\s>]*\bmain\.bundle\.js[^"'\s>]*)""", re.IGNORECASE)
_SHELL = re.compile(rb"""template-article|api_data|\bdata-main\s*=""", re.IGNORECASE)
_DATA = ("api_data.json", "api_project.json", "api_data.js", "api_project.js")
_LOOK = 30_000
_WAY_OUT = "open it in a browser and save the rendered page, or record api_data.json or assets/main.bundle.js beside it"


def read(pages: Sequence[Page]) -> RawApi:
    """Read one documentation. `pages` are rendered pages, or an `api_data.json`, `api_data.js` or
    `assets/main.bundle.js` with (where it is a file of its own) the project beside it; rendered pages win. Raises
    `InputError` when no article can be read.
    """
    if not pages:
        raise InputError("there is no page to read", hint="record one with `speclift build --fetch`")
    contents = [(page.name, as_utf8(page)) for page in pages]
    readable = (read_page(name, content) for name, content in contents if _is_markup(content))
    rendered = [api for api in readable if api.articles]
    return _joined(rendered) if rendered else _read_data(pages[0], contents)


def _read_data(first: Page, contents: Sequence[tuple[str, bytes]]) -> RawApi:
    """The documentation whose articles and project, perhaps of two files, stand in none of the pages as markup."""
    from speclift.readers.apidoc.data import Data, find  # most sites are recorded as rendered pages
    from speclift.readers.apidoc.structured import read_data

    data = Data()
    source = first.name
    for name, content in contents:
        found = find(content.decode())
        if found.articles and not data.articles:
            source = name
        data = Data(data.articles or found.articles, data.project or found.project)
    if not data.articles:
        raise _nothing(first)
    return read_data(source, data)


def data_locations(shell: Page) -> tuple[str, ...]:
    """Where the data of an apidoc page that has no articles may lie, relative to the page, best first.

    Empty for a page that has articles or data itself, or is not apidoc's. Never raises.
    """
    from speclift.readers.apidoc.data import find

    try:
        content = as_utf8(shell)
        if not _is_markup(content) or not _SHELL.search(content):
            return ()
        if read_page(shell.name, content).articles or find(content.decode()).articles:
            return ()
    except InputError:
        return ()
    bundle = _BUNDLE.search(content)
    return (bundle[1].decode(), *_DATA) if bundle else _DATA


def _is_markup(content: bytes) -> bool:
    head = content[:4096].lstrip()
    return head[:1] == b"<" or re.search(rb"<(?:!doctype|html|article)\b", head, re.IGNORECASE) is not None


def _joined(apis: list[RawApi]) -> RawApi:
    """Several pages of one documentation."""
    if len(apis) == 1:
        return apis[0]
    return replace(
        apis[0],
        articles=tuple(chain.from_iterable(api.articles for api in apis)),
        groups=tuple(chain.from_iterable(api.groups for api in apis)),
        versions=tuple(dict.fromkeys(chain.from_iterable(api.versions for api in apis))),
        servers=tuple(dict.fromkeys(chain.from_iterable(api.servers for api in apis))),
    )


def _nothing(page: Page) -> InputError:
    """Why there is nothing to read in `page`."""
    from speclift.readers.kit.walls import wall_in

    content = as_utf8(page)
    if not _is_markup(content):
        return InputError(
            "this holds no apidoc data that can be read",
            file=page.name,
            hint="if it is a part of api_data.json or of a bundle, record it to its last byte",
        )
    if _SHELL.search(content):
        return InputError(
            "the page is apidoc's shell without articles: a browser fills it in", file=page.name, hint=_WAY_OUT
        )
    wall = wall_in(content[:_LOOK])
    if wall:
        return InputError(
            f"this is {wall}, not documentation", file=page.name, hint="record what a signed-in visitor sees"
        )
    return InputError(
        "this is not an apidoc page: it has no article", file=page.name, hint="give the page with the articles"
    )
