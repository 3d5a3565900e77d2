"""A page's machine-readable twins: the OpenAPI documents inside it and beside it.

Enters: a page with its address. Leaves: `Twin`s. Lifting works without them: what is not there, or cannot be read, is
no twin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.fetch.addresses import joined
from speclift.model.findings import InputError
from speclift.readers import reader_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.fetch.client import PoliteClient
    from speclift.readers.page import Page


@dataclass(frozen=True, slots=True)
class Twin:
    """A second reading of a page: an OpenAPI document, and where it stands, for a person."""

    where: str
    document: dict[str, Any]


def fetch_twins(page: Page, platform: str, client: PoliteClient) -> tuple[Twin, ...]:
    """The twins of a page: the one in its own data, and those at the addresses where its platform keeps them."""
    reader = reader_for(platform)
    locations, read = getattr(reader, "twin_locations", None), getattr(reader, "read_twin", None)
    if locations is None or read is None:
        return ()
    found: list[Twin] = []
    with client.together():
        beside = tuple(_beside(page, locations(page), client))
    for where, content in ((f"the data in {page.name}", page.content), *beside):
        document = read(content)
        if document is not None and all(document != twin.document for twin in found):
            found.append(Twin(where, document))
    return tuple(found)


def _beside(page: Page, locations: tuple[str, ...], client: PoliteClient) -> Iterator[tuple[str, bytes]]:
    for location in locations:
        try:
            answer = client.try_get(joined(page.url, location))
        except InputError:
            continue
        if answer is not None and answer.content:
            yield answer.url, answer.content
