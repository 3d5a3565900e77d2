"""Which addresses may be read: http and https, and private networks only when the documentation itself lives there."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

from speclift.model.findings import InputError


def web_address(url: str) -> str:
    """`url` without its fragment.

    Raises `InputError` unless it is http or https, with a host and without credentials.
    """
    parts = _parts(url)
    if parts.scheme not in ("http", "https"):
        raise InputError(f"only http and https are read, not {parts.scheme or 'a path'!r}", file=url)
    if not parts.hostname:
        raise InputError("the address names no host", file=url)
    if parts.username or parts.password:
        raise InputError("the address holds a user name or password", file=parts.hostname, hint="leave them out")
    return urldefrag(url).url


def joined(url: str, location: str) -> str:
    """The address that `location` means on the page at `url`. Raises `InputError` when it is none."""
    try:
        return urljoin(url, location)
    except ValueError:
        raise InputError("not an address", file=url, place=location) from None


def site_of(url: str) -> str:
    """Scheme, host and port of an address: what a robots.txt speaks for."""
    parts = _parts(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_private(url: str) -> bool:
    """Whether the host of `url` is, or resolves to, an address that is not on the public internet.

    Raises `InputError` when the host's name cannot be resolved.
    """
    host = _parts(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that is none, such as one with two dots
        raise InputError(
            f"cannot resolve {host}: {error}", file=url, hint="check the address and the network"
        ) from None
    return any(not ipaddress.ip_address(str(entry[4][0]).split("%")[0]).is_global for entry in found)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise InputError(f"not an address: {error}", file=url) from None
    return parts
