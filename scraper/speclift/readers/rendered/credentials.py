"""Security of which a page shows the scheme's name, or its kind.

Enters: names as printed. Leaves: security requirements, and schemes as far as the names say what they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.rendered.notation import Schema
    from speclift.readers.rendered.rebuilding import Document, Rebuilding


def named_schemes(alternatives: Sequence[Sequence[str]], operation: Document, rebuilding: Rebuilding) -> None:
    """Give an operation its requirements. A scheme that the page names and does not describe is a finding."""
    required = []
    for names in alternatives:
        words = (re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_") for name in names)
        keys: dict[str, list[str]] = {key: [] for key in words if key}
        for key in keys:
            if key in rebuilding.schemes:
                continue
            known = scheme_of(key)
            if known is not None:
                rebuilding.schemes[key] = known
                message, resolution = "the page shows the name of this security scheme only", "what the name says"
            else:
                message, resolution = "the page shows the name of this security scheme only", "left out"
            rebuilding.not_shown(key, message, key, resolution=resolution)
        if keys and all(key in rebuilding.schemes for key in keys):
            required.append(keys)
    if required:
        operation["security"] = required


def scheme_of(words: str) -> Schema | None:
    """The scheme that some words name for certain (`bearerAuth`, `HTTP Basic`, `OAuth2`), or None."""
    text = re.sub(r"[^a-z0-9]+", "", words.lower())
    if "bearer" in text or "jwt" in text:
        return {"type": "http", "scheme": "bearer"}
    if "basic" in text:
        return {"type": "http", "scheme": "basic"}
    if "digest" in text:
        return {"type": "http", "scheme": "digest"}
    if "oauth2" in text or "oauth20" in text:
        return {"type": "oauth2", "flows": {}}
    return None


def access_schemes(lines: Sequence[str], rebuilding: Rebuilding) -> None:
    """The schemes that openapi-generator lists for the whole API ("HTTP Bearer Token authentication")."""
    for line in lines:
        if match := re.search(r"KeyParamName:(.+?) KeyInQuery:(true|false)", line):
            place = "query" if match[2] == "true" else "header" if "KeyInHeader:true" in line else "cookie"
            rebuilding.schemes["apiKey"] = {"type": "apiKey", "name": match[1], "in": place}
        elif match := re.match(r"OAuth AuthorizationUrl:(\S*?)\s*TokenUrl:(\S*)", line):
            flow: Schema = {"scopes": {}}
            kind = "authorizationCode" if match[1] and match[2] else "implicit" if match[1] else "clientCredentials"
            flow.update({name: url for name, url in (("authorizationUrl", match[1]), ("tokenUrl", match[2])) if url})
            rebuilding.schemes["oauth2"] = {"type": "oauth2", "flows": {kind: flow}}
        elif (known := scheme_of(line)) is not None:
            rebuilding.schemes[str(known.get("scheme", "oauth2"))] = known
        else:
            rebuilding.not_shown(line, "the page names this way of access and does not say what it is", line)
    if rebuilding.schemes:
        rebuilding.security = [{name: []} for name in rebuilding.schemes]
        rebuilding.not_shown(
            rebuilding.title or "the API",
            "the page lists ways of access for the whole API, not for each call",
            "; ".join(lines),
            resolution="each call takes one of them",
        )
