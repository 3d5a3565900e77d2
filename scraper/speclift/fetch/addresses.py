"""Which addresses may be read: http and https, and private networks only when the documentation itself lives there."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from speclift.findings import Trouble


def require_web(url: str) -> None:
    """Raise `Trouble` unless `url` is an http or https address with a host and without credentials."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise Trouble(f"only http and https are read, not {parts.scheme or 'a path'!r}", file=url)
    if not parts.hostname:
        raise Trouble("the address names no host", file=url)
    if parts.username or parts.password:
        raise Trouble("the address holds a user name or password", file=parts.hostname, hint="leave them out")


def is_private(url: str) -> bool:
    """Whether the host of `url` is, or resolves to, an address that is not on the public internet.

    Raises `Trouble` when the host's name cannot be resolved.
    """
    host = urlsplit(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Trouble(f"cannot resolve {host}: {error}", file=url, hint="check the address and the network") from None
    return any(not ipaddress.ip_address(str(entry[4][0]).split("%")[0]).is_global for entry in found)
