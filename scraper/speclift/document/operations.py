"""The operations of a document, with what their path item lends them.

Enters: a document (whatever is malformed in it is passed over: saying so is the work of `check`). Leaves: `Operation`s,
in the order of the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from speclift.document.pointers import dereference, join_pointer, locate
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The fields of a Path Item that hold operations, in the order of the specification."""


class Operation(Struct, frozen=True):
    """One operation: its method in lower case, its path as the key of `paths`, and where it stands.

    `value` is the Operation Object itself, `path_item` the Path Item it stands in. `parameters` are its parameters and
    those of the path item that it does not state itself, references followed. `source` is the pointer at which the Path
    Item lies that `paths` may only refer to: unlike `pointer`, what begins with it can be resolved.
    """

    method: str
    path: str
    pointer: str
    value: dict[str, Any]
    path_item: dict[str, Any]
    parameters: tuple[dict[str, Any], ...]
    source: str

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
        for method in METHODS if isinstance(item, dict) else ():
            value = item.get(method)
            if isinstance(value, dict):
                pointer = join_pointer("paths", path, method)
                yield Operation(method, path, pointer, value, item, _parameters(document, item, value), source)


def _parameters(
    document: dict[str, Any], item: dict[str, Any], operation: dict[str, Any]
) -> tuple[dict[str, Any], ...]:
    merged: dict[tuple[Any, Any], dict[str, Any]] = {}
    for owner in (item, operation):
        listed = owner.get("parameters")
        for entry in listed if isinstance(listed, list) else ():
            parameter = _target(document, entry)
            if isinstance(parameter, dict):
                merged[str(parameter.get("name")), str(parameter.get("in"))] = parameter
    return tuple(merged.values())


def _target(document: dict[str, Any], value: Any) -> Any:
    try:
        return dereference(document, value)
    except InputError:
        return None
