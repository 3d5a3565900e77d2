"""Swagger UI 3 to 5: the page as a browser has drawn it, with the operations that were open when it was saved.

Enters: saved pages. Leaves: the document that they were drawn from, as far as it is visible.
"""

from __future__ import annotations

from speclift.readers.rendered.swagger_ui.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
