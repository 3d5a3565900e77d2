"""Addresses are addresses.

What it does: reports `url`, `tokenUrl`, `authorizationUrl` and the like that hold spaces, have no host after their
scheme, or a port that is none. Relative addresses are allowed, as OpenAPI says.

Why it is bad: a link that leads nowhere, a token that cannot be fetched.

Example: `externalDocs: {url: "https://exa mple.com"}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def url_malformed(survey: Survey) -> Iterator[Problem]:
    """Yield each address that cannot be one."""
    for pointer, url in _addresses(survey):
        if isinstance(url, str) and not _is_address(url):
            yield Problem(pointer, f"{shown(url)} is not an address")


def _addresses(survey: Survey) -> Iterator[tuple[str, Any]]:
    for place in survey.of("Server", "ExternalDocs"):
        yield place.child("url"), place.value.get("url")
    for place in survey.of("Info"):
        yield place.child("termsOfService"), place.value.get("termsOfService")
        for field in ("contact", "license"):
            inner = place.value.get(field)
            yield place.child(field, "url"), inner.get("url") if isinstance(inner, dict) else None
    for place in survey.of("SecurityScheme"):
        yield place.child("openIdConnectUrl"), place.value.get("openIdConnectUrl")
        flows = place.value.get("flows")
        for name, flow in flows.items() if isinstance(flows, dict) else ():
            for field in ("authorizationUrl", "tokenUrl", "refreshUrl") if isinstance(flow, dict) else ():
                yield place.child("flows", name, field), flow.get(field)


def _is_address(url: str) -> bool:
    # A variable may stand for anything, a port included.
    filled = re.sub(r"\{[^{}]*\}", "1", url)
    if re.search(r"[\s<>\"\\^`|]", filled):
        return False
    try:
        parts = urlsplit(filled)
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.netloc) or parts.scheme not in {"http", "https", "ws", "wss"}
