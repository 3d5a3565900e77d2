"""A walk over a document that may be wrong anywhere: every object that the specification knows, with its kind.

Enters: a document. Leaves: `Place`s, parents before children. What is not of the expected JSON type is passed over;
a Reference Object (`$ref` where no schema stands) is not entered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from speclift.document.anatomy import EXTENSIBLE_MAPS, OBJECTS, REFERENCES_WITH_SIBLINGS
from speclift.document.pointers import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]


class Place(Struct, frozen=True):
    """An object of a document: its kind, its pointer, its value, its key and the container that holds it by that key.

    `owner` is the object around it (None for the document).
    """

    kind: str
    pointer: str
    value: Json
    container: Any = None
    key: str | int = ""
    owner: Place | None = None

    def operation(self) -> tuple[str, str]:
        """Path and method of the operation that this stands in, or two empty texts."""
        parts = self.pointer.split("/")
        if len(parts) > 3 and parts[1] in ("paths", "webhooks"):
            return parts[2].replace("~1", "/").replace("~0", "~"), parts[3]
        return "", ""


def places(document: Json, *kinds: str) -> Iterator[Place]:
    """Every object of `document`, or those of some kinds. The document may be changed below what was just yielded."""
    waiting = [Place("OpenAPI", "", document)]
    while waiting:
        place = waiting.pop()
        if not kinds or place.kind in kinds:
            yield place
        if is_reference(place.value) and place.kind not in REFERENCES_WITH_SIBLINGS:
            continue
        waiting += reversed(list(_children(place)))


def is_reference(value: object) -> bool:
    """Whether a value is an object with a `$ref`."""
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


def _children(place: Place) -> Iterator[Place]:
    shapes = OBJECTS[place.kind]
    if "*" in shapes:
        yield from _named(place, "*", shapes["*"], place.value, place.pointer)
        return
    for name, shape in shapes.items():
        child = place.value.get(name)
        pointer = f"{place.pointer}/{name}"
        if shape.startswith("{") and isinstance(child, dict):
            yield from _named(place, name, shape[1:-1], child, pointer)
        elif shape.startswith("[") and isinstance(child, list):
            for index, item in enumerate(child):
                if isinstance(item, dict):
                    yield Place(shape[1:-1], f"{pointer}/{index}", item, child, index, place)
        elif not shape.startswith(("{", "[")) and isinstance(child, dict):
            yield Place(shape, pointer, child, place.value, name, place)


def _named(place: Place, via: str, kind: str, values: Json, pointer: str) -> Iterator[Place]:
    extensible = (place.kind, via) in EXTENSIBLE_MAPS
    for name, value in values.items():
        if isinstance(value, dict) and not (extensible and name.startswith("x-")):
            yield Place(kind, pointer + join_pointer(name), value, values, name, place)
