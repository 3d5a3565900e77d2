"""The only file that performs requests: two thin drivers of one flow, sync and async.

Enters: calls. Leaves: typed values, pages and files, or the exceptions of `_errors`.
"""

from __future__ import annotations

import contextlib
import copy
import importlib
import inspect
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

import httpx2
import msgspec

from ._decode import decode, decode_page
from ._errors import APIConnectionError, APITimeoutError, InvalidResponseError
from ._exchange import Discard, Exclusive, Notify, Pause, Read, Send
from ._files import Sink
from ._following import Position
from ._pagination import AsyncPage, AsyncPages, Page
from ._redact import redacted
from ._response import RawResponse

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path
    from typing import Self

    from ._decode import PageParts
    from ._exchange import Exchange, Flow, Step
    from ._files import Progress, Target
    from ._request import Call, PagedRequest, Request

__all__ = ["AsyncTransport", "Transport"]

T = TypeVar("T")


class Transport:
    """Performs calls with an `httpx2.Client`. Safe to share between threads."""

    def __init__(self, exchange: Exchange, http: httpx2.Client) -> None:
        self.exchange, self.http, self.lock = exchange, http, threading.RLock()
        self.sleep = time.sleep

    def with_exchange(self, exchange: Exchange) -> Self:
        """Return the same transport with other settings: connections and tokens stay shared."""
        transport = copy.copy(self)
        transport.exchange = exchange
        return transport

    def respond(self, call: Call) -> httpx2.Response:
        """Perform a call and return its successful response."""
        return self._drive(self.exchange.flow(call))

    def send(self, request: Request[T]) -> T:
        """Perform a call and return what it answers."""
        return _value(self.exchange, request, self.respond(request))  # type: ignore[no-any-return]

    def page(self, request: PagedRequest[T]) -> Page[T]:
        """Perform a call for a page of a list."""
        return Page(self, Position(request, self.exchange.numberings), self.parts(request))

    def parts(self, request: PagedRequest[Any]) -> PageParts:
        """Perform a call for a page and return what it is made of."""
        return _parts(self.exchange, request, self.respond(request))

    def raw(self, request: Request[T]) -> RawResponse[T]:
        """Perform a call and return the response, which decodes itself when asked."""
        response = self.respond(request)
        return RawResponse(response, lambda: _value(self.exchange, request, response))

    def raw_page(self, request: PagedRequest[T]) -> RawResponse[Page[T]]:
        """Perform a call for a page and return the response, which decodes itself when asked."""
        response = self.respond(request)
        return RawResponse(
            response,
            lambda: Page(self, Position(request, self.exchange.numberings), _parts(self.exchange, request, response)),
        )

    def download(self, request: Request[bytes], to: Target, progress: Progress | None = None) -> Path | None:
        """Write the body of an answer to a path or a file object; returns the path.

        Raises what `send` raises, `IncompleteDownloadError`, and `OSError` where it cannot be written. After an error
        nothing is left.
        """
        sink = Sink(to, progress)
        response = self._drive(self.exchange.flow(request, stream=True))
        with contextlib.closing(response), _naming(response), sink.open() as write:
            sink.total = _length(response)
            for chunk in response.iter_bytes():
                write(chunk)
            sink.check(response.num_bytes_downloaded, response.headers.get("content-length"))
        return sink.path

    def _drive(self, flow: Flow) -> httpx2.Response:
        """Perform the steps of a flow until it returns."""
        try:
            step = next(flow)
            while True:
                try:
                    answer = self._perform(step)
                except Exception as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(answer)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def _perform(self, step: Step) -> Any:
        match step:
            case Send(request, stream, own):
                more: dict[str, Any] = {} if own else {"auth": None}
                return self.http.send(request, stream=stream, follow_redirects=False, **more)
            case Pause(seconds):
                return self.sleep(seconds)
            case Read(response):
                return response.read()
            case Discard(response):
                return response.close()
            case Notify(hook, argument):
                return hook(argument)
            case Exclusive(flow):
                with self.lock:
                    return self._drive(flow)


class AsyncTransport:
    """Performs calls with an `httpx2.AsyncClient`. Safe to share between tasks of one event loop."""

    def __init__(self, exchange: Exchange, http: httpx2.AsyncClient) -> None:
        self.exchange, self.http, self.lock = exchange, http, Lock()
        self.sleep = _sleep

    def with_exchange(self, exchange: Exchange) -> Self:
        """Return the same transport with other settings: connections and tokens stay shared."""
        transport = copy.copy(self)
        transport.exchange = exchange
        return transport

    async def respond(self, call: Call) -> httpx2.Response:
        """Perform a call and return its successful response."""
        return await self._drive(self.exchange.flow(call))

    async def send(self, request: Request[T]) -> T:
        """Perform a call and return what it answers."""
        return _value(self.exchange, request, await self.respond(request))  # type: ignore[no-any-return]

    def page(self, request: PagedRequest[T]) -> AsyncPages[T]:
        """Make a list that performs its calls when it is awaited or iterated over."""
        return AsyncPages(self, request)

    async def parts(self, request: PagedRequest[Any]) -> PageParts:
        """Perform a call for a page and return what it is made of."""
        return _parts(self.exchange, request, await self.respond(request))

    async def raw(self, request: Request[T]) -> RawResponse[T]:
        """Perform a call and return the response, which decodes itself when asked."""
        response = await self.respond(request)
        return RawResponse(response, lambda: _value(self.exchange, request, response))

    async def raw_page(self, request: PagedRequest[T]) -> RawResponse[AsyncPage[T]]:
        """Perform a call for a page and return the response, which decodes itself when asked."""
        response = await self.respond(request)
        return RawResponse(
            response,
            lambda: AsyncPage(
                self, Position(request, self.exchange.numberings), _parts(self.exchange, request, response)
            ),
        )

    async def download(self, request: Request[bytes], to: Target, progress: Progress | None = None) -> Path | None:
        """Write the body of an answer to a path or a file object; returns the path.

        Raises what `send` raises, `IncompleteDownloadError`, and `OSError` where it cannot be written. After an error
        nothing is left.
        """
        sink = Sink(to, progress)
        response = await self._drive(self.exchange.flow(request, stream=True))
        async with contextlib.aclosing(response):
            with _naming(response), sink.open() as write:
                sink.total = _length(response)
                async for chunk in response.aiter_bytes():
                    write(chunk)
                sink.check(response.num_bytes_downloaded, response.headers.get("content-length"))
        return sink.path

    async def _drive(self, flow: Flow) -> httpx2.Response:
        """Perform the steps of a flow until it returns."""
        try:
            step = next(flow)
            while True:
                try:
                    answer = await self._perform(step)
                except Exception as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(answer)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    async def _perform(self, step: Step) -> Any:
        match step:
            case Send(request, stream, own):
                more: dict[str, Any] = {} if own else {"auth": None}
                return await self.http.send(request, stream=stream, follow_redirects=False, **more)
            case Pause(seconds):
                return await self.sleep(seconds)
            case Read(response):
                return await response.aread()
            case Discard(response):
                return await response.aclose()
            case Notify(hook, argument):
                answer = hook(argument)
                return await answer if inspect.isawaitable(answer) else answer
            case Exclusive(flow):
                async with self.lock.held():
                    return await self._drive(flow)


def _loops() -> Any:
    """The library whose event loop runs: asyncio, or trio where somebody else imported and started it."""
    trio: Any = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_run():
        return trio
    return importlib.import_module("asyncio")  # late: it costs as much as the rest of this package


async def _sleep(seconds: float) -> None:
    await _loops().sleep(seconds)


class Lock:
    """A lock of whichever library runs, made when it is first needed."""

    def __init__(self) -> None:
        self._lock: Any = None

    def held(self) -> Any:
        """Hold it, as an asynchronous context."""
        if self._lock is None:
            self._lock = _loops().Lock()
        return self._lock


def _value(exchange: Exchange, call: Call, response: httpx2.Response) -> Any:
    """Decode an answer, and say whose it was if that fails."""
    try:
        return decode(call.operation, response.content, exchange.reporter)
    except InvalidResponseError as error:
        raise _placed(error, response) from error.__cause__


def _parts(exchange: Exchange, call: PagedRequest[Any], response: httpx2.Response) -> PageParts:
    try:
        parts = decode_page(call.operation, response.content, exchange.reporter)  # type: ignore[arg-type]
    except InvalidResponseError as error:
        raise _placed(error, response) from error.__cause__
    following = response.links.get("next", {}).get("url", "") if "link" in response.headers else ""
    return msgspec.structs.replace(parts, link=following) if following else parts


def _placed(error: InvalidResponseError, response: httpx2.Response) -> InvalidResponseError:
    error.method, error.url = response.request.method, redacted(response.request.url)
    error.body = response.content
    if error.__cause__ is not None:
        error.message += f" (status {response.status_code}, {response.headers.get('content-type', 'no content type')})"
    return error


@contextlib.contextmanager
def _naming(response: httpx2.Response) -> Generator[None]:
    """Turn what breaks while a body is read into our own exceptions."""
    where = {"method": response.request.method, "url": redacted(response.request.url)}
    try:
        yield
    except httpx2.TimeoutException as error:
        raise APITimeoutError("the rest of the body did not come in time", **where) from error
    except httpx2.RequestError as error:
        raise APIConnectionError(f"the connection broke before the end of the body: {error}", **where) from error
    except InvalidResponseError as error:
        error.method, error.url = where["method"], where["url"]
        raise


def _length(response: httpx2.Response) -> int | None:
    """How many bytes will come, where the server says so and does not pack them."""
    announced = response.headers.get("content-length", "")
    return int(announced) if announced.isdigit() and "content-encoding" not in response.headers else None
