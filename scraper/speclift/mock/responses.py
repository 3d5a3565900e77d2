"""The documented responses of an operation, and which of them answers a request.

Enters: an operation. Leaves: `Answer`s: a status, a media type and a recorded value. Success comes first; `Prefer`
asks for any other by name or status.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from speclift.document import join_pointer, locate
from speclift.document.examples import value_field, value_of
from speclift.mock.negotiation import best_of
from speclift.mock.refusal import Refused
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.document import Operation
    from speclift.mock.preferences import Preferences

_STATUS_KEYS = ("code", "status", "statusCode", "status_code", "httpStatus")

ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Answer:
    """A documented response: `value` is its recorded example, or `ABSENT`; `name` the example's name.

    `key` is the status as documented ("200", "4XX", "default"), `status` the one that is sent; `schema` the pointer of
    the body's schema, "" without one; `response` the pointer of the Response Object.
    """

    key: str
    status: int
    response: str
    media_type: str = ""
    schema: str = ""
    name: str = ""
    value: Any = ABSENT

    @property
    def is_error(self) -> bool:
        """Whether this answers something that went wrong."""
        return self.status >= 400


class Responses:
    """The documented responses of a document."""

    def __init__(self, document: dict[str, Any], *, strict: bool = False) -> None:
        self._document = document
        self._strict = strict
        self._cache: dict[str, list[Answer]] = {}

    def all(self, operation: Operation) -> list[Answer]:
        """Every answer that an operation documents, success first, then in the order of the document."""
        if operation.pointer not in self._cache:
            self._cache[operation.pointer] = sorted(self._documented(operation), key=lambda a: _rank(a.key))
        return self._cache[operation.pointer]

    def choose(self, operation: Operation, preferred: Preferences, accept: str | None) -> Answer:
        """The answer to a request. Raises `Refused` when it prefers one that is not documented."""
        answers = self.all(operation)
        if preferred.example is not None:
            named = [answer for answer in answers if answer.name == preferred.example]
            exact = [answer for answer in named if preferred.code in (None, answer.status)]
            if not named:
                known = ", ".join(dict.fromkeys(answer.name for answer in answers if answer.name)) or "none"
                raise Refused(
                    400, "unknownExample", f"There is no example {preferred.example!r} here; there is: {known}."
                )
            return (exact or named)[0]
        if preferred.code is not None:
            for matches in (str(preferred.code), f"{preferred.code // 100}XX", "default"):
                found = [answer for answer in answers if answer.key.upper() == matches.upper()]
                if matches == "default":
                    found.sort(key=lambda answer: answer.status != preferred.code)
                if found and matches == "default" and found[0].status != preferred.code:
                    # Nothing is recorded for this status: the envelope is filled in for it.
                    return replace(found[0], status=preferred.code, name="", value=ABSENT)
                if found:
                    return replace(_accepted(found, accept, strict=self._strict), status=preferred.code)
            raise Refused(400, "unknownCode", f"There is no response {preferred.code} here.")
        if not answers:
            return Answer("200", 200, "")
        best = _rank(answers[0].key)
        return _accepted([answer for answer in answers if _rank(answer.key) == best], accept, strict=self._strict)

    def _documented(self, operation: Operation) -> Iterator[Answer]:
        responses = operation.value.get("responses")
        responses = responses if isinstance(responses, dict) else {}
        for key in responses:
            if key.startswith(("x-", "1")):  # 1xx is never the answer
                continue
            where = operation.stands + join_pointer("responses", key)
            try:
                pointer, response = locate(self._document, where)
            except InputError:
                continue
            if isinstance(response, dict):
                # Beside a success, `default` means an error.
                succeeds = any(str(other)[:1] in ("2", "3") for other in responses)
                yield from self._answers(key, pointer, response, otherwise=400 if succeeds else 200)

    def _answers(self, key: str, pointer: str, response: dict[str, Any], *, otherwise: int) -> Iterator[Answer]:
        """The answers of one response. `otherwise`: the status of a `default` that says none."""
        content = response.get("content")
        if not isinstance(content, dict) or not content:
            yield Answer(key, _status(key, "", None, otherwise), pointer)
            return
        for media_type, media in content.items():
            if not isinstance(media, dict):
                continue
            schema = pointer + join_pointer("content", media_type, "schema") if "schema" in media else ""
            found = list(self._examples(media))
            for name, value in found or [("", ABSENT)]:
                status = _status(key, name, value, otherwise)
                yield Answer(key, status, pointer, media_type, schema, name, value)

    def _examples(self, media: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        if "example" in media:
            yield "", media["example"]
        named = media.get("examples")
        for name, entry in named.items() if isinstance(named, dict) else ():
            try:
                _, example = locate({"entry": entry, **self._document}, "/entry")
            except InputError:
                continue
            if isinstance(example, dict) and value_field(example):
                yield name, value_of(example)


def _rank(key: str) -> int:
    """2xx before 3xx; `default` stands for success only where nothing else does."""
    return {"2": 0, "3": 1, "d": 2}.get(key[:1], 3)


def _status(key: str, name: str, value: Any, otherwise: int) -> int:
    if re.fullmatch(r"[2-5]\d\d", key):
        return int(key)
    if re.fullmatch(r"[2-5]XX", key, re.IGNORECASE):
        return int(key[0]) * 100
    return stated_status(value) or (_named_status(name) if otherwise >= 400 else None) or otherwise


def _named_status(name: str) -> int | None:
    """The status whose phrase ends the name of an error: `forbidden`, `conferenceNotFound`, `serviceUnavailable`."""
    word = re.sub(r"[^a-z]", "", name.lower())
    phrases = ((status, re.sub(r"[^a-z]", "", status.phrase.lower())) for status in HTTPStatus if status >= 400)
    return next((status.value for status, phrase in phrases if word.endswith(phrase)), None)


def stated_status(value: Any, depth: int = 0) -> int | None:
    """The HTTP status that an error's own body states: `{"error": {"code": 404}}`."""
    if not isinstance(value, dict) or depth > 2:
        return None
    for key in _STATUS_KEYS:
        number = value.get(key)
        if isinstance(number, int) and not isinstance(number, bool) and 400 <= number < 600:
            return number
    return next((found for inner in value.values() if (found := stated_status(inner, depth + 1))), None)


def _accepted(answers: list[Answer], accept: str | None, *, strict: bool) -> Answer:
    """The answer of the media type that the client likes best.

    Where it takes none, the first: most servers do so. Raises `Refused` (406) instead where that is not tolerated.
    """
    offered = [answer.media_type for answer in answers if answer.media_type]
    if not offered:
        return answers[0]
    chosen = best_of(offered, accept)
    if chosen is None and strict:
        raise Refused(406, "notAcceptable", f"There is {', '.join(dict.fromkeys(offered))} here, not {accept}.")
    return next((answer for answer in answers if answer.media_type == chosen), answers[0])
