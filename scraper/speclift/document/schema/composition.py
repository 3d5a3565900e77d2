"""What objects are composed of: references followed, `allOf` put together, alternatives laid beside each other.

Enters: the schemas of one document, as `SchemaObject`s. Leaves: `Composition`, which says which fields an object has
and by what name a schema is known, without making types of it. What a value may be at all, with every bound and
alternative, is said by `Schemas`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from speclift.document.node import Node
from speclift.document.pointers import split_pointer
from speclift.document.schema.object import SchemaObject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclift.document.soundness import SoundDocument


@dataclass(frozen=True, slots=True)
class Stated:
    """A field: its schema, or its schemas where alternatives state it differently, and whether it is required."""

    schemas: tuple[SchemaObject, ...]
    required: bool


class Composition:
    """The schemas of one document.

    A schema that references lead to is known by a name: a component by its own, any other by the last part of its
    pointer, with a digest of the pointer where that is taken.
    """

    def __init__(self, document: SoundDocument) -> None:
        self._document = document
        self._known: dict[str, SchemaObject] = {}

    def schema(self, node: Node) -> SchemaObject:
        """The schema at `node`."""
        known = self._known.get(node.pointer)
        if known is None:
            known = self._known[node.pointer] = SchemaObject(self._document, node)
        return known

    @cached_property
    def named(self) -> dict[str, SchemaObject]:
        """The schemas that have a name: the components, in their order, then what else is referred to."""
        schemas = {
            name: self.schema(node) for name, node in self._document.root.child("components", "schemas").entries()
        }
        pointers = {schema.pointer for schema in schemas.values()}
        references = [reference for reference in self._document.walk.references if reference.wanted == "Schema"]
        for node in [self._document.target(reference.target, reference.place.pointer) for reference in references]:
            if node.pointer not in pointers:
                pointers.add(node.pointer)
                parts = split_pointer(node.pointer)
                last = parts[-1] if parts else "Document"
                taken = last.isdecimal() or last in schemas
                name = f"{last} {hashlib.sha256(f'#{node.pointer}'.encode()).hexdigest()[:4]}" if taken else last
                schemas[name] = self.schema(node)
        return schemas

    @cached_property
    def _names(self) -> dict[str, str]:
        return {schema.pointer: name for name, schema in self.named.items()}

    def name(self, schema: SchemaObject) -> str:
        """The name of what a bare reference leads to; "" for any other schema."""
        return "" if schema.reference is None else self._names.get(schema.reference.pointer, "")

    def resolved(self, schema: SchemaObject) -> SchemaObject:
        """The schema itself, or what it refers to; an `allOf` of one reference and nothing else is that reference."""
        seen: set[str] = set()
        while True:
            if schema.reference is not None:
                if schema.reference.pointer in seen:
                    return self.schema(Node({}, f"{schema.pointer}/$ref"))
                schema = schema.reference
                seen.add(schema.pointer)
            elif len(schema.all_of) == 1 and not (schema.properties or schema.one_of or schema.any_of):
                schema = schema.all_of[0]
            else:
                return schema

    def component(self, schema: SchemaObject) -> str:
        """The name of the schema that is referred to; "" for an inline schema."""
        while schema.reference is None and len(schema.all_of) == 1 and not schema.properties:
            schema = schema.all_of[0]
        return self.name(schema)

    def is_list(self, schema: SchemaObject) -> bool:
        """Whether a value is an array."""
        return self.resolved(schema).types == ("array",)

    def holds(self, schema: SchemaObject, above: frozenset[str] = frozenset()) -> bool:
        """Whether a value is an object or an array, or perhaps one of them: something that an envelope is made for."""
        if schema.reference is not None:
            target = schema.reference
            return target.pointer not in above and self.holds(target, above | {target.pointer})
        if {"object", "array"} & set(schema.types) or schema.properties:
            return True
        return any(self.holds(part, above) for part in [*schema.all_of, *schema.one_of, *schema.any_of])

    def fields(self, schema: SchemaObject) -> dict[str, Stated]:
        """The fields of an object by wire name, with those of what it is composed of.

        A field that several parts of an `allOf` state has the schema of the last; one that several alternatives state
        has all of them, and is required where every alternative requires it.
        """
        return self._fields(schema, frozenset())

    def own_fields(self, schema: SchemaObject, parts: Sequence[SchemaObject]) -> set[str]:
        """The wire names that `schema` speaks of itself, or in `parts` of its `allOf`, be it only to require them."""
        names = set(self._own(schema, frozenset())) | set(schema.required)
        for part in parts:
            names |= set(self.fields(part)) | self._required(part, frozenset())
        return names

    def alternatives(self, schema: SchemaObject) -> list[SchemaObject]:
        """What a value is one of; nothing where the schema only says which fields go together
        (`anyOf: [{required: [a]}, {required: [b]}]`)."""
        alternatives = [*schema.one_of, *schema.any_of]
        return [] if all(part.is_bare for part in alternatives) else alternatives

    def _fields(self, schema: SchemaObject, above: frozenset[str]) -> dict[str, Stated]:
        if schema.reference is not None:
            target = schema.reference
            return {} if target.pointer in above else self._fields(target, above | {target.pointer})
        fields: dict[str, Stated] = {}
        for part in schema.all_of:
            fields |= self._fields(part, above)
        for wire, stated in self._own(schema, above).items():
            if wire in schema.properties:
                fields[wire] = stated
            else:
                fields.setdefault(wire, stated)
        required = self._required(schema, above)
        return {wire: Stated(stated.schemas, stated.required or wire in required) for wire, stated in fields.items()}

    def _own(self, schema: SchemaObject, above: frozenset[str]) -> dict[str, Stated]:
        """The fields of a schema without those of its `allOf`."""
        fields = _beside([self._fields(part, above) for part in self.alternatives(schema)])
        return fields | {wire: Stated((part,), False) for wire, part in schema.properties.items()}

    def _required(self, schema: SchemaObject, above: frozenset[str]) -> set[str]:
        """What a schema requires, whichever of its parts states the field."""
        if schema.reference is not None:
            target = schema.reference
            return set() if target.pointer in above else self._required(target, above | {target.pointer})
        return set(schema.required).union(*(self._required(part, above) for part in schema.all_of))


def _beside(alternatives: Sequence[Mapping[str, Stated]]) -> dict[str, Stated]:
    """The fields of any of the alternatives; required is what all of them require."""
    schemas: dict[str, tuple[SchemaObject, ...]] = {}
    for fields in alternatives:
        for wire, stated in fields.items():
            schemas[wire] = (*schemas.get(wire, ()), *stated.schemas)
    return {
        wire: Stated(stated, all(wire in fields and fields[wire].required for fields in alternatives))
        for wire, stated in schemas.items()
    }
