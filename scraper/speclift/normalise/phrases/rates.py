"""How many calls a page allows in how much time: "Rate limiting: 3 requests per 1000ms."

Enters: a sentence. Leaves: (requests, seconds), or None. A way to say it is one line in `_SENTENCES`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_UNITS: Final = {
    "ms": 0.001, "msec": 0.001, "millisecond": 0.001, "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60,
    "h": 3600, "hr": 3600, "hour": 3600, "d": 86400, "day": 86400,
}  # fmt: skip
_UNIT: Final = r"(?P<unit>ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)"
_CALLS: Final = r"(?P<requests>\d[\d,]{0,12})\s+(?:api\s+)?(?:requests?|calls?|queries|invocations)"
_IN: Final = rf"{_CALLS}\s*(?:per|/|every|in|within|each|a|an)\s*(?P<count>\d[\d,.]{{0,12}})?\s*{_UNIT}\b"
_SENTENCES: Final = (
    re.compile(
        rf"\brate[ -]?limit\w*\b[^.\n]{{0,80}}?{_IN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:limited to|up to|at most|maximum(?: of)?|no more than|not more than)\s+{_IN}",
        re.IGNORECASE,
    ),
)


@lru_cache(maxsize=4096)
def read_rate(text: str) -> tuple[int, float] | None:
    """Requests, and the seconds that they are counted in."""
    for sentence in _SENTENCES:
        match = sentence.search(text)
        if match is None:
            continue
        unit = match["unit"].lower()
        seconds = _UNITS.get(unit) or _UNITS.get(unit.rstrip("s"))
        requests = int(match["requests"].replace(",", ""))
        count = float((match["count"] or "1").replace(",", "").rstrip(".") or 1)
        if seconds and requests and count:
            total = count * seconds
            return requests, int(total) if float(total).is_integer() else round(total, 6)
    return None
