"""Sphinx' httpdomain: pages of reStructuredText, written by hand or by sphinxcontrib-openapi.

Enters: pages as served. Leaves: the document that they describe.
"""

from __future__ import annotations

from speclift.readers.rendered.httpdomain.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
