"""Finds the operation that a request is meant for.

Enters: a document. Leaves: a table of routes: path templates under the paths of the servers' addresses, the concrete
before the templated, as OpenAPI wants.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from speclift.document import Operation, iterate_operations
from speclift.mock.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Route:
    """An operation under one server: `pattern` matches the percent-encoded path of a request."""

    operation: Operation
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    prefix: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A route, and the decoded values of its path parameters."""

    route: Route
    values: dict[str, str]

    @property
    def operation(self) -> Operation:
        """The operation that was asked for."""
        return self.route.operation


class Routes:
    """Every route of a document. Operations that travel over a WebSocket have none."""

    def __init__(self, document: dict[str, Any]) -> None:
        routes = [route for operation in iterate_operations(document) for route in _routes(document, operation)]
        self._routes = sorted(routes, key=lambda route: route.order)

    def find(self, method: str, path: str) -> Match:
        """The operation for a request; a slash too many at the end does no harm. Raises `Refused` (404, 405, 426)."""
        try:
            return self._find(method, path)
        except Refused as refused:
            if refused.status != 404 or not path.endswith("/") or not path.strip("/"):
                raise
        return self._find(method, path.rstrip("/"))

    def _find(self, method: str, path: str) -> Match:
        allowed: list[str] = []
        for route in self._routes:
            found = route.pattern.fullmatch(path)
            if found is None:
                continue
            if route.operation.value.get("x-transport") == "websocket":
                raise Refused(
                    426,
                    "upgradeRequired",
                    "This method is not served over HTTP but over a WebSocket.",
                    headers=(("upgrade", "websocket"),),
                )
            methods = [route.operation.method.upper()]
            methods += ["HEAD"] if methods == ["GET"] else []
            if method in methods:
                values = dict(zip(route.names, map(unquote, found.groups()), strict=True))
                return Match(route, values)
            allowed += methods
        if allowed:
            allow = ", ".join(dict.fromkeys(allowed))
            raise Refused(
                405, "methodNotAllowed", f"{method} is not allowed here; {allow} is.", headers=(("allow", allow),)
            )
        raise Refused(404, "notFound", f"There is nothing at {path[:200]}.", like=(r"^not.?found$", r"route|path|url"))


def server_prefixes(document: dict[str, Any], operation: Operation) -> list[str]:
    """The paths of the server addresses under which an operation lies, as regular expressions."""
    for owner in (operation.value, operation.path_item, document):
        servers = owner.get("servers")
        if isinstance(servers, list) and servers:
            return list(dict.fromkeys(_prefix(server) for server in servers if isinstance(server, dict)))
    return [""]


def _prefix(server: dict[str, Any]) -> str:
    url, variables = server.get("url"), server.get("variables")
    # The host of an address says nothing about its path; variables there must not confuse the splitting.
    text = re.sub(r"^([^/?#]*:)?//[^/]*", "", url) if isinstance(url, str) else ""
    path = text if "{" in text else urlsplit(text).path
    variables = variables if isinstance(variables, dict) else {}
    pieces = _BRACES.split(path.rstrip("/"))
    return "".join(
        _values(variables.get(piece)) if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)
    )


def _values(variable: Any) -> str:
    """What a server variable may stand for: its enumeration, or anything in one segment."""
    values = variable.get("enum") if isinstance(variable, dict) else None
    if isinstance(values, list) and values:
        return "(?:" + "|".join(re.escape(str(value)) for value in values) + ")"
    return "[^/]+"


def _routes(document: dict[str, Any], operation: Operation) -> Iterator[Route]:
    pieces = _BRACES.split(operation.path)
    template = "".join("([^/]+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    # Segment by segment: plain text sorts before a template.
    order = tuple(int("{" in segment) for segment in operation.path.split("/"))
    for prefix in server_prefixes(document, operation):
        yield Route(operation, re.compile(prefix + template), tuple(pieces[1::2]), prefix, order)
