"""The operations of a document, with what their path item lends them.

Enters: a document (whatever is malformed in it is passed over: saying so is the work of `check`). Leaves: `Operation`s,
in the order of the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from speclift.document.node import Node
from speclift.document.pointers import dereference, follow, join_pointer, locate
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.document.node import Document

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The fields of a Path Item of OpenAPI 3.0 and 3.1 that hold operations, in the order of the specification."""


def methods_of(item: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(method in lower case, the keys that lead to its operation) of everything that a Path Item holds operations in:
    the methods of OpenAPI 3.1, and `query` and `additionalOperations` of OpenAPI 3.2."""
    for method in (*METHODS, "query"):
        if isinstance(item.get(method), dict):
            yield method, (method,)
    additional = item.get("additionalOperations")
    for method, operation in additional.items() if isinstance(additional, dict) else ():
        if isinstance(operation, dict):
            yield str(method).lower(), ("additionalOperations", str(method))


class Operation(Struct, frozen=True):
    """One operation: its method in lower case, its path as the key of `paths`, and where it stands.

    `value` is the Operation Object itself, `path_item` the Path Item it stands in. `parameters` are its parameters and
    those of the path item that it does not state itself, references followed. `source` is the pointer at which the Path
    Item lies that `paths` may only refer to, `stands` that of the operation in it: unlike `pointer`, what begins with
    them can be resolved.
    """

    method: str
    path: str
    pointer: str
    value: dict[str, Any]
    path_item: dict[str, Any]
    parameters: tuple[dict[str, Any], ...]
    source: str
    stands: str

    @property
    def operation_id(self) -> str:
        """The `operationId`, or "" where the document has none."""
        identifier = self.value.get("operationId")
        return identifier if isinstance(identifier, str) else ""


def iterate_operations(document: dict[str, Any]) -> Iterator[Operation]:
    """Yield every operation under `paths`. Neither webhooks nor callbacks are operations that a client may call."""
    paths = document.get("paths")
    if not isinstance(paths, dict):
        return
    for path in paths:
        try:
            source, item = locate(document, join_pointer("paths", path))
        except InputError:
            continue
        for method, keys in methods_of(item) if isinstance(item, dict) else ():
            value = item[keys[0]] if len(keys) == 1 else item[keys[0]][keys[1]]
            pointer, stands = join_pointer("paths", path, *keys), source + join_pointer(*keys)
            yield Operation(method, path, pointer, value, item, _parameters(document, item, value), source, stands)


def _parameters(
    document: dict[str, Any], item: dict[str, Any], operation: dict[str, Any]
) -> tuple[dict[str, Any], ...]:
    merged: dict[tuple[Any, Any], dict[str, Any]] = {}
    for owner in (item, operation):
        listed = owner.get("parameters")
        for entry in listed if isinstance(listed, list) else ():
            parameter = follow(document, entry)
            if isinstance(parameter, dict):
                merged[str(parameter.get("name")), str(parameter.get("in"))] = parameter
    return tuple(merged.values())


class PathOperation(Struct, frozen=True):
    """One operation: its method in lower case, its path as the key of `paths`, its Operation Object, the Path Item that
    it stands in, and its parameters: those that the path item lends it, then its own, references followed."""

    method: str
    path: str
    node: Node
    item: Node
    parameters: tuple[Node, ...]

    @property
    def operation_id(self) -> str:
        """The `operationId`, or "" where the document has none."""
        return self.node.text("operationId")

    @property
    def pointer(self) -> str:
        """Where the operation is named: under `paths`, though its path item may stand elsewhere."""
        return join_pointer("paths", self.path) + self.node.pointer.removeprefix(self.item.pointer)


def operations(document: Document, field: str = "paths") -> list[PathOperation]:
    """Every operation under `paths` (or `webhooks`), in the order of the document. Raises `InputError` for a reference
    that leads nowhere."""
    return [
        operation
        for path, item in document.root.child(field).entries()
        if not path.startswith("x-")
        for operation in of_path_item(document, path, item)
    ]


def of_path_item(document: Document, path: str, item: Node) -> list[PathOperation]:
    """The operations of one path item. Raises `InputError` for a reference that leads nowhere."""
    item = document.resolve(item)
    nodes = [(method, item.child(*keys)) for method, keys in methods_of(item.mapping())]
    return [PathOperation(method, path, node, item, _lent(document, item, node)) for method, node in nodes]


def _lent(document: Document, item: Node, operation: Node) -> tuple[Node, ...]:
    shared, own = (dict(_keyed(document, owner)) for owner in (item, operation))
    together = (*(node for key, node in shared.items() if key not in own), *own.values())
    return tuple(dissolved for parameter in together for dissolved in _dissolved(document, parameter))


def _dissolved(document: Document, parameter: Node) -> list[Node]:
    """The parameters of the query that a whole query string (`in: querystring`, OpenAPI 3.2) written as a form consists
    of; the parameter itself where it is anything else."""
    if parameter.text("in") != "querystring":
        return [parameter]
    media = document.resolve(parameter.child("content", "application/x-www-form-urlencoded"))
    schema = document.resolve(media.child("schema"))
    required = schema.mapping().get("required") or ()
    fields = [
        Node({"name": name, "in": "query", "required": name in required, "schema": node.value}, node.pointer)
        for name, node in schema.child("properties").entries()
    ]
    return fields or [parameter]


def _keyed(document: Document, owner: Node) -> Iterator[tuple[tuple[str, str], Node]]:
    """The parameters of an owner, each with what tells it from others; names of headers ignore case."""
    for entry in owner.child("parameters").elements():
        parameter = document.resolve(entry)
        name, location = parameter.text("name"), parameter.text("in")
        yield (location, name.casefold() if location == "header" else name), parameter


def request_body(document: Document, operation: PathOperation) -> Node:
    """The Request Body Object of an operation, or a node of None."""
    return document.resolve(operation.node.child("requestBody"))


def responses(document: Document, operation: PathOperation) -> dict[str, Node]:
    """The Response Objects of an operation, by status."""
    entries = operation.node.child("responses").entries()
    return {status: document.resolve(node) for status, node in entries if not status.startswith("x-")}


def count_operations(document: Mapping[str, Any]) -> int:
    """Count the operations of a document without reading them, so that a reading can be held against it."""
    paths = document.get("paths")
    items = [dereference(document, item) for item in paths.values()] if isinstance(paths, dict) else []
    return sum(1 for item in items if isinstance(item, dict) for _ in methods_of(item))
