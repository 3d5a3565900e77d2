"""Phrases that say in which unit a number is: "in seconds", "Unix Timestamp", "in bytes".

Enters: a description. Leaves: the unit's name, or "". A new unit is one line in `_PHRASES`; the first that fits
decides.
"""

from __future__ import annotations

import re
from typing import Final

_PHRASES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), unit)
    for pattern, unit in (
        # What may be written in two ways is a text without a unit.
        (r"\b(?:rfc ?3339|iso[- ]?8601)\b[^.]{0,60}\bor\b[^.]{0,60}\b(?:unix|epoch)\b", ""),
        (r"\b(?:unix|epoch)\b[^.]{0,60}\bor\b[^.]{0,60}\b(?:rfc ?3339|iso[- ]?8601)\b", ""),
        # A span of time is no point in time, whatever the page calls it ("duration in Unix timestamp").
        (r"\bduration\b[^.]*\bin unix[- ]?timestamp", "seconds"),
        (
            r"\bunix[- ]?time(?:stamp)?\b[^.]*\b(?:in )?(?:milliseconds|ms)\b|\bmilliseconds since\b",
            "unix-milliseconds",
        ),
        (
            r"\bunix[- ]?time(?:[- ]?stamp)?\b|\bseconds since (?:the )?(?:unix )?epoch\b|\bepoch (?:time|seconds)\b",
            "unix-seconds",
        ),
        (r"\btimestamp indicating\b", "unix-seconds"),
        (r"\b(?:in|of|number of|as) milliseconds\b|\(\s*(?:in )?(?:ms|milliseconds)\s*\)", "milliseconds"),
        (r"\b(?:in|of|number of|as) seconds\b|(?<!\w)\(\s*(?:in )?(?:s|sec|seconds)\s*\)|\bin secs?\b", "seconds"),
        (r"\b(?:in|of|number of|as) minutes\b|\(\s*(?:in )?(?:min|minutes)\s*\)", "minutes"),
        (r"\b(?:in|number of|as) hours\b|\(\s*(?:in )?hours\s*\)", "hours"),
        (r"\b(?:in|number of|as) days\b|\(\s*(?:in )?days\s*\)", "days"),
        (r"\b(?:in|number of|as) kilobytes\b|\bin kb\b", "kilobytes"),
        (r"\b(?:in|number of|as) megabytes\b|\bin mb\b", "megabytes"),
        (r"\b(?:in|of|number of|as) bytes\b|\(\s*(?:in )?bytes\s*\)", "bytes"),
        (r"\b(?:in|as) (?:percent|%)|\(\s*%\s*\)", "percent"),
        (r"\bin pixels\b|\(\s*(?:in )?(?:px|pixels)\s*\)", "pixels"),
        (r"\bin kbps\b|\bkilobits per second\b", "kilobits-per-second"),
    )
)


def read_unit(description: str) -> str:
    """The unit that a description names, or ""."""
    for pattern, unit in _PHRASES:
        if pattern.search(description):
            return unit
    return ""
