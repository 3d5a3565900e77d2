"""What the generated resources inherit, and how their methods return responses instead of values.

Enters: a transport. Leaves: `Resource`, `AsyncResource`; `raw`, `raw_async`, `raw_pages`, which tell type checkers what
a method returns whose resource has the transport of `responding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from ._pagination import AsyncPage, AsyncPages
    from ._request import PagedRequest, Request
    from ._response import RawResponse
    from ._transport import AsyncTransport, Transport

__all__ = ["AsyncResource", "Resource", "raw", "raw_async", "raw_pages", "responding"]

P = ParamSpec("P")
T = TypeVar("T")
TransportT = TypeVar("TransportT", "Transport", "AsyncTransport")


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
