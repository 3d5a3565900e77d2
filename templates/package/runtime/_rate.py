"""Keeps to a documented rate limit: says how long to wait before the next call.

Enters: the clock's time. Leaves: seconds. It never sleeps itself, so that threads and tasks share it alike.
"""

from __future__ import annotations

import threading
from collections import deque

import msgspec

__all__ = ["Rate", "Schedule"]


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
