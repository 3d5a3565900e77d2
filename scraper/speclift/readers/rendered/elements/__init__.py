"""Stoplight Elements: pages saved from a browser, one operation each.

Enters: saved pages. Leaves: the document that they were drawn from, as far as it is visible.
"""

from __future__ import annotations

from speclift.readers.rendered.elements.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
