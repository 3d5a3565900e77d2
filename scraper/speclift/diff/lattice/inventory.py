"""What one version has: its operations, parameters, fields and values, each under a location that changes name too.

Enters: a document. Leaves: `Entry`s. Fields and values stand where they are written (`schema User.address.city`), not
at every place that uses them, so that each is counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from speclift.diff.judge.places import fields
from speclift.diff.pair.operations import Endpoint, endpoints
from speclift.document import split_pointer
from speclift.document.schema.facts import typed
from speclift.document.schema.schemas import Schemas
from speclift.model.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.document.node import Document, Node

Kind = Literal["operation", "parameter", "field", "value"]
_BELOW = ("properties", "patternProperties", "dependentSchemas", "$defs")
_LISTS = ("allOf", "oneOf", "anyOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "contains", "not", "if", "then", "else")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a version has. `endpoint` is the operation that it belongs to, `rest` its location inside (or,
    without an operation, the whole of it), `subject` what a person calls it there, `pointer` where the document has
    it (a value: its place in `enum`, or `const`)."""

    kind: Kind
    endpoint: Endpoint | None
    rest: str
    subject: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything that a version has. `arguments` are the names that a call of an operation (by operationId) takes,
    from its parameters and its body; `members` the names of the fields of a component, those that it is composed of
    included."""

    entries: tuple[Entry, ...]
    endpoints: tuple[Endpoint, ...]
    arguments: frozenset[tuple[str, str]]
    members: frozenset[tuple[str, str]]


def take_stock(document: Document) -> Inventory:
    """List what a document has."""
    schemas = Schemas(document)
    listed = endpoints(document)
    entries: list[Entry] = []
    arguments: set[tuple[str, str]] = set()
    for endpoint in listed:
        entries.append(Entry("operation", endpoint, "", "", endpoint.node.pointer))
        entries += _parameters(endpoint)
        entries += _bodies(document, endpoint)
        arguments.update((endpoint.operation_id, name) for name in _arguments(schemas, endpoint))
    members: set[tuple[str, str]] = set()
    for name, schema in document.root.child("components", "schemas").entries():
        entries += _written(schema, None, f"schema {name}", name)
        members.update((name, field) for field in _names(schemas, schema))
    return Inventory(tuple(entries), tuple(listed), frozenset(arguments), frozenset(members))


def _parameters(endpoint: Endpoint) -> Iterator[Entry]:
    positions = {name: str(index) for index, name in enumerate(endpoint.placeholders, 1)}
    for parameter in endpoint.parameters:
        where, name = str(parameter.mapping().get("in", "")), str(parameter.mapping().get("name", ""))
        key = positions.get(name, name) if where == "path" else name.casefold() if where == "header" else name
        rest = f"{where} parameter {key}"
        yield Entry("parameter", endpoint, rest, f"{where} parameter {name}", parameter.pointer)
        yield from _written(parameter.child("schema"), endpoint, rest, f"{where} parameter {name}")


def _bodies(document: Document, endpoint: Endpoint) -> Iterator[Entry]:
    """The fields of bodies that are written in the operation itself."""
    places = [("request body", document.resolve(endpoint.node.child("requestBody")))]
    for status, response in endpoint.node.child("responses").entries():
        places.append((f"response {status}", document.resolve(response)))
    for place, holder in places:
        if holder.pointer.startswith("/components"):
            continue  # not this operation's own
        for media, content in holder.child("content").entries():
            rest = f"{place} {media.split(';')[0].strip().lower()}"
            yield from _written(content.child("schema"), endpoint, rest, f"{place}, {media}")


def _written(schema: Node, endpoint: Endpoint | None, rest: str, subject: str) -> Iterator[Entry]:
    """Fields and values that a schema itself writes down; what it refers to is listed where it stands."""
    depth = len(split_pointer(schema.pointer))
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        value = node.mapping()
        if not value:
            continue
        steps = split_pointer(node.pointer)[depth:]
        path = fields(steps)
        if len(steps) > 1 and steps[-2] == "properties":
            yield Entry("field", endpoint, _join(rest, path, endpoint), _join(subject, path, endpoint), node.pointer)
        for pointer, listed in _values(node):
            where = f"{_join(rest, path, endpoint)} = {typed(listed)}"
            yield Entry("value", endpoint, where, f"{_join(subject, path, endpoint)}: {shown(listed)}", pointer)
        waiting += reversed(list(_below(node)))


def _values(node: Node) -> Iterator[tuple[str, Any]]:
    """The values that a schema lists, each with its pointer."""
    value = node.mapping()
    if isinstance(value.get("enum"), list):
        for index, listed in enumerate(value["enum"]):
            yield f"{node.pointer}/enum/{index}", listed
    elif "const" in value:
        yield f"{node.pointer}/const", value["const"]


def _join(start: str, path: str, endpoint: Endpoint | None) -> str:
    if endpoint is None or not path:
        return start + path
    return f"{start} {path.lstrip('.')}"


def _below(node: Node) -> Iterator[Node]:
    value = node.mapping()
    for keyword in _BELOW:
        if keyword in value:
            yield from (child for _, child in node.child(keyword).entries())
    for keyword in _LISTS:
        if keyword in value:
            yield from node.child(keyword).elements()
    yield from (node.child(keyword) for keyword in _SINGLE if keyword in value)


def _arguments(schemas: Schemas, endpoint: Endpoint) -> Iterator[str]:
    for parameter in endpoint.parameters:
        yield str(parameter.mapping().get("name", ""))
    body = schemas.document.resolve(endpoint.node.child("requestBody"))
    for _, content in body.child("content").entries():
        yield from _names(schemas, content.child("schema"))


def _names(schemas: Schemas, schema: Node) -> Iterator[str]:
    if schema.value is not None:
        for leaf in schemas.read([schema]).leaves:
            yield from leaf.facts.said.get("properties", ())
