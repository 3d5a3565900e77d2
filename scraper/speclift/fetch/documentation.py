"""All pages of one documentation: the page itself, and the data beside it where the page is only a shell.

Enters: an address or a page, and a way to read what lies beside it. Leaves: the pages that the platform's reader
wants. An apidoc site renders in the browser: its page may hold no article, and everything stands in `api_data.json`,
`api_data.js` or `assets/main.bundle.js` beside it; nothing is run to get at it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from speclift.findings import Trouble
from speclift.readers.page import Page

if TYPE_CHECKING:
    from speclift.fetch.client import PoliteClient

PAGE = "page.html"
"""The file name under which the one page of a documentation is recorded."""


def with_data(page: Page, read: Callable[[str], Page | None]) -> tuple[Page, ...]:
    """`page`, or the data beside it when it is a shell without content.

    `read` gives what stands at a relative location, or None. Raises `Trouble` when a shell has none of its data.
    """
    locations = _data_locations(page)
    if not locations:
        return (page,)
    found = [beside for beside in map(read, locations) if beside is not None]
    if not found:
        raise Trouble(
            "the page is rendered in the browser, and its data is not beside it",
            file=page.url or page.name,
            place=", ".join(locations),
            hint="open it in a browser, save the rendered page, and give that file",
        )
    return tuple(found)


def fetch_pages(url: str, client: PoliteClient, *, name: str = PAGE, known: bytes | None = None) -> tuple[Page, ...]:
    """Read the documentation at `url`. Empty when the server says that it is still the `known` bytes."""
    fetched = client.get(url, known=known)
    if fetched.content is None:
        return ()
    here = fetched.url

    def read(location: str) -> Page | None:
        answer = client.try_get(urljoin(here, location))
        if answer is None or answer.content is None or _is_page(answer.media_type):
            return None
        return Page(name=_file_name(location), content=answer.content, url=answer.url)

    return with_data(Page(name=name, content=fetched.content, url=here), read)


def fetch_twins(page: Page, platform: str, client: PoliteClient) -> tuple[dict[str, Any], ...]:
    """The machine-readable twins of a page, as OpenAPI documents: those inside it, and those at addresses that it
    names.

    A twin that is not there, or cannot be read, is none: lifting works without it.
    """
    from speclift.readers import reader_for

    reader = reader_for(platform)
    locations, read = getattr(reader, "twin_locations", None), getattr(reader, "read_twin", None)
    if locations is None or read is None:
        return ()
    answers = (client.try_get(urljoin(page.url, location)) for location in locations(page))
    found = [read(answer.content) for answer in answers if answer is not None and answer.content]
    return tuple(twin for twin in found if twin is not None)


def _data_locations(page: Page) -> tuple[str, ...]:
    from speclift.readers import reader_for
    from speclift.readers.detect import detect

    best = detect(page)[0]
    locations = getattr(reader_for(best.platform), "data_locations", None)
    return tuple(locations(page)) if locations is not None and best.confidence > 0 else ()


def _is_page(media_type: str) -> bool:
    """Many sites answer any address with their start page: that is not the data we asked for."""
    return media_type in ("text/html", "application/xhtml+xml")


def _file_name(location: str) -> str:
    return urlsplit(location).path.rsplit("/", 1)[-1]
