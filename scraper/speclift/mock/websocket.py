"""One WebSocket connection that carries JSON methods as text frames.

Enters: a connection that asked for the upgrade. Leaves: nothing; returns when it is over. The protocol is wsproto's.
Answers that an ordered fault delays do not hold up the others: clients match them by `requestId`.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from typing import TYPE_CHECKING, Any

import wsproto
from wsproto.events import AcceptConnection, CloseConnection, Ping, RejectConnection, TextMessage
from wsproto.events import Request as Handshake
from wsproto.frame_protocol import CloseReason

if TYPE_CHECKING:
    from speclift.mock.connection import Connection
    from speclift.mock.events import Events
    from speclift.mock.faults import Fault
    from speclift.mock.messages import Request
    from speclift.mock.methods import Methods
    from speclift.mock.server import MockServer

_RECEIVE = 64 * 1024


class WebSocket:
    """An open WebSocket."""

    def __init__(self, connection: Connection, server: MockServer, methods: Methods, events: Events) -> None:
        self._connection = connection
        self._server = server
        self._methods = methods
        self._events = events
        self._protocol = wsproto.WSConnection(wsproto.ConnectionType.SERVER)
        self._lock = threading.Lock()
        self._authorised = False
        self._text = ""

    def run(self, request: Request) -> None:
        """Shake hands, then answer frames until either side closes."""
        headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in request.headers]
        try:
            self._protocol.initiate_upgrade_connection(headers, request.target)
            self._loop(self._connection.unread())
        except wsproto.utilities.RemoteProtocolError:
            with contextlib.suppress(wsproto.utilities.LocalProtocolError):
                self._write(RejectConnection(status_code=400))
        finally:
            self._events.closed(self)

    def send(self, frame: dict[str, Any]) -> None:
        """Send a JSON object as a text frame; a connection that is gone is let go."""
        with contextlib.suppress(OSError, wsproto.utilities.LocalProtocolError):
            self._write(TextMessage(data=json.dumps(frame, ensure_ascii=False)))

    def _loop(self, data: bytes) -> None:
        if data:
            self._protocol.receive_data(data)
        while True:
            for event in self._protocol.events():
                match event:
                    case Handshake():
                        self._write(AcceptConnection())
                    case TextMessage():
                        self._text += event.data
                        if len(self._text) > self._server.max_body:
                            self._write(CloseConnection(code=CloseReason.MESSAGE_TOO_BIG))
                            return
                        if event.message_finished:
                            text, self._text = self._text, ""
                            self._frame(text)
                    case Ping():
                        self._write(event.response())
                    case CloseConnection():
                        with contextlib.suppress(wsproto.utilities.LocalProtocolError):
                            self._write(event.response())
                        return
            received = self._connection.stream.recv(_RECEIVE)
            if not received:
                return
            self._protocol.receive_data(received)

    def _frame(self, text: str) -> None:
        request, operation, frame = self._methods.request(text)
        fault = self._server.record(request, operation)
        if fault is not None and fault.drop_connection:
            self._connection.reset()
        if not self._authorised:
            self._authorised, answer = self._methods.authorise(frame)
            self.send(answer)
            if self._authorised:
                self._events.opened(self)
            return
        answer = self._methods.answer(request, operation, frame, fault)
        if fault is not None and fault.delay:
            threading.Thread(target=self._later, args=(fault, answer), daemon=True).start()
        else:
            self._answer(answer)

    def _later(self, fault: Fault, answer: dict[str, Any]) -> None:
        time.sleep(fault.delay)
        self._answer(answer)

    def _answer(self, answer: dict[str, Any]) -> None:
        pushed = self._events.take()
        if pushed is not None:
            self.send(pushed)
        self.send(answer)

    def _write(self, event: Any) -> None:
        with self._lock:
            self._connection.stream.sendall(self._protocol.send(event))
