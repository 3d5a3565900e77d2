"""Whether a JSON value satisfies schemas of a document: plain JSON Schema for `jsonschema-rs`, of no more than what the
schemas refer to.

Enters: nodes of schemas that hold at once. Leaves: a validator. OpenAPI 3.0's own keywords become those of JSON Schema,
and fields that travel in one direction only are not required."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs

from speclift.document.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.document.node import Document, Node

_MOST_SCHEMAS = 200
"""Schemas that one schema may refer to, directly or not; what refers to more is not validated."""

_SILENT = {"$id", "$schema", "description", "title", "example", "examples", "default", "xml", "discriminator"}


class Validity:
    """The validators of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[tuple[str, ...], jsonschema_rs.Draft202012Validator | None] = {}

    def validator(self, nodes: Sequence[Node]) -> jsonschema_rs.Draft202012Validator | None:
        """What validates values against schemas that hold at once; None where they cannot be compiled."""
        key = tuple(node.pointer for node in nodes)
        if key not in self._known:
            self._known[key] = self._compiled(nodes)
        return self._known[key]

    def holds(self, value: Any, nodes: Sequence[Node]) -> bool | None:
        """Whether a value satisfies all the schemas; None where that cannot be decided."""
        validator = self.validator(nodes)
        try:
            return None if validator is None else validator.is_valid(value)
        except ValueError:
            return None  # a pattern that backtracks without end

    def _compiled(self, nodes: Sequence[Node]) -> jsonschema_rs.Draft202012Validator | None:
        definitions: dict[str, Any] = {}
        waiting: list[Node] = []
        schema = {"allOf": [self._plain(node.value, node.pointer, waiting) for node in nodes], "$defs": definitions}
        while waiting:
            node = waiting.pop()
            if node.pointer not in definitions:
                definitions[node.pointer] = self._plain(node.value, node.pointer, waiting)
                if len(definitions) > _MOST_SCHEMAS:
                    return None
        try:
            return jsonschema_rs.Draft202012Validator(schema, validate_formats=False)
        except (ValueError, jsonschema_rs.ReferencingError):
            return None  # broken: a check says so

    def _plain(self, value: Any, place: str, referred: list[Node]) -> Any:
        """A schema with its references led to `$defs`; what they lead to is put on `referred`."""
        if isinstance(value, list):
            return [self._plain(item, place, referred) for item in value]
        if not isinstance(value, dict):
            return value
        plain = {
            key: child if key in ("const", "enum") else self._plain(child, place, referred)
            for key, child in value.items()
            if key not in _SILENT or not isinstance(child, str | list | int | float | bool | None)
        }
        reference = value.get("$ref")
        if isinstance(reference, str):
            target = self._document.target(reference, place)
            referred.append(target)
            plain["$ref"] = f"#/$defs/{escape(target.pointer)}"
            if not self._document.siblings_count:
                return {"$ref": plain["$ref"]}
        self._require_what_always_travels(plain)
        if not self._document.siblings_count:
            _modernise(plain)
        return plain

    def _require_what_always_travels(self, schema: dict[str, Any]) -> None:
        required, properties = schema.get("required"), schema.get("properties")
        if isinstance(required, list) and isinstance(properties, dict):
            schema["required"] = [name for name in required if not _one_way(properties.get(name))]


def _one_way(schema: Any) -> bool:
    return isinstance(schema, dict) and (schema.get("readOnly") is True or schema.get("writeOnly") is True)


def _modernise(schema: dict[str, Any]) -> None:
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and limit in schema:
            schema[exclusive] = schema.pop(limit)
    if schema.pop("nullable", None) is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
