"""Which addresses may be read: http and https, and private networks only when the documentation itself lives there."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

from speclift.model.findings import InputError

_LONGEST = 8_000
"""Characters; RFC 9110, 4.1, has everyone take at least as many."""


def web_address(url: str) -> str:
    """`url` without its fragment.

    Raises `InputError` unless it is http or https, with a host and without credentials.
    """
    if len(url) > _LONGEST:
        raise InputError(f"an address of {len(url):,} characters", file=f"{url[:60]}...")
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


def leads_inside(url: str, target: str) -> bool:
    """Whether `target` lies deeper inside a network than `url`, which a person gave: private where `url` is public,
    link-local (where clouds keep their credentials: 169.254.169.254) where `url` is not.

    Raises `InputError` when a name cannot be resolved.
    """
    if _any_address(target, lambda address: address.is_link_local):
        return not _any_address(url, lambda address: address.is_link_local)
    return is_private(target) and not is_private(url)


def is_private(url: str) -> bool:
    """Whether the host of `url` is, or resolves to, an address that is not on the public internet.

    Raises `InputError` when the host's name cannot be resolved.
    """
    return _any_address(url, lambda address: not address.is_global)


def _any_address(url: str, judge: Callable[[ipaddress.IPv4Address | ipaddress.IPv6Address], bool]) -> bool:
    """Whether one of the addresses of the host of `url` is so; those of IPv4 in IPv6 as what they are."""
    host = _parts(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that is none, such as one with two dots
        raise InputError(
            f"cannot resolve {host}: {error}", file=url, hint="check the address and the network"
        ) from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
    return any(judge(getattr(address, "ipv4_mapped", None) or address) for address in addresses)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise InputError(f"not an address: {error}", file=url) from None
    return parts
