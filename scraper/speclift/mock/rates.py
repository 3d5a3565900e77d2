"""Enforces documented rate limits (`x-rate-limit: {requests: 10, seconds: 60}`), where a test wants it.

Enters: an operation that is asked for. Leaves: nothing, or `Refused` (429) with `Retry-After` in whole seconds.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from typing import TYPE_CHECKING

from speclift.mock.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.document import Operation


class Rates:
    """The last requests of every operation, on a clock that never runs backwards."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._past: dict[str, deque[float]] = {}

    def enforce(self, operation: Operation) -> None:
        """Count a request. Raises `Refused` when it is one too many."""
        limit = operation.value.get("x-rate-limit")
        most, seconds = (limit.get("requests"), limit.get("seconds")) if isinstance(limit, dict) else (None, None)
        if not isinstance(most, int) or not isinstance(seconds, (int, float)):
            return
        with self._lock:
            now = self._clock()
            past = self._past.setdefault(operation.pointer, deque())
            while past and past[0] <= now - seconds:
                past.popleft()
            if len(past) < most:
                past.append(now)
                return
            wait = max(math.ceil((past[0] if past else now) + seconds - now), 1)
        raise Refused(
            429,
            "tooManyRequests",
            f"More than {most} requests in {seconds} seconds.",
            like=(r"too.?many|rate|limit.*request",),
            headers=(("retry-after", str(wait)),),
        )
