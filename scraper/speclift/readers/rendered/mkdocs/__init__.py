"""essentials-openapi (neoteroi) on MkDocs: one page with operations, common responses and schemas.

Enters: pages as served. Leaves: the document that they were made from.
"""

from __future__ import annotations

from speclift.readers.rendered.mkdocs.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
