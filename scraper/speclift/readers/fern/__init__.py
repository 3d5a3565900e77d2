"""Fern: endpoint pages, and guides (SDK pages) that embed an endpoint's tables.

Enters: recorded pages. Leaves: a `RawApi`. Method and path stay empty where a page prints none.
"""

from __future__ import annotations

from speclift.readers.fern.reading import read
from speclift.readers.fern.recognition import read_twin, recognise, twin_locations
from speclift.readers.fern.words import labels

__all__ = ["labels", "read", "read_twin", "recognise", "twin_locations"]
