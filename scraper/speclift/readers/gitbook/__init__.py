"""GitBook: pages with its OpenAPI blocks, of its older (react-openapi 0.7) and its current renderer.

Enters: recorded pages. Leaves: a `RawApi` with one article per operation block. Where the page carries the data that
its scripts work on, that data supplies what closed disclosures hide; where both speak, the page's own words stand.
"""

from __future__ import annotations

from speclift.readers.gitbook.reading import read, read_documents
from speclift.readers.gitbook.recognition import read_twin, recognise, twin_locations
from speclift.readers.gitbook.words import labels

__all__ = ["labels", "read", "read_documents", "read_twin", "recognise", "twin_locations"]
