"""Types to JSON Schema 2020-12 (https://json-schema.org/draft/2020-12), as OpenAPI 3.1 has it.

Enters: a `Type` or a `Field`. Leaves: a schema as plain values, never shared with another place of a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from speclift.document import escape
from speclift.emit.names import component_name
from speclift.model.api import (
    ABSENT,
    AnyOf,
    Anything,
    Component,
    EnumValue,
    Field,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Reference,
    Scalar,
    Type,
)

if TYPE_CHECKING:
    from speclift.emit.writer import Writer

Schema = dict[str, Any]

_NULL: Final = "null"


def field_schema(field: Field, writer: Writer, pointer: str) -> Schema:
    """The schema of a field's value, with its description and facts."""
    schema = typed(field.type, writer, pointer, nullable=field.nullable)
    if field.description:
        schema["description"] = writer.words(field.description)
    if field.default is not ABSENT:
        schema["default"] = field.default
    if field.examples:
        schema["examples"] = list(field.examples)
    if field.deprecated:
        schema["deprecated"] = True
    if field.read_only:
        schema["readOnly"] = True
    if field.write_only:
        schema["writeOnly"] = True
    if field.unit:
        schema["x-unit"] = field.unit
    writer.used(pointer, field.facts)
    return schema


def component_schema(component: Component, title: str, writer: Writer, pointer: str) -> Schema:
    """The schema of a component, called `title` where that is not empty."""
    schema: Schema = {}
    if title:
        schema["title"] = title
    if component.description:
        schema["description"] = writer.words(component.description)
    if component.deprecated:
        schema["deprecated"] = True
    schema.update(typed(component.type, writer, pointer, nullable=component.nullable))
    if component.examples:
        schema["examples"] = [example.value for example in component.examples]
        for position, example in enumerate(component.examples):
            writer.used(f"{pointer}/examples/{position}", example.facts)
    writer.prose(f"{pointer}/description", component.prose)
    writer.used(pointer, component.facts)
    return schema


def typed(type_: Type, writer: Writer, pointer: str, *, nullable: bool = False) -> Schema:
    """The schema of a type. `nullable` adds null to what it allows."""
    match type_:
        case Reference(name=name):
            reference: Schema = {"$ref": f"#/components/schemas/{component_name(name)}"}
            return {"oneOf": [reference, {"type": _NULL}]} if nullable else reference
        case Scalar():
            return _scalar(type_, nullable=nullable)
        case ListOf():
            return _list(type_, writer, pointer, nullable=nullable)
        case Record():
            return _record(type_, writer, pointer, nullable=nullable)
        case MapOf(value=value):
            inner = typed(value, writer, f"{pointer}/additionalProperties")
            return {"type": _kinds("object", nullable=nullable), "additionalProperties": inner or True}
        case OneOf():
            return _one_of(type_, writer, pointer, nullable=nullable)
        case AnyOf(options=options):
            return _any_of(options, writer, pointer, nullable=nullable)
        case Anything():
            return {}


def _kinds(kind: str, *, nullable: bool) -> Any:
    return [kind, _NULL] if nullable and kind != _NULL else kind


_SCALAR_KEYS: Final = (
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("exclusive_minimum", "exclusiveMinimum"),
    ("exclusive_maximum", "exclusiveMaximum"),
    ("multiple_of", "multipleOf"),
    ("min_length", "minLength"),
    ("max_length", "maxLength"),
)


def _scalar(type_: Scalar, *, nullable: bool) -> Schema:
    schema: Schema = {"type": _kinds(type_.kind, nullable=nullable)}
    if type_.format:
        schema["format"] = type_.format
    for name, key in _SCALAR_KEYS:
        value = getattr(type_, name)
        if value is not None:
            schema[key] = value
    if type_.pattern:
        schema["pattern"] = type_.pattern
    if type_.media_type:
        schema["contentMediaType"] = type_.media_type
    if type_.choices:
        schema.update(_enumeration(type_.choices, nullable=nullable))
    return schema


def _enumeration(choices: tuple[EnumValue, ...], *, nullable: bool) -> Schema:
    """Values, names and meanings, all of one length; without null among them null would be forbidden."""
    schema: Schema = {"enum": [choice.value for choice in choices]}
    named = any(choice.name for choice in choices)
    described = any(choice.meaning for choice in choices)
    if nullable and all(choice.value is not None for choice in choices):
        schema["enum"].append(None)
        choices = (*choices, EnumValue(None, "NULL", ""))
    if named:
        schema["x-enum-varnames"] = _distinct([choice.name or _unnamed(choice) for choice in choices])
    if described:
        schema["x-enum-descriptions"] = [choice.meaning for choice in choices]
    return schema


def _distinct(names: list[str]) -> list[str]:
    """The names, those that are there already with a number: two values of a sloppy page may sound alike."""
    taken: set[str] = set()
    distinct = []
    for name in names:
        number, free = 2, name
        while free in taken:
            number, free = number + 1, f"{name}_{number}"
        taken.add(free)
        distinct.append(free)
    return distinct


def _unnamed(choice: EnumValue) -> str:
    """A constant's name for a value that nothing names, made of the value alone."""
    spelled = "".join(letter if letter.isalnum() else f"_{ord(letter):X}_" for letter in str(choice.value))
    return f"VALUE_{spelled.strip('_').upper()}"


def _list(type_: ListOf, writer: Writer, pointer: str, *, nullable: bool) -> Schema:
    schema: Schema = {
        "type": _kinds("array", nullable=nullable),
        "items": typed(type_.item, writer, f"{pointer}/items"),
    }
    if type_.min_items is not None:
        schema["minItems"] = type_.min_items
    if type_.max_items is not None:
        schema["maxItems"] = type_.max_items
    if type_.unique:
        schema["uniqueItems"] = True
    return schema


def _record(type_: Record, writer: Writer, pointer: str, *, nullable: bool) -> Schema:
    schema: Schema = {}
    if type_.parts:
        schema["allOf"] = [typed(part, writer, pointer) for part in type_.parts]
    schema["type"] = _kinds("object", nullable=nullable)
    if type_.fields:
        schema["properties"] = {
            field.name: field_schema(field, writer, f"{pointer}/properties/{escape(field.name)}")
            for field in type_.fields
        }
        required = [field.name for field in type_.fields if field.required]
        if required:
            schema["required"] = required
    if type_.additional is not None:
        schema["additionalProperties"] = typed(type_.additional, writer, f"{pointer}/additionalProperties")
    return schema


def _one_of(type_: OneOf, writer: Writer, pointer: str, *, nullable: bool) -> Schema:
    options = [typed(option, writer, f"{pointer}/oneOf/{position}") for position, option in enumerate(type_.options)]
    schema: Schema = {"oneOf": [*options, {"type": _NULL}] if nullable else options}
    if type_.discriminator:
        schema["discriminator"] = {"propertyName": type_.discriminator}
        if type_.mapping:
            schema["discriminator"]["mapping"] = {
                value: f"#/components/schemas/{component_name(name)}" for value, name in type_.mapping
            }
    return schema


def _any_of(options: tuple[Type, ...], writer: Writer, pointer: str, *, nullable: bool) -> Schema:
    """Several bare kinds are one list of kinds; anything else is `anyOf`."""
    if any(option == Scalar(_NULL) for option in options):
        nullable = True
        options = tuple(option for option in options if option != Scalar(_NULL))
        if len(options) == 1:
            return typed(options[0], writer, pointer, nullable=True)
    if any(isinstance(option, Anything) for option in options):
        return {}
    if all(isinstance(option, Scalar) and option == Scalar(option.kind) for option in options):
        kinds = [option.kind for option in options if isinstance(option, Scalar)]
        return {"type": [*kinds, _NULL] if nullable else kinds}
    schemas = [typed(option, writer, f"{pointer}/anyOf/{position}") for position, option in enumerate(options)]
    return {"anyOf": [*schemas, {"type": _NULL}] if nullable else schemas}
