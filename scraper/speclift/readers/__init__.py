"""Readers, one per documentation platform: markup in, the page's own words out.

To add a platform: write a module that fulfils `page.Reader`, add its line here, record a page in `tests/readers/`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.readers.page import DocumentReader, Reader

READERS: dict[str, str] = {
    "openapi": "speclift.readers.openapi",
    "apidoc": "speclift.readers.apidoc",
    "gitbook": "speclift.readers.gitbook",
    "document360": "speclift.readers.document360",
    "fern": "speclift.readers.fern",
    "vuepress": "speclift.readers.vuepress",
    "swagger-ui": "speclift.readers.rendered.swagger_ui",
    "redoc": "speclift.readers.rendered.redoc",
    "redoc3": "speclift.readers.rendered.redoc3",
    "slate": "speclift.readers.rendered.slate",
    "docusaurus-openapi": "speclift.readers.rendered.docusaurus",
    "sphinx-httpdomain": "speclift.readers.rendered.httpdomain",
    "scalar": "speclift.readers.rendered.scalar",
    "elements": "speclift.readers.rendered.elements",
    "rapidoc": "speclift.readers.rendered.rapidoc",
    "mkdocs-openapi": "speclift.readers.rendered.mkdocs",
    "openapi-generator-html": "speclift.readers.rendered.generator_html",
    "openapi-generator-html2": "speclift.readers.rendered.generator_html2",
    "handwritten": "speclift.readers.handwritten",
}
"""Platform name (as in `source.toml`) -> module; imported when first needed."""


def reader_for(platform: str) -> Reader:
    """The reader of a platform. Raises `InputError` for a platform that has none."""
    return cast("Reader", import_module(_module_of(platform)))


def document_reader_for(platform: str) -> DocumentReader | None:
    """The reader of a platform whose pages are drawn from OpenAPI documents; None for any other that there is."""
    module = import_module(_module_of(platform))
    return cast("DocumentReader", module) if hasattr(module, "read_documents") else None


def _module_of(platform: str) -> str:
    if platform not in READERS:
        raise InputError(
            f"no reader is called {platform!r}" if platform else "it does not say of which platform its pages are",
            hint=f"platform in source.toml is one of {', '.join(READERS)}",
        )
    return READERS[platform]
