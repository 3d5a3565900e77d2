"""One walk over a document that finds every object in it by kind, so that nobody walks by himself.

Enters: a document, however wrong: what is not of the expected type is passed over. Leaves: a `Walk`, whose `Place`s
know their pointer and the object they stand in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from speclift.document.anatomy import EXTENSIBLE_MAPS, OBJECTS, REFERENCES_WITH_SIBLINGS
from speclift.document.operations import Operation, iterate_operations
from speclift.document.pointers import follow, join_pointer, split_pointer
from speclift.document.shape import openapi_version

if TYPE_CHECKING:
    from collections.abc import Iterator


class Place(Struct, frozen=True):
    """An object of the document: its kind, its value, its JSON pointer, its key in the parent, and the object it is in.

    `via` is the field of the owner that leads here (`properties`, `parameters`).
    """

    kind: str
    value: dict[str, Any]
    pointer: str
    key: str
    via: str
    owner: Place | None

    def owners(self) -> Iterator[Place]:
        """The objects around this one, from the inside out."""
        owner = self.owner
        while owner is not None:
            yield owner
            owner = owner.owner

    def child(self, *parts: str | int) -> str:
        """The pointer of something inside this object."""
        return self.pointer + join_pointer(*parts)


class Reference(Struct, frozen=True):
    """A `$ref`: the pointer of the object that holds it, its text, and the kind of object that is wanted there."""

    place: Place
    target: str
    wanted: str


class Walk:
    """A document and everything found in it. Raises `InputError` when it is not OpenAPI 3.0, 3.1 or 3.2."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.version = openapi_version(document)

    def of(self, *kinds: str) -> Iterator[Place]:
        """Every object of the given kinds, in the order of the document."""
        for kind in kinds:
            yield from self._found.places[kind]

    @property
    def references(self) -> list[Reference]:
        """Every reference, in the order of the document."""
        return self._found.references

    def follow(self, value: object) -> Any:
        """`value`, or what it refers to; `None` where the reference leads nowhere."""
        return follow(self.document, value)

    @cached_property
    def operations(self) -> list[Operation]:
        """The operations under `paths`."""
        return list(iterate_operations(self.document))

    @cached_property
    def schemas_by_pointer(self) -> dict[str, Place]:
        """Every Schema Object by its JSON pointer."""
        return {place.pointer: place for place in self.of("Schema")}

    @cached_property
    def _found(self) -> _Found:
        collected = _Found()
        _visit(collected, "OpenAPI", self.document, "", "", "", None)
        visited = {place.pointer for places in collected.places.values() for place in places}
        # What references lead to outside the usual places (`#/x-shared/User`, `…/schemas/A/definitions/B`).
        for reference in collected.references:  # grows while it is read
            if reference.target.startswith("#/"):
                parts = split_pointer(reference.target)
                pointer = join_pointer(*parts)
                if pointer not in visited:
                    visited.add(pointer)
                    _visit(
                        collected,
                        reference.wanted,
                        self.follow({"$ref": reference.target}),
                        pointer,
                        parts[-1],
                        "",
                        None,
                    )
        return collected


@dataclass(slots=True)
class _Found:
    places: dict[str, list[Place]] = field(default_factory=lambda: {kind: [] for kind in OBJECTS})
    references: list[Reference] = field(default_factory=list)


def _visit(collected: _Found, kind: str, value: Any, pointer: str, key: str, via: str, owner: Place | None) -> None:
    if not isinstance(value, dict):
        return
    target = value.get("$ref")
    if isinstance(target, str):
        if kind not in REFERENCES_WITH_SIBLINGS:
            collected.references.append(Reference(Place("Reference", value, pointer, key, via, owner), target, kind))
            return
        collected.references.append(Reference(Place(kind, value, pointer, key, via, owner), target, kind))
    place = Place(kind, value, pointer, key, via, owner)
    collected.places[kind].append(place)
    fields = OBJECTS[kind]
    if "*" in fields:
        _visit_map(collected, place, "*", fields["*"], value, pointer)
        return
    for name, shape in fields.items():
        child = value.get(name)
        if child is None:
            continue
        child_pointer = f"{pointer}/{name}"
        if shape[0] == "{":
            if isinstance(child, dict):
                _visit_map(collected, place, name, shape[1:-1], child, child_pointer)
        elif shape[0] == "[":
            for index, item in enumerate(child if isinstance(child, list) else ()):
                _visit(collected, shape[1:-1], item, f"{child_pointer}/{index}", str(index), name, place)
        else:
            _visit(collected, shape, child, child_pointer, name, name, place)


def _visit_map(collected: _Found, place: Place, via: str, kind: str, values: dict[str, Any], pointer: str) -> None:
    extensible = (place.kind, via) in EXTENSIBLE_MAPS
    for key, item in values.items():
        if not (extensible and key.startswith("x-")):
            _visit(collected, kind, item, pointer + join_pointer(key), key, via, place)
