"""Security of which a page shows the scheme's name, or its kind.

Enters: names as printed. Leaves: security requirements, and schemes as far as the names say what they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.readers.rendered.notation import Schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.rendered.rebuilding import Document, Rebuilding


def named_schemes(alternatives: Sequence[Sequence[str]], operation: Document, rebuilding: Rebuilding) -> None:
    """Give an operation its requirements. A scheme that the page names and does not describe is a finding."""
    required = []
    for names in alternatives:
        keys = {key: [] for name in names if (key := re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_"))}
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
    if "oauth2" in text:
        return {"type": "oauth2", "flows": {}}
    return None
