"""When to try again, after how long, and how long a documented rate limit says to wait before the next call.

Enters: the number of attempts, an answer's headers, the clock. Leaves: seconds, or None for "do not". It never sleeps
itself, so that threads and tasks share it alike.
"""

from __future__ import annotations

import datetime
import email.utils
import random
import re
import threading
from collections import deque
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

_WORTH_IT = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed a little later."""

_NOT_DONE = frozenset({429, 503})
"""Statuses that say that the request was not carried out: any request may be sent again then."""


class Retry(msgspec.Struct, frozen=True):
    """How often and how patiently: `most` retries (0: none), pauses from `first` seconds, doubled each time, up to
    `longest`.

    `patience` is the longest `Retry-After` in seconds that is waited for; a server that asks for more gets no retry.
    `unsafe` also repeats requests that are not idempotent (POST).
    """

    most: int = 2
    first: float = 0.5
    longest: float = 8.0
    patience: float = 60.0
    unsafe: bool = False

    def pause(self, retries: int, response: httpx2.Response, *, idempotent: bool = True) -> float | None:
        """Seconds to wait before retry number `retries` + 1, or None when there is nothing to wait for.

        Worth it are 408, 429, 500, 502, 503 and 504. The server's `Retry-After` is the least that is waited. A request
        that is not `idempotent` is worth it after 429, and after a 503 that says when to come back: it was not done.
        """
        if response.status_code not in _WORTH_IT:
            return None
        asked = retry_after(response.headers)
        if not idempotent and (
            response.status_code not in _NOT_DONE or (response.status_code == 503 and asked is None)
        ):
            return None
        if asked is None:
            return self.backoff(retries)
        return asked + random.uniform(0, 0.1) if asked <= self.patience else None  # noqa: S311  (no secret)

    def backoff(self, retries: int) -> float:
        """Seconds to wait where the server says nothing.

        Exponential, with jitter on the upper half, so that many clients do not come back at one time.
        """
        ceiling = min(self.longest, self.first * 2**retries)
        return random.uniform(ceiling / 2, ceiling)  # noqa: S311


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After` (RFC 9110, 10.2.3): seconds or an HTTP date; `retry-after-ms`, milliseconds, comes before it.

    None where they are absent or unreadable.
    """
    precise = headers.get("retry-after-ms", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", precise):
        return float(precise) / 1000
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        return max(0.0, float(text)) if text[0].isdigit() else _until(email.utils.parsedate_to_datetime(text))
    except (ValueError, OverflowError):
        return None


def _until(moment: datetime.datetime) -> float:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())


class Rate(msgspec.Struct, frozen=True):
    """At most `requests` calls in any `seconds` seconds."""

    requests: int
    seconds: float


class Schedule:
    """The starts of the last `requests` calls: a further one starts `seconds` after the oldest of them.

    A token bucket that refills evenly would let through almost twice the documented number within one period.
    """

    __slots__ = ("_lock", "_rate", "_starts")

    def __init__(self, rate: Rate) -> None:
        self._rate, self._lock = rate, threading.Lock()
        self._starts: deque[float] = deque(maxlen=rate.requests)

    def reserve(self, now: float) -> float:
        """Reserve the next start and return the seconds until then. `now` is monotonic time in seconds."""
        with self._lock:
            full = len(self._starts) == self._starts.maxlen
            start = max(now, self._starts[0] + self._rate.seconds) if full else now
            self._starts.append(start)
            return start - now
