"""What the generated clients inherit: settings, closing, options for some calls, calls that no page documents.

Enters: an `Api` and the user's arguments. Leaves: `Client`, `AsyncClient`, each with a transport.
"""

from __future__ import annotations

import copy
import functools
import os
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import httpx2

from ._request import undocumented
from ._settings import configured, connected, reconfigured, refuse_both, timeout_of
from ._tls import context_of
from ._transport import AsyncTransport, Transport
from ._values import UNSET, Unset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self, Unpack

    from ._api import Api
    from ._drift import Drift
    from ._exchange import Exchange
    from ._options import RequestOptions
    from ._tls import Certificate, Verify

T = TypeVar("T")
HttpT = TypeVar("HttpT", httpx2.Client, httpx2.AsyncClient)
TransportT = TypeVar("TransportT", Transport, AsyncTransport)


class Configured(Generic[HttpT, TransportT]):
    """What both clients do alike."""

    _exchange: Exchange
    _owned: bool
    _transport: TransportT
    _kinds: tuple[type[HttpT], Callable[[Exchange, HttpT], TransportT]]
    _connections: dict[str, Any] | None
    """How the client's own connections are made; None where the user's client makes them."""

    def __init__(
        self,
        api: Api,
        server: str | None,
        *,
        credentials: Mapping[str, str | None],
        token_in_query: bool = False,
        timeout: float | httpx2.Timeout | Unset | None = UNSET,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        verify: Verify = True,
        cert: Certificate | None = None,
        proxy: str | httpx2.Proxy | None = None,
        http2: bool = False,
        http_client: HttpT | None = None,
        strict: bool = False,
        on_drift: Callable[[Drift], object] | None = None,
        on_request: Callable[[httpx2.Request], object] | None = None,
        on_response: Callable[[httpx2.Response], object] | None = None,
    ) -> None:
        self._owned = http_client is None
        refuse_both(http_client, verify=verify is not True, cert=cert, proxy=proxy, http2=http2)
        self._connections = None
        kind, transport = self._kinds
        if http_client is None:
            self._connections = {"verify": context_of(verify, cert), "proxy": proxy, "http2": http2}
            http_client = connected(kind, api, timeout_of(timeout), self._connections)
        settings: dict[str, Any] = {"on_request": on_request, "on_response": on_response, "on_drift": on_drift}
        settings |= {"timeout": timeout, "max_retries": max_retries, "headers": headers, "strict": strict}
        self._exchange = configured(
            api, server, http_client, credentials, token_in_query, self._owned, settings, os.environ
        )
        self._transport = transport(self._exchange, http_client)

    def with_options(
        self,
        *,
        server: str | Unset = UNSET,
        timeout: float | httpx2.Timeout | Unset | None = UNSET,
        max_retries: int | Unset = UNSET,
        retry_unsafe: bool | Unset = UNSET,
        headers: Mapping[str, str] | Unset = UNSET,
        verify: Verify | Unset = UNSET,
        cert: Certificate | Unset | None = UNSET,
        proxy: str | httpx2.Proxy | Unset | None = UNSET,
        http2: bool | Unset = UNSET,
        http_client: HttpT | Unset = UNSET,
        strict: bool | Unset = UNSET,
        on_drift: Callable[[Drift], object] | Unset | None = UNSET,
        on_request: Callable[[httpx2.Request], object] | Unset | None = UNSET,
        on_response: Callable[[httpx2.Response], object] | Unset | None = UNSET,
        **credentials: str | None,
    ) -> Self:
        """Return the same client with other settings for some calls; connections, tokens and limits are shared.

        With `verify` and `cert` (which go together), `proxy` or `http2` it has connections of its own: close it, too.
        `timeout` in seconds (None: none), `max_retries` (0: off), `retry_unsafe`: repeat every POST as well, `headers`
        are added to the client's; the others, and the credentials, are those of the client's constructor.
        """
        settings: dict[str, Any] = {"on_request": on_request, "on_response": on_response, "on_drift": on_drift}
        settings |= {"timeout": timeout, "max_retries": max_retries, "retry_unsafe": retry_unsafe}
        settings |= {"headers": headers, "strict": strict, "server": server, "http_client": http_client}
        connections = self._connected(http_client, verify, cert, proxy, http2)
        exchange = reconfigured(self._exchange, settings, credentials)
        if connections is not None:
            exchange.http = connected(self._kinds[0], exchange.api, self._transport.http.timeout, connections)
        changed = self._with(exchange)
        if connections is not None:
            changed._connections, changed._owned = connections, True
        return changed

    def _connected(
        self,
        http: object,
        verify: Verify | Unset,
        cert: Certificate | Unset | None,
        proxy: str | httpx2.Proxy | Unset | None,
        http2: bool | Unset,
    ) -> dict[str, Any] | None:
        """How connections are made where some of it changes; None where nothing does."""
        named = {"verify": verify, "cert": cert, "proxy": proxy, "http2": http2}
        given: dict[str, Any] = {name: value for name, value in named.items() if not isinstance(value, Unset)}
        if not given:
            return None
        theirs = self._transport.http if self._connections is None else None
        refuse_both(theirs if isinstance(http, Unset) else http, **dict.fromkeys(given, True))
        if given.keys() & {"verify", "cert"}:
            given["verify"] = context_of(given.get("verify", True), given.pop("cert", None))
        return {**(self._connections or {}), **given}

    def _with(self, exchange: Exchange) -> Self:
        """The same client with other settings: its resources are made anew, since they hold the transport."""
        changed = copy.copy(self)
        changed._exchange, changed._owned = exchange, False
        if exchange.http is not self._transport.http:
            changed._connections = None
        for kind in type(self).__mro__:
            for name, attribute in vars(kind).items():
                if isinstance(attribute, functools.cached_property):
                    changed.__dict__.pop(name, None)
        transport: Any = self._transport.with_exchange(exchange)
        transport.http = exchange.http
        changed._transport = transport
        return changed

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._exchange.root}>"


class Client(Configured[httpx2.Client, Transport]):
    """A client. Its connections are closed by `close`, or at the end of a `with` block; your own `http_client` stays
    yours."""

    _kinds = (httpx2.Client, Transport)

    @overload
    def request(self, method: str, path: str, *, returns: type[T], **options: Unpack[RequestOptions]) -> T: ...

    @overload
    def request(self, method: str, path: str, **options: Unpack[RequestOptions]) -> Any: ...

    def request(self, method: str, path: str, *, returns: Any = object, **options: Unpack[RequestOptions]) -> Any:
        """Send a request that no method stands for, with the client's credentials, retries and errors.

        `path` is what follows the API's own prefix (`prefix` replaces it, "" for none); `returns` is the type of the
        answer, a model or any type of `typing` (without it dictionaries, lists and scalars, None where there is no
        content), `at` the JSON pointer of the envelope to open.
        """
        return self._transport.send(undocumented(self._exchange.api, method, path, returns, **options))

    def close(self) -> None:
        """Close the connections, unless they are those of your own `http_client`."""
        if self._owned:
            self._transport.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(Configured[httpx2.AsyncClient, AsyncTransport]):
    """A client to be awaited. Its connections are closed by `close`, or at the end of an `async with` block."""

    _kinds = (httpx2.AsyncClient, AsyncTransport)

    @overload
    async def request(self, method: str, path: str, *, returns: type[T], **options: Unpack[RequestOptions]) -> T: ...

    @overload
    async def request(self, method: str, path: str, **options: Unpack[RequestOptions]) -> Any: ...

    async def request(self, method: str, path: str, *, returns: Any = object, **options: Unpack[RequestOptions]) -> Any:
        """Send a request that no method stands for, with the client's credentials, retries and errors.

        `path` is what follows the API's own prefix (`prefix` replaces it, "" for none); `returns` is the type of the
        answer, a model or any type of `typing` (without it dictionaries, lists and scalars, None where there is no
        content), `at` the JSON pointer of the envelope to open.
        """
        return await self._transport.send(undocumented(self._exchange.api, method, path, returns, **options))

    async def close(self) -> None:
        """Close the connections, unless they are those of your own `http_client`."""
        if self._owned:
            await self._transport.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
