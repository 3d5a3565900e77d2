"""What a rule says: where, and what is wrong there."""

from __future__ import annotations

import json
from typing import NamedTuple

_LONGEST = 80


class Problem(NamedTuple):
    """A JSON pointer into the document, and a sentence that names the offending value."""

    pointer: str
    message: str


def shown(value: object) -> str:
    """A value as JSON for a message, cut in the middle when it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 20]} … {text[-17:]}"
    return json.dumps(text, ensure_ascii=False) if isinstance(value, str) else text
