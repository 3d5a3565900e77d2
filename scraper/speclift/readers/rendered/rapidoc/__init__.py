"""RapiDoc 9: pages saved from a browser, with its shadow trees as declarative templates.

Enters: saved pages. Leaves: the document that they were drawn from, as far as it is visible.
"""

from __future__ import annotations

from speclift.readers.rendered.rapidoc.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
