"""apidoc (apidocjs.com), 0.4 to 1.2: rendered pages, and the data that the template renders.

Enters: recorded pages. Leaves: a `RawApi`. Fulfils `speclift.readers.page.Reader`.
"""

from __future__ import annotations

from speclift.readers.apidoc.labels import printed
from speclift.readers.apidoc.reader import data_locations, read
from speclift.readers.apidoc.recognition import recognise

__all__ = ["data_locations", "labels", "read", "recognise"]

labels = printed()
