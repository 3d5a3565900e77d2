"""From schemas to types: what `models.py` defines, and what everything else names.

Enters: an opened document. Leaves: `Catalogue`, which turns any schema of it into a type and keeps the definitions
that were needed. A definition's name depends on its own place only: a component's on its name, an inline one's on its
owner and field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openapi_python_client.schema import DataType
from openapi_python_client.schema import openapi_schema_pydantic as oai

from speclift.findings import Finding
from speclift.generate import prose, shapes
from speclift.generate.document import extension, text
from speclift.generate.literals import literal
from speclift.generate.words import constant, distinct, type_name, variable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.generate.document import Document
    from speclift.generate.history import History

RESERVED = frozenset({
    "Alternatives", "Any", "DateTime", "FileSource", "JSON", "Literal", "Mapping", "Model", "NotRequired", "Required",
    "Sequence", "TypeAlias", "TypedDict", "TYPE_CHECKING", "UNSET", "Unset",
})  # fmt: skip
"""Names that the generated type modules import: a schema of that name gets a trailing underscore."""

LONGEST_LITERAL = 60
"""Characters of the longest list of values that is written where it is used."""

_SCALARS = {
    "string": shapes.TEXT, "integer": shapes.INTEGER, "number": shapes.NUMBER, "boolean": shapes.BOOLEAN, "null":
    shapes.NULL,
}  # fmt: skip
_FORMATS = {"date-time": shapes.MOMENT, "date": shapes.DAY, "binary": shapes.FILE}


class Catalogue:
    """Types of one document. `definitions` are those asked for, `findings` what could not be said in Python."""

    def __init__(self, document: Document, history: History) -> None:
        self.definitions: dict[str, shapes.Definition] = {}
        self.findings: list[Finding] = []
        self._schemas = document.schemas()
        self._history = history
        self._names = distinct(self._schemas, class_name)
        self._taken = set(self._names.values())
        self._components: dict[str, shapes.Type] = {}
        self._open: set[str] = set()
        for name, chosen in self._names.items():
            if chosen != class_name(name):
                self._find(
                    "schema-name-clash",
                    f"schema {name}",
                    f"two schemas would be {type_name(name)}; this one is {chosen}",
                )

    # Schemas

    def type_of(self, schema: oai.Schema | oai.Reference, name: str) -> shapes.Type:
        """Say the type of `schema`; an inline object, enumeration or choice in it is defined as `name`."""
        if isinstance(schema, oai.Reference):
            return self._component(component_of(schema))
        type_ = self._inline(schema, name)
        return shapes.union([type_, shapes.NULL]) if _states_null(schema) else type_

    def resolved(self, schema: oai.Schema | oai.Reference) -> oai.Schema:
        """The schema itself, or what it refers to; an `allOf` of one reference and nothing else is that reference."""
        seen: set[str] = set()
        while True:
            if isinstance(schema, oai.Reference):
                name = component_of(schema)
                if name in seen:
                    return oai.Schema()
                seen.add(name)
                schema = self._schemas[name]
            elif len(schema.allOf) == 1 and not schema.properties and not schema.oneOf and not schema.anyOf:
                schema = schema.allOf[0]
            else:
                return schema

    def is_list(self, schema: oai.Schema | oai.Reference) -> bool:
        """Whether a value of it is an array."""
        return self.resolved(schema).type == DataType.ARRAY

    def name_of(self, schema: oai.Schema | oai.Reference) -> str:
        """The Python name of the component that is referred to; "" for an inline schema."""
        while isinstance(schema, oai.Schema) and len(schema.allOf) == 1 and not schema.properties:
            schema = schema.allOf[0]
        return self._names[component_of(schema)] if isinstance(schema, oai.Reference) else ""

    def _component(self, name: str) -> shapes.Type:
        known = self._components.get(name)
        if known is not None:
            return known
        if name in self._open:
            self._find("circular-schema", f"schema {name}", "it contains itself without end; it stands for any value")
            return shapes.ANYTHING
        self._open.add(name)
        type_ = self.type_of(self._schemas[name], self._names[name])
        self._open.discard(name)
        self._components[name] = type_
        return type_

    def _inline(self, schema: oai.Schema, name: str) -> shapes.Type:
        if schema.enum is not None:
            return self._enumeration(schema, name)
        if schema.const is not None:
            return _constant([schema.const])
        alternatives = [*schema.oneOf, *schema.anyOf]
        if alternatives and not self._only_conditions(alternatives):
            return self._alternatives(schema, alternatives, name)
        if schema.allOf:
            return self._composed(schema, name)
        if isinstance(schema.type, list):
            single = [
                schema.model_copy(update={"type": kind, "nullable": False})
                for kind in schema.type
                if kind != DataType.NULL
            ]
            return shapes.union([self._inline(part, name) for part in single]) if single else shapes.NULL
        return self._simple(schema, name)

    def _simple(self, schema: oai.Schema, name: str) -> shapes.Type:
        kind = schema.type
        if kind is None:
            kind = (
                DataType.OBJECT
                if schema.properties or _typed_extras(schema)
                else DataType.ARRAY
                if schema.items
                else None
            )
        if kind is None:
            return shapes.ANYTHING
        if kind == DataType.STRING:
            return _FORMATS.get(text(schema.schema_format), shapes.TEXT)
        if kind == DataType.ARRAY:
            return shapes.ListOf(self._items(schema, name))
        if kind == DataType.OBJECT:
            if schema.properties:
                return self._record(schema, name, self.fields(schema))
            extras = schema.additionalProperties
            return shapes.MapOf(
                shapes.ANYTHING if extras is None or isinstance(extras, bool) else self.type_of(extras, f"{name}Value")
            )
        return _SCALARS[str(kind)]

    def _items(self, schema: oai.Schema, name: str) -> shapes.Type:
        if schema.items is not None:
            return self.type_of(schema.items, f"{name}Item")
        if schema.prefixItems:
            return shapes.union(
                [self.type_of(part, f"{name}Item{index}") for index, part in enumerate(schema.prefixItems, 1)]
            )
        return shapes.ANYTHING

    # Objects

    def fields(self, schema: oai.Schema | oai.Reference) -> dict[str, tuple[list[oai.Schema | oai.Reference], bool]]:
        """The fields of an object, with those of what it is composed of: wire name to (its schemas, whether it is
        required).

        A field that several parts of an `allOf` state has the schema of the last; one that several alternatives state
        has all.
        """
        return self._collected(schema, frozenset())

    def _collected(
        self, schema: oai.Schema | oai.Reference, above: frozenset[str]
    ) -> dict[str, tuple[list[oai.Schema | oai.Reference], bool]]:
        if isinstance(schema, oai.Reference):
            name = component_of(schema)
            return {} if name in above else self._collected(self._schemas[name], above | {name})
        found: dict[str, tuple[list[oai.Schema | oai.Reference], bool]] = {}
        for part in schema.allOf:
            for wire, (schemas, needed) in self._collected(part, above).items():
                found[wire] = (schemas, needed or (wire in found and found[wire][1]))
        alternatives = [*schema.oneOf, *schema.anyOf]
        if alternatives and not self._only_conditions(alternatives):
            for wire, (schemas, needed) in self._merged(
                [self._collected(part, above) for part in alternatives]
            ).items():
                found.setdefault(wire, (schemas, needed))
        for wire_name, part in (schema.properties or {}).items():
            wire = text(wire_name)
            found[wire] = ([part], wire in found and found[wire][1])
        required = {text(wire) for wire in schema.required or []}
        return {wire: (schemas, needed or wire in required) for wire, (schemas, needed) in found.items()}

    @staticmethod
    def _merged(
        alternatives: Sequence[dict[str, tuple[list[oai.Schema | oai.Reference], bool]]],
    ) -> dict[str, tuple[list[oai.Schema | oai.Reference], bool]]:
        """Fields of any of the alternatives; required is what all of them require."""
        merged: dict[str, tuple[list[oai.Schema | oai.Reference], bool]] = {}
        for fields in alternatives:
            for wire, (schemas, _) in fields.items():
                merged.setdefault(wire, ([], False))[0].extend(schemas)
        return {
            wire: (schemas, all(wire in fields and fields[wire][1] for fields in alternatives))
            for wire, (schemas, _) in merged.items()
        }

    def field_type(self, schemas: Sequence[oai.Schema | oai.Reference], name: str) -> shapes.Type:
        """The type of a field that has one schema, or several by alternatives."""
        if len(schemas) == 1:
            return self.type_of(schemas[0], name)
        found = [
            self.type_of(schema, name if not index else f"{name}{index + 1}") for index, schema in enumerate(schemas)
        ]
        return self._told_apart(shapes.union(found), name, ())

    def _record(
        self,
        schema: oai.Schema,
        name: str,
        fields: dict[str, tuple[list[oai.Schema | oai.Reference], bool]],
        base: str = "",
    ) -> shapes.Type:
        name, component = self._claim(name)
        record = shapes.Record(
            name=name, words=prose.paragraphs(text(schema.description)), base=base, component=component
        )
        self.definitions[name] = record
        if component:
            # Known before its fields are: objects may contain themselves.
            self._components[component] = shapes.Named(name)
        names = distinct(fields, variable)
        record.fields = tuple(
            shapes.Field(
                name=names[wire],
                wire=wire,
                type=self.field_type(schemas, f"{name}{type_name(wire)}"),
                required=needed and not _write_only(schemas[0]),
                words=self._field_words(schemas[0], component, wire),
            )
            for wire, (schemas, needed) in fields.items()
        )
        return shapes.Named(name)

    def _field_words(self, schema: oai.Schema | oai.Reference, component: str, wire: str) -> tuple[str, ...]:
        if isinstance(schema, oai.Reference):
            return self._history.field(component, wire)
        said = list(prose.paragraphs(text(schema.description)))
        limits = " ".join(prose.limits(schema))
        if schema.deprecated:
            said.append("Deprecated.")
        return (*said, *((limits,) if limits else ()), *self._history.field(component, wire))

    def _composed(self, schema: oai.Schema, name: str) -> shapes.Type:
        """An `allOf`: the type of its only meaningful part, or one object with the fields of all."""
        parts = [part for part in schema.allOf if not self._is_bare(part)]
        if len(parts) == 1 and not schema.properties:
            return self.type_of(parts[0], name)
        fields = self._collected(schema, frozenset())
        if not fields:
            return (
                self.type_of(parts[0], name) if parts else self._simple(schema.model_copy(update={"allOf": []}), name)
            )
        base = self._base(schema, parts)
        if base:
            inherited = {field.wire for field in self._record_fields(base)}
            return self._record(
                schema, name, {wire: field for wire, field in fields.items() if wire not in inherited}, base
            )
        return self._record(schema, name, fields)

    def _base(self, schema: oai.Schema, parts: Sequence[oai.Schema | oai.Reference]) -> str:
        """The record to inherit from: the only referenced part, when nothing else speaks of its fields."""
        references = [part for part in parts if isinstance(part, oai.Reference)]
        if len(references) != 1 or component_of(references[0]) in self._open:
            return ""
        type_ = self._component(component_of(references[0]))
        if not isinstance(type_, shapes.Named) or not isinstance(self.definitions.get(type_.name), shapes.Record):
            return ""
        inherited = {field.wire for field in self._record_fields(type_.name)}
        own: set[str] = set()
        for part in (schema.model_copy(update={"allOf": []}), *(part for part in parts if part is not references[0])):
            own |= set(self._collected(part, frozenset())) | {
                text(wire) for wire in getattr(part, "required", None) or []
            }
        # Python names may clash where wire names do not (`userName` beside an inherited `user_name`).
        taken = {field.name for field in self._record_fields(type_.name)}
        return "" if own & inherited or {variable(wire) for wire in own} & taken else type_.name

    def _record_fields(self, name: str) -> Iterator[shapes.Field]:
        record = self.definitions.get(name)
        if isinstance(record, shapes.Record):
            if record.base:
                yield from self._record_fields(record.base)
            yield from record.fields

    def record_fields(self, name: str) -> list[shapes.Field]:
        """All fields of a record, inherited ones first."""
        return list(self._record_fields(name))

    def _is_bare(self, part: oai.Schema | oai.Reference) -> bool:
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

    # Alternatives and enumerations

    def _only_conditions(self, alternatives: Sequence[oai.Schema | oai.Reference]) -> bool:
        """Whether alternatives only say which fields go together (`anyOf: [{required: [a]}, {required: [b]}]`)."""
        return all(self._is_bare(part) for part in alternatives)

    def _alternatives(
        self, schema: oai.Schema, alternatives: Sequence[oai.Schema | oai.Reference], name: str
    ) -> shapes.Type:
        if schema.properties or schema.allOf:
            return self._record(schema, name, self._collected(schema, frozenset()))
        members = []
        for index, part in enumerate(alternatives, 1):
            title = "" if isinstance(part, oai.Reference) else text(part.title)
            members.append(self.type_of(part, f"{name}{type_name(title) if title else f'Option{index}'}"))
        return self._told_apart(shapes.union(members), name, prose.paragraphs(text(schema.description)), schema)

    def _told_apart(
        self, type_: shapes.Type, name: str, words: tuple[str, ...], schema: oai.Schema | None = None
    ) -> shapes.Type:
        """The union itself where the first look at a value says which member it is, otherwise a choice with a name."""
        if not isinstance(type_, shapes.OneOf):
            return type_
        looks = [self._look(member) for member in type_.members]
        if len(set(looks)) == len(looks):
            return type_
        name, component = self._claim(name)
        members = tuple(member for member in type_.members if member != shapes.NULL)
        self.definitions[name] = shapes.Choice(name=name, members=members, words=words, component=component)
        choice = shapes.Named(name)
        return shapes.union([choice, shapes.NULL]) if shapes.NULL in type_.members else choice

    def _look(self, type_: shapes.Type) -> str:
        """The JSON kind by which a value of the type is recognised."""
        match type_:
            case shapes.Plain(kind):
                return {"moment": "text", "day": "text", "file": "text", "number": "integer"}.get(kind, kind)
            case shapes.ListOf():
                return "list"
            case shapes.Constant(values):
                kinds = {"text" if isinstance(value, str) else "integer" for value in values}
                return kinds.pop() if len(kinds) == 1 else "mixed"
            case shapes.Named(name):
                definition = self.definitions.get(name)
                if isinstance(definition, shapes.Enumeration):
                    return "text" if definition.textual else "integer"
        return "object"

    def _enumeration(self, schema: oai.Schema, name: str) -> shapes.Type:
        given = schema.enum or []
        values = [value for value in given if value is not None]
        null = [shapes.NULL] if len(values) < len(given) else []
        labels = _beside(given, extension(schema, "x-enum-varnames"))
        meanings = _beside(given, extension(schema, "x-enum-descriptions"))
        is_component = bool(self._component_named(name))
        if {type(value) for value in values} not in ({str}, {int}) or not (any(labels) or is_component):
            return shapes.union([self._spelled(_constant(values), name), *null]) if values else shapes.NULL
        name, component = self._claim(name)
        keys = {str(value): constant(label or _spoken(value)) for value, label in zip(values, labels, strict=True)}
        members = distinct(keys, lambda key: keys[key])
        self.definitions[name] = shapes.Enumeration(
            name=name,
            members=tuple(
                shapes.Member(members[str(value)], value, prose.paragraphs(meaning))
                for value, meaning in {str(v): (v, m) for v, m in zip(values, meanings, strict=True)}.values()
            ),
            words=prose.paragraphs(text(schema.description)),
            component=component,
        )
        return shapes.union([shapes.Named(name), *null])

    def _spelled(self, type_: shapes.Type, name: str) -> shapes.Type:
        """A literal type, under a name of its own where it is too long to stand in a signature."""
        if not isinstance(type_, shapes.Constant) or len(literal(type_.values)) <= LONGEST_LITERAL:
            return type_
        name, component = self._claim(name)
        self.definitions[name] = shapes.Spelled(name, type_.values, component=component)
        return shapes.Constant(type_.values, name)

    # Names

    def _component_named(self, name: str) -> str:
        return next(
            (component for component, chosen in self._names.items() if chosen == name and component in self._open), ""
        )

    def _claim(self, name: str) -> tuple[str, str]:
        """The name for a definition: its own for the component that is being read, a free one for anything inline."""
        component = self._component_named(name)
        if component and name not in self.definitions:
            return name, component
        free = distinct([name], class_name, self._taken)[name]
        self._taken.add(free)
        return free, ""

    def _find(self, rule: str, subject: str, message: str) -> None:
        finding = Finding(f"generate-{rule}", "document", "warning", subject, message)
        if finding not in self.findings:
            self.findings.append(finding)


def class_name(name: str) -> str:
    """The Python name for a schema's; never one that the generated modules use, or derive from another's (`UserLike`,
    `UserDict`).
    """
    chosen = type_name(name, reserved=RESERVED)
    return f"{chosen}_" if chosen.endswith(("Like", "Dict")) else chosen


def component_of(reference: oai.Reference) -> str:
    """The name of the component that a prepared reference is to."""
    last = reference.ref.get_untrusted_value().rsplit("/", 1)[-1]
    return last.replace("~1", "/").replace("~0", "~")


def _states_null(schema: oai.Schema) -> bool:
    return isinstance(schema.type, list) and DataType.NULL in schema.type


def _typed_extras(schema: oai.Schema) -> bool:
    return isinstance(schema.additionalProperties, oai.Schema | oai.Reference)


def _write_only(schema: oai.Schema | oai.Reference) -> bool:
    return isinstance(schema, oai.Schema) and schema.writeOnly is True


def _constant(values: list[Any]) -> shapes.Type:
    """A literal type for what Python's literals can say, else the plain type (`Literal[1.5]` does not exist)."""
    members: list[shapes.Type] = []
    literals = tuple(value for value in values if isinstance(value, str | int) and not isinstance(value, bool))
    if literals:
        members.append(shapes.Constant(literals))
    members.extend(shapes.BOOLEAN for value in values if isinstance(value, bool))
    members.extend(shapes.NUMBER for value in values if isinstance(value, float))
    members.extend(shapes.MapOf(shapes.ANYTHING) for value in values if isinstance(value, dict))
    members.extend(shapes.ListOf(shapes.ANYTHING) for value in values if isinstance(value, list))
    return shapes.union(members) if members else shapes.ANYTHING


def _spoken(value: str | int) -> str:
    """Words for a value that has no documented name."""
    if isinstance(value, int):
        return f"VALUE_{value}" if value >= 0 else f"VALUE_MINUS_{-value}"
    return value or "EMPTY"


def _beside(values: list[Any], words: object) -> list[str]:
    """The words beside each value that is not null; empty ones when there are not as many words as values."""
    if not isinstance(words, list) or len(words) != len(values):
        words = [""] * len(values)
    return ["" if word is None else str(word) for value, word in zip(values, words, strict=True) if value is not None]
