"""What an operation answers with: one value out of its envelope, a list that comes in pages, text, a file, or nothing.

Enters: an operation of an opened document. Leaves: `Result`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openapi_python_client.schema import DataType
from openapi_python_client.schema import openapi_schema_pydantic as oai

from speclift.document import escape, unescape
from speclift.generate import shapes
from speclift.generate.document import extension, text
from speclift.generate.paging import Paging, paging_of
from speclift.generate.words import type_name

if TYPE_CHECKING:
    from speclift.generate.catalogue import Catalogue
    from speclift.generate.composition import SchemaOr

Kind = Literal["nothing", "value", "page", "text", "download"]


@dataclass(frozen=True, slots=True)
class Result:
    """An answer. `type` is that of the value, or of one item of a page; `at` the JSON pointer of the envelope's
    content.
    """

    kind: Kind
    type: shapes.Type = shapes.NULL
    at: str = ""
    paging: Paging | None = None
    accept: str = "application/json"
    statuses: tuple[int, ...] = ()


def result_of(operation: oai.Operation, method: str, owner: str, catalogue: Catalogue) -> Result:
    """Say what a success gives. `owner` names the types that are defined in the answer itself."""
    successes = _successes(operation)
    statuses = tuple(int(status) for status in successes if status.isdecimal())
    with_content = [response for response in successes.values() if response.content]
    if not with_content:
        return Result("nothing", statuses=statuses)
    content_type, kind = _media(with_content[0])
    if kind == "json":
        return _json(operation, method, f"{owner}Result", with_content, statuses, content_type, catalogue)
    if kind == "text":
        return Result("text", shapes.TEXT, accept=content_type, statuses=statuses)
    return Result("download", shapes.FILE, accept="*/*", statuses=statuses)


def _successes(operation: oai.Operation) -> dict[str, oai.Response]:
    """The documented successes by status; `default` counts where no other is documented."""
    responses = {
        text(status): response for status, response in operation.responses.items() if isinstance(response, oai.Response)
    }
    found = {status: responses[status] for status in sorted(responses) if status.startswith("2")}
    only_default = not found and len(responses) == 1 and "default" in responses
    return {"default": responses["default"]} if only_default else found


def _media(response: oai.Response) -> tuple[str, str]:
    """The media type that is asked for, JSON before anything else, and how it is read: `json`, `text` or `file`."""
    kinds = {
        text(name).partition(";")[0].strip().lower(): content for name, content in (response.content or {}).items()
    }
    for kind in kinds:
        if kind.endswith("/json") or kind.endswith("+json"):
            return kind, "json"
    kind, content = next(iter(kinds.items()))
    schema = content.media_type_schema
    binary = isinstance(schema, oai.Schema) and text(schema.schema_format) == "binary"
    if kind == "*/*" and not binary and schema is not None:
        return "application/json", "json"
    textual = (
        kind.startswith("text/") or kind in {"application/xml", "application/yaml"} or kind.endswith(("+xml", "+yaml"))
    )
    return kind, "text" if textual and not binary else "file"


def _json(
    operation: oai.Operation,
    method: str,
    owner: str,
    responses: list[oai.Response],
    statuses: tuple[int, ...],
    accept: str,
    catalogue: Catalogue,
) -> Result:
    schemas = [schema for response in responses for schema in [_json_schema(response)] if schema is not None]
    if not schemas:
        return Result("value", shapes.ANYTHING, accept=accept, statuses=statuses)
    base = owner.removesuffix("Result")
    documented = extension(operation, "x-pagination")
    if isinstance(documented, dict):
        paging, items = paging_of(documented)
        schema = _pointed(schemas[0], items, catalogue)
        if schema is not None and schema.items is not None:
            item = catalogue.type_of(schema.items, f"{base}Item")
            return Result("page", item, paging=paging, accept=accept, statuses=statuses)
    if len(schemas) > 1:
        type_ = catalogue.field_type(schemas, owner)
        return Result("value", type_, accept=accept, statuses=statuses)
    wire = _envelope(schemas[0], catalogue)
    inner = catalogue.composition.fields(schemas[0])[wire].schemas[0] if wire is not None else schemas[0]
    at = f"/{escape(wire)}" if wire is not None else ""
    array = catalogue.composition.resolved(inner)
    if method == "get" and array.type == DataType.ARRAY and array.items is not None:
        item = catalogue.type_of(array.items, f"{base}Item")
        if isinstance(item, shapes.Named | shapes.MapOf):
            return Result("page", item, paging=Paging("none", (("items", at),)), accept=accept, statuses=statuses)
    noun = type_name(wire) if wire is not None else ""
    name = owner if wire is None else base if base.endswith(noun) else f"{base}{noun}"
    return Result("value", catalogue.type_of(inner, name), at=at, accept=accept, statuses=statuses)


def _json_schema(response: oai.Response) -> SchemaOr | None:
    for name, content in (response.content or {}).items():
        kind = text(name).partition(";")[0].strip().lower()
        if kind.endswith("/json") or kind.endswith("+json") or kind == "*/*":
            return content.media_type_schema
    return None


def _envelope(schema: SchemaOr, catalogue: Catalogue) -> str | None:
    """The only field of an object that exists to hold another object or a list; None where the object is the answer
    itself.
    """
    resolved = catalogue.composition.resolved(schema)
    fields = catalogue.composition.fields(schema)
    if (
        len(fields) != 1
        or resolved.oneOf
        or resolved.anyOf
        or isinstance(resolved.additionalProperties, oai.Schema | oai.Reference)
    ):
        return None
    wire, stated = next(iter(fields.items()))
    return wire if len(stated.schemas) == 1 and catalogue.composition.holds(stated.schemas[0]) else None


def _pointed(schema: SchemaOr, pointer: str, catalogue: Catalogue) -> oai.Schema | None:
    """The schema of what a JSON pointer finds in an answer."""
    for step in pointer.split("/")[1:]:
        fields = catalogue.composition.fields(schema)
        wire = unescape(step)
        if wire not in fields:
            return None
        schema = fields[wire].schemas[0]
    return catalogue.composition.resolved(schema)
