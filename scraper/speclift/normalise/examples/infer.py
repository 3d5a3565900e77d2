"""The shape of recorded values, where nothing but an example tells it.

Enters: JSON values of one kind of thing. Leaves: the smallest JSON Schema (2020-12) that all of them are valid against:
types, null, which fields every object has, what lists hold. It says no more than the values show: no formats, bounds or
enumerations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.normalise.examples.json_value import JSON

_ORDER: Final = ("object", "array", "string", "integer", "number", "boolean", "null")


def type_name(value: JSON) -> str:
    """Gives the JSON Schema type of a value; `2.0` is a number, `2` an integer."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    for kind, name in ((int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, kind):
            return name
    return "object"


def schema_of(values: Sequence[JSON]) -> dict[str, Any]:
    """Gives the schema of several values; of none, the schema that anything is valid against."""
    names = {type_name(value) for value in values}
    if {"integer", "number"} <= names:
        names.discard("integer")
    types = [name for name in _ORDER if name in names]
    if not types:
        return {}
    schema: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
    objects = [value for value in values if isinstance(value, dict)]
    if objects:
        schema |= _fields(objects)
    lists = [value for value in values if isinstance(value, list)]
    if items := schema_of([item for value in lists for item in value]):
        schema["items"] = items
    return schema


def _fields(objects: list[dict[str, JSON]]) -> dict[str, Any]:
    names = list(dict.fromkeys(name for value in objects for name in value))
    if not names:
        return {}
    held = {name: [value[name] for value in objects if name in value] for name in names}
    required = [name for name in names if len(held[name]) == len(objects)]
    fields: dict[str, Any] = {"properties": {name: schema_of(held[name]) for name in names}}
    return fields | ({"required": required} if required else {})
