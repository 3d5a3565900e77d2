"""What recorded values say about a type.

Enters: JSON values from examples. Leaves: the narrowest `Type` that all of them have, and whether null is among them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from speclift.model.api import (
    AnyOf,
    Anything,
    Field,
    ListOf,
    OneOf,
    Record,
    Reference,
    Scalar,
    ScalarKind,
    Type,
    map_types,
)

Recognise = Callable[[dict[str, Any]], str | None]
"""Gives the component whose recorded example, or whose shape, an object is; None for any other object."""


def is_always_there(having: Sequence[object], seen: Sequence[object]) -> bool:
    """Whether recorded objects show that a field is always there: several have it, and none lacks it.

    One example shows that a field can come, not that it always does.
    """
    return len(seen) > 1 and len(having) == len(seen)


def kind_of(value: object) -> str:
    """`string`, `integer`, `number`, `boolean`, `null`, `array` or `object`."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def observed_type(values: Sequence[Any], recognise: Recognise = lambda _: None) -> tuple[Type, bool]:
    """The type of values and whether one of them is null."""
    nullable = any(value is None for value in values)
    kinds = list(dict.fromkeys(kind_of(value) for value in values if value is not None))
    if kinds and set(kinds) <= {"integer", "number"}:
        return Scalar("number" if "number" in kinds else "integer"), nullable
    types = [_of_kind(kind, [value for value in values if kind_of(value) == kind], recognise) for kind in kinds]
    if not types:
        return Anything(), nullable
    return (types[0] if len(types) == 1 else AnyOf(tuple(types))), nullable


def _of_kind(kind: str, values: list[Any], recognise: Recognise) -> Type:
    if kind == "array":
        items = [item for value in values for item in value]
        item, null = observed_type(items, recognise)
        return ListOf(AnyOf((item, Scalar("null"))) if null and not isinstance(item, Anything) else item)
    if kind == "object":
        return observed_record(values, recognise)
    return Scalar(_SCALAR_KINDS[kind])


_SCALAR_KINDS: dict[str, ScalarKind] = {kind: kind for kind in ("string", "integer", "number", "boolean")}


def observed_record(values: list[dict[str, Any]], recognise: Recognise) -> Type:
    """The component that all objects are, else a record of what they hold; required is what each of several has."""
    known = {recognise(value) for value in values}
    if len(known) == 1 and (name := known.pop()) is not None:
        return Reference(name)
    fields = []
    for name in dict.fromkeys(key for value in values for key in value):
        having = [value[name] for value in values if name in value]
        type_, nullable = observed_type(having, recognise)
        fields.append(Field(name, type_, nullable=nullable, required=is_always_there(having, values)))
    return Record(tuple(fields))


def could_be(made: Type, values: list[Any]) -> bool:
    """Whether values are of a documented type, as far as their JSON kinds tell."""
    kinds = {kind_of(value) for value in values if value is not None}
    match made:
        case Anything():
            return True
        case Scalar(kind=kind):
            return kinds <= {kind, "integer" if kind == "number" else kind}
        case ListOf():
            return kinds <= {"array"}
        case AnyOf(options=options) | OneOf(options=options):
            return all(any(could_be(option, [value]) for option in options) for value in values)
    return kinds <= {"object"}


def is_kind(value: Any, kind: str) -> bool:
    """Whether a value is of a JSON type; an integer is a number."""
    found = kind_of(value)
    return found == kind or (kind == "number" and found == "integer")


def without_required(made: Type) -> Type:
    """The same without required fields: one example does not tell what every answer has."""
    loose = map_types(made, without_required)
    if isinstance(loose, Record):
        return replace(loose, fields=tuple(replace(field, required=False) for field in loose.fields))
    return loose


def may_be(option: Type, value: Any) -> bool:
    """Whether a value may be one of a type, as far as its JSON kind tells."""
    match option:
        case Scalar(kind=kind):
            return is_kind(value, kind)
        case ListOf():
            return isinstance(value, list)
        case Anything():
            return True
    return isinstance(value, dict)
