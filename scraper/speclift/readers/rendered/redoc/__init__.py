"""Redoc 2: pages made by its command line (`redoc-static.html`, `build-docs`) or saved from a browser.

Enters: saved pages. Leaves: the document that they were drawn from, as far as it is visible.
"""

from __future__ import annotations

from speclift.readers.rendered.redoc.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
