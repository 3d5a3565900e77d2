"""A response as it came, for those who want its status or its headers: what `with_raw_response` gives.

Enters: an httpx2 response. Leaves: `RawResponse`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from ._redact import redacted

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

__all__ = ["RawResponse"]

T_co = TypeVar("T_co", covariant=True)


class RawResponse(Generic[T_co]):
    """A successful answer before it is decoded. `http_response` is all of it."""

    __slots__ = ("_decode", "http_response")

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
