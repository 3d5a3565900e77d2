"""One schema object, read into facts that mean the same however they were written.

Enters: a schema object without its `$ref`, `allOf`, `oneOf` and `anyOf`. Leaves: `Facts`: a fact is stated only where
it says something, in one form for OpenAPI 3.0 and 3.1. `const: a` and `enum: [a]`, `exclusiveMinimum: true` beside a
`minimum` and the number of JSON Schema 2020-12, `additionalProperties: true` and none, `minLength: 0` and none are
each the same fact. Names of facts are the keywords, with hyphens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from speclift.document.node import Node
from speclift.document.schema.facts import TYPES, Bound, Facts, tighter, type_of, typed

if TYPE_CHECKING:
    from collections.abc import Callable

_FORMATS_OF_LOOKS = {"password", "html", "markdown", "textarea"}
"""Formats that tell how a value is shown, not which values there are."""


def read(raw: dict[str, Any], pointer: str, null: bool) -> Facts:
    """The facts of one schema object; `null` says that what wraps it admits null."""
    facts = Facts()
    for keyword, value in raw.items():
        reader = _READERS.get(keyword)
        if reader is not None:
            reader(facts, value, Node(value, f"{pointer}/{keyword}"), raw)
    stated = facts.said
    typed_itself = "types" in stated
    if "types" not in stated:
        inferred = _inferred(stated)
        if inferred is not None:
            stated["types"] = inferred
            facts.where["types"] = facts.where.get("enum", pointer)
    admits = null or bool(stated.pop("nullable", False))
    if not admits:
        listed_only = not typed_itself and stated.get("null-listed", False)
        named = stated.get("null-typed", "types" not in stated) or listed_only
        admits = bool(named and ("enum" not in stated or stated.get("null-listed", False)))
    if stated.pop("null-listed", False) and not stated["enum"]:
        del stated["enum"]  # enum: [null] leaves only null
        stated["types"] = frozenset()
    stated["null"] = admits
    return facts


_OF_OBJECTS = {"properties", "additional-properties", "unevaluated-properties", "required"}


def _inferred(facts: dict[str, Any]) -> frozenset[str] | None:
    """The types of a schema that names none: those of its values, or of an object that lists its fields."""
    if "enum" in facts:
        return frozenset(type_of(value) for value in facts["enum"].values())
    if not facts.keys().isdisjoint(_OF_OBJECTS):
        return frozenset({"object"})
    if "items" in facts or "prefix-items" in facts:
        return frozenset({"array"})
    return None


def _say(facts: Facts, fact: str, value: Any, node: Node) -> None:
    facts.said[fact] = value
    facts.where[fact] = node.pointer


def _type(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    names = (
        {value}
        if isinstance(value, str)
        else {name for name in value if isinstance(name, str)}
        if isinstance(value, list)
        else set()
    )
    if not names:
        return
    if "number" in names:
        names |= {"integer", "fraction"}
    facts.said["null-typed"] = "null" in names
    _say(facts, "types", TYPES.intersection(names), node)


def _nullable(facts: Facts, value: Any, _node: Node, _raw: dict[str, Any]) -> None:
    if value is True:
        facts.said["nullable"] = True


def _enum(facts: Facts, value: Any, node: Node, raw: dict[str, Any]) -> None:
    if not isinstance(value, list):
        return
    values = {typed(entry): entry for entry in value}
    if values.pop("null", 0) is None:
        facts.said["null-listed"] = True
    _say(facts, "enum", values, node)
    if raw.get("x-extensible") is True or (raw.get("x-ms-enum", {}) and raw["x-ms-enum"].get("modelAsString") is True):
        facts.said["extensible"] = True


def _const(facts: Facts, value: Any, node: Node, raw: dict[str, Any]) -> None:
    _enum(facts, [value], node, raw)


def _extensible(facts: Facts, value: Any, node: Node, raw: dict[str, Any]) -> None:
    if isinstance(value, list) and "enum" not in raw:
        _say(facts, "enum", {typed(entry): entry for entry in value}, node)
        facts.said["extensible"] = True


def _number(fact: str, nothing: Any, facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value != nothing:
        _say(facts, fact, int(value) if isinstance(value, float) and value.is_integer() else value, node)


def _bound(fact: str, facts: Facts, value: Any, node: Node, raw: dict[str, Any]) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return
    exclusive = raw.get("exclusiveMinimum" if fact == "minimum" else "exclusiveMaximum")
    _tighten(facts, fact, Bound(value, exclusive is True), node)


def _exclusive(fact: str, facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if not isinstance(value, bool) and isinstance(value, (int, float)):
        _tighten(facts, fact, Bound(value, True), node)


def _tighten(facts: Facts, fact: str, bound: Bound, node: Node) -> None:
    known = facts.said.get(fact)
    if known is None or tighter(fact, known, bound) is not known:
        _say(facts, fact, bound, node)


def _text(fact: str, facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, str) and value:
        _say(facts, fact, value, node)


def _pattern(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, str) and value not in ("", ".*", "^.*$", "^", "^.*", ".*$"):
        _say(facts, "pattern", (value,), node)


def _format(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, str) and value and value not in _FORMATS_OF_LOOKS:
        _say(facts, "format", value, node)


def _encoding(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if value == "base64":
        _say(facts, "format", "byte", node)  # how OpenAPI 3.0 said it
    elif isinstance(value, str):
        _say(facts, "content-encoding", value, node)


def _media_type(facts: Facts, value: Any, node: Node, raw: dict[str, Any]) -> None:
    if value == "application/octet-stream" and "contentEncoding" not in raw:
        _say(facts, "format", "binary", node)  # how OpenAPI 3.0 said it
    elif isinstance(value, str):
        _say(facts, "content-media-type", value, node)


def _flag(fact: str, facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if value is True:
        _say(facts, fact, True, node)


def _properties(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, dict):
        _say(facts, "properties", {name: [child] for name, child in node.entries()}, node)


def _required(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, list) and value:
        _say(facts, "required", {name: node.pointer for name in value if isinstance(name, str)}, node)


def _additional(facts: Facts, value: Any, node: Node, raw: dict[str, Any]) -> None:
    if value is False:
        _say(facts, "additional-properties", False, node)
    elif isinstance(value, dict) and value and "additional-properties" not in facts.said:
        _say(facts, "additional-properties", [node], node)
    elif "additional-properties" not in facts.said and "type" not in raw and "properties" not in raw:
        facts.said.setdefault("types", frozenset({"object"}))


def _unevaluated(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if value is False:
        _say(facts, "unevaluated-properties", False, node)
    elif isinstance(value, dict) and value:
        _say(facts, "unevaluated-properties", [node], node)


def _xml(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, dict):
        parts = {key: value[key] for key in ("name", "namespace", "attribute", "wrapped") if value.get(key)}
        if parts:
            _say(facts, "xml", parts, node)


def _schema(fact: str, facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if value is False or (isinstance(value, dict) and value):
        _say(facts, fact, [node], node)
    elif isinstance(value, dict) and fact == "items":
        facts.said.setdefault("types", frozenset({"array"}))


def _schemas_by_name(fact: str, facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, dict) and value:
        _say(facts, fact, {name: [child] for name, child in node.entries()}, node)


def _prefix(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, list) and value:
        _say(facts, "prefix-items", [[child] for child in node.elements()], node)


def _dependent_required(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, dict) and value:
        pairs = {(name, other) for name, others in value.items() if isinstance(others, list) for other in others}
        _say(facts, "dependent-required", frozenset(pairs), node)


def _not(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, (dict, bool)):
        _say(facts, "not", [node], node)


def _condition(facts: Facts, value: Any, node: Node, raw: dict[str, Any]) -> None:
    if isinstance(value, (dict, bool)) and ("then" in raw or "else" in raw):
        _say(facts, "if", [{key: raw[key] for key in ("if", "then", "else") if key in raw}], node)


def _default(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    _say(facts, "default", value, node)


def _discriminator(facts: Facts, value: Any, node: Node, _raw: dict[str, Any]) -> None:
    if isinstance(value, dict) and isinstance(value.get("propertyName"), str):
        _say(facts, "discriminator", value, node)


_READERS: dict[str, Callable[[Facts, Any, Node, dict[str, Any]], None]] = {
    "type": _type,
    "nullable": _nullable,
    "enum": _enum,
    "const": _const,
    "x-extensible-enum": _extensible,
    "minimum": partial(_bound, "minimum"),
    "maximum": partial(_bound, "maximum"),
    "exclusiveMinimum": partial(_exclusive, "minimum"),
    "exclusiveMaximum": partial(_exclusive, "maximum"),
    "multipleOf": partial(_number, "multiple-of", None),
    "minLength": partial(_number, "min-length", 0),
    "maxLength": partial(_number, "max-length", None),
    "pattern": _pattern,
    "format": _format,
    "contentEncoding": _encoding,
    "contentMediaType": _media_type,
    "contentSchema": partial(_schema, "content-schema"),
    "minItems": partial(_number, "min-items", 0),
    "maxItems": partial(_number, "max-items", None),
    "uniqueItems": partial(_flag, "unique-items"),
    "items": partial(_schema, "items"),
    "prefixItems": _prefix,
    "unevaluatedItems": partial(_schema, "unevaluated-items"),
    "contains": partial(_schema, "contains"),
    "minContains": partial(_number, "min-contains", 1),
    "maxContains": partial(_number, "max-contains", None),
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "unevaluatedProperties": _unevaluated,
    "patternProperties": partial(_schemas_by_name, "pattern-properties"),
    "propertyNames": partial(_schema, "property-names"),
    "minProperties": partial(_number, "min-properties", 0),
    "maxProperties": partial(_number, "max-properties", None),
    "dependentRequired": _dependent_required,
    "dependentSchemas": partial(_schemas_by_name, "dependent-schemas"),
    "not": _not,
    "if": _condition,
    "default": _default,
    "readOnly": partial(_flag, "read-only"),
    "writeOnly": partial(_flag, "write-only"),
    "deprecated": partial(_flag, "deprecated"),
    "discriminator": _discriminator,
    "xml": _xml,
}
"""Every keyword that a reader of messages can notice, and who reads it. `COMPOSED` are read by `schemas.py`."""

COMPOSED = frozenset({"$ref", "$dynamicRef", "allOf", "oneOf", "anyOf", "then", "else"})
"""Keywords that lead to other schemas."""

UNNOTICED = {
    "$schema": "the dialect: OpenAPI 3.1 has one",
    "$id": "names the schema for references",
    "$anchor": "names the schema for references",
    "$dynamicAnchor": "names the schema for references",
    "$vocabulary": "of meta-schemas",
    "$defs": "what references lead to is read where they stand",
    "definitions": "as $defs",
    "$comment": "for authors",
    "title": "words",
    "description": "words",
    "example": "words",
    "examples": "words",
    "externalDocs": "words",
}
"""Keywords of OpenAPI 3.1 and JSON Schema 2020-12 that no caller and no server can notice, and why."""
