"""Keeps to a documented rate limit: a token bucket that says how long to wait.

Enters: the clock's time. Leaves: seconds. It never sleeps itself, so threads and tasks share it alike.
"""

from __future__ import annotations

import threading

import msgspec

__all__ = ["Bucket", "Rate"]


class Rate(msgspec.Struct, frozen=True):
    """At most `requests` calls in `seconds` seconds."""

    requests: int
    seconds: float


class Bucket:
    """A full bucket allows `requests` calls at once; it fills again evenly over `seconds`."""

    __slots__ = ("_filled", "_lock", "_rate", "_tokens")

    def __init__(self, rate: Rate) -> None:
        self._rate, self._tokens, self._filled = rate, float(rate.requests), 0.0
        self._lock = threading.Lock()

    def reserve(self, now: float) -> float:
        """Take one call's token and say how many seconds to wait before the call. `now` is monotonic time."""
        with self._lock:
            per_token = self._rate.seconds / self._rate.requests
            self._tokens = min(float(self._rate.requests), self._tokens + (now - self._filled) / per_token)
            self._filled = now
            self._tokens -= 1
            return max(0.0, -self._tokens * per_token)
