"""Frames that a WebSocket server sends unasked, ordered by a test."""

from __future__ import annotations

import threading
from typing import Any


class Events:
    """Pushed frames: `add` sends one before the next answers, `push` sends one now, to every open connection."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Any] = []
        self._open: list[Any] = []

    def add(self, frame: dict[str, Any], *, times: int = 1) -> None:
        """Send `frame` (`{"event": …}`) before each of the next `times` answers."""
        with self._lock:
            self._waiting += [frame] * times

    def push(self, frame: dict[str, Any]) -> int:
        """Send `frame` at once to every authorised connection; how many there were."""
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            connection.send(frame)
        return len(connections)

    def take(self) -> Any:
        """The next frame to send before an answer; None when there is none."""
        with self._lock:
            return self._waiting.pop(0) if self._waiting else None

    def opened(self, connection: Any) -> None:
        """Remember a connection."""
        with self._lock:
            self._open.append(connection)

    def closed(self, connection: Any) -> None:
        """Forget a connection."""
        with self._lock:
            if connection in self._open:
                self._open.remove(connection)
