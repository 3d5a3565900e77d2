"""What the generated resources inherit.

Enters: a transport. Leaves: `Resource`, `AsyncResource`, and their `with_raw_response`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from ._files import Progress, Target
    from ._request import PagedRequest, Request
    from ._response import RawResponse
    from ._transport import AsyncTransport, Transport

__all__ = ["AsyncResource", "Resource"]


class Resource:
    """A group of operations."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @property
    def with_raw_response(self) -> RawMethods:
        """The same methods, returning the response (`RawResponse`) with its status and headers instead of the value."""
        return RawMethods(type(self)(cast("Transport", _RawTransport(self._transport))))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._transport.exchange.root}>"


class AsyncResource:
    """A group of operations, to be awaited."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @property
    def with_raw_response(self) -> AsyncRawMethods:
        """The same methods, returning the response (`RawResponse`) with its status and headers instead of the value."""
        return AsyncRawMethods(type(self)(cast("AsyncTransport", _RawTransport(self._transport))))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._transport.exchange.root}>"


class RawMethods:
    """A resource's methods, returning responses."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def __getattr__(self, name: str) -> Callable[..., RawResponse[object]]:
        return cast("Callable[..., RawResponse[object]]", getattr(self._resource, name))


class AsyncRawMethods:
    """A resource's methods, returning responses when awaited."""

    def __init__(self, resource: AsyncResource) -> None:
        self._resource = resource

    def __getattr__(self, name: str) -> Callable[..., Awaitable[RawResponse[object]]]:
        return cast("Callable[..., Awaitable[RawResponse[object]]]", getattr(self._resource, name))


class _RawTransport:
    """A transport that does not decode; what it returns is awaitable when the transport's answers are."""

    def __init__(self, transport: Transport | AsyncTransport) -> None:
        self._transport = transport
        self.exchange = transport.exchange

    def send(self, request: Request[Any]) -> Any:
        """Return the response of a call."""
        return self._transport.raw(request)

    def page(self, request: PagedRequest[Any]) -> Any:
        """Return the response of a call for a page."""
        return self._transport.raw_page(request)

    def download(self, request: Request[bytes], to: Target, progress: Progress | None = None) -> Any:
        """Write the file as ever: its response is read only once."""
        return cast("Path | None", self._transport.download(request, to, progress))
