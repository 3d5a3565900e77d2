"""Turns a documented answer into the reply that is sent: body, media type, documented headers, downloads.

Enters: an `Answer`. Leaves: a `Reply`, with the recorded value, or with one made from the schema.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from speclift.document import dereference, resolve
from speclift.document.examples import value_field, value_of
from speclift.mock.downloads import download, entity_tag
from speclift.mock.generated import Generator
from speclift.mock.messages import Reply, Request, json_reply
from speclift.mock.refusal import Refused
from speclift.mock.responses import ABSENT, Answer
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.document import Operation
    from speclift.mock.envelope import Envelope

_RANGES = {"image": "image/png", "video": "video/mp4", "audio": "audio/mpeg", "text": "text/plain"}
"""What is sent where the document allows any type of a kind."""

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


class Replies:
    """Makes the replies of one document."""

    def __init__(self, document: dict[str, Any], envelope: Envelope, download_size: int) -> None:
        self._document = document
        self._envelope = envelope
        self._download_size = download_size
        self._generator = Generator(document)

    def value(self, answer: Answer) -> Any:
        """The recorded value of an answer, or one made from its schema."""
        if answer.value is not ABSENT or not answer.schema:
            return None if answer.value is ABSENT else answer.value
        return self._generator.value(resolve(self._document, answer.schema))

    def made(self, schema: str) -> Any:
        """A value of the schema at a pointer."""
        return self._generator.value(resolve(self._document, schema))

    def reply(
        self,
        answer: Answer,
        request: Request | None = None,
        operation: Operation | None = None,
        *,
        dynamic: bool = False,
    ) -> Reply:
        """The reply that sends `answer`; `dynamic` makes its value from the schema even where one is recorded."""
        headers = self._documented_headers(answer)
        if not answer.media_type or answer.status in (204, 205, 304):
            return Reply(answer.status, b"", headers)
        kind, _, subtype = answer.media_type.partition("/")
        media_type = _RANGES.get(kind, "application/octet-stream") if subtype.startswith("*") else answer.media_type
        if dynamic and answer.schema:
            answer = replace(answer, value=ABSENT)
        if self._is_binary(answer):
            return self._download(answer, media_type, request).with_headers(*headers)
        if answer.is_error and answer.value is ABSENT and operation is not None:
            # Nothing was recorded: the envelope is made of its schema, and says at least its status.
            return self._envelope.reply(Refused(answer.status, "documented", self._described(answer)), operation)
        value = self.value(answer)
        if isinstance(value, str) and not media_type.partition(";")[0].strip().endswith(("/json", "+json")):
            reply = Reply(answer.status, value.encode("utf-8", "replace"), (("content-type", media_type),))
        else:
            reply = json_reply(answer.status, value, media_type)
        return reply.with_headers(*headers)

    def _described(self, answer: Answer) -> str:
        response = resolve(self._document, answer.response)
        words = response.get("description") if isinstance(response, dict) else None
        return words if isinstance(words, str) and words else f"Status {answer.status}."

    def _is_binary(self, answer: Answer) -> bool:
        if answer.value is not ABSENT:
            return False
        try:
            schema = dereference(self._document, resolve(self._document, answer.schema)) if answer.schema else {}
        except InputError:
            schema = {}
        kind = answer.media_type.partition(";")[0].strip().lower()
        opaque = kind.startswith(("image/", "video/", "audio/", "*/")) or kind in (
            "application/octet-stream",
            "application/zip",
        )
        return opaque or (isinstance(schema, dict) and schema.get("format") == "binary")

    def _download(self, answer: Answer, media_type: str, request: Request | None) -> Reply:
        name = request.path if request is not None else ""
        tag = entity_tag(name, self._download_size)
        headers = (("content-type", media_type), ("etag", tag))
        if request is not None and tag in (request.header("if-none-match") or ""):
            return Reply(304, b"", (("etag", tag),))
        chunks = download(name, self._download_size)
        return Reply(answer.status, b"", headers, chunks, self._download_size)

    def _documented_headers(self, answer: Answer) -> tuple[tuple[str, str], ...]:
        """The headers of a response that have a recorded value."""
        try:
            response = resolve(self._document, answer.response) if answer.response else {}
        except InputError:
            return ()
        headers = response.get("headers") if isinstance(response, dict) else None
        found: list[tuple[str, str]] = []
        for name, entry in headers.items() if isinstance(headers, dict) else ():
            value = self._header_value(entry)
            fixed = name.lower() in ("content-type", "content-length", "transfer-encoding", "connection")
            if isinstance(value, (str, int, float)) and not fixed and _TOKEN.fullmatch(name):
                found.append((name.lower(), str(value).lower() if isinstance(value, bool) else str(value)))
        return tuple(found)

    def _header_value(self, entry: Any) -> Any:
        try:
            header = dereference(self._document, entry)
        except InputError:
            return None
        if not isinstance(header, dict):
            return None
        named = header.get("examples")
        for example in named.values() if isinstance(named, dict) else ():
            if isinstance(example, dict) and value_field(example):
                return value_of(example)
        return header["example"] if "example" in header else self._generator.value(header.get("schema"))
