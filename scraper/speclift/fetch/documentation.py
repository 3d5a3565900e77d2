"""All pages of one documentation: the page itself, and the data beside it where the page is only a shell.

Enters: an address or a page, and a way to read what lies beside it. Leaves: the pages that the platform's reader
wants. An apidoc site renders in the browser: its page may hold no article, and everything stands in `api_data.json`,
`api_data.js` or `assets/main.bundle.js` beside it; nothing is run to get at it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from speclift.fetch.addresses import joined
from speclift.model.findings import InputError
from speclift.readers.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from speclift.fetch.client import PoliteClient

PAGE = "page.html"
"""The file name under which the one page of a documentation is recorded."""


@dataclass(frozen=True, slots=True)
class Documentation:
    """The pages that a reader wants, and the address of the documentation: "" when nothing says it."""

    pages: tuple[Page, ...]
    address: str = ""


def with_data(page: Page, read: Callable[[str], Page | None]) -> tuple[Page, ...]:
    """`page`, or the data beside it when it is a shell without content.

    `read` gives what stands at a relative location, or None. Data that a site publishes twice (`api_data.json` and
    `api_data.js`) is read once. Raises `InputError` when a shell has none of its data.
    """
    locations = _data_locations(page)
    if not locations:
        return (page,)
    found: dict[str, Page] = {}
    for location in locations:
        stem = PurePosixPath(_file_name(location)).stem
        beside = read(location) if stem not in found else None
        # Many sites answer any address with their start page: that is not the data we asked for.
        if beside is not None and not beside.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            found[stem] = beside
    if not found:
        raise InputError(
            "the page is rendered in the browser, and its data is not beside it",
            file=page.url or page.name,
            place=", ".join(locations),
            hint="open it in a browser, save the rendered page, and give that file",
        )
    return tuple(found.values())


def fetch_documentation(
    url: str, client: PoliteClient, *, name: str = PAGE, known: Mapping[str, bytes] | None = None
) -> Documentation:
    """Read the documentation at `url`; its page is to be called `name`.

    `known` are the contents of pages that the caller has, by name: what the server says is still the same is not sent
    again. Raises `InputError` when a page cannot be read, or is none.
    """
    have = known or {}
    fetched = client.get(url, known=have.get(name))
    here = fetched.url
    if fetched.content is None:
        return Documentation((Page(name, have[name], here),), here)
    if not _is_text(fetched.media_type):
        raise InputError(f"the server sends {fetched.media_type}, not a page", file=here, hint="check the address")
    if not fetched.content.strip():
        raise InputError("the server sends an empty page", file=here, hint="check the address")

    def read(location: str) -> Page | None:
        beside = _file_name(location)
        answer = client.try_get(joined(here, location), known=have.get(beside))
        if answer is None:
            return None
        content = have[beside] if answer.content is None else answer.content
        return Page(beside, content, answer.url) if content.strip() else None

    return Documentation(with_data(Page(name, fetched.content, here), read), here)


def _data_locations(page: Page) -> tuple[str, ...]:
    from speclift.readers import reader_for
    from speclift.readers.detect import detect

    best = detect(page)[0]
    locations = getattr(reader_for(best.platform), "data_locations", None)
    return tuple(locations(page)) if locations is not None and best.confidence > 0 else ()


def _is_text(media_type: str) -> bool:
    """Whether a body of this type can be a page or its data; servers that say nothing may be right."""
    known = media_type.startswith(("text/", "multipart/related")) or media_type in ("", "application/octet-stream")
    return known or re.search(r"\b(?:x?html|xml|json|(?:java|ecma)script)\b", media_type) is not None


def _file_name(location: str) -> str:
    """The name to record a page under: only signs that mean nothing to any file system."""
    name = urlsplit(location).path.rsplit("/", 1)[-1]
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).lstrip(".") or "data"
