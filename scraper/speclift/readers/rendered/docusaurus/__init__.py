"""docusaurus-openapi-docs: one page for each operation, saved from a browser.

Enters: saved pages. Leaves: the document that they were drawn from, as far as it is visible.
"""

from __future__ import annotations

from speclift.readers.rendered.docusaurus.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
