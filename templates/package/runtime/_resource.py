"""What the generated resources inherit, and how their methods return responses instead of values.

Enters: a transport. Leaves: `Resource`, `AsyncResource`; `RawResponse`; `raw`, `raw_async`, `raw_pages`, which tell
type checkers what a method returns whose resource has the transport of `responding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from ._redact import redacted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    import httpx2

    from ._pagination import AsyncPage, AsyncPages
    from ._request import PagedRequest, Request
    from ._transport import AsyncTransport, Transport

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
TransportT = TypeVar("TransportT", "Transport", "AsyncTransport")


class RawResponse(Generic[T_co]):
    """A successful answer before it is decoded. `http_response` is all of it."""

    __slots__ = ("_decode", "http_response")

    http_response: httpx2.Response

    def __init__(self, response: httpx2.Response, decode: Callable[[], T_co]) -> None:
        self.http_response = response
        self._decode = decode

    def parse(self) -> T_co:
        """Decode it: what the call returns without `with_raw_response`."""
        return self._decode()

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers of the answer."""
        return self.http_response.headers

    @property
    def content(self) -> bytes:
        """The body as received."""
        return self.http_response.content

    @property
    def text(self) -> str:
        """The body as text."""
        return self.http_response.text

    @property
    def method(self) -> str:
        """The method of the request."""
        return self.http_response.request.method

    @property
    def url(self) -> str:
        """The URL of the request, without secrets."""
        return redacted(self.http_response.request.url)

    def __repr__(self) -> str:
        return f"<RawResponse {self.method} {self.url} -> {self.status_code}>"


class Resource:
    """A group of operations."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._transport.exchange.root}>"


class AsyncResource:
    """A group of operations, to be awaited."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._transport.exchange.root}>"


class _Responding:
    """A transport that does not decode; what it returns is awaitable when the transport's answers are."""

    def __init__(self, transport: Transport | AsyncTransport) -> None:
        self._transport = transport
        self.exchange = transport.exchange

    def send(self, request: Request[Any], options: Mapping[str, Any] = {}) -> Any:
        """Return the response of a call."""
        return self._transport.raw(request, options)

    def page(self, request: PagedRequest[Any], options: Mapping[str, Any] = {}) -> Any:
        """Return the response of a call for a page."""
        return self._transport.raw_page(request, options)

    def download(self, *arguments: Any) -> Any:
        """Write the file as ever, and return its response without its body."""
        return self._transport.raw_download(*arguments)


def responding(transport: TransportT) -> TransportT:
    """Return a transport that returns responses."""
    return cast("TransportT", _Responding(transport))


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Say what a method of a responding resource returns."""
    return cast("Callable[P, RawResponse[T]]", method)


def raw_async(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawResponse[T]]]:
    """Say what an awaited method of a responding resource returns."""
    return cast("Callable[P, Awaitable[RawResponse[T]]]", method)


def raw_pages(method: Callable[P, AsyncPages[T]]) -> Callable[P, Awaitable[RawResponse[AsyncPage[T]]]]:
    """Say what a method for a list returns on a responding resource: the response of the first page."""
    return cast("Callable[P, Awaitable[RawResponse[AsyncPage[T]]]]", method)
