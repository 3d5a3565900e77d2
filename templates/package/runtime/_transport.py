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
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import httpx2
import msgspec

from ._async_files import FromThread, at_once, in_thread, readable
from ._downloads import Sink
from ._encode import Content, Multipart
from ._errors import APIConnectionError, APITimeoutError, InvalidResponseError, StatusError
from ._exchange import Discard, Exclusive, Notify, Pause, Read, Send
from ._following import Position
from ._options import with_options
from ._pagination import AsyncPage, AsyncPages, Page
from ._redact import redacted
from ._resource import RawResponse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Mapping
    from pathlib import Path
    from typing import Self

    from ._decode import PageParts
    from ._downloads import AsyncTarget, PathTarget, Progress, Target
    from ._exchange import Exchange, Flow, Step
    from ._request import Call, PagedRequest, Request

T = TypeVar("T")

_NONE: Mapping[str, Any] = {}


class Transport:
    """Performs calls with an `httpx2.Client`. Safe to share between threads."""

    exchange: Exchange
    http: httpx2.Client
    lock: threading.RLock
    sleep: Callable[[float], None]

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

    def send(self, request: Request[T], options: Mapping[str, Any] = _NONE) -> T:
        """Perform a call and return what it answers."""
        call = with_options(request, options) if options else request
        return _value(self.exchange, call, self.respond(call))  # type: ignore[no-any-return]

    def page(self, request: PagedRequest[T], options: Mapping[str, Any] = _NONE) -> Page[T]:
        """Perform a call for a page of a list."""
        request = with_options(request, options) if options else request
        return Page(self, Position(request, self.exchange.numberings), self.parts(request))

    def parts(self, request: PagedRequest[Any]) -> PageParts:
        """Perform a call for a page and return what it is made of."""
        return _parts(self.exchange, request, self.respond(request))

    def raw(self, request: Request[T], options: Mapping[str, Any] = _NONE) -> RawResponse[T]:
        """Perform a call and return the response, which decodes itself when asked."""
        call = with_options(request, options) if options else request
        response = self.respond(call)
        return RawResponse(response, lambda: _value(self.exchange, call, response))

    def raw_page(self, request: PagedRequest[T], options: Mapping[str, Any] = _NONE) -> RawResponse[Page[T]]:
        """Perform a call for a page and return the response, which decodes itself when asked."""
        request = with_options(request, options) if options else request
        response = self.respond(request)
        return RawResponse(
            response,
            lambda: Page(self, Position(request, self.exchange.numberings), _parts(self.exchange, request, response)),
        )

    def download(
        self,
        request: Request[bytes],
        to: PathTarget | Target | None,
        progress: Progress | None = None,
        resume: bool = False,
        options: Mapping[str, Any] = _NONE,
    ) -> Path | bytes | None:
        """Write the body of an answer to a path, a file object, or a function, or return it.

        Returns the path or the bytes. Raises what `send` raises, `IncompleteDownloadError`, and `OSError` where it
        cannot be written. After an error nothing is left, or with `resume` the part that the next call goes on with.
        """
        return (self.raw_download(request, to, progress, resume, options)).parse()

    def raw_download(
        self,
        request: Request[bytes],
        to: PathTarget | Target | None,
        progress: Progress | None = None,
        resume: bool = False,
        options: Mapping[str, Any] = _NONE,
    ) -> RawResponse[Path | bytes | None]:
        """Write the body of an answer as `download` does, and return the response, without its body."""
        sink = Sink(to, progress, resume, asynchronous=False)
        call = with_options(request, options) if options else request
        try:
            response = self._drive(self.exchange.flow(sink.ranged(call), stream=True))
        except StatusError as error:
            if error.status != 416 or not resume:
                raise
            sink.forget()
            response = self._drive(self.exchange.flow(sink.ranged(call), stream=True))
        with contextlib.closing(response), _naming(response):
            sink.start(response.status_code, response.headers)
            try:
                for chunk in response.iter_bytes():
                    sink.write(chunk)
                    sink.count(chunk)
                sink.check(response.num_bytes_downloaded, response.headers.get("content-length"))
            except BaseException:
                sink.abort()
                raise
            sink.finish()
        return RawResponse(response, lambda: sink.result)

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

    exchange: Exchange
    http: httpx2.AsyncClient
    lock: Lock
    sleep: Callable[[float], Awaitable[None]]

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
        if isinstance(call.body, Multipart | Content):
            call = await readable(call)
        return await self._drive(self.exchange.flow(call))

    async def send(self, request: Request[T], options: Mapping[str, Any] = _NONE) -> T:
        """Perform a call and return what it answers."""
        call = with_options(request, options) if options else request
        return _value(self.exchange, call, await self.respond(call))  # type: ignore[no-any-return]

    def page(self, request: PagedRequest[T], options: Mapping[str, Any] = _NONE) -> AsyncPages[T]:
        """Make a list that performs its calls when it is awaited or iterated over."""
        return AsyncPages(self, with_options(request, options) if options else request)

    async def parts(self, request: PagedRequest[Any]) -> PageParts:
        """Perform a call for a page and return what it is made of."""
        return _parts(self.exchange, request, await self.respond(request))

    async def raw(self, request: Request[T], options: Mapping[str, Any] = _NONE) -> RawResponse[T]:
        """Perform a call and return the response, which decodes itself when asked."""
        call = with_options(request, options) if options else request
        response = await self.respond(call)
        return RawResponse(response, lambda: _value(self.exchange, call, response))

    async def raw_page(self, request: PagedRequest[T], options: Mapping[str, Any] = _NONE) -> RawResponse[AsyncPage[T]]:
        """Perform a call for a page and return the response, which decodes itself when asked."""
        request = with_options(request, options) if options else request
        response = await self.respond(request)
        return RawResponse(
            response,
            lambda: AsyncPage(
                self, Position(request, self.exchange.numberings), _parts(self.exchange, request, response)
            ),
        )

    async def download(
        self,
        request: Request[bytes],
        to: PathTarget | AsyncTarget | None,
        progress: Progress | None = None,
        resume: bool = False,
        options: Mapping[str, Any] = _NONE,
    ) -> Path | bytes | None:
        """Write the body of an answer to a path, a file object, or a function, or return it.

        Returns the path or the bytes. Raises what `send` raises, `IncompleteDownloadError`, and `OSError` where it
        cannot be written. After an error nothing is left, or with `resume` the part that the next call goes on with.
        """
        return (await self.raw_download(request, to, progress, resume, options)).parse()

    async def raw_download(
        self,
        request: Request[bytes],
        to: PathTarget | AsyncTarget | None,
        progress: Progress | None = None,
        resume: bool = False,
        options: Mapping[str, Any] = _NONE,
    ) -> RawResponse[Path | bytes | None]:
        """Write the body of an answer as `download` does, and return the response, without its body."""
        sink = Sink(to, progress, resume, asynchronous=True)
        call = with_options(request, options) if options else request
        try:
            response = await self._drive(self.exchange.flow(sink.ranged(call), stream=True))
        except StatusError as error:
            if error.status != 416 or not resume:
                raise
            sink.forget()
            response = await self._drive(self.exchange.flow(sink.ranged(call), stream=True))
        run = in_thread if sink.blocking else at_once
        async with contextlib.aclosing(response):
            with _naming(response):
                await run(sink.start, response.status_code, response.headers)
                try:
                    async for chunk in response.aiter_bytes():
                        answer = await run(sink.write, chunk)
                        if inspect.isawaitable(answer):
                            await answer
                        sink.count(chunk)
                    sink.check(response.num_bytes_downloaded, response.headers.get("content-length"))
                except BaseException:
                    sink.abort()
                    raise
                await run(sink.finish)
        return RawResponse(response, lambda: sink.result)

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
                if isinstance(request.stream, Iterable) and "multipart" in request.headers.get("content-type", ""):
                    request.stream = FromThread(request.stream)
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
        return call.operation.reader(response.content, exchange.reporter)
    except InvalidResponseError as error:
        raise _placed(error, response) from error.__cause__


def _parts(exchange: Exchange, call: PagedRequest[Any], response: httpx2.Response) -> PageParts:
    try:
        parts: PageParts = call.operation.reader(response.content, exchange.reporter)
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
