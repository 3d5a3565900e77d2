"""What tells a Document360 page, and where its twins lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.model.findings import InputError
from speclift.readers.document360.state import state_of, strings
from speclift.readers.kit.encoding import decoded
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.kit.twin import openapi_in
from speclift.readers.kit.twin_addresses import markdown_twins, site_index

if TYPE_CHECKING:
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"this site is powered by document360", 0.9, "it says that Document360 powers it"),
    sign(r"cdn\.(?:[a-z]{2}\.)?document360\.io", 0.7, "it loads Document360's files"),
    sign(r"<d360-[a-z]", 0.7, "Document360's elements"),
    sign(r"""\bid=["']serverApp-state["']""", 0.3, "the state of its server application"),
    sign(r"\beditor360-|\bpowered by\s*(?:<[^>]{1,200}>\s*)?document360", 0.5, "it names Document360"),
)
_CONTENT = (sign(r">\s*(?:https?://[^\s<]{4,300}|/[\w.{}:-]+(?:/[\w.{}:-]+){0,30})\s*</", 1, "a path"),)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is a Document360 page with an endpoint on it."""
    return weighed("document360", page, _SIGNS, _CONTENT)


def twin_locations(page: Page) -> tuple[str, ...]:
    """The page in Markdown, which holds the endpoint's OpenAPI document, and the site's index."""
    try:
        root = parse(page)
    except InputError:
        return ()
    return tuple(dict.fromkeys([*markdown_twins(page, root), *site_index(page, root)]))


def read_twin(content: bytes) -> dict[str, Any] | None:
    """The OpenAPI document in a page's Markdown, in its state, or in a file; None where there is none."""
    found = openapi_in(content)
    if found is not None:
        return found
    texts = strings(state_of(decoded(content)))
    return next((document for text in texts if (document := openapi_in(text.encode("utf-8", "replace")))), None)
