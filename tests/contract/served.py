"""A package's document on the mock, and clients that are let in."""

from __future__ import annotations

import inspect
from typing import Any

from packages import Package

from speclift.mock import Credentials, MockServer


class Served:
    """A package's document, served. `prefer` is sent as the header of that name with every request of its clients."""

    def __init__(self, package: Package, server: MockServer) -> None:
        self.package, self.server = package, server
        self.prefer = ""

    def client(self, *, asynchronous: bool = False, **options: Any) -> Any:
        """A client with good credentials, that neither waits nor tries again."""
        known = self.server.credentials
        secrets = credentials(self.package, known)
        place = {"server": self.server.url} if "server" in _arguments(self.package) else {}
        chosen = {"max_retries": 0, "on_request": self._ask, **place, **secrets, **options}
        return self.package.client(asynchronous)(**chosen)

    def _ask(self, request: Any) -> None:
        if self.prefer:
            request.headers["Prefer"] = self.prefer


def _arguments(package: Package) -> set[str]:
    return set(inspect.signature(package.client()).parameters)


def credentials(package: Package, known: Credentials) -> dict[str, str]:
    """What a client must be given so that the mock lets it in, by the client's own argument names."""
    arguments = _arguments(package)
    schemes = package.document.get("components", {}).get("securitySchemes", {})
    found: dict[str, str] = {}
    for scheme in schemes.values():
        if scheme["type"] == "apiKey":
            plain = scheme["name"].lower().replace("-", "").replace("_", "")
            found |= {name: known.access_token for name in arguments if name.replace("_", "") == plain}
        elif scheme["type"] == "http" and scheme["scheme"] == "basic":
            found |= {"username": known.username, "password": known.password}
        elif scheme["type"] == "http":
            found |= {"token": known.access_token, "api_key": known.access_token}
    return {name: value for name, value in found.items() if name in arguments}


def recorded_credentials(package: Package) -> Credentials:
    """The mock lets in whom the page's own call of the token endpoint lets in."""
    for operation in package.operations:
        for media in operation.data.get("requestBody", {}).get("content", {}).values():
            for example in media.get("examples", {}).values():
                value = example.get("value")
                if isinstance(value, dict) and {"grant_type", "username", "password"} <= value.keys():
                    pair = {name: value[name] for name in ("username", "password")}
                    return Credentials(**pair, client_id=value.get("client_id", "mock-client"))
    return Credentials()
