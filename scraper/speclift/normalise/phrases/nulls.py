"""Sentences that say that a value may be null.

Enters: a description. Leaves: yes or no. Any sentence that speaks of null says so, but for those that deny it.
"""

from __future__ import annotations

import re
from typing import Final

_NULL: Final = re.compile(r"\bnull(?:able|ed)?\b", re.IGNORECASE)
_DENIED: Final = re.compile(
    r"\b(?:not|never|cannot|can't|won't|isn't|non|no)[\s-]+(?:be[\s-]+|return[\s-]+"
    r"|equal(?: to)?[\s-]+)?[`\"'*]*null",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+|\n+")


def may_be_null(description: str) -> bool:
    """Whether a description says that the value may be null ("It can be null", "or null if …", "null is returned")."""
    if "null" not in description.lower():
        return False
    return any(
        _NULL.search(sentence) is not None and _DENIED.search(sentence) is None
        for sentence in _SENTENCE.split(description)
    )
