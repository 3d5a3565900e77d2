"""openapi-generator's (and swagger-codegen's) `html`: one page, methods first, then models.

Enters: the page. Leaves: the document that it was made from, as far as it is printed.
"""

from __future__ import annotations

from speclift.readers.rendered.generator_html.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
