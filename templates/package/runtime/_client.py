"""What the generated clients inherit: settings, closing, options for some calls.

Enters: an `Api` and the user's arguments. Leaves: `Client`, `AsyncClient`, each with a transport.
"""

from __future__ import annotations

import copy
import functools
import logging
import os
from typing import TYPE_CHECKING, Any

import httpx2

from ._auth import Credentials, secret_query
from ._drift import Reporter
from ._exchange import Exchange
from ._redact import hide
from ._retry import Retry
from ._transport import AsyncTransport, Transport
from ._values import UNSET, Unset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self

    from ._api import Api
    from ._drift import Drift

__all__ = ["AsyncClient", "Client"]

_ACCEPTED = "application/json"
_TIMEOUT = httpx2.Timeout(30.0, connect=10.0)


class _Settings:
    """What both clients are made of."""

    _api: Api
    _exchange: Exchange
    _given: str | None
    _owned: bool

    def _configure(
        self,
        api: Api,
        server: str | None,
        http: httpx2.Client | httpx2.AsyncClient,
        credentials: Mapping[str, str | None],
        retry: Retry,
        timeout: httpx2.Timeout | None,
        headers: Mapping[str, str] | None,
        strict: bool,
        on_drift: Callable[[Drift], object] | None,
        on_request: Callable[[httpx2.Request], object] | None,
        on_response: Callable[[httpx2.Response], object] | None,
    ) -> Exchange:
        server = server if server is not None else os.environ.get(f"{api.environment}_URL") or None
        if server is None and http.base_url.host:
            server = str(http.base_url)
        self._given = server
        logger = logging.getLogger(api.package)
        hide(secret_query(api.schemes))
        return Exchange(
            api,
            api.root(server),
            http,
            Credentials(api.schemes, credentials, os.environ, api.environment, api.client),
            retry,
            timeout,
            headers or {},
            Reporter(logger, on_drift, strict),
            logger,
            on_request,
            on_response,
            _ACCEPTED if self._owned else "",
        )

    def _with(
        self, timeout: float | httpx2.Timeout | Unset | None, most: int | Unset, unsafe: bool | Unset
    ) -> tuple[Self, Exchange]:
        """Copy the client and its exchange; everything else stays shared: connections, tokens, rate limits, drift."""
        exchange = copy.copy(self._exchange)
        most = exchange.retry.most if isinstance(most, Unset) else _count(most)
        unsafe = exchange.retry.unsafe if isinstance(unsafe, Unset) else unsafe
        exchange.retry = Retry(most=most, unsafe=unsafe)
        if not isinstance(timeout, Unset):
            exchange.timeout = httpx2.Timeout(timeout)
        client = copy.copy(self)
        client._exchange, client._owned = exchange, False
        for name, attribute in vars(type(self)).items():
            if isinstance(attribute, functools.cached_property):  # resources hold the transport
                client.__dict__.pop(name, None)
        return client, exchange

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._exchange.root}>"


def _count(retries: int) -> int:
    if retries < 0:
        raise ValueError(f"max_retries must not be negative: {retries}")
    return retries


def _patience(timeout: float | httpx2.Timeout | Unset | None, own: bool) -> httpx2.Timeout | None:
    """The timeout to send with each request: None where the user's own client has its own."""
    if isinstance(timeout, Unset):
        return None if own else _TIMEOUT
    return timeout if isinstance(timeout, httpx2.Timeout) else httpx2.Timeout(timeout)


def _introduction(api: Api) -> dict[str, str]:
    return {"User-Agent": f"{api.package.replace('_', '-')}/{api.version}", "Accept": _ACCEPTED}


class Client(_Settings):
    """A client. Its connections are closed by `close`, or at the end of a `with` block; your own `http_client` stays
    yours."""

    def __init__(
        self,
        api: Api,
        server: str | None,
        *,
        credentials: Mapping[str, str | None],
        timeout: float | httpx2.Timeout | Unset | None = UNSET,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.Client | None = None,
        strict: bool = False,
        on_drift: Callable[[Drift], object] | None = None,
        on_request: Callable[[httpx2.Request], object] | None = None,
        on_response: Callable[[httpx2.Response], object] | None = None,
    ) -> None:
        self._api, self._owned = api, http_client is None
        patience, retry = _patience(timeout, http_client is not None), Retry(most=_count(max_retries))
        http = httpx2.Client(headers=_introduction(api), timeout=patience) if http_client is None else http_client
        self._exchange = self._configure(
            api,
            server,
            http,
            credentials,
            retry,
            None if self._owned else patience,
            headers,
            strict,
            on_drift,
            on_request,
            on_response,
        )
        self._transport = Transport(self._exchange, http)

    def with_options(
        self,
        *,
        timeout: float | httpx2.Timeout | Unset | None = UNSET,
        max_retries: int | Unset = UNSET,
        retry_unsafe: bool | Unset = UNSET,
    ) -> Self:
        """Return the same client with other settings for some calls; connections and tokens are shared.

        `timeout` in seconds (None: none), `max_retries` (0: off), `retry_unsafe`: repeat POST as well.
        """
        client, exchange = self._with(timeout, max_retries, retry_unsafe)
        client._transport = self._transport.with_exchange(exchange)
        return client

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


class AsyncClient(_Settings):
    """A client to be awaited. Its connections are closed by `close`, or at the end of an `async with` block."""

    def __init__(
        self,
        api: Api,
        server: str | None,
        *,
        credentials: Mapping[str, str | None],
        timeout: float | httpx2.Timeout | Unset | None = UNSET,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.AsyncClient | None = None,
        strict: bool = False,
        on_drift: Callable[[Drift], object] | None = None,
        on_request: Callable[[httpx2.Request], Any] | None = None,
        on_response: Callable[[httpx2.Response], Any] | None = None,
    ) -> None:
        self._api, self._owned = api, http_client is None
        patience, retry = _patience(timeout, http_client is not None), Retry(most=_count(max_retries))
        http = httpx2.AsyncClient(headers=_introduction(api), timeout=patience) if http_client is None else http_client
        self._exchange = self._configure(
            api,
            server,
            http,
            credentials,
            retry,
            None if self._owned else patience,
            headers,
            strict,
            on_drift,
            on_request,
            on_response,
        )
        self._transport = AsyncTransport(self._exchange, http)

    def with_options(
        self,
        *,
        timeout: float | httpx2.Timeout | Unset | None = UNSET,
        max_retries: int | Unset = UNSET,
        retry_unsafe: bool | Unset = UNSET,
    ) -> Self:
        """Return the same client with other settings for some calls; connections and tokens are shared.

        `timeout` in seconds (None: none), `max_retries` (0: off), `retry_unsafe`: repeat POST as well.
        """
        client, exchange = self._with(timeout, max_retries, retry_unsafe)
        client._transport = self._transport.with_exchange(exchange)
        return client

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
