"""Sentences that say whether a value must be there: "Optional.", "Required:", "this field is optional".

Enters: a description. Leaves: yes or no, where it says so. What the page marks with a label is no sentence.
"""

from __future__ import annotations

import re
from typing import Final

_REQUIRED: Final = re.compile(r"\A\s*[(\[]?(?:required|mandatory)[)\]]?\s*[.:,]", re.IGNORECASE)
_OPTIONAL: Final = re.compile(
    r"\A\s*[(\[]?optional[)\]]?\s*[.:,]|[(\[]optional[)\]]"
    r"|\b(?:this|the) (?:field|parameter|property) is optional\b|\b(?:may|can) be (?:absent|omitted|left out)\b"
    r"|[,;] (?:optional|необязательный|необязательно)\s*[.:;,]?\s*\Z|необязательн\w+ (?:поле|параметр)\b",
    re.IGNORECASE,
)


def read_obligation(description: str) -> bool | None:
    """Whether the value is required; None where the description does not say."""
    return True if _REQUIRED.search(description) else False if _OPTIONAL.search(description) else None
