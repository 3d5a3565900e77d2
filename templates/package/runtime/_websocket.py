"""JSON methods over one WebSocket: a connection that many callers share, opened on first use and again when it was
lost.

Enters: calls whose operation is `remote`. Leaves: what they answer, and the events that arrive in between. Everything
else goes over HTTP as ever.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import queue
import threading
import weakref
from typing import TYPE_CHECKING, Any

import httpx2

from ._client import Client
from ._errors import APIConnectionError, APITimeoutError, TokenError
from ._frames import Event, Methods, addresses, answered, failure, members_of, opening, patience, with_port
from ._transport import Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ._api import Api, Rpc
    from ._exchange import Exchange
    from ._request import Call

_open: weakref.WeakSet[_Connection] = weakref.WeakSet()


class WebSocketTransport(Transport):
    """Performs remote calls over one WebSocket, and all others with an `httpx2.Client`. Safe to share between
    threads."""

    def __init__(
        self,
        exchange: Exchange,
        http: httpx2.Client,
        rpc: Rpc,
        given: str | None,
        on_event: Callable[[Event], object] | None,
    ) -> None:
        super().__init__(exchange, http)
        self.wire = _Wire(http, rpc, given, on_event)

    def respond(self, call: Call) -> httpx2.Response:
        """Perform a call and return its successful response: for a remote one the answering frame as if it were a body.

        Raises `RpcError`, `TokenError`, `APIConnectionError`, `APITimeoutError`.
        """
        if not call.operation.remote:
            return super().respond(call)
        exchange, retries = self.exchange, 0
        members = members_of(call)
        repeatable = call.operation.repeatable or exchange.retry.unsafe
        while True:
            sent = False
            try:
                connection = self.wire.opened(exchange)
                number, future = connection.write(call.operation.remote, members)
                sent = True
                content = connection.wait(number, future, patience(exchange))
            except APIConnectionError:
                if retries >= exchange.retry.most or (sent and not repeatable):
                    raise
            else:
                error = failure(exchange, self.wire.rpc, content, connection.url, call.operation.remote)
                if error is not None:
                    raise error
                return answered(content, connection.url)
            self.sleep(exchange.retry.backoff(retries))
            retries += 1


class _Wire:
    """The connection of one client: opened when needed, once, and again when it was lost. Also who hears its events."""

    def __init__(
        self, http: httpx2.Client, rpc: Rpc, given: str | None, on_event: Callable[[Event], object] | None
    ) -> None:
        self.rpc = rpc
        self._http, self._given, self._on_event = http, given, on_event
        self._lock = threading.Lock()
        self._connection: _Connection | None = None
        self._listeners: weakref.WeakSet[_Listener] = weakref.WeakSet()

    def opened(self, exchange: Exchange) -> _Connection:
        """Return a connection that works. Raises `APIConnectionError`, `TokenError`."""
        with self._lock:
            if self._connection is None or self._connection.methods.closed is not None:
                self._connection = _Connection(self._http, exchange, self.rpc, self._address(exchange), self._tell)
            return self._connection

    def _address(self, exchange: Exchange) -> str:
        address, configuration = addresses(exchange.api, self.rpc, self._given)
        if configuration:
            with contextlib.suppress(httpx2.RequestError):
                answer = self._http.get(configuration, follow_redirects=False)
                return with_port(address, self.rpc, answer.content) if answer.is_success else address
        return address

    def _tell(self, event: Event | APIConnectionError) -> None:
        """Hand an event, or the loss of the connection, to those who listen."""
        for listener in list(self._listeners):
            listener.put(event)
        if self._on_event is not None and isinstance(event, Event):
            self._on_event(event)

    def listen(self) -> _Listener:
        """Hear what comes from now on."""
        listener = _Listener()
        self._listeners.add(listener)
        return listener

    def close(self) -> None:
        """Close the connection and end all listening."""
        for listener in list(self._listeners):
            listener.put(None)
        with self._lock:
            if self._connection is not None:
                self._connection.close()


class _Listener(queue.SimpleQueue["Event | APIConnectionError | None"]):
    """What one listener has not heard yet; None is the end."""


class _Connection:
    """One open WebSocket and the thread that reads it."""

    def __init__(
        self,
        http: httpx2.Client,
        exchange: Exchange,
        rpc: Rpc,
        url: str,
        tell: Callable[[Event | APIConnectionError], None],
    ) -> None:
        from httpx2.websockets import HTTPXWSException

        self.url, self._tell, self._logger = url, tell, exchange.logger
        self.methods = Methods(rpc, tell, exchange.logger)
        self._stack = contextlib.ExitStack()
        self._closing = threading.Event()
        try:
            self._session = self._stack.enter_context(http.websocket(url))
        except httpx2.TimeoutException as error:
            raise APITimeoutError("the WebSocket did not open in time", method="WS", url=url) from error
        except (httpx2.RequestError, HTTPXWSException) as error:
            raise APIConnectionError(f"the WebSocket cannot be opened: {error!r}", method="WS", url=url) from error
        _open.add(self)
        threading.Thread(target=self._read, name=f"{exchange.api.package} events", daemon=True).start()
        first = opening(exchange, rpc)
        if first is not None:
            try:
                content = self.wait(*self.write(*first), patience(exchange))
                refusal = failure(exchange, rpc, content, url, first[0])
            except BaseException:
                self.close()
                raise
            if refusal is not None:
                self.close()
                raise TokenError(refusal.message, status=0, reason=refusal.reason, method="WS", url=url, body=content)

    def write(self, method: str, members: dict[str, Any]) -> tuple[str, concurrent.futures.Future[bytes]]:
        """Send a call; returns its number and where the answer will be. Raises `APIConnectionError` where it is not
        sent."""
        from httpx2.websockets import HTTPXWSException

        future: concurrent.futures.Future[bytes] = concurrent.futures.Future()
        number, frame = self.methods.ask(method, members, future)
        try:
            self._session.send_text(frame)
        except (HTTPXWSException, OSError, RuntimeError) as error:
            self.methods.forget(number)
            raise APIConnectionError(f"the WebSocket is closed: {error!r}", method="WS", url=self.url) from error
        return number, future

    def wait(self, number: str, future: concurrent.futures.Future[bytes], timeout: float | None) -> bytes:
        """Wait for an answer. Raises `APITimeoutError`, or `APIConnectionError` where the connection is lost."""
        try:
            return future.result(timeout)
        except concurrent.futures.TimeoutError as error:
            self.methods.forget(number)
            raise APITimeoutError(f"no answer within {timeout} s", method="WS", url=self.url) from error

    def _read(self) -> None:
        """Give frames to whom they belong, until the connection ends."""
        from httpx2.websockets import WebSocketInvalidTypeReceived

        while not self._closing.is_set():
            try:
                self.methods.receive(self._session.receive_text(timeout=0.5))
            except queue.Empty:
                continue
            except WebSocketInvalidTypeReceived:
                self._logger.warning("The server sent a binary frame")
            except Exception as error:
                self._lose(f"the server closed the WebSocket: {error!r}")

    def _lose(self, words: str) -> None:
        error = APIConnectionError(words, method="WS", url=self.url)
        self._closing.set()
        self.methods.lost(error)
        self._tell(error)
        with contextlib.suppress(Exception):
            self._stack.close()

    def close(self) -> None:
        """Close it; calls without an answer fail."""
        if not self._closing.is_set():
            self._closing.set()
            self.methods.lost(APIConnectionError("the client was closed", method="WS", url=self.url))
            with contextlib.suppress(Exception):
                self._stack.close()


class WebSocketClient(Client):
    """A client whose methods go over a WebSocket. It is opened on first use; `close`, or a `with` block, closes it."""

    def __init__(
        self, api: Api, server: str | None, *, on_event: Callable[[Event], object] | None = None, **options: Any
    ) -> None:
        super().__init__(api, server, **options)
        assert api.rpc is not None  # noqa: S101  (the generator says so)
        self._transport = self._wired = WebSocketTransport(
            self._exchange, self._transport.http, api.rpc, self._exchange.server, on_event
        )

    def events(self, timeout: float | None = None) -> Iterator[Event]:
        """Hear what the server tells without being asked, from now on; opens the WebSocket.

        Ends when the client is closed, or after `timeout` seconds without an event. A lost connection is opened again;
        raises `APIConnectionError` when that fails.
        """
        wire = self._wired.wire
        wire.opened(self._exchange)
        return self._heard(wire.listen(), timeout)

    def _heard(self, listener: _Listener, timeout: float | None) -> Iterator[Event]:
        while True:
            try:
                event = listener.get(timeout=timeout)
            except queue.Empty:
                return
            if event is None:
                return
            if isinstance(event, Event):
                yield event
            else:
                self._reopen()

    def _reopen(self) -> None:
        retry = self._exchange.retry
        for retries in range(retry.most + 1):
            try:
                self._wired.wire.opened(self._exchange)
            except APIConnectionError:
                if retries == retry.most:
                    raise
                self._wired.sleep(retry.backoff(retries))
            else:
                return

    def close(self) -> None:
        """Close the WebSocket and the connections, unless they are those of your own `http_client`."""
        self._wired.wire.close()
        super().close()


def _close_all() -> None:
    """Close what nobody closed: httpx2's threads would keep the process alive."""
    for connection in list(_open):
        connection.close()


def _at_exit(close: Callable[[], None]) -> None:
    """Have it called before the interpreter waits for threads; what `atexit` has is called after that."""
    register: Callable[[Callable[[], None]], None] | None = getattr(threading, "_register_atexit", None)
    if register is not None:
        register(close)


_at_exit(_close_all)
