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
from typing import TYPE_CHECKING, Any, Self, Unpack

from speclift.mock.budget import Budget
from speclift.mock.connection import Connection
from speclift.mock.core import Mock, Options
from speclift.mock.websocket import WebSocket
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.mock.messages import Reply, Request

_MOST_BYTES = 256 * 1024 * 1024
"""Of all bodies that are arriving at one time."""


class MockServer(Mock):
    """A mock server for one document; a context manager that listens from `__enter__` to `__exit__`.

    `port` 0 takes a free one. `idle_timeout` is how long a connection may be silent, `request_timeout` how long a
    request may take to arrive, and `grace` how long closing waits for requests under way, all in seconds;
    `max_connections` are served at once. The other options are those of `Options`. Raises `InputError` when the
    document is not OpenAPI, or the port is taken.
    """

    def __init__(
        self,
        document: dict[str, Any],
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        idle_timeout: float = 60.0,
        request_timeout: float = 60.0,
        max_connections: int = 256,
        grace: float = 2.0,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(document, **options)
        self.idle_timeout = idle_timeout
        self.request_timeout = request_timeout
        self._address = (host, port)
        self._grace = grace
        self._connections: dict[Connection, threading.Thread] = {}
        self._most_connections = min(max_connections, _affordable())
        self._free = threading.Condition(self._lock)
        self.budget = Budget(_MOST_BYTES)
        self._listener: socket.socket | None = None
        self._acceptor: threading.Thread | None = None

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
            listener.listen(1024)
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

    def upgrade(self, connection: Connection, request: Request) -> bool:
        """Serve a WebSocket, if the document has methods for one."""
        if not self._methods:
            return False
        WebSocket(connection, self, self._methods, self.events).run(request)
        return True

    def _accept(self, listener: socket.socket) -> None:
        while self._listener is listener:
            try:
                stream, _ = listener.accept()
            except OSError:
                # Closed, or out of file descriptors: then a connection must go before the next one can come.
                with self._free:
                    self._evict()
                    self._free.wait(0.05)
                continue
            with self._free:
                while len(self._connections) >= self._most_connections and self._listener is listener:
                    self._evict()
                    self._free.wait(0.05)
                connection = Connection(stream, self, self.budget)
                thread = threading.Thread(target=self._serve, args=(connection,), name="mock connection", daemon=True)
                self._connections[connection] = thread
            try:
                thread.start()
            except RuntimeError:  # no thread can be started
                stream.close()
                self._ended(connection)

    def _evict(self) -> None:
        """Close the connection that has been there longest of those whose request has not arrived; lock held."""
        waiting = next(
            (connection for connection in self._connections if not connection.answering and not connection.evicted),
            None,
        )
        if waiting is not None:
            waiting.evicted = True
            waiting.close(at_once=True)

    def _serve(self, connection: Connection) -> None:
        try:
            connection.run()
        finally:
            self._ended(connection)

    def _ended(self, connection: Connection) -> None:
        with self._free:
            self._connections.pop(connection, None)
            self._free.notify()


def _affordable() -> int:
    """How many connections this process may have open, with enough files left for everything else."""
    try:
        import resource
    except ImportError:  # not POSIX
        return 512
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 100_000 if soft == resource.RLIM_INFINITY else max(soft - 64, 8)


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
        server.remember = False  # nobody asks for them
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
