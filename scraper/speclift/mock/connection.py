"""One HTTP/1.1 connection: bytes to requests, replies to bytes.

Enters: a connected socket and something that answers requests. Leaves: nothing; returns when the connection is over.
The protocol (keep-alive, chunked bodies, HEAD, `Expect: 100-continue`, malformed input) is h11's.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import struct
import threading
import time
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

import h11

from speclift.mock.messages import Reply, Request, json_reply, printable

if TYPE_CHECKING:
    from speclift.mock.budget import Budget
    from speclift.mock.faults import Fault

_RECEIVE = 64 * 1024
_MAX_HEADERS = 64 * 1024
_MOST_PIECES = 100_000
"""Of one body; a megabyte in chunks of one byte is an attack."""
_LINGER = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""Close at once: `struct linger`."""


class Application(Protocol):
    """What a connection needs to know of the server behind it."""

    max_body: int
    """Bytes; a longer body is answered by 413."""
    idle_timeout: float
    """Seconds that a connection may be silent."""
    request_timeout: float
    """Seconds from the first byte of a request to its last."""

    def receive(self, request: Request) -> tuple[Reply, Fault | None]:
        """Answer a request, and say how the answer is to be spoilt."""

    def upgrade(self, connection: Connection, request: Request) -> bool:
        """Take the connection over as a WebSocket; False when it is not wanted."""


class DroppedError(Exception):
    """The connection is to be closed at once, without another word."""


class Connection:
    """A connection, from its first byte to its last."""

    def __init__(self, stream: socket.socket, application: Application, budget: Budget) -> None:
        self.stream = stream
        self.answering = False
        """Whether a whole request has arrived that is not answered yet."""
        self.evicted = False
        """Whether the server closed it to make room."""
        self._application = application
        self._budget = budget
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_MAX_HEADERS)
        self._deadline: float | None = None
        self._lock = threading.Lock()
        self._closing = False
        self._busy = False

    def run(self) -> None:
        """Answer requests until the client has no more, or the server closes."""
        with self.stream, contextlib.suppress(OSError, DroppedError, h11.LocalProtocolError):
            self.stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                while self._one():
                    pass
            except h11.RemoteProtocolError as error:
                self._refuse(error.error_status_hint or 400, str(error))
            except TimeoutError:
                if self._deadline is not None:
                    self._refuse(408, f"The request took more than {self._application.request_timeout:g} seconds.")

    def close(self, *, at_once: bool) -> None:
        """End the connection: when it is idle, or at once."""
        with self._lock:
            self._closing = True
            if self._busy and not at_once:
                return
        with contextlib.suppress(OSError):
            self.stream.shutdown(socket.SHUT_RDWR)

    def reset(self) -> None:
        """Close so that the client sees a reset, not an orderly end."""
        with contextlib.suppress(OSError):
            self.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        raise DroppedError

    def unread(self) -> bytes:
        """What has arrived after the request that asked for the upgrade."""
        return bytes(self._http.trailing_data[0])

    def _one(self) -> bool:
        """Answer one request. False when there will be no other."""
        self._deadline = None
        head = self._event()
        if not isinstance(head, h11.Request):
            return False
        with self._lock:
            self._busy = True
        request = self._request(head)
        if request is None:
            return False
        self.stream.settimeout(self._application.idle_timeout)
        wanted = "upgrade" in (request.header("connection") or "").lower() and request.header("upgrade") == "websocket"
        if wanted and self._application.upgrade(self, request):
            return False
        self.answering = True
        reply, fault = self._application.receive(request)
        self._spoil(fault)
        with self._lock:
            last = self._closing
        self._send(reply, head_only=request.method == "HEAD", last=last, cut=fault.drop_after if fault else None)
        with self._lock:
            self._busy = self.answering = False
            if self._closing:
                return False
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            return True
        return False

    def _spoil(self, fault: Fault | None) -> None:
        if fault is None:
            return
        if fault.delay:
            time.sleep(fault.delay)
        if fault.drop_connection and fault.drop_after is None:
            self.reset()

    def _event(self) -> Any:
        while True:
            event = self._http.next_event()
            if event is not h11.NEED_DATA:
                return event
            if self._http.they_are_waiting_for_100_continue:
                self._write(h11.InformationalResponse(status_code=100, headers=[]))
            self._http.receive_data(self._received())

    def _received(self) -> bytes:
        """The next bytes. Raises `TimeoutError` when the client is silent, or its request takes too long."""
        wait = self._application.idle_timeout
        if self._deadline is not None:
            wait = min(wait, self._deadline - time.monotonic())
        if wait <= 0:
            raise TimeoutError
        self.stream.settimeout(wait)
        data = self.stream.recv(_RECEIVE)
        if self._deadline is None:
            self._deadline = time.monotonic() + self._application.request_timeout
        return data

    def _request(self, head: h11.Request) -> Request | None:
        """The request with its body; None when it was refused for its size."""
        body = bytearray()
        pieces = 0
        try:
            while isinstance(event := self._event(), h11.Data):
                pieces += 1
                if len(body) + len(event.data) > self._application.max_body:
                    self._refuse(413, f"The body has more than {self._application.max_body} bytes.")
                    return None
                if pieces > _MOST_PIECES:
                    self._refuse(400, f"The body comes in more than {_MOST_PIECES} chunks.")
                    return None
                if not self._budget.take(len(event.data)):
                    self._refuse(503, "Too many bodies arrive at once.")
                    return None
                body += event.data
        finally:
            self._budget.give(len(body))
        return Request(
            head.method.decode("ascii"),
            _origin_form(head.target.decode("ascii", "replace")),
            tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in head.headers),
            bytes(body),
        )

    def _refuse(self, status: int, message: str) -> None:
        """Answer what cannot be read as a request, and read no further."""
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._send(json_reply(status, {"message": message}), head_only=False, last=True, cut=None)
            # Let the client read the answer before the rest of its body meets a closed socket.
            with contextlib.suppress(OSError):
                self.stream.shutdown(socket.SHUT_WR)
                self.stream.settimeout(1.0)
                until = time.monotonic() + 1.0
                while self.stream.recv(_RECEIVE) and time.monotonic() < until:
                    pass

    def _send(self, reply: Reply, *, head_only: bool, last: bool, cut: int | None) -> None:
        reply = replace(reply, headers=tuple(h for h in reply.headers if h[0].lower() != "content-length"))
        length = len(reply.body) if reply.length is None else reply.length
        headers = [(name.lower().encode("ascii"), printable(value)) for name, value in reply.headers]
        if reply.status not in (204, 304) and reply.status >= 200:
            headers.append((b"content-length", str(length).encode()))
        if last:
            headers.append((b"connection", b"close"))
        response = h11.Response(status_code=reply.status, headers=headers, reason=_reason(reply.status))
        sent = self._http.send(response) or b""
        body = iter(()) if head_only or reply.status in (204, 304) else iter(reply.chunks or [reply.body])
        left = cut
        for chunk in body:
            if left is not None:
                sent += self._http.send(h11.Data(data=chunk[:left])) or b""
                left -= len(chunk[:left])
                if left <= 0 and (cut or 0) < length:
                    self.stream.sendall(sent)
                    self.reset()
            else:
                sent += self._http.send(h11.Data(data=chunk)) or b""
            if len(sent) >= _RECEIVE:
                self.stream.sendall(sent)
                sent = b""
        self.stream.sendall(sent + (self._http.send(h11.EndOfMessage()) or b""))

    def _write(self, event: h11.InformationalResponse) -> None:
        self.stream.sendall(self._http.send(event) or b"")


def _origin_form(target: str) -> str:
    """Path and query of a request's target; clients of proxies send the whole address (RFC 9112, 3.2.2)."""
    address = re.match(r"https?://[^/?#]*", target, re.IGNORECASE)
    if address is None:
        return target
    path = target[address.end() :]
    return path if path.startswith("/") else f"/{path}"


def _reason(status: int) -> bytes:
    try:
        return HTTPStatus(status).phrase.encode("ascii")
    except ValueError:
        return b""
