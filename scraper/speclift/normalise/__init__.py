"""Words to types: type words, phrases, verbs, constraints, examples. Knows meaning and nothing of markup.

Enters: `RawApi`, the page's own words, and `Source`. Leaves: `Normalised`: one typed `Api` per documented version,
and the notebook of what there is to say about the page.
"""

from speclift.normalise.pipeline import Normalised, normalise

__all__ = ["Normalised", "normalise"]
