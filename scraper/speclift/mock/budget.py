"""What all connections together may hold: the bytes of bodies that are still arriving."""

from __future__ import annotations

import threading


class Budget:
    """A number of bytes that is handed out and given back."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._lock = threading.Lock()

    def take(self, count: int) -> bool:
        """Whether so many bytes are left; they are taken then."""
        with self._lock:
            if count > self._left:
                return False
            self._left -= count
            return True

    def give(self, count: int) -> None:
        """Give bytes back."""
        with self._lock:
            self._left += count
