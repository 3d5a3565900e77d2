"""Addresses that operations stand at.

Enters: lists of servers. Leaves: `Address`es: origin and base path apart, variables at their defaults, so that a
prefix may move from the server into the paths and nobody notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from speclift.document.node import Node

_ORIGIN = re.compile(r"(?:[A-Za-z][\w+.-]*:)?//[^/]*")


class Address(NamedTuple):
    """A server: `url` as written, its `origin` (`https://host`) and `base` path without a slash at the end, and
    where."""

    url: str
    origin: str
    base: str
    pointer: str
    variables: tuple[tuple[str, tuple[str, ...], str], ...] = ()


def path_of(address: str) -> str:
    """The path of an address; "" of what is none (`http://[::1`)."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def addresses(servers: Node) -> list[Address]:
    """The servers of a list; the host of the document itself where there is none (as OpenAPI says)."""
    addressed = [_address(server) for server in servers.elements() if isinstance(server.mapping().get("url"), str)]
    return addressed or [Address("/", "", "", servers.pointer)]


def _address(server: Node) -> Address:
    url = written = server.mapping()["url"]
    for name, variable in server.child("variables").entries():
        default = variable.mapping().get("default")
        if isinstance(default, str):
            url = url.replace("{" + name + "}", default)
    match = _ORIGIN.match(url)
    origin = match[0] if match else ""
    base = url[len(origin) :].split("?")[0].rstrip("/")
    variables = tuple(
        (name, tuple(str(value) for value in node.child("enum").value or ()), str(node.mapping().get("default", "")))
        for name, node in server.child("variables").entries()
        if "{" + name + "}" in written
    )
    base = base if base.startswith("/") or not base else f"/{base}"
    return Address(written, origin.casefold(), base, server.pointer, variables)
