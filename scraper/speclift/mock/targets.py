"""Refuses requests whose target nobody can read: broken escapes, bytes that are no text, fields without end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from speclift.mock.refusal import Refused

if TYPE_CHECKING:
    from speclift.mock.messages import Request

_MOST_FIELDS = 999
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")


def require_readable(request: Request) -> None:
    """Raise `Refused` (400) when the path or the query of a request is malformed."""
    path, _, query = request.target.partition("?")
    for where, text in (("path", path), ("query", query)):
        broken = _BROKEN.search(text)
        if broken is not None:
            shown = text[broken.start() : broken.start() + 3]
            raise Refused(400, "malformedRequest", f"{shown!r} in the {where} is no percent-encoded byte.")
        try:
            unquote_to_bytes(text).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused(400, "malformedRequest", f"The {where} is not UTF-8.") from None
    if query.count("&") >= _MOST_FIELDS:
        raise Refused(400, "malformedRequest", f"The query has more than {_MOST_FIELDS} fields.")
