"""What tells a GitBook page, and where its twins lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.model.findings import InputError
from speclift.readers.gitbook.embedded import embedded, openapi_document
from speclift.readers.kit import flight
from speclift.readers.kit.encoding import decoded
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.kit.twin import openapi_in
from speclift.readers.kit.twin_addresses import markdown_twins, site_index

if TYPE_CHECKING:
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(
        r"""<meta[^>]{0,80}\bname=["']generator["'][^>]{0,80}content=["']GitBook\b""", 0.9, "its generator is GitBook"
    ),
    sign(r"\bpowered[ -]by[ -]gitbook\b", 0.6, "it says that GitBook powers it"),
    sign(r"/~gitbook/|static-2v\.gitbook\.com|files\.gitbook\.io", 0.7, "it loads GitBook's files"),
    sign(
        r"""\bdata-gb-(?:site-header|table-of-contents|page-outline)\b|\bid=["']base-ui-_R_""",
        0.4,
        "GitBook's attributes",
    ),
    sign(r"\bopenapi-(?:operation|schema-propertyname|column-spec)\b", 0.6, "blocks of GitBook's OpenAPI renderer"),
    sign(r"""x-gitbook-description-html""", 0.8, "GitBook's data for its scripts"),
)
_CONTENT = (
    sign(r""">\s*(?:get|put|post|delete|patch|head|options|trace)\s*</""", 1, "a method"),
    sign(r"""\\?"variant\\?":\\?"operation\\?\"""", 1, "operations in its data"),
)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is a GitBook page with an API on it."""
    return weighed("gitbook", page, _SIGNS, _CONTENT)


def twin_locations(page: Page) -> tuple[str, ...]:
    """The original OpenAPI file that the page's data names, the page in Markdown, the site's index."""
    try:
        root = parse(page)
    except InputError:
        return ()
    original = embedded(flight.rows(decoded(page.content))).locations
    return tuple(dict.fromkeys([*original, *markdown_twins(page, root), *site_index(page, root)]))


def read_twin(content: bytes) -> dict[str, Any] | None:
    """The OpenAPI document in a page's data, in its Markdown, or in a file; None where there is none."""
    return openapi_document(embedded(flight.rows(decoded(content))).operations) or openapi_in(content)
