"""JSON methods over one WebSocket, awaited: `_websocket` for tasks of one asyncio event loop.

Enters: calls whose operation is `remote`. Leaves: what they answer, and the events that arrive in between.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import weakref
from typing import TYPE_CHECKING, Any, cast

import httpx2

from ._client import AsyncClient
from ._errors import APIConnectionError, APITimeoutError, TokenError
from ._frames import Event, Methods, addresses, answered, failure, members_of, opening, patience, with_port
from ._transport import AsyncTransport

if TYPE_CHECKING:
    import logging
    from collections.abc import AsyncIterator, Callable

    from httpx2.websockets import AsyncWebSocketSession

    from ._api import Api, Rpc
    from ._exchange import Exchange
    from ._request import Call


class AsyncWebSocketTransport(AsyncTransport):
    """Performs remote calls over one WebSocket, and all others with an `httpx2.AsyncClient`."""

    def __init__(
        self,
        exchange: Exchange,
        http: httpx2.AsyncClient,
        rpc: Rpc,
        given: str | None,
        on_event: Callable[[Event], object] | None,
    ) -> None:
        super().__init__(exchange, http)
        self.wire = _Wire(http, rpc, given, on_event, exchange.logger)

    async def respond(self, call: Call) -> httpx2.Response:
        """Perform a call and return its successful response: for a remote one the answering frame as if it were a body.

        Raises `RpcError`, `TokenError`, `APIConnectionError`, `APITimeoutError`.
        """
        if not call.operation.remote:
            return await super().respond(call)
        exchange, retries = self.exchange, 0
        members = members_of(call)
        repeatable = call.operation.repeatable or exchange.retry.unsafe
        while True:
            sent = False
            try:
                connection = await self.wire.opened(exchange)
                number, future = await connection.write(call.operation.remote, members)
                sent = True
                content = await connection.wait(number, future, patience(exchange))
            except APIConnectionError:
                if retries >= exchange.retry.most or (sent and not repeatable):
                    raise
            else:
                error = failure(exchange, self.wire.rpc, content, connection.url, call.operation.remote)
                if error is not None:
                    raise error
                return answered(content, connection.url)
            await self.sleep(exchange.retry.backoff(retries))
            retries += 1


class _Wire:
    """The connection of one client: opened when needed, once, and again when it was lost. Also who hears its events."""

    def __init__(
        self,
        http: httpx2.AsyncClient,
        rpc: Rpc,
        given: str | None,
        on_event: Callable[[Event], object] | None,
        logger: logging.Logger,
    ) -> None:
        self.rpc = rpc
        self._http, self._given, self._on_event = http, given, on_event
        self._logger = logger
        self._lock = asyncio.Lock()
        self._connection: _Connection | None = None
        self._listeners: weakref.WeakSet[_Listener] = weakref.WeakSet()
        self._hooks: set[asyncio.Future[Any]] = set()

    async def opened(self, exchange: Exchange) -> _Connection:
        """Return a connection that works. Raises `APIConnectionError`, `TokenError`."""
        async with self._lock:
            if self._connection is None or self._connection.methods.closed is not None:
                connection = _Connection(exchange, self.rpc, await self._address(exchange), self._tell)
                await connection.open(self._http, exchange, self.rpc)
                self._connection = connection
            return self._connection

    async def _address(self, exchange: Exchange) -> str:
        address, configuration = addresses(exchange.api, self.rpc, self._given)
        if configuration:
            with contextlib.suppress(httpx2.RequestError):
                answer = await self._http.get(configuration, follow_redirects=False)
                return with_port(address, self.rpc, answer.content) if answer.is_success else address
        return address

    def _tell(self, event: Event | APIConnectionError) -> None:
        """Hand an event, or the loss of the connection, to those who listen."""
        for listener in list(self._listeners):
            listener.put_nowait(event)
        if self._on_event is not None and isinstance(event, Event):
            heard = self._on_event(event)
            if inspect.isawaitable(heard):
                hook = asyncio.ensure_future(heard)
                self._hooks.add(hook)  # a task that nobody holds may vanish
                hook.add_done_callback(self._heard)

    def _heard(self, hook: asyncio.Future[Any]) -> None:
        self._hooks.discard(hook)
        if not hook.cancelled() and hook.exception() is not None:
            self._logger.error("A listener failed", exc_info=hook.exception())

    def listen(self) -> _Listener:
        """Hear what comes from now on."""
        listener = _Listener()
        self._listeners.add(listener)
        return listener

    async def close(self) -> None:
        """Close the connection and end all listening."""
        for listener in list(self._listeners):
            listener.put_nowait(None)
        async with self._lock:
            if self._connection is not None:
                await self._connection.close()


class _Listener(asyncio.Queue["Event | APIConnectionError | None"]):
    """What one listener has not heard yet; None is the end."""


class _Connection:
    """One open WebSocket and the task that reads it: httpx2 wants it opened and closed by the same task."""

    def __init__(
        self, exchange: Exchange, rpc: Rpc, url: str, tell: Callable[[Event | APIConnectionError], None]
    ) -> None:
        self.url, self._tell, self._logger = url, tell, exchange.logger
        self.methods = Methods(rpc, tell, exchange.logger)
        self._session: AsyncWebSocketSession | None = None
        self._task: asyncio.Task[None] | None = None

    async def open(self, http: httpx2.AsyncClient, exchange: Exchange, rpc: Rpc) -> None:
        """Open it and send the first frame. Raises `APIConnectionError`, `TokenError`."""
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._run(http, ready))
        try:
            await ready
            first = opening(exchange, rpc)
            if first is None:
                return
            content = await self.wait(*(await self.write(*first)), patience(exchange))
            error = failure(exchange, rpc, content, self.url, first[0])
            if error is not None:
                raise TokenError(error.message, status=0, reason=error.reason, method="WS", url=self.url, body=content)
        except BaseException:
            await self.close()
            raise

    async def _run(self, http: httpx2.AsyncClient, ready: asyncio.Future[None]) -> None:
        from httpx2.websockets import WebSocketInvalidTypeReceived

        lost = APIConnectionError("the client was closed", method="WS", url=self.url)
        try:
            async with http.websocket(self.url) as session:
                self._session = session
                ready.set_result(None)
                while True:
                    try:
                        self.methods.receive(await session.receive_text())
                    except WebSocketInvalidTypeReceived:
                        self._logger.warning("The server sent a binary frame")
        except Exception as error:
            lost = self._failed(error, opened=ready.done())
            if not ready.done():
                ready.set_exception(lost)
                return
        finally:
            self.methods.lost(lost)
        self._tell(lost)

    def _failed(self, error: Exception, opened: bool) -> APIConnectionError:
        """Say what ended it; httpx2's task group wraps it."""
        while isinstance(error, ExceptionGroup):
            error = cast("ExceptionGroup[Exception]", error).exceptions[0]
        if isinstance(error, httpx2.TimeoutException):
            return APITimeoutError("the WebSocket did not open in time", method="WS", url=self.url)
        words = "the server closed the WebSocket" if opened else "the WebSocket cannot be opened"
        return APIConnectionError(f"{words}: {error!r}", method="WS", url=self.url)

    async def write(self, method: str, members: dict[str, Any]) -> tuple[str, asyncio.Future[bytes]]:
        """Send a call; returns its number and where the answer will be.

        Raises `APIConnectionError` where it is not sent.
        """
        if self.methods.closed is not None or self._session is None:
            raise APIConnectionError("the WebSocket is closed", method="WS", url=self.url)
        future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        number, frame = self.methods.ask(method, members, future)
        try:
            await self._session.send_text(frame)
        except Exception as error:
            self.methods.forget(number)
            raise APIConnectionError(f"the WebSocket is closed: {error!r}", method="WS", url=self.url) from error
        return number, future

    async def wait(self, number: str, future: asyncio.Future[bytes], timeout: float | None) -> bytes:
        """Wait for an answer. Raises `APITimeoutError`, or `APIConnectionError` where the connection is lost."""
        try:
            return await asyncio.wait_for(future, timeout)
        except TimeoutError as error:
            raise APITimeoutError(f"no answer within {timeout} s", method="WS", url=self.url) from error
        finally:
            self.methods.forget(number)

    async def close(self) -> None:
        """Close it; calls without an answer fail."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


class AsyncWebSocketClient(AsyncClient):
    """A client whose methods go over a WebSocket. It is opened on first use; `close`, or `async with`, closes it."""

    def __init__(
        self, api: Api, server: str | None, *, on_event: Callable[[Event], object] | None = None, **options: Any
    ) -> None:
        super().__init__(api, server, **options)
        assert api.rpc is not None  # noqa: S101  (the generator says so)
        self._transport = self._wired = AsyncWebSocketTransport(
            self._exchange, self._transport.http, api.rpc, self._exchange.server, on_event
        )

    async def events(self, timeout: float | None = None) -> AsyncIterator[Event]:
        """Hear what the server tells without being asked, from the first step of the iteration on; opens the WebSocket.

        Ends when the client is closed, or after `timeout` seconds without an event. A lost connection is opened again;
        raises `APIConnectionError` when that fails.
        """
        wire = self._wired.wire
        listener = wire.listen()
        await wire.opened(self._exchange)
        while True:
            try:
                event = await asyncio.wait_for(listener.get(), timeout)
            except TimeoutError:
                return
            if event is None:
                return
            if isinstance(event, Event):
                yield event
            else:
                await self._reopen()

    async def _reopen(self) -> None:
        retry = self._exchange.retry
        for retries in range(retry.most + 1):
            try:
                await self._wired.wire.opened(self._exchange)
            except APIConnectionError:
                if retries == retry.most:
                    raise
                await self._wired.sleep(retry.backoff(retries))
            else:
                return

    async def close(self) -> None:
        """Close the WebSocket and the connections, unless they are those of your own `http_client`."""
        await self._wired.wire.close()
        await super().close()
