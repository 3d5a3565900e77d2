"""Slate: pages that widdershins wrote from an OpenAPI document (with Slate or shins), and pages written by hand.

Enters: pages as served. Leaves: the document that they were written from, as far as they say.
"""

from __future__ import annotations

from speclift.readers.rendered.slate.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
