"""HTTP messages as values: what arrives, and what is answered."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it arrived.

    `target` is the request line's (path and query, percent-encoded), `headers` are in order with their names in lower
    case, `operation_id` the operation that it was meant for ("" when there is none).
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    operation_id: str = ""

    @property
    def path(self) -> str:
        """The path, percent-encoded as it arrived."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query's parameters, decoded, in order."""
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)  # the head is bounded

    def header(self, name: str) -> str | None:
        """The value of a header, several joined by commas; None when it was not sent."""
        values = [value for key, value in self.headers if key == name.lower()]
        return ", ".join(values) if values else None

    def json(self) -> Any:
        """The body as JSON. Raises `ValueError` when it is none."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `chunks` streams a body of `length` bytes instead of `body`."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    chunks: Iterable[bytes] | None = field(default=None, compare=False)
    length: int | None = None

    def with_headers(self, *headers: tuple[str, str]) -> Reply:
        """The same answer with more headers; one of the same name is replaced."""
        names = {name.lower() for name, _ in headers}
        kept = tuple(header for header in self.headers if header[0].lower() not in names)
        return Reply(self.status, self.body, kept + headers, self.chunks, self.length)


def json_reply(status: int, value: Any, media_type: str = "application/json") -> Reply:
    """An answer whose body is `value` as JSON."""
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Reply(status, body, (("content-type", media_type),))


def printable(value: str) -> bytes:
    """A header's value without line ends and the like: media types and headers come from the document."""
    return re.sub(r"[^\x20-\x7e\xa0-\xff]+", " ", value).strip().encode("latin-1")
