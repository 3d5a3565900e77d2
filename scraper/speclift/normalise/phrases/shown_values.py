"""Values that a description shows as examples: `(example: "a")`, `(e.g. 'b')`.

Enters: a description. Leaves: the values as printed, without their quotation marks.
"""

from __future__ import annotations

import re
from typing import Final

_EXAMPLE: Final = re.compile(r"\(\s*(?:example|e\.g\.|ex\.)\s*[:,]?\s*(\"[^\"]+\"|`[^`]+`|'[^']+')\s*\)", re.IGNORECASE)


def shown_values(description: str) -> tuple[str, ...]:
    """The values that a description gives as examples."""
    return tuple(match.strip("\"'`") for match in _EXAMPLE.findall(description))
