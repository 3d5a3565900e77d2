"""What an operation answers with: one value out of its envelope, a list that comes in pages, text, a file, or nothing.

Enters: an operation of an opened document. Leaves: `Result`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from speclift.document import escape, unescape
from speclift.generate import shapes
from speclift.generate.paging import Paging, paging_of
from speclift.generate.words import type_name

if TYPE_CHECKING:
    from speclift.document.node import Node
    from speclift.document.operations import PathOperation
    from speclift.document.schema.object import SchemaObject
    from speclift.generate.catalogue import Catalogue
    from speclift.generate.document import Document

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


def result_of(document: Document, operation: PathOperation, owner: str, catalogue: Catalogue) -> Result:
    """Say what a success gives. `owner` names the types that are defined in the answer itself."""
    successes = _successes(document.responses(operation))
    statuses = tuple(int(status) for status in successes if len(status) == 3 and status.isdecimal())
    with_content = [response for response in successes.values() if response.child("content").mapping()]
    if not with_content:
        return Result("nothing", statuses=statuses)
    content_type, kind = _media(with_content[0])
    if kind == "json":
        return _json(operation, f"{owner}Result", with_content, statuses, content_type, catalogue)
    if kind == "text":
        return Result("text", shapes.TEXT, accept=content_type, statuses=statuses)
    return Result("download", shapes.FILE, accept="*/*", statuses=statuses)


def _successes(responses: dict[str, Node]) -> dict[str, Node]:
    """The documented successes by status; `default` counts where no other is documented."""
    successes = {status: responses[status] for status in sorted(responses) if status.startswith("2")}
    only_default = not successes and len(responses) == 1 and "default" in responses
    return {"default": responses["default"]} if only_default else successes


def _media(response: Node) -> tuple[str, str]:
    """The media type that is asked for, JSON before anything else, and how it is read: `json`, `text` or `file`."""
    kinds = {name.partition(";")[0].strip().lower(): media for name, media in response.child("content").entries()}
    for kind in kinds:
        if kind.endswith("/json") or kind.endswith("+json"):
            return kind, "json"
    kind, media = next(iter(kinds.items()))
    binary = media.child("schema").text("format") == "binary"
    if kind == "*/*" and not binary and media.child("schema").value is not None:
        return "application/json", "json"
    textual = (
        kind.startswith("text/") or kind in {"application/xml", "application/yaml"} or kind.endswith(("+xml", "+yaml"))
    )
    return kind, "text" if textual and not binary else "file"


def _json(
    operation: PathOperation,
    owner: str,
    responses: list[Node],
    statuses: tuple[int, ...],
    accept: str,
    catalogue: Catalogue,
) -> Result:
    schemas = [catalogue.composition.schema(node) for response in responses for node in _json_schemas(response)[:1]]
    if not schemas:
        return Result("value", shapes.ANYTHING, accept=accept, statuses=statuses)
    base = owner.removesuffix("Result")
    documented = operation.node.mapping().get("x-pagination")
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
    if operation.method == "get" and array.types == ("array",) and array.items is not None:
        item = catalogue.type_of(array.items, f"{base}Item")
        if isinstance(item, shapes.Named | shapes.MapOf):
            return Result("page", item, paging=Paging("none", (("items", at),)), accept=accept, statuses=statuses)
    noun = type_name(wire) if wire is not None else ""
    name = owner if wire is None else base if base.endswith(noun) else f"{base}{noun}"
    return Result("value", catalogue.type_of(inner, name), at=at, accept=accept, statuses=statuses)


def _json_schemas(response: Node) -> list[Node]:
    """The schema of the first media type of a response that is JSON, if it has one."""
    for name, media in response.child("content").entries():
        kind = name.partition(";")[0].strip().lower()
        if kind.endswith("/json") or kind.endswith("+json") or kind == "*/*":
            return [media.child("schema")] if media.child("schema").value is not None else []
    return []


def _envelope(schema: SchemaObject, catalogue: Catalogue) -> str | None:
    """The only field of an object that exists to hold another object or a list; None where the object is the answer
    itself.
    """
    resolved = catalogue.composition.resolved(schema)
    fields = catalogue.composition.fields(schema)
    if len(fields) != 1 or resolved.one_of or resolved.any_of or resolved.additional is not None:
        return None
    wire, stated = next(iter(fields.items()))
    return wire if len(stated.schemas) == 1 and catalogue.composition.holds(stated.schemas[0]) else None


def _pointed(schema: SchemaObject, pointer: str, catalogue: Catalogue) -> SchemaObject | None:
    """The schema of what a JSON pointer finds in an answer."""
    for step in pointer.split("/")[1:]:
        fields = catalogue.composition.fields(schema)
        wire = unescape(step)
        if wire not in fields:
            return None
        schema = fields[wire].schemas[0]
    return catalogue.composition.resolved(schema)
