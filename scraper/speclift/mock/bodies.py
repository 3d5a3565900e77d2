"""Reads and validates the body of a request.

Enters: a request and the operation it is for. Leaves: the body's value (an uploaded file is a text that says so), or
`Refused`: 400 naming the field, 415 for a media type that is not documented.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
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

    def __init__(self, document: dict[str, Any], validators: Validators) -> None:
        self._document = document
        self._validators = validators
        self._wire = Wire(document)

    def read(self, operation: Operation, request: Request, *, forms: bool = False) -> Any:
        """The body's value; None without one. `forms` takes a form where an object of JSON is documented."""
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
        sent = request.header("content-type") or ""
        media_type = _choose(content if isinstance(content, dict) else {}, sent)
        if media_type is None and forms and sent.startswith("application/x-www-form-urlencoded"):
            media_type = next((name for name in content if "json" in name), None) if isinstance(content, dict) else None
        if media_type is None:
            known = ", ".join(content) if isinstance(content, dict) else ""
            raise Refused(
                415,
                "unsupportedMediaType",
                f"The body is {sent or 'of no media type'}; documented is {known}.",
                where="body",
            )
        return self.validate(
            pointer + join_pointer("content", media_type, "schema"), self._decode(pointer, media_type, request)
        )

    def validate(self, schema: str, value: Any) -> Any:
        """`value`, when it fits the schema at the pointer. Raises `Refused` naming the field."""
        if self._validators.judge(schema, value, "request") != "invalid":
            return value
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
            pointer, body = locate(self._document, f"{operation.source}/{operation.method}/requestBody")
        except InputError:
            return None
        return (pointer, body) if isinstance(body, dict) else None

    def _decode(self, pointer: str, media_type: str, request: Request) -> Any:
        kind = media_type.partition(";")[0].strip().lower()
        sent = (request.header("content-type") or "").partition(";")[0].strip().lower()
        try:
            _, media = locate(self._document, pointer + join_pointer("content", media_type))
        except InputError:
            media = None
        schema = media.get("schema") if isinstance(media, dict) else None
        if kind == "multipart/form-data":
            return self._form(request, schema)
        if kind == "application/x-www-form-urlencoded" or sent == "application/x-www-form-urlencoded":
            pairs = parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
            return self._wire.tree(pairs, schema)
        if kind.endswith(("/json", "+json")) or sent.endswith(("/json", "+json")):
            try:
                return json.loads(request.body)
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


def _choose(content: dict[str, Any], sent: str) -> str | None:
    """The documented media type that a body of type `sent` is of: the very one, then a range, then any JSON."""
    kind = sent.partition(";")[0].strip().lower()
    names = {name.partition(";")[0].strip().lower(): name for name in content}
    for wanted in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        if kind and wanted in names:
            return names[wanted]
    if "application/octet-stream" in names and not kind:
        return names["application/octet-stream"]
    return None
