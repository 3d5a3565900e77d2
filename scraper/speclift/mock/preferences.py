"""What a request asks of the mock in its `Prefer` header (RFC 7240), as Prism has it.

`Prefer: example=NAME` the recorded example of that name, success or error; `Prefer: code=404` the response of that
status; `Prefer: dynamic=true` an answer made from the schema; `Prefer: items=120` as many items in a list that pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclift.mock.messages import Request

_PREFERENCE = re.compile(r'([A-Za-z-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;,"]+)')


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is preferred; None where nothing is said."""

    example: str | None = None
    code: int | None = None
    dynamic: bool = False
    items: int | None = None


def preferences(request: Request) -> Preferences:
    """Read the header. What is malformed is nothing preferred."""
    found = {name.lower(): _unquoted(value) for name, value in _PREFERENCE.findall(request.header("prefer") or "")}
    return Preferences(
        example=found.get("example"),
        code=_status(found.get("code")),
        dynamic=found.get("dynamic", "").lower() == "true",
        items=_number(found.get("items")),
    )


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def _status(text: str | None) -> int | None:
    """The status of a final answer: 1xx announce one, and others are none."""
    return int(text) if text is not None and re.fullmatch(r"[2-5]\d\d", text) else None


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else None
