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

from speclift.fetch.addresses import joined, leads_inside, site_of, web_address
from speclift.model.findings import InputError
from speclift.readers.openapi import is_document
from speclift.readers.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from speclift.fetch.client import PoliteClient

PAGE = "page.html"
"""The file name under which the one page of a documentation is recorded."""


@dataclass(frozen=True, slots=True)
class Documentation:
    """The pages that a reader wants, and the address of the documentation: "" when nothing says it.

    `says` is what a person should know of how they were found; `follow` where the pages of a whole site were found.
    """

    pages: tuple[Page, ...]
    address: str = ""
    says: str = ""
    follow: tuple[str, ...] = ()


def documentation_of(
    page: Page, read: Callable[[str], Page | None], *, address: str = "", behind: bool = True
) -> Documentation:
    """The documentation that `page` belongs to: the document that it is drawn from, its data, or itself.

    `read` gives what stands at a relative location, or None; `behind` says whether to look for the document that the
    page is drawn from. Raises `InputError` when a shell has none of its data.
    """
    from speclift.readers import reader_for
    from speclift.readers.budget import within_budget
    from speclift.readers.detect import SURE, detect
    from speclift.readers.openapi import document_behind

    with within_budget([page]):
        if is_document(page):
            return Documentation((page,), address)
        best = detect(page)[0]
        locations = _data_locations(page)
    told = best.confidence >= SURE
    if not behind or locations or (told and hasattr(reader_for(best.platform), "read")):
        return Documentation(with_data(page, read), address)
    with within_budget([page]):
        found = document_behind(page, read)
    if found is None:
        return Documentation((page,), address)
    witness = (page,) if told and page not in found.pages else ()
    return Documentation((*found.pages, *witness), address, found.says)


def with_data(page: Page, read: Callable[[str], Page | None]) -> tuple[Page, ...]:
    """`page`, or the data beside it when it is a shell without content.

    `read` gives what stands at a relative location, or None. Data that a site publishes twice (`api_data.json` and
    `api_data.js`) is read once. Raises `InputError` when a shell has none of its data.
    """
    locations = _data_locations(page)
    if not locations:
        return (page,)
    pages: dict[str, Page] = {}
    for location in locations:
        stem = PurePosixPath(_file_name(location)).stem
        beside = read(location) if stem not in pages else None
        # Many sites answer any address with their start page: that is not the data we asked for.
        if beside is not None and not beside.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            pages[stem] = beside
    if not pages:
        raise InputError(
            "the page is rendered in the browser, and its data is not beside it",
            file=page.url or page.name,
            place=", ".join(locations),
            hint="open it in a browser, save the rendered page, and give that file",
        )
    return tuple(pages.values())


def fetch_documentation(
    url: str,
    client: PoliteClient,
    *,
    name: str = PAGE,
    known: Mapping[str, bytes] | None = None,
    behind: bool = True,
) -> Documentation:
    """Read the documentation at `url`; its page is to be called `name`.

    `known` are the contents of pages that the caller has, by name: what the server says is still the same is not sent
    again. `behind` says whether to look for the document that the page is drawn from. Raises `InputError` when a
    page cannot be read, or is none, and when all of them together take longer than one page may.
    """
    with client.together():
        return _fetch_documentation(url, client, name=name, have=known or {}, behind=behind)


def _fetch_documentation(
    url: str, client: PoliteClient, *, name: str, have: Mapping[str, bytes], behind: bool
) -> Documentation:
    own = document_name(web_address(url))
    fetched = client.get(url, known=have.get(own, have.get(name)))
    here = fetched.url
    content = fetched.content
    if content is None:
        content = have.get(own, have.get(name, b""))
    elif not _is_text(fetched.media_type):
        raise InputError(f"the server sends {fetched.media_type}, not a page", file=here, hint="check the address")
    if not content.strip():
        raise InputError("the server sends an empty page", file=here, hint="check the address")

    def read(location: str) -> Page | None:
        beside = _file_name(location)
        target = joined(here, location)
        if site_of(target) != site_of(here) and leads_inside(here, target):
            return None
        answer = client.try_get(target, known=have.get(beside))
        if answer is None:
            return None
        content = have[beside] if answer.content is None else answer.content
        return Page(beside, content, answer.url) if content.strip() else None

    page = Page(name, content, here)
    if is_document(page):
        page = Page(own if name == PAGE else name, content, here)
    return documentation_of(page, read, address=here, behind=behind)


def document_name(url: str) -> str:
    """The name to record a document under that stands at `url` itself."""
    name = _file_name(url)
    return name if re.search(r"\.(?:json|ya?ml)\Z", name) else f"{name}.json"


def _data_locations(page: Page) -> tuple[str, ...]:
    from speclift.readers import reader_for
    from speclift.readers.detect import detect

    best = detect(page)[0]
    locations = getattr(reader_for(best.platform), "data_locations", None)
    return tuple(locations(page)) if locations is not None and best.confidence > 0 else ()


def _is_text(media_type: str) -> bool:
    """Whether a body of this type can be a page or its data; servers that say nothing may be right."""
    known = media_type.startswith(("text/", "multipart/related")) or media_type in ("", "application/octet-stream")
    return known or re.search(r"\b(?:x?html|xml|json|yaml|(?:java|ecma)script)\b", media_type) is not None


def _file_name(location: str) -> str:
    """The name to record a page under: only signs that mean nothing to any file system."""
    name = urlsplit(location).path.rsplit("/", 1)[-1]
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).lstrip(".") or "data"
