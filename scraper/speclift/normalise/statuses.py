"""HTTP statuses as pages write them, and what they are called.

Enters: `200`, `4xx`, `404 Not Found`, "". Leaves: `200`, `4XX`, `default`, and the reason phrase (RFC 9110, section
15).
"""

from __future__ import annotations

import re
from functools import lru_cache
from http import HTTPStatus
from typing import Final

_STATUS: Final = re.compile(r"(?<!\d)([1-5])(\d\d|[xX]{2})(?![\dxX])")
_CLASSES: Final = {"1": "Informational", "2": "Success", "3": "Redirection", "4": "Client error", "5": "Server error"}


@lru_cache(maxsize=1024)
def read_status(words: str) -> str:
    """The first status in some words, "" when there is none."""
    match = _STATUS.search(words)
    return match[1] + match[2].upper() if match is not None else ""


@lru_cache(maxsize=1024)
def phrase(status: str) -> str:
    """What a status is called."""
    if status == "default":
        return "Error"
    if status.endswith("XX"):
        return _CLASSES[status[0]]
    try:
        return HTTPStatus(int(status)).phrase
    except ValueError:
        return _CLASSES[status[0]]


def has_no_body(status: str) -> bool:
    """Whether an answer with this status has no content, whatever a page says (RFC 9110, section 6.4.1)."""
    return status[:1] == "1" or status in {"204", "205", "304"}


def is_error(status: str) -> bool:
    """Whether a status says that the call failed."""
    return status[:1] in "45"
