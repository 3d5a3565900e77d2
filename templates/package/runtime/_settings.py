"""A client's arguments as the settings of its exchange, and the same settings changed for some calls.

Enters: what the user gave, and the environment. Leaves: an `Exchange`.
"""

from __future__ import annotations

import copy
import logging
from typing import TYPE_CHECKING, Any, TypeVar

import httpx2
import msgspec

from ._auth import Credentials, arguments_of, secret_query
from ._drift import Reporter
from ._encode import header
from ._errors import ConfigurationError
from ._exchange import Exchange
from ._redact import hide
from ._retry import Retry
from ._values import UNSET, Unset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._api import Api

HttpT = TypeVar("HttpT", httpx2.Client, httpx2.AsyncClient)

ACCEPTED = "application/json"
_TIMEOUT = httpx2.Timeout(30.0, connect=10.0)
_THEIRS = httpx2.Timeout(5.0)
"""What a client of httpx2 has where its maker said nothing."""


def introduced(api: Api) -> dict[str, str]:
    """The headers that every request of a client of ours has."""
    return {"User-Agent": f"{api.package.replace('_', '-')}/{api.version}", "Accept": ACCEPTED}


def connected(kind: type[HttpT], api: Api, timeout: httpx2.Timeout, connections: Mapping[str, Any]) -> HttpT:
    """Make a client of httpx2. Raises `ConfigurationError` where that needs what is not installed."""
    try:
        return kind(headers=introduced(api), timeout=timeout, **connections)
    except ImportError as error:
        needs, extra = ("proxy=", "socks") if "socks" in str(error) else ("http2=True", "http2")
        raise ConfigurationError(f"{needs} needs more than is installed: pip install 'httpx2[{extra}]'") from error


def refuse_both(http: object, **transport: object) -> None:
    """Raise `ConfigurationError` where connections are described that a client of the user's own makes."""
    given = [name for name, value in transport.items() if value]
    if http is not None and given:
        raise ConfigurationError(f"{', '.join(given)}: your own http_client makes the connections; say it there")


def configured(
    api: Api,
    server: str | None,
    http: httpx2.Client | httpx2.AsyncClient,
    credentials: Mapping[str, str | None],
    token_in_query: bool,
    owned: bool,
    settings: Mapping[str, Any],
    environment: Mapping[str, str],
) -> Exchange:
    """Make the exchange of a client. Raises `ConfigurationError` for what is missing or cannot be."""
    server = server if server is not None else environment.get(f"{api.environment}_URL") or None
    if server is None and http.base_url.host:
        server = str(http.base_url)
    logger = logging.getLogger(api.package)
    hide(secret_query(api.schemes))
    exchange = Exchange(
        api,
        api.root(server),
        http,
        Credentials(api.schemes, credentials, environment, api.environment, api.client, token_in_query=token_in_query),
        Retry(most=_count(settings["max_retries"])),
        None if owned else _timeout_beside(http, settings["timeout"]),
        {**({} if owned else _introduction(api, http)), **(settings["headers"] or {})},
        Reporter(logger, settings["on_drift"], settings["strict"]),
        logger,
        settings["on_request"],
        settings["on_response"],
        ACCEPTED if owned else "",
    )
    exchange.given, exchange.server = dict(credentials), server
    return exchange


def _introduction(api: Api, http: httpx2.Client | httpx2.AsyncClient) -> dict[str, str]:
    """Our name for requests that the user's own client sends, unless it says whose they are itself."""
    named = not http.headers.get("user-agent", "").startswith("python-httpx")
    return {} if named else {"User-Agent": introduced(api)["User-Agent"]}


def timeout_of(timeout: float | httpx2.Timeout | Unset | None) -> httpx2.Timeout:
    """The timeout of each request: 30 seconds for each step, 10 to connect, where nothing is said of it."""
    if isinstance(timeout, Unset):
        return _TIMEOUT
    return timeout if isinstance(timeout, httpx2.Timeout) else httpx2.Timeout(timeout)


def _timeout_beside(
    http: httpx2.Client | httpx2.AsyncClient, timeout: float | httpx2.Timeout | Unset | None
) -> httpx2.Timeout | None:
    """The timeout to send with each request of the user's own client: None where that has one of its own."""
    own = isinstance(timeout, Unset) and http.timeout != _THEIRS
    return None if own else timeout_of(timeout)


def reconfigured(exchange: Exchange, settings: Mapping[str, Any], credentials: Mapping[str, str | None]) -> Exchange:
    """Copy an exchange with some settings changed (`UNSET`: as they are); tokens, limits and drift stay shared.

    Raises `TypeError` for a credential that the API has not, `ConfigurationError` for what cannot be.
    """
    api, changed = exchange.api, copy.copy(exchange)
    given = {name: value for name, value in settings.items() if not isinstance(value, Unset)}
    unknown = sorted(credentials.keys() - set(arguments_of(api.schemes)))
    if unknown:
        raise TypeError(f"with_options() got an unexpected keyword argument {unknown[0]!r}")
    if "server" in given:
        changed.root, changed.server = api.root(given["server"]), given["server"]
    if credentials:
        changed.given = {**exchange.given, **credentials}
        changed.credentials = exchange.credentials.replaced(changed.given, api)
    if "http_client" in given:
        changed.http, changed.accepted = given["http_client"], ""
        changed.headers = {**_introduction(api, changed.http), **exchange.headers}
        changed.timeout = exchange.timeout or _timeout_beside(changed.http, UNSET)
    if "timeout" in given:
        changed.timeout = timeout_of(given["timeout"])
    retry = {"max_retries": "most", "retry_unsafe": "unsafe"}
    numbers = {name: given[word] for word, name in retry.items() if word in given}
    if "most" in numbers:
        _count(numbers["most"])
    changed.retry = msgspec.structs.replace(exchange.retry, **numbers)
    if "headers" in given:
        changed.headers = {**changed.headers, **{name: header(value) for name, value in given["headers"].items()}}
    hook, strict = given.get("on_drift", exchange.reporter.hook), given.get("strict", exchange.reporter.strict)
    changed.reporter = exchange.reporter.with_settings(hook, strict)
    changed.on_request = given.get("on_request", exchange.on_request)
    changed.on_response = given.get("on_response", exchange.on_response)
    return changed


def _count(retries: int) -> int:
    if retries < 0:
        raise ValueError(f"max_retries must not be negative: {retries}")
    return retries
