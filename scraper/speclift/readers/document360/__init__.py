"""Document360: endpoint pages of its API documentation.

Enters: recorded pages. Leaves: a `RawApi` with one article per method and path.
"""

from __future__ import annotations

from speclift.readers.document360.reading import read
from speclift.readers.document360.recognition import read_twin, recognise, twin_locations
from speclift.readers.document360.words import labels

__all__ = ["labels", "read", "read_twin", "recognise", "twin_locations"]
