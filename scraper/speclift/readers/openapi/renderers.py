"""Programs that draw pages from an OpenAPI document, and how their pages are told.

A table and nothing else: the name that people know, and a pattern that only pages of that program match. The first row
that matches counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from speclift.readers.page import Page

_LOOK: Final = 3_000_000

RENDERERS: Final[tuple[tuple[str, re.Pattern[bytes]], ...]] = tuple(
    (name, re.compile(pattern.encode(), re.IGNORECASE))
    for name, pattern in (
        ("Redoc", r"<redoc[\s>]|__redoc_(?:state|definition)|redoc[.\w-]*\.js|Redoc\.init\(|\bredoc-wrap\b"
         r"|data-section-id=.?(?:tag|operation)/"),
        ("Scalar", r"@scalar/|Scalar\.createApiReference|<script[^<>]+id=.?api-reference\b"
         r"|scalar-(?:api-reference|app)"),
        ("Swagger UI", r"swagger-?ui|SwaggerUIBundle|swagger-initializer"),
        ("Stoplight Elements", r"<elements-api|@stoplight/elements|apiDescriptionUrl|\bsl-elements\b"),
        ("RapiDoc", r"<rapi-?doc(?:-mini)?\b|rapidoc-min\.js"),
        ("OpenAPI Explorer", r"<openapi-explorer\b"),
        ("Zudoku", r"zudoku"),
        ("Bump.sh", r"\bbump\.sh/|bump-api-doc"),
        ("ReadMe", r"oasDefinition|\breadme\.(?:io|com)/(?:ui|static|assets)|id=.?ssr-props|ReadMe\.io"),
        ("Mintlify", r"mintlify"),
        ("Docusaurus OpenAPI", r"docusaurus[-_]plugin[-_]openapi|openapi-explorer__|\bopenapi__(?:heading|method)"
         r"|api-method-(?:list|badge)"),
        ("NeoTeroi (MkDocs)", r"neoteroi|essentials-openapi"),
        ("Spectacle", r"spectacle-docs|spectacle\.min\.(?:js|css)"),
        ("RapiPdf", r"<rapi-pdf\b"),
        ("Postman", r"documenter\.getpostman\.com|postman-documenter"),
    )
)  # fmt: skip


def renderer_of(page: Page) -> str:
    """The name of the program that drew a page, or "" when none of the table did."""
    content = page.content[:_LOOK]
    return next((name for name, pattern in RENDERERS if pattern.search(content)), "")
