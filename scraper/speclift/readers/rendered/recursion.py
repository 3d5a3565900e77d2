"""Schemas that a renderer drew level by level become one that refers to itself.

Enters: a document of which some schemas hold themselves, drawn as deep as the reader of the page opened them. Leaves:
the same with a component for each such schema. A schema holds itself when below one of its fields there is an object
with all of its own fields.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.readers.rendered.notation import Schema, kind_of
from speclift.readers.rendered.samples import CLOSED, SAMPLED

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST = 2
"""Fields that an object must have: `{next: {next: …}}` could be anything."""


def fold_recursion(document: Any, schemas: dict[str, Schema]) -> None:
    """Give each schema that holds itself a component, named after the field that holds it."""
    for name, schema in list(schemas.items()):
        for _, below in _repeated(schema):
            _refer(below, name)
    for part in (document, list(schemas.values())):
        _fold(part, schemas)


def _fold(part: Any, schemas: dict[str, Schema]) -> None:
    if isinstance(part, dict):
        if field := next((field for field, _ in _repeated(part)), ""):
            name = "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", field))
            known = schemas.get(name)
            whole = {key: value for key, value in part.items() if key != "description"}
            if name and (known is None or _are_one(known, whole)):
                for _, below in list(_repeated(part)):
                    _refer(below, name)
                schemas.setdefault(name, whole)
                _refer(part, name)
                return
        for value in list(part.values()):
            _fold(value, schemas)
    elif isinstance(part, list):
        for value in part:
            _fold(value, schemas)


def _are_one(known: Schema, schema: Schema) -> bool:
    return set(known.get("properties") or ()) == set(schema["properties"]) and _agree(known, schema)


def _repeated(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The objects below a schema that have all of its fields, outermost first, each with the field that holds it."""
    names = set(schema.get("properties") or ()) if isinstance(schema.get("properties"), dict) else set()
    if len(names) < _FEWEST or "$ref" in schema:
        return
    for field, below in schema["properties"].items():
        for inner in _objects(below):
            if set(inner["properties"]) == names and not {CLOSED, SAMPLED} & set(inner) and _agree(schema, inner):
                yield field, inner


def _objects(schema: Any) -> Iterator[Schema]:
    """The outermost objects with fields that a value is, holds in a list, or may be."""
    if not isinstance(schema, dict) or "$ref" in schema:
        return
    if isinstance(schema.get("properties"), dict):
        yield schema
    elif isinstance(schema.get("items"), dict):
        yield from _objects(schema["items"])
    for word in ("anyOf", "oneOf"):
        for option in schema.get(word) or ():
            yield from _objects(option)


def _agree(one: Schema, other: Schema) -> bool:
    """Whether no field has different types in two drawings."""
    kinds = [
        (kind_of(one["properties"][name]), kind_of(below))
        for name, below in other["properties"].items()
        if isinstance(below, dict) and isinstance(one["properties"][name], dict)
    ]
    return all(mine == its for mine, its in kinds if mine and its)


def _refer(schema: Schema, name: str) -> None:
    description = schema.get("description")
    schema.clear()
    schema["$ref"] = f"#/components/schemas/{name}"
    if description:
        schema["description"] = description
