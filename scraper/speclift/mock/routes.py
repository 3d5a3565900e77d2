"""Finds the operation that a request is meant for.

Enters: a document. Leaves: a table of routes: path templates under the paths of the servers' addresses, the concrete
before the templated, as OpenAPI wants.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from speclift.document import Operation, iterate_operations
from speclift.document.servers import path_of
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
    shown: str
    """The path for people: the server's, with its variables filled in, and the template."""


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
    """Every route of a document. Of a strict mock, operations that travel over a WebSocket have none."""

    def __init__(self, document: dict[str, Any], *, strict: bool = False) -> None:
        self.in_order = [
            route
            for operation in iterate_operations(document)
            for route in _routes(operation, _servers(document, operation))
        ]
        self._routes = sorted(self.in_order, key=lambda route: route.order)
        # Many tools overlook the servers of an operation and send it to those of the document.
        elsewhere = [
            route
            for operation in iterate_operations(document)
            if "servers" in operation.value or "servers" in operation.path_item
            for route in _routes(operation, _servers(document))
        ]
        self._overlooked = sorted(elsewhere, key=lambda route: route.order)
        self._strict = strict

    @property
    def methods(self) -> list[str]:
        """Every method that some route has."""
        return list(dict.fromkeys([*(route.operation.method.upper() for route in self.in_order), "OPTIONS"]))

    def find(self, method: str, path: str) -> Match:
        """The operation for a request. Raises `Refused` (404, 405, 426).

        A slash too many, or one too few at the end, does no harm, unless the mock is strict.
        """
        paths = [path]
        if not self._strict:
            single = re.sub(r"/{2,}", "/", path)
            paths += [single.rstrip("/"), single.rstrip("/") + "/", single]
        for routes in (self._routes, self._overlooked):
            for candidate in dict.fromkeys(paths):
                fitting = [(route, found) for route in routes if (found := route.pattern.fullmatch(candidate))]
                if fitting:
                    return self._allowed(method, fitting)
        raise Refused(404, "notFound", f"There is nothing at {path[:200]}.", like=(r"^not.?found$", r"route|path|url"))

    def _allowed(self, method: str, fitting: list[tuple[Route, re.Match[str]]]) -> Match:
        """Of the routes that a path fits, the first that has the method."""
        methods = {route.operation.method.upper() for route, _ in fitting}
        wanted = "GET" if method == "HEAD" and "HEAD" not in methods else method
        for route, found in fitting:
            if route.operation.method.upper() == wanted:
                if self._strict and route.operation.value.get("x-transport") == "websocket":
                    raise Refused(
                        426,
                        "upgradeRequired",
                        "This method is not served over HTTP but over a WebSocket.",
                        headers=(("upgrade", "websocket"),),
                    )
                return Match(route, dict(zip(route.names, map(unquote, found.groups()), strict=True)))
        order = [route.operation.method.upper() for route, _ in fitting]
        listed = [name for one in order for name in ([one, "HEAD"] if one == "GET" else [one])]
        allow = ", ".join(dict.fromkeys([*listed, "OPTIONS"]))
        raise Refused(
            405, "methodNotAllowed", f"{method} is not allowed here; {allow} is.", headers=(("allow", allow),)
        )


def _servers(document: dict[str, Any], operation: Operation | None = None) -> list[dict[str, Any]]:
    """The servers under which an operation lies; the nearest that are stated. Without an operation, the document's."""
    for owner in (operation.value, operation.path_item, document) if operation is not None else (document,):
        servers = owner.get("servers")
        if isinstance(servers, list) and servers:
            return [server for server in servers if isinstance(server, dict)]
    return [{"url": ""}]


def _server_path(server: dict[str, Any]) -> str:
    """The path of a server's address, its variables in braces."""
    url = server.get("url")
    # The host of an address says nothing about its path; variables there must not confuse the splitting.
    text = re.sub(r"^([^/?#]*:)?//[^/]*", "", url) if isinstance(url, str) else ""
    return (text if "{" in text else path_of(text)).rstrip("/")


def _prefix(server: dict[str, Any]) -> tuple[str, str]:
    """A server's path as a regular expression, and for people."""
    pieces = _BRACES.split(_server_path(server))
    variables = server.get("variables")
    variables = variables if isinstance(variables, dict) else {}
    pattern = "".join(
        _values(variables.get(piece)) if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)
    )
    shown = "".join(_default(variables.get(piece), piece) if index % 2 else piece for index, piece in enumerate(pieces))
    return pattern, shown


def _default(variable: Any, name: str) -> str:
    value = variable.get("default") if isinstance(variable, dict) else None
    return str(value) if value is not None else f"{{{name}}}"


def _values(variable: Any) -> str:
    """What a server variable may stand for: its enumeration, or anything in one segment."""
    values = variable.get("enum") if isinstance(variable, dict) else None
    if isinstance(values, list) and values:
        return "(?:" + "|".join(re.escape(str(value)) for value in values) + ")"
    return "[^/]+"


def _routes(operation: Operation, servers: list[dict[str, Any]]) -> Iterator[Route]:
    pieces = _BRACES.split(operation.path)
    template = "".join("([^/]+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    # Segment by segment: plain text sorts before a template.
    order = tuple(int("{" in segment) for segment in operation.path.split("/"))
    for prefix, shown in dict(map(_prefix, servers)).items():
        yield Route(
            operation, re.compile(prefix + template), tuple(pieces[1::2]), prefix, order, shown + operation.path
        )
