"""Faults that a test orders: errors, delays, answers cut short.

server.faults.add("getUserList", status=503, times=2, headers={"Retry-After": "1"})
server.faults.add("/users/{id}", drop_connection=True)
server.faults.add("*", delay=0.2, times=None)
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclift.document import Operation
    from speclift.mock.messages import Request


@dataclass(slots=True)
class Fault:
    """What happens instead of, or before, the answer.

    `status` answers with that status (in the documented envelope, or with `body`); `example` with the documented error
    of that name; `delay` waits, in seconds; `headers` are added to whatever is answered; `drop_connection` closes the
    connection without an answer, or after `drop_after` bytes of the body. `times` is how often it happens; None:
    always.
    """

    target: str
    status: int | None = None
    times: int | None = 1
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    example: str | None = None
    delay: float = 0.0
    drop_connection: bool = False
    drop_after: int | None = None

    def hits(self, operation: Operation | None, request: Request) -> bool:
        """Whether this fault is meant for a request: by operation id, path template, path as sent, or "*"."""
        names = {"*", request.path}
        if operation is not None:
            names |= {operation.operation_id, operation.path, str(operation.value.get("x-rpc-method", ""))}
        return self.target in names


class Faults:
    """The faults that wait to happen. They may be added while the server runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(
        self,
        target: str,
        *,
        status: int | None = None,
        times: int | None = 1,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        example: str | None = None,
        delay: float = 0.0,
        drop_connection: bool = False,
        drop_after: int | None = None,
    ) -> Fault:
        """Order a fault (see `Fault`) for an operation id, a path, or "*"; the first ordered happens first."""
        fault = Fault(target, status, times, dict(headers or {}), body, example, delay, drop_connection, drop_after)
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every fault."""
        with self._lock:
            self._faults.clear()

    @property
    def pending(self) -> int:
        """How many faults still wait to happen."""
        with self._lock:
            return len(self._faults)

    def take(self, operation: Operation | None, request: Request) -> Fault | None:
        """The fault that happens to a request, if any; counts it."""
        with self._lock:
            for fault in self._faults:
                if fault.hits(operation, request):
                    if fault.times is not None:
                        fault.times -= 1
                        if fault.times <= 0:
                            self._faults.remove(fault)
                    return fault
        return None
