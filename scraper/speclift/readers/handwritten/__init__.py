"""Documentation that a person wrote by hand: the last resort, for pages that no platform's reader recognises.

Enters: pages. Leaves: `RawApi`: operations found by method and path wherever they stand.
"""

from speclift.readers.handwritten.reading import read
from speclift.readers.handwritten.recognition import recognise

__all__ = ["read", "recognise"]
