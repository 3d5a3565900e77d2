"""Sentences that say that a value is deprecated: "DEPRECATED …", "is deprecated", "[deprecated]".

Enters: a description. Leaves: yes or no.
"""

from __future__ import annotations

import re
from typing import Final

_DEPRECATED: Final = re.compile(
    r"\A[*_`]*DEPRECATED\b|\b(?:is|are) deprecated\b|\A[(\[]?deprecated[)\].:]", re.IGNORECASE
)


def is_deprecated(description: str) -> bool:
    """Whether a description says that its value is deprecated."""
    return _DEPRECATED.search(description) is not None
