"""Puts a refusal into the error envelope that the document has for errors.

Enters: a `Refused` and the operation. Leaves: a reply: the documented error that says the same, or a documented
error's example with reason, message and location of this refusal; without any documented error, a problem (RFC 9457).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document import iterate_operations, resolve
from speclift.mock.generated import Generator
from speclift.mock.messages import Reply, json_reply
from speclift.mock.responses import ABSENT, Answer, Responses
from speclift.mock.wire import Wire
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.document import Operation
    from speclift.mock.refusal import Refused

_STATUSES = frozenset({"code", "status", "statuscode", "httpstatus"})
_MESSAGES = frozenset({"message", "detail", "description", "errordescription", "errormessage", "msg", "title"})
_REASONS = frozenset({"reason", "code", "errortype", "errorcode"})
_LOCATIONS = frozenset({"location", "parameter", "param", "field"})
_PLACES = {
    "query": ("query", "parameter"),
    "path": ("path", "parameter"),
    "header": ("header", "parameter"),
    "cookie": ("cookie", "parameter"),
    "body": ("body", "parameter", "field"),
}


class Envelope:
    """The error envelopes of one document."""

    def __init__(self, document: dict[str, Any], responses: Responses) -> None:
        self._document = document
        self._responses = responses
        self._wire = Wire(document)
        self._generator = Generator(document)
        self._everywhere = [
            answer
            for operation in iterate_operations(document)
            for answer in responses.all(operation)
            if answer.is_error or answer.key == "default"
        ]

    def reply(self, refused: Refused, operation: Operation | None) -> Reply:
        """The answer to a request that was refused."""
        own = [a for a in self._responses.all(operation) if _describes_errors(a)] if operation is not None else []
        same = self._documented(refused, own)
        if same is not None and not refused.name:
            return json_reply(same.status, same.value, same.media_type).with_headers(*refused.headers)
        reason = same.name if same is not None else refused.reason
        template = same or self._template(refused, own) or self._template(refused, self._everywhere)
        if template is None:
            body: Any = {
                "type": "about:blank",
                "title": reason,
                "status": refused.status,
                "detail": refused.message,
                **({"location": refused.name, "locationType": refused.where} if refused.name else {}),
            }
            return json_reply(refused.status, body, "application/problem+json").with_headers(*refused.headers)
        value = self._generator.value(self._schema(template)) if template.value is ABSENT else template.value
        filled = self._filled(value, self._schema(template), refused, reason)
        return json_reply(refused.status, filled, template.media_type).with_headers(*refused.headers)

    def _documented(self, refused: Refused, own: list[Answer]) -> Answer | None:
        """The documented error that says what the refusal says: the operation's own, or for credentials anybody's."""
        everywhere = self._everywhere if refused.status in (401, 403) and not refused.name else []
        for answers in (own, everywhere):
            for pattern in refused.like:
                for answer in answers:
                    if (
                        answer.value is not ABSENT
                        and re.search(pattern, answer.name, re.IGNORECASE)
                        and answer.is_error
                    ):
                        return answer
        return None

    def _template(self, refused: Refused, answers: list[Answer]) -> Answer | None:
        usable = [a for a in answers if _is_json(a.media_type) and (a.value is not ABSENT or a.schema)]
        return min(
            usable, key=lambda a: (a.value is ABSENT, a.status != refused.status, a.status // 100 != 4), default=None
        )

    def _schema(self, answer: Answer) -> Any:
        try:
            return resolve(self._document, answer.schema) if answer.schema else {}
        except InputError:
            return {}

    def _filled(self, value: Any, schema: Any, refused: Refused, reason: str) -> Any:
        """`value` with this refusal's words in the fields that hold such words."""
        if isinstance(value, list):
            return [self._filled(item, self._wire.items(schema), refused, reason) for item in value[:1]]
        if not isinstance(value, dict):
            return refused.message if isinstance(value, str) else value
        filled: dict[str, Any] = {}
        names = {_word(key) for key in value}
        for key, inner in value.items():
            word, inside = _word(key), self._wire.property(schema, key)
            if isinstance(inner, (dict, list)):
                filled[key] = self._filled(inner, inside, refused, reason)
            elif word in _STATUSES and isinstance(inner, int) and not isinstance(inner, bool):
                filled[key] = refused.status if 100 <= inner < 600 else inner
            elif word in _MESSAGES or (word == "error" and isinstance(inner, str) and not names & _MESSAGES):
                filled[key] = refused.message
            elif (word in _REASONS or word == "error") and isinstance(inner, str):
                filled[key] = reason
            elif word not in _LOCATIONS | {"locationtype"}:
                filled[key] = inner
        for key, stated in (("code", refused.status), ("message", refused.message)):
            # Recorded errors leave out what others state; a schema that has it says where it belongs.
            wanted = "integer" if key == "code" else "string"
            if key not in filled and wanted in self._wire.types(self._wire.property(schema, key)):
                filled[key] = stated
        if "reason" in names or names & (_LOCATIONS | {"locationtype"}):
            filled |= self._location(schema, refused)
        return filled

    def _location(self, schema: Any, refused: Refused) -> dict[str, str]:
        """The fields that name the part of the request, as far as the schema knows them."""
        location: dict[str, str] = {}
        if not refused.name:
            return location
        for key in ("locationType", "location_type"):
            inside = self._wire.follow(self._wire.property(schema, key))
            if inside:
                allowed = inside.get("enum") if isinstance(inside, dict) else None
                places = _PLACES.get(refused.where, (refused.where,))
                fitting = [place for place in places if not isinstance(allowed, list) or place in allowed]
                location.update({key: fitting[0]} if fitting else {})
        for key in ("location", "parameter", "param", "field"):
            if self._wire.property(schema, key):
                location[key] = refused.name
        return location


def _describes_errors(answer: Answer) -> bool:
    return answer.is_error or answer.key == "default"


def _is_json(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower().endswith(("/json", "+json"))


def _word(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()
