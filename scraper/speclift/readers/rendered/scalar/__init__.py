"""Scalar: pages saved from a browser, with the sections that had been drawn by then.

Enters: saved pages. Leaves: the document that they were drawn from, as far as it is visible.
"""

from __future__ import annotations

from speclift.readers.rendered.scalar.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
