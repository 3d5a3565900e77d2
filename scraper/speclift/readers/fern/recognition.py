"""What tells a Fern page, and where its twins lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.model.findings import InputError
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.kit.twin import openapi_in
from speclift.readers.kit.twin_addresses import markdown_twins, site_index

if TYPE_CHECKING:
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"""\bid=["']fern-(?:docs|header|sidebar|content|search-button|toc)\b""", 0.7, "Fern's ids"),
    sign(
        r"\bfern-(?:api-property|layout-|prose|theme-|container|docs-badge|scroll-area|sidebar-link)",
        0.7,
        "Fern's class names",
    ),
    sign(
        r"""\bid=["'][^"'#\s]{1,300}#(?:request|query|response|path|body)\b""",
        0.4,
        "addresses of fields as Fern writes them",
    ),
    sign(r"buildwithfern\.com|ferndocs\.com|built with fern", 0.5, "it names Fern"),
    sign(r"Append /llms\.txt to any URL", 0.3, "Fern's note to machines"),
)
_CONTENT = (
    sign(r"""\bid=["'][^"'#\s]{1,300}#(?:request|query|response|path|body)\b""", 1, "fields of an endpoint"),
    sign(
        r">\s*(?:query parameters|path parameters|headers|request|response|responses|errors)\s*</h[1-6]>",
        1,
        "an endpoint's tables",
    ),
    sign(r"data-http-method=|fern-api-property", 1, "an endpoint"),
)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is a Fern page with an endpoint on it."""
    return weighed("fern", page, _SIGNS, _CONTENT)


def twin_locations(page: Page) -> tuple[str, ...]:
    """The page in Markdown (an endpoint's ends with its OpenAPI document), the page's and the site's index."""
    try:
        root = parse(page)
    except InputError:
        return ()
    twins = markdown_twins(page, root)
    indexes = tuple(f"{twin.removesuffix('.md')}/llms.txt" for twin in twins if twin.endswith(".md"))
    return tuple(dict.fromkeys([*twins, *indexes, *site_index(page, root)]))


def read_twin(content: bytes) -> dict[str, Any] | None:
    """The OpenAPI document in a page's Markdown, or in a file; None where there is none."""
    return openapi_in(content)
