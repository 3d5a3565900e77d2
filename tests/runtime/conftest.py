"""Servers on loopback, and clients for them that do not sleep."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from loopback import ALICE, Server


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def other() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Load the certificates once: httpx2 does so for every client, which takes longer than the rest of a test."""
    from httpx2._transports import default

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(default, "create_ssl_context", functools.cache(default.create_ssl_context))
        yield


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("ACME_"):
            monkeypatch.delenv(name)


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that clients wanted to make."""
    return []


@pytest.fixture
def acme(server: Server, pauses: list[float]) -> Iterator[Callable[..., Any]]:
    """Makes sync clients of the server, which note their pauses instead of sleeping."""
    from acme.client import Acme

    made = []

    def make(**options: Any) -> Acme:
        address = options.pop("server", server.url)
        client = Acme(address, **{"access_token": "s3cret-key", **options})
        client._transport.sleep = pauses.append
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def alice() -> dict[str, Any]:
    return dict(ALICE)
