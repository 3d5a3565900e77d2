"""Serves any OpenAPI document over real HTTP, and over a WebSocket: requests are validated, recorded examples answered.

    with MockServer(load_document("spec/trueconf-server/v3.10.yaml")) as server:
        httpx2.get(server.url + "/api/v3.10/users", params={"access_token": "mock-access-token"})

Enters: a document, and nothing about any one API. `Service` turns a request into a reply without a socket;
`MockServer` puts it on one, `MockApplication` makes it an ASGI application. `pytest_plugin.py` is the fixture: because
of it this package is imported by every run of pytest, so what it offers is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speclift.mock.asgi import MockApplication
    from speclift.mock.credentials import Credentials
    from speclift.mock.faults import Fault, Faults
    from speclift.mock.messages import Reply, Request
    from speclift.mock.paging import Manner
    from speclift.mock.server import MockServer, serve

__all__ = ["Credentials", "Fault", "Faults", "Manner", "MockApplication", "MockServer", "Reply", "Request", "serve"]

_MODULES = {
    "Credentials": "credentials",
    "Fault": "faults",
    "Faults": "faults",
    "Manner": "paging",
    "MockApplication": "asgi",
    "MockServer": "server",
    "Reply": "messages",
    "Request": "messages",
    "serve": "server",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
