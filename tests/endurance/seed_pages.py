"""A small page of every platform, to be mutated and blown up."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]

SEEDS = {
    "apidoc": "readers/apidoc/cases/template-0.4/page.html",
    "apidoc-1.2": "readers/apidoc/cases/template-0.7/page.html",
    "gitbook": "readers/gitbook/cases/everything-open.html",
    "gitbook-served": "readers/gitbook/recorded/as-served.html.gz",
    "fern": "readers/fern/recorded/closed.html.gz",
    "document360": "readers/document360/recorded/boxes.html.gz",
    "vuepress": "readers/vuepress/recorded/getscheduler.html.gz",
    "swagger-ui": "accuracy/pages/swagger-ui/resend-closed/index.html.gz",
    "redoc": "accuracy/pages/redoc/shop-expanded/index.html.gz",
    "redoc3": "accuracy/pages/redoc3/resend/api-keys.html.gz",
    "slate": "accuracy/pages/slate/kittens-handmade/index.html.gz",
    "docusaurus-openapi": "accuracy/pages/docusaurus-openapi/resend-domains/domains-list.html.gz",
    "sphinx-httpdomain": "accuracy/pages/sphinx-httpdomain/shop-openapi/index.html.gz",
    "scalar": "accuracy/pages/scalar/shop/index.html.gz",
    "elements": "accuracy/pages/elements/shop/listBooks.html.gz",
    "rapidoc": "accuracy/pages/rapidoc/shop-tree/index.html.gz",
    "mkdocs-openapi": "accuracy/pages/mkdocs-openapi/shop/index.html.gz",
    "openapi-generator-html": "accuracy/pages/openapi-generator-html/fleet/index.html.gz",
    "openapi-generator-html2": "accuracy/pages/openapi-generator-html2/resend/index.html.gz",
    "handwritten": "accuracy/handwritten/linkding/api_index.html.gz",
    "handwritten-table": "handwritten/cases/endpoints-table.html",
    "openapi": "openapi/cases/swagger.yaml",
}
"""What it shows -> its file below `tests/`."""


@cache
def seed(name: str) -> bytes:
    """The bytes of a seed page."""
    content = (TESTS / SEEDS[name]).read_bytes()
    return gzip.decompress(content) if SEEDS[name].endswith(".gz") else content
