"""What objects are composed of: references followed, `allOf` put together, alternatives laid beside each other.

Enters: the schemas of an opened document. Leaves: `Composition`, which answers questions about any schema without
making types of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from openapi_python_client.schema import DataType
from openapi_python_client.schema import openapi_schema_pydantic as oai

from speclift.document import unescape
from speclift.generate.document import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SchemaOr: TypeAlias = "oai.Schema | oai.Reference"


@dataclass(frozen=True, slots=True)
class Stated:
    """A field: its schema, or its schemas where alternatives state it differently, and whether it is required."""

    schemas: tuple[SchemaOr, ...]
    required: bool


class Composition:
    """The schemas of one document."""

    def __init__(self, schemas: Mapping[str, SchemaOr]) -> None:
        self.schemas = schemas

    def resolved(self, schema: SchemaOr) -> oai.Schema:
        """The schema itself, or what it refers to; an `allOf` of one reference and nothing else is that reference."""
        seen: set[str] = set()
        while True:
            if isinstance(schema, oai.Reference):
                name = component_of(schema)
                if name in seen:
                    return oai.Schema()
                seen.add(name)
                schema = self.schemas[name]
            elif len(schema.allOf) == 1 and not schema.properties and not schema.oneOf and not schema.anyOf:
                schema = schema.allOf[0]
            else:
                return schema

    def component(self, schema: SchemaOr) -> str:
        """The name of the component that is referred to; "" for an inline schema."""
        while isinstance(schema, oai.Schema) and len(schema.allOf) == 1 and not schema.properties:
            schema = schema.allOf[0]
        return component_of(schema) if isinstance(schema, oai.Reference) else ""

    def is_list(self, schema: SchemaOr) -> bool:
        """Whether a value is an array."""
        return self.resolved(schema).type == DataType.ARRAY

    def holds(self, schema: SchemaOr, above: frozenset[str] = frozenset()) -> bool:
        """Whether a value is an object or an array, or perhaps one of them: something that an envelope is made for."""
        if isinstance(schema, oai.Reference):
            name = component_of(schema)
            return name not in above and self.holds(self.schemas[name], above | {name})
        kinds = schema.type if isinstance(schema.type, list) else [schema.type]
        if set(kinds) & {DataType.OBJECT, DataType.ARRAY} or schema.properties:
            return True
        return any(self.holds(part, above) for part in [*schema.allOf, *schema.oneOf, *schema.anyOf])

    def fields(self, schema: SchemaOr) -> dict[str, Stated]:
        """The fields of an object by wire name, with those of what it is composed of.

        A field that several parts of an `allOf` state has the schema of the last; one that several alternatives state
        has all of them, and is required where every alternative requires it.
        """
        return self._fields(schema, frozenset())

    def own_fields(self, schema: oai.Schema, parts: Sequence[SchemaOr]) -> set[str]:
        """The wire names that `schema` speaks of itself, or in `parts` of its `allOf`, be it only to require them."""
        names: set[str] = set()
        for part in (schema.model_copy(update={"allOf": []}), *parts):
            names |= set(self.fields(part)) | self._required(part, frozenset())
        return names

    def only_conditions(self, alternatives: Sequence[SchemaOr]) -> bool:
        """Whether alternatives only say which fields go together (`anyOf: [{required: [a]}, {required: [b]}]`)."""
        return all(is_bare(part) for part in alternatives)

    def alternatives(self, schema: oai.Schema) -> list[SchemaOr]:
        """What a value is one of; nothing where the schema only states conditions."""
        found = [*schema.oneOf, *schema.anyOf]
        return [] if self.only_conditions(found) else found

    def _fields(self, schema: SchemaOr, above: frozenset[str]) -> dict[str, Stated]:
        if isinstance(schema, oai.Reference):
            name = component_of(schema)
            return {} if name in above else self._fields(self.schemas[name], above | {name})
        found: dict[str, Stated] = {}
        for part in schema.allOf:
            found |= self._fields(part, above)
        for wire, stated in self._beside([self._fields(part, above) for part in self.alternatives(schema)]).items():
            found.setdefault(wire, stated)
        found |= {text(wire): Stated((part,), False) for wire, part in (schema.properties or {}).items()}
        required = self._required(schema, above)
        return {wire: Stated(stated.schemas, stated.required or wire in required) for wire, stated in found.items()}

    def _required(self, schema: SchemaOr, above: frozenset[str]) -> set[str]:
        """What a schema requires, whichever of its parts states the field."""
        if isinstance(schema, oai.Reference):
            name = component_of(schema)
            return set() if name in above else self._required(self.schemas[name], above | {name})
        required = {text(wire) for wire in schema.required or []}
        return required.union(*(self._required(part, above) for part in schema.allOf))

    @staticmethod
    def _beside(alternatives: Sequence[Mapping[str, Stated]]) -> dict[str, Stated]:
        """The fields of any of the alternatives; required is what all of them require."""
        schemas: dict[str, tuple[SchemaOr, ...]] = {}
        for fields in alternatives:
            for wire, stated in fields.items():
                schemas[wire] = (*schemas.get(wire, ()), *stated.schemas)
        return {
            wire: Stated(found, all(wire in fields and fields[wire].required for fields in alternatives))
            for wire, found in schemas.items()
        }


def component_of(reference: oai.Reference) -> str:
    """The name of the component that a prepared reference is to."""
    last = reference.ref.get_untrusted_value().rsplit("/", 1)[-1]
    return unescape(last)


def is_bare(part: SchemaOr) -> bool:
    """Whether a schema says nothing about the type of a value."""
    return isinstance(part, oai.Schema) and not (
        part.type
        or part.properties
        or part.enum
        or part.const is not None
        or part.allOf
        or part.oneOf
        or part.anyOf
        or part.items
    )
