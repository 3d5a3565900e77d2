"""One walk over a document that finds every object in it by kind, so that no rule walks by itself.

Enters: a document, however wrong: what is not of the expected type is passed over (the official schema reports it).
Leaves: a `Survey`, whose `Place`s know their pointer and the object they stand in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from speclift.document import Operation, dereference, iterate_operations, join_pointer, openapi_version, split_pointer
from speclift.document.anatomy import EXTENSIBLE_MAPS, OBJECTS, REFERENCES_WITH_SIBLINGS
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.validators import Validators


@dataclass(frozen=True, slots=True)
class Place:
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


@dataclass(slots=True)
class Reference:
    """A `$ref`: the pointer of the object that holds it, its text, and the kind of object that is wanted there."""

    place: Place
    target: str
    wanted: str


@dataclass
class Survey:
    """A document and everything found in it."""

    document: dict[str, Any]
    version: tuple[int, int]
    places: dict[str, list[Place]] = field(default_factory=lambda: {kind: [] for kind in OBJECTS})
    references: list[Reference] = field(default_factory=list)

    def of(self, *kinds: str) -> Iterator[Place]:
        """Every object of the given kinds, in the order of the document."""
        for kind in kinds:
            yield from self.places[kind]

    def follow(self, value: object) -> Any:
        """`value`, or what it refers to; `None` where the reference leads nowhere."""
        try:
            return dereference(self.document, value)
        except InputError:
            return None

    @cached_property
    def operations(self) -> list[Operation]:
        """The operations under `paths`."""
        return list(iterate_operations(self.document))

    @cached_property
    def schemas_by_pointer(self) -> dict[str, Place]:
        """Every Schema Object by its JSON pointer."""
        return {place.pointer: place for place in self.of("Schema")}

    @cached_property
    def validators(self) -> Validators:
        """What validates values against the schemas of this document."""
        from speclift.check.validators import Validators

        return Validators(self)


def survey(document: dict[str, Any]) -> Survey:
    """Find every object of `document`. Raises `InputError` when it is not OpenAPI 3.0 or 3.1."""
    result = Survey(document, openapi_version(document))
    _visit(result, "OpenAPI", document, "", "", "", None)
    _visit_elsewhere(result)
    return result


def _visit_elsewhere(result: Survey) -> None:
    """Visit what references lead to outside the usual places (`#/x-shared/User`, `…/schemas/A/definitions/B`)."""
    visited = {place.pointer for places in result.places.values() for place in places}
    for reference in result.references:  # grows while it is read
        if reference.target.startswith("#/"):
            parts = split_pointer(reference.target)
            pointer = join_pointer(*parts)
            if pointer not in visited:
                visited.add(pointer)
                _visit(
                    result, reference.wanted, result.follow({"$ref": reference.target}), pointer, parts[-1], "", None
                )


def _visit(result: Survey, kind: str, value: Any, pointer: str, key: str, via: str, owner: Place | None) -> None:
    if not isinstance(value, dict):
        return
    target = value.get("$ref")
    if isinstance(target, str):
        if kind not in REFERENCES_WITH_SIBLINGS:
            result.references.append(Reference(Place("Reference", value, pointer, key, via, owner), target, kind))
            return
        result.references.append(Reference(Place(kind, value, pointer, key, via, owner), target, kind))
    place = Place(kind, value, pointer, key, via, owner)
    result.places[kind].append(place)
    fields = OBJECTS[kind]
    if "*" in fields:
        _visit_map(result, place, "*", fields["*"], value, pointer)
        return
    for name, shape in fields.items():
        child = value.get(name)
        if child is None:
            continue
        child_pointer = f"{pointer}/{name}"
        if shape[0] == "{":
            if isinstance(child, dict):
                _visit_map(result, place, name, shape[1:-1], child, child_pointer)
        elif shape[0] == "[":
            for index, item in enumerate(child if isinstance(child, list) else ()):
                _visit(result, shape[1:-1], item, f"{child_pointer}/{index}", str(index), name, place)
        else:
            _visit(result, shape, child, child_pointer, name, name, place)


def _visit_map(result: Survey, place: Place, via: str, kind: str, values: dict[str, Any], pointer: str) -> None:
    extensible = (place.kind, via) in EXTENSIBLE_MAPS
    for key, item in values.items():
        if not (extensible and key.startswith("x-")):
            _visit(result, kind, item, pointer + join_pointer(key), key, via, place)
