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

from speclift.mock.messages import Reply, Request, json_reply

if TYPE_CHECKING:
    from speclift.mock.faults import Fault

_RECEIVE = 64 * 1024
_MAX_HEADERS = 64 * 1024
_LINGER = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""Close at once: `struct linger`."""


class Application(Protocol):
    """What a connection needs to know of the server behind it."""

    max_body: int
    """Bytes; a longer body is answered by 413."""

    def receive(self, request: Request) -> tuple[Reply, Fault | None]:
        """Answer a request, and say how the answer is to be spoilt."""

    def upgrade(self, connection: Connection, request: Request) -> bool:
        """Take the connection over as a WebSocket; False when it is not wanted."""


class DroppedError(Exception):
    """The connection is to be closed at once, without another word."""


class Connection:
    """A connection, from its first byte to its last."""

    def __init__(self, stream: socket.socket, application: Application, idle_timeout: float) -> None:
        self.stream = stream
        self._application = application
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_MAX_HEADERS)
        self._idle_timeout = idle_timeout
        self._lock = threading.Lock()
        self._closing = False
        self._busy = False

    def run(self) -> None:
        """Answer requests until the client has no more, or the server closes."""
        self.stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream.settimeout(self._idle_timeout)
        with self.stream, contextlib.suppress(OSError, DroppedError, h11.LocalProtocolError):
            try:
                while self._one():
                    pass
            except h11.RemoteProtocolError as error:
                self._refuse(error.error_status_hint or 400, str(error))

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
        head = self._event()
        if not isinstance(head, h11.Request):
            return False
        with self._lock:
            self._busy = True
        request = self._request(head)
        if request is None:
            return False
        wanted = "upgrade" in (request.header("connection") or "").lower() and request.header("upgrade") == "websocket"
        if wanted and self._application.upgrade(self, request):
            return False
        reply, fault = self._application.receive(request)
        self._spoil(fault)
        with self._lock:
            last = self._closing
        self._send(reply, head_only=request.method == "HEAD", last=last, cut=fault.drop_after if fault else None)
        with self._lock:
            self._busy = False
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
            self._http.receive_data(self.stream.recv(_RECEIVE))

    def _request(self, head: h11.Request) -> Request | None:
        """The request with its body; None when it was refused for its size."""
        body = bytearray()
        while True:
            event = self._event()
            if isinstance(event, h11.Data):
                body += event.data
                if len(body) > self._application.max_body:
                    self._refuse(413, f"The body has more than {self._application.max_body} bytes.")
                    return None
            else:
                break
        return Request(
            head.method.decode("ascii"),
            head.target.decode("ascii", "replace"),
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
                while self.stream.recv(_RECEIVE):
                    pass

    def _send(self, reply: Reply, *, head_only: bool, last: bool, cut: int | None) -> None:
        reply = replace(reply, headers=tuple(h for h in reply.headers if h[0].lower() != "content-length"))
        length = len(reply.body) if reply.length is None else reply.length
        headers = [(name.lower().encode("ascii"), _printable(value)) for name, value in reply.headers]
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


def _printable(value: str) -> bytes:
    """A header's value without line ends and the like: media types and headers come from the document."""
    return re.sub(r"[^\x20-\x7e\xa0-\xff]+", " ", value).strip().encode("latin-1")


def _reason(status: int) -> bytes:
    try:
        return HTTPStatus(status).phrase.encode("ascii")
    except ValueError:
        return b""
