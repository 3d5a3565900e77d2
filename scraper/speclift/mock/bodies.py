"""Reads and validates the body of a request.

Enters: a request and the operation it is for. Leaves: the body's value (an uploaded file is a text that says so), or
`Refused`: 400 naming the field, 415 for a media type that is not documented. As servers do, a form is taken for an
object of JSON and JSON for a form, whatever the body is called, and numbers may be texts; a strict mock refuses that.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl

from speclift.document import join_pointer, locate, split_pointer
from speclift.mock.multipart import parse_multipart
from speclift.mock.parameters import INVALID, MISSING
from speclift.mock.refusal import Refused
from speclift.mock.wire import Wire
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.check.validators import Validators
    from speclift.document import Operation
    from speclift.mock.messages import Request


class Bodies:
    """The request bodies of a document's operations."""

    def __init__(self, document: dict[str, Any], validators: Validators, *, strict: bool = False) -> None:
        self._document = document
        self._strict = strict
        self._validators = validators
        self._wire = Wire(document, strict=strict)

    def read(self, operation: Operation, request: Request) -> Any:
        """The body's value; None without one."""
        located = self._documented(operation)
        if located is None:
            return None
        pointer, documented = located
        if not request.body:
            # An empty body is one without content: an object that requires nothing may be left out.
            if documented.get("required") is True:
                raise Refused(400, "missingBody", "The request has no body.", where="body", like=MISSING)
            return None
        content = documented.get("content")
        content = content if isinstance(content, dict) else {}
        sent = (request.header("content-type") or "").partition(";")[0].strip().lower()
        media_type = _choose(content, sent)
        read_as = media_type
        if not self._strict and (media_type is None or _is_form(sent)):
            media_type, read_as = _tolerated(content, sent, request.body) or (media_type, media_type)
        if media_type is None or read_as is None:
            known = ", ".join(content)
            raise Refused(
                415,
                "unsupportedMediaType",
                f"The body is {sent or 'of no media type'}; documented is {known}.",
                where="body",
            )
        schema = pointer + join_pointer("content", media_type, "schema")
        return self.validate(schema, self._decode(schema, read_as, request))

    def validate(self, schema: str, value: Any) -> Any:
        """`value`, when it fits the schema at the pointer, or what it means. Raises `Refused` naming the field."""
        verdict = self._validators.judge(schema, value, "request")
        if verdict == "format" and self._strict:
            where, words = self._validators.format_problem(schema, value, "request")
            name = ".".join(split_pointer(where))
            raise Refused(
                400, "invalidParameter", f"The field {name!r}: {words}.", where="body", name=name, like=INVALID
            )
        if verdict != "invalid":
            return value
        if not self._strict:
            coerced = self._wire.coerced(value, self._schema(schema))
            if self._validators.judge(schema, coerced, "request") != "invalid":
                return coerced
        misfit = self._validators.explain(schema, value, "request")
        name = ".".join([*split_pointer(misfit.pointer), *([misfit.missing] if misfit.missing else [])])
        if misfit.missing:
            message = f"The required field {name!r} is missing."
            raise Refused(400, "missingRequiredField", message, where="body", name=name, like=MISSING)
        words = f"The field {name!r}" if name else "The body"
        raise Refused(
            400, "invalidParameter", f"{words} is invalid: {misfit.message}.", where="body", name=name, like=INVALID
        )

    def documented_schema(self, operation: Operation) -> str | None:
        """The pointer of the first documented schema of the body."""
        located = self._documented(operation)
        content = located[1].get("content") if located else None
        if located is None or not isinstance(content, dict) or not content:
            return None
        return located[0] + join_pointer("content", next(iter(content)), "schema")

    def _documented(self, operation: Operation) -> tuple[str, dict[str, Any]] | None:
        if "requestBody" not in operation.value:
            return None
        try:
            pointer, body = locate(self._document, f"{operation.stands}/requestBody")
        except InputError:
            return None
        return (pointer, body) if isinstance(body, dict) else None

    def _schema(self, pointer: str) -> Any:
        try:
            return locate(self._document, pointer)[1]
        except InputError:
            return None

    def _decode(self, schema: str, media_type: str, request: Request) -> Any:
        kind = media_type.partition(";")[0].strip().lower()
        sent = (request.header("content-type") or "").partition(";")[0].strip().lower()
        if kind == "multipart/form-data":
            return self._form(request, self._schema(schema))
        if kind == _URLENCODED:
            try:
                pairs = parse_qsl(
                    request.body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
                )
            except ValueError as error:
                raise Refused(
                    400, "invalidForm", f"The body is not a form: {error}.", where="body", like=INVALID
                ) from None
            return self._wire.tree(pairs, self._schema(schema))
        if _is_json(kind) or _is_json(sent):
            try:
                return json.loads(request.body, parse_constant=_refused_constant)
            except (ValueError, RecursionError) as error:
                raise Refused(
                    400, "invalidJson", f"The body is not JSON: {error}.", where="body", like=INVALID
                ) from None
        return request.body.decode("utf-8", "replace")

    def _form(self, request: Request, schema: Any) -> dict[str, Any]:
        try:
            parts = parse_multipart(request.body, request.header("content-type") or "")
        except ValueError as error:
            raise Refused(
                400, "invalidMultipart", f"The body is not a form: {error}.", where="body", like=INVALID
            ) from None
        # A file is opaque: for the schema it is a text (`format: binary`).
        pairs = [
            (p.name, "(a file)" if p.filename is not None else p.content.decode("utf-8", "replace")) for p in parts
        ]
        return self._wire.tree(pairs, schema)


def _choose(content: dict[str, Any], kind: str) -> str | None:
    """The documented media type that a body of type `kind` is of: the very one, then a range, then any bytes."""
    names = {name.partition(";")[0].strip().lower(): name for name in content}
    for wanted in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        if kind and wanted in names:
            return names[wanted]
    if "application/octet-stream" in names and not kind:
        return names["application/octet-stream"]
    return None


def _tolerated(content: dict[str, Any], sent: str, body: bytes) -> tuple[str, str] | None:
    """The documented media type that is meant, and how the body is read; None where neither can be said."""
    documented = next((name for name in content if _is_json(name.partition(";")[0].strip().lower())), None)
    form = next((name for name in content if _is_form(name.partition(";")[0].strip().lower())), None)
    meant = documented or form
    if meant is None:
        return None
    if body.lstrip()[:1] in (b"{", b"["):
        # Clients that forget to say what they send (`curl -d '{"a": 1}'`), or call it text.
        return meant, "application/json"
    if _is_form(sent):
        return (form or meant), sent
    if not sent and b"=" in body:
        return (form or meant), _URLENCODED
    if _is_json(sent):
        return meant, "application/json"
    return None


_URLENCODED = "application/x-www-form-urlencoded"
_MOST_FIELDS = 1000


def _is_form(kind: str) -> bool:
    return kind in (_URLENCODED, "multipart/form-data")


def _is_json(kind: str) -> bool:
    return kind.endswith(("/json", "+json"))


def _refused_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
