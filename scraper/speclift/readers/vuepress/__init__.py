"""VuePress (1 and 2): pages of methods written by hand, with examples and nested lists.

Enters: recorded pages. Leaves: a `RawApi` with one article per method.
"""

from __future__ import annotations

from speclift.readers.vuepress.reading import read
from speclift.readers.vuepress.recognition import read_twin, recognise, twin_locations
from speclift.readers.vuepress.words import labels

__all__ = ["labels", "read", "read_twin", "recognise", "twin_locations"]
