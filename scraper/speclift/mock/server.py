"""The mock on a socket.

Enters: a document. Leaves: a running server at `MockServer.url`; every request that it got in `requests`. A thread
accepts, a thread serves each connection; closing lets requests under way end.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, Self

from speclift.mock.connection import Connection
from speclift.mock.events import Events
from speclift.mock.messages import Reply, Request, json_reply
from speclift.mock.methods import Methods
from speclift.mock.refusal import Refused
from speclift.mock.service import Service
from speclift.mock.websocket import WebSocket
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.document import Operation
    from speclift.mock.credentials import Credentials, Tokens
    from speclift.mock.faults import Fault, Faults
    from speclift.mock.paging import Manner

CONFIGURATION = "/public/default/config.json"
"""Where a client of JSON methods asks for the port of the WebSocket (TrueConf VideoSDK's address for it)."""

_MOST_REQUESTS = 100_000
"""Of a server that runs for weeks, the older requests are forgotten."""


class MockServer:
    """A mock server for one document; a context manager that listens from `__enter__` to `__exit__`.

    `port` 0 takes a free one. `items` is how many items a list that pages has, `token_lifetime` is in seconds of
    `clock`, `rate_limits` enforces documented ones. `download_size` and `max_body` are in bytes, `grace` is how long
    closing waits for requests under way, in seconds; `paging` is how lists page where it is not as documented. Raises
    `InputError` when the document is not OpenAPI, or the
    port is
    taken.
    """

    def __init__(
        self,
        document: dict[str, Any],
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        credentials: Credentials | None = None,
        items: int = 45,
        token_lifetime: float = 3600.0,
        download_size: int = 64 * 1024,
        rate_limits: bool = False,
        max_body: int = 16 * 1024 * 1024,
        clock: Callable[[], float] = time.monotonic,
        idle_timeout: float = 60.0,
        grace: float = 2.0,
        paging: Manner | None = None,
    ) -> None:
        self._service = Service(
            document,
            credentials=credentials,
            items=items,
            token_lifetime=token_lifetime,
            download_size=download_size,
            rate_limits=rate_limits,
            clock=clock,
            paging=paging,
        )
        self.max_body = max_body
        self.requests: list[Request] = []
        """Every request so far, in the order of arrival; frames of a WebSocket have the method "WS"."""
        self.events = Events()
        """Frames that are pushed over the WebSocket."""
        self.watch: Callable[[Request, Reply], None] | None = None
        """Called for every request that was answered, from the connection's thread."""
        self._methods = Methods(self._service)
        self._address = (host, port)
        self._idle_timeout = idle_timeout
        self._grace = grace
        self._lock = threading.Lock()
        self._connections: dict[Connection, threading.Thread] = {}
        self._slots = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        self._listener: socket.socket | None = None
        self._acceptor: threading.Thread | None = None

    @property
    def faults(self) -> Faults:
        """The faults that a test orders."""
        return self._service.faults

    @property
    def tokens(self) -> Tokens:
        """The OAuth tokens issued so far."""
        return self._service.tokens

    @property
    def credentials(self) -> Credentials:
        """What the server takes for good."""
        return self._service.credentials

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self._address[1]

    @property
    def url(self) -> str:
        """The address of the server, without the path of any API and without a slash at the end."""
        host, port = self._address
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def start(self) -> Self:
        """Listen, unless it does already.

        Raises `InputError` when the port is taken or the host is not this machine's.
        """
        if self._listener is not None:
            return self
        host, port = self._address
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":
                # Elsewhere this would let two servers have one port.
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(128)
        except (OSError, OverflowError) as error:
            listener.close()
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(
                f"cannot listen on {host}, port {port}: {reason}", hint="choose another port; 0 takes a free one"
            ) from None
        self._address = (host, listener.getsockname()[1])
        self._listener = listener
        self._acceptor = threading.Thread(target=self._accept, args=(listener,), name="mock", daemon=True)
        self._acceptor.start()
        return self

    def close(self) -> None:
        """Stop listening, let requests under way end, close every connection. May be called twice."""
        listener, self._listener = self._listener, None
        if listener is None:
            return
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        if self._acceptor is not None:
            self._acceptor.join(self._grace)
        deadline = time.monotonic() + self._grace
        for at_once in (False, True):
            with self._lock:
                connections = dict(self._connections)
            for connection in connections:
                connection.close(at_once=at_once)
            for thread in connections.values():
                thread.join(max(deadline - time.monotonic(), 0.0) if not at_once else 1.0)

    def __enter__(self) -> Self:
        """Listen, as `start`."""
        return self.start()

    def __exit__(self, *_: object) -> None:
        """Stop, as `close`."""
        self.close()

    def reset(self) -> None:
        """Forget requests and faults, so that the next test finds the server as new. Tokens stay good."""
        self.requests.clear()
        self.faults.clear()

    # What a connection asks for.

    def record(self, request: Request, operation: Operation | None) -> Fault | None:
        """Remember a request; the fault that happens to it."""
        with self._lock:
            self.requests.append(request)
            if len(self.requests) > _MOST_REQUESTS:
                del self.requests[: _MOST_REQUESTS // 2]
        return self.faults.take(operation, request)

    def receive(self, request: Request) -> tuple[Reply, Fault | None]:
        """Answer a request."""
        request, match = self._service.route(request)
        fault = self.record(request, None if isinstance(match, Refused) else match.operation)
        if isinstance(match, Refused) and self._methods and request.path == CONFIGURATION:
            reply = json_reply(200, {"config": {"websocket": {"port": self.port}}})
        else:
            reply = self._service.answer(request, match, fault)
        if self.watch is not None:
            self.watch(request, reply)
        return reply, fault

    def upgrade(self, connection: Connection, request: Request) -> bool:
        """Serve a WebSocket, if the document has methods for one."""
        if not self._methods:
            return False
        WebSocket(connection, self, self._methods, self.events).run(request)
        return True

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                stream, _ = listener.accept()
            except OSError:
                return
            self._slots.acquire()
            connection = Connection(stream, self, self._idle_timeout)
            thread = threading.Thread(target=self._serve, args=(connection,), name="mock connection", daemon=True)
            with self._lock:
                self._connections[connection] = thread
            thread.start()

    def _serve(self, connection: Connection) -> None:
        try:
            connection.run()
        finally:
            self._slots.release()
            with self._lock:
                self._connections.pop(connection, None)


_MOST_CONNECTIONS = 1000
"""At once; who comes later waits until one ends. Each has a thread, so that memory stays bounded."""

_STOPPING = (signal.SIGINT, signal.SIGTERM)


def serve(
    document: dict[str, Any],
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    announce: Callable[[MockServer], None] | None = None,
    watch: Callable[[Request, Reply], None] | None = None,
    **options: Any,
) -> None:
    """Serve `document` until the process is interrupted or terminated (`speclift mock`).

    `announce` is called once the server listens (its `url` is known then), `watch` for every request and its reply;
    `options` are those of `MockServer`. Raises `InputError` as `MockServer` does.
    """
    stop = threading.Event()
    with MockServer(document, host, port, **options) as server:
        server.watch = watch
        main = threading.current_thread() is threading.main_thread()
        # SIGINT too: a shell starts commands in the background with it ignored, and then Python raises nothing.
        previous = {number: signal.signal(number, lambda *_: stop.set()) for number in _STOPPING} if main else {}
        try:
            if announce is not None:
                announce(server)
            # A wait without end could not be interrupted on Windows.
            while not stop.wait(0.5):
                pass
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
