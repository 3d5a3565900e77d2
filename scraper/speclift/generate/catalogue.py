"""From schemas to types: what `models.py` defines, and what everything else names.

Enters: an opened document. Leaves: `Catalogue`, which turns any schema of it into a type and keeps the definitions
that were needed. A definition's name depends on its own place only: a component's on its name, an inline one's on its
owner and field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.document.schema.object import NULL
from speclift.generate import enumerations, prose, shapes
from speclift.generate.literals import literal
from speclift.generate.words import distinct, type_name, variable
from speclift.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.document.schema.composition import Stated
    from speclift.document.schema.object import SchemaObject
    from speclift.generate.document import Document
    from speclift.generate.history import History

RESERVED = frozenset({
    "Alternatives", "Any", "DateTime", "FileSource", "JSON", "Literal", "Mapping", "Model", "NotRequired",
    "OpenIntEnum", "OpenStrEnum", "Required", "Sequence", "TypeAlias", "TypedDict", "TYPE_CHECKING", "UNSET", "Unset",
})  # fmt: skip
"""Names that the generated type modules import: a schema of that name gets a trailing underscore."""

MODEL_ATTRIBUTES = frozenset({"extra_fields", "from_dict", "from_json", "replace", "to_dict", "to_json"})
"""What every model has of its own (`templates/package/runtime/_model.py`)."""

LONGEST_LITERAL = 60
"""Characters of the longest list of values that is written where it is used."""

_SCALARS = {
    "integer": shapes.INTEGER,
    "number": shapes.NUMBER,
    "boolean": shapes.BOOLEAN,
    NULL: shapes.NULL,
}
_FORMATS = {"date-time": shapes.MOMENT, "date": shapes.DAY, "binary": shapes.FILE}
_LOOKS = {"moment": "text", "day": "text", "file": "text", "number": "integer"}


_UNHELD = re.compile(r'[\\"\x00-\x1f\ud800-\udfff]')
"""Characters that msgspec does not take in the name of a field; halves of characters no JSON text can hold."""


class Catalogue:
    """Types of one document. `definitions` are those asked for, `findings` what could not be said in Python."""

    def __init__(self, document: Document, history: History) -> None:
        self.definitions: dict[str, shapes.Definition] = {}
        self.findings: list[Finding] = []
        self.composition = document.composition
        self._history = history
        self._names = distinct(self.composition.named, class_name)
        self._taken = set(self._names.values())
        self._components: dict[str, shapes.Type] = {}
        self._open: dict[str, str] = {}
        self._inline: dict[tuple[str, str], shapes.Type] = {}
        for name, chosen in self._names.items():
            if chosen != class_name(name):
                self._find(
                    "schema-name-clash",
                    f"schema {name}",
                    f"two schemas would be {class_name(name)}; this one is {chosen}",
                )

    def type_of(self, schema: SchemaObject, name: str) -> shapes.Type:
        """Say the type of `schema`; an inline object, enumeration or choice in it is defined as `name`."""
        if schema.reference is not None:
            return self._component(self.composition.name(schema))
        # A body's fields are asked for as arguments and again as an object's: what they define is one and the same.
        known = self._inline.get((schema.pointer, name))
        if known is None:
            known = self._described(schema, name)
            if len(schema.types) > 1 and NULL in schema.types:
                known = shapes.union([known, shapes.NULL])
            self._inline[schema.pointer, name] = known
        return known

    def name_of(self, schema: SchemaObject) -> str:
        """The Python name of the component that is referred to; "" for an inline schema."""
        return self._names.get(self.composition.component(schema), "")

    def field_type(self, schemas: Sequence[SchemaObject], name: str) -> shapes.Type:
        """The type of a field that has one schema, or several by alternatives."""
        if len(schemas) == 1:
            return self.type_of(schemas[0], name)
        types = [
            self.type_of(schema, f"{name}{index}" if index > 1 else name) for index, schema in enumerate(schemas, 1)
        ]
        return self._told_apart(shapes.union(types), name, ())

    def record_fields(self, name: str) -> list[shapes.Field]:
        """All fields of a record, inherited ones first; none for what is no record."""
        return list(self._record_fields(name))

    # Types

    def _component(self, name: str) -> shapes.Type:
        known = self._components.get(name)
        if known is not None:
            return known
        chosen = self._names[name]
        if chosen in self._open:
            self._find("circular-schema", f"schema {name}", "it contains itself without end; it stands for any value")
            return shapes.ANYTHING
        self._open[chosen] = name
        type_ = self.type_of(self.composition.named[name], chosen)
        del self._open[chosen]
        self._components[name] = type_
        return type_

    def _described(self, schema: SchemaObject, name: str) -> shapes.Type:
        if schema.enum:
            return self._values(schema, name)
        if schema.has_const:
            return enumerations.literal_type([schema.const])
        alternatives = self.composition.alternatives(schema)
        if alternatives:
            return self._alternatives(schema, alternatives, name)
        if schema.all_of:
            return self._composed(schema, name)
        kinds = [kind for kind in schema.types if kind != NULL]
        if kinds:
            return shapes.union([self._kind(schema, kind, name) for kind in kinds])
        return shapes.NULL if schema.types else self._kind(schema, None, name)

    def _kind(self, schema: SchemaObject, kind: str | None, name: str) -> shapes.Type:
        if kind is None:
            kind = "object" if schema.properties or schema.additional else "array" if schema.items else None
        match kind:
            case None:
                return shapes.ANYTHING
            case "string":
                return _FORMATS.get(schema.format, shapes.TEXT)
            case "array":
                return shapes.ListOf(self._items(schema, name))
            case "object" if schema.properties:
                return self._record(schema, name, self.composition.fields(schema))
            case "object":
                return shapes.MapOf(
                    shapes.ANYTHING if schema.additional is None else self.type_of(schema.additional, f"{name}Value")
                )
            case _:
                return _SCALARS[kind]

    def _items(self, schema: SchemaObject, name: str) -> shapes.Type:
        if schema.items is not None:
            return self.type_of(schema.items, f"{name}Item")
        parts = [self.type_of(part, f"{name}Item{index}") for index, part in enumerate(schema.prefix_items, 1)]
        return self._told_apart(shapes.union(parts), f"{name}Item", ()) if parts else shapes.ANYTHING

    # Objects

    def _record(self, schema: SchemaObject, name: str, fields: dict[str, Stated], base: str = "") -> shapes.Type:
        unheld = [wire for wire in fields if _UNHELD.search(wire)]
        if unheld:
            message = f"{unheld[0]!r} is no name for a field of msgspec; the object stays a dictionary"
            self._find("field-name", f"schema {name}", message)
            return shapes.MapOf(shapes.ANYTHING)
        name, component = self._claim(name)
        record = shapes.Record(
            name=name, words=prose.paragraphs(schema.text("description")), base=base, component=component
        )
        self.definitions[name] = record
        if component:
            # Known before its fields are: objects may contain themselves.
            self._components[component] = shapes.Named(name)
        names = distinct(fields, field_name)
        record.fields = tuple(
            shapes.Field(
                name=names[wire],
                wire=wire,
                type=self.field_type(stated.schemas, f"{name}{type_name(wire)}"),
                required=stated.required and not stated.schemas[0].flag("writeOnly"),
                words=self._field_words(stated.schemas[0], component, wire),
            )
            for wire, stated in fields.items()
        )
        return shapes.Named(name)

    def _field_words(self, schema: SchemaObject, component: str, wire: str) -> tuple[str, ...]:
        since = self._history.field(component, wire)
        if schema.reference is not None:
            return since
        unit = prose.unit(schema, schema.text("description"))
        limits = " ".join([*_listed(schema), *unit, *prose.limits(schema)])
        deprecated = ("Deprecated.",) if schema.flag("deprecated") else ()
        return (*prose.paragraphs(schema.text("description")), *((limits,) if limits else ()), *deprecated, *since)

    def _composed(self, schema: SchemaObject, name: str) -> shapes.Type:
        """An `allOf`: the type of its only meaningful part, or one object with the fields of all."""
        parts = [part for part in schema.all_of if not part.is_bare]
        if len(parts) == 1 and not schema.properties:
            return self.type_of(parts[0], name)
        fields = self.composition.fields(schema)
        if not fields:
            return (
                self.type_of(parts[0], name)
                if parts
                else self._kind(schema, schema.types[0] if schema.types else None, name)
            )
        base = self._base(schema, parts)
        inherited = {field.wire for field in self._record_fields(base)}
        own = {wire: stated for wire, stated in fields.items() if wire not in inherited}
        return self._record(schema, name, own, base)

    def _base(self, schema: SchemaObject, parts: Sequence[SchemaObject]) -> str:
        """The record to inherit from: the only referenced part, when nothing else speaks of its fields."""
        references = [part for part in parts if part.reference is not None]
        base = self.composition.name(references[0]) if len(references) == 1 else ""
        if not base or self._names[base] in self._open:
            return ""
        type_ = self._component(base)
        if not isinstance(type_, shapes.Named) or not isinstance(self.definitions.get(type_.name), shapes.Record):
            return ""
        own = self.composition.own_fields(schema, [part for part in parts if part is not references[0]])
        inherited = self.record_fields(type_.name)
        # Python names may clash where wire names do not (`userName` beside an inherited `user_name`).
        clash = own & {field.wire for field in inherited} or {field_name(wire) for wire in own} & {
            field.name for field in inherited
        }
        return "" if clash else type_.name

    def _record_fields(self, name: str) -> Iterator[shapes.Field]:
        record = self.definitions.get(name)
        if isinstance(record, shapes.Record):
            yield from self._record_fields(record.base)
            yield from record.fields

    # Alternatives and documented values

    def _alternatives(self, schema: SchemaObject, alternatives: Sequence[SchemaObject], name: str) -> shapes.Type:
        if schema.properties or schema.all_of:
            return self._record(schema, name, self.composition.fields(schema))
        members = []
        for index, part in enumerate(alternatives, 1):
            title = part.text("title") if part.reference is None else ""
            members.append(self.type_of(part, f"{name}{type_name(title) if title else f'Option{index}'}"))
        return self._told_apart(shapes.union(members), name, prose.paragraphs(schema.text("description")))

    def _told_apart(self, type_: shapes.Type, name: str, words: tuple[str, ...]) -> shapes.Type:
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
                return _LOOKS.get(kind, kind)
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

    def _values(self, schema: SchemaObject, name: str) -> shapes.Type:
        values = schema.enum
        members = enumerations.members(schema, always=name in self._open)
        null = [shapes.NULL] if None in values else []
        if not members:
            plain = enumerations.literal_type([value for value in values if value is not None])
            return shapes.union([*([self._spelled(plain, name)] if len(values) > len(null) else []), *null])
        name, component = self._claim(name)
        words = prose.paragraphs(schema.text("description"))
        self.definitions[name] = shapes.Enumeration(name=name, members=members, words=words, component=component)
        return shapes.union([shapes.Named(name), *null])

    def _spelled(self, type_: shapes.Type, name: str) -> shapes.Type:
        """A literal type, under a name of its own where it is too long to stand in a signature."""
        if not isinstance(type_, shapes.Constant) or len(literal(type_.values)) <= LONGEST_LITERAL:
            return type_
        name, component = self._claim(name)
        self.definitions[name] = shapes.Spelled(name, type_.values, component=component)
        return shapes.Constant(type_.values, name)

    # Names

    def _claim(self, name: str) -> tuple[str, str]:
        """The name for a definition, and its component: its own for the component being read, a free one for others."""
        if name in self._open and name not in self.definitions:
            return name, self._open[name]
        free = distinct([name], class_name, self._taken)[name]
        self._taken.add(free)
        return free, ""

    def _find(self, rule: str, subject: str, message: str) -> None:
        finding = Finding(f"generate-{rule}", "document", "warning", subject, message)
        if finding not in self.findings:
            self.findings.append(finding)


def field_name(wire: str) -> str:
    """The Python name for a field; what every model has of its own gets a trailing underscore."""
    chosen = variable(wire)
    return f"{chosen}_" if chosen in MODEL_ATTRIBUTES else chosen


def _listed(schema: SchemaObject) -> list[str]:
    """The documented values as a sentence, where the type of an answer is wider than they are."""
    values = () if schema.extension("x-enum-varnames") else schema.enum or ()
    known = [value for value in values if value is not None]
    return [f"One of {', '.join(literal(value) for value in known)}."] if len(known) > 1 else []


def class_name(name: str) -> str:
    """The Python name for a schema's; never one that the generated modules use, or derive (`UserLike`, `UserDict`)."""
    chosen = type_name(name, reserved=RESERVED)
    return f"{chosen}_" if chosen.endswith(("Like", "Dict")) else chosen
