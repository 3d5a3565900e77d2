"""Puts OpenAPI's Schema Objects into plain JSON Schema 2020-12, for one direction of travel.

Enters: a survey and a direction. Leaves: the schemas of the document, copied, each at its own pointer (with objects
where the document has lists), in which

- a `required` property that does not travel in this direction is not required (`readOnly` in a request, `writeOnly`
in a
  response; for an example that stands at a schema, neither);
- a schema that is broken, and a reference that leads nowhere, is `true` (anything), because it is reported elsewhere;
- OpenAPI 3.0's own keywords (`nullable`, boolean `exclusiveMinimum`) have become those of JSON Schema;
- `$id` is gone, so that references mean the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from speclift.document import escape, split_pointer
from speclift.document.anatomy import IN_PLACE, OBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.document.walk import Walk

BASE = "urn:speclift:document"
"""The address by which schemas of the document refer to one another."""

Direction = Literal["request", "response", "any"]

_ABSENT: dict[Direction, tuple[str, ...]] = {
    "request": ("readOnly",),
    "response": ("writeOnly",),
    "any": ("readOnly", "writeOnly"),
}
_SCHEMA_FIELDS = OBJECTS["Schema"]


def plain_document(survey: Walk, direction: Direction, broken: Mapping[str, str]) -> dict[str, Any]:
    """The schemas of the surveyed document as plain JSON Schemas; `broken` names those to be left out."""
    writer = _Writer(survey, direction, broken)
    result: dict[str, Any] = {}
    for place in survey.of("Schema"):
        if place.owner is not None and place.owner.kind == "Schema":
            continue
        schema = writer.schema(place.value, place.pointer)
        *parts, last = split_pointer(place.pointer)
        inside = result
        for part in parts:
            inside = inside.setdefault(part, {})
            if not isinstance(inside, dict):
                # A place inside another schema (`…/definitions/B`) was written with it.
                break
        else:
            inside.setdefault(last, schema)
        if _has_anchor(place.value):
            # Anchors are only found where JSON Schema keeps schemas: under `$defs`, which a document may have too.
            result.setdefault("$defs", {})[place.pointer] = schema
    return result


def reference(pointer: str) -> str:
    """The URI of the schema at `pointer`."""
    return f"{BASE}#{quote(pointer, safe='/~!$&()*+,;=:@')}"


def travels_both_ways(survey: Walk) -> bool:
    """Whether every property of the document travels in both directions, so that one plain document does for all."""
    return not _absent_names(survey, ("readOnly", "writeOnly"))


class _Writer:
    def __init__(self, survey: Walk, direction: Direction, broken: Mapping[str, str]) -> None:
        self.survey = survey
        self.broken = broken
        self.absent = _ABSENT[direction]
        self.schemas = survey.schemas_by_pointer
        self.legacy = survey.version == (3, 0)
        self.marked = _absent_names(survey, self.absent)

    def copy(self, value: Any, pointer: str) -> Any:
        if isinstance(value, dict):
            place = self.schemas.get(pointer)
            if place is not None and place.value is value:
                return self.schema(value, pointer)
            return {key: self.copy(child, f"{pointer}/{escape(key)}") for key, child in value.items()}
        if isinstance(value, list):
            return [self.copy(child, f"{pointer}/{index}") for index, child in enumerate(value)]
        return value

    def schema(self, value: dict[str, Any], pointer: str) -> Any:
        if pointer in self.broken:
            return True
        if self.legacy and "$ref" in value:
            return {"$ref": value["$ref"]}
        result: dict[str, Any] = {}
        for key, child in value.items():
            if key in _SCHEMA_FIELDS:
                result[key] = self.copy(child, f"{pointer}/{key}")
            elif key in _IGNORED:
                continue
            else:
                result[key] = child
        if self.legacy:
            _modernise(result)
        required = value.get("required")
        if self.marked and isinstance(required, list):
            result["required"] = [name for name in required if not self._is_absent(value, pointer, name)]
        return result

    def _is_absent(self, value: dict[str, Any], pointer: str, name: Any) -> bool:
        """Whether the property `name` does not travel in this direction, as the schema or one composed with it says."""
        if name not in self.marked:
            return False
        place: Any = self.schemas.get(pointer)
        while place is not None and place.via == "allOf":
            place = place.owner
        root = value if place is None else place.value
        return any(
            self._marked_absent(property_schema) for property_schema in properties_named(self.survey, root, str(name))
        )

    def _marked_absent(self, schema: Any) -> bool:
        for _ in range(20):
            if not isinstance(schema, dict):
                return False
            if any(schema.get(keyword) is True for keyword in self.absent):
                return True
            if "$ref" not in schema:
                return False
            schema = self.survey.follow({"$ref": schema["$ref"]})
        return False


def properties_named(survey: Walk, schema: Any, name: str) -> list[Any]:
    """The property `name` of `schema` and of everything that applies in place (`allOf`, `$ref`, alternatives)."""
    found: list[Any] = []
    seen: set[int] = set()
    waiting = [schema]
    while waiting:
        current = waiting.pop()
        if not isinstance(current, dict) or id(current) in seen:
            continue
        seen.add(id(current))
        properties = current.get("properties")
        if isinstance(properties, dict) and name in properties:
            found.append(properties[name])
        if "$ref" in current:
            waiting.append(survey.follow({"$ref": current["$ref"]}))
        for keyword in IN_PLACE:
            members = current.get(keyword)
            waiting.extend(members if isinstance(members, list) else ())
    return found


def _absent_names(survey: Walk, keywords: tuple[str, ...]) -> frozenset[str]:
    """Names of properties that may not travel; in most documents there are none, and then there is nothing to do."""
    if not any(place.value.get(keyword) is True for place in survey.of("Schema") for keyword in keywords):
        return frozenset()
    return frozenset(place.key for place in survey.of("Schema") if place.via == "properties")


def _modernise(schema: dict[str, Any]) -> None:
    """Rewrite the keywords in which OpenAPI 3.0 differs from JSON Schema 2020-12."""
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and limit in schema:
            schema[exclusive] = schema.pop(limit)
    if schema.pop("nullable", None) is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]


def _has_anchor(value: Any) -> bool:
    if isinstance(value, dict):
        return "$anchor" in value or "$dynamicAnchor" in value or any(_has_anchor(child) for child in value.values())
    return isinstance(value, list) and any(_has_anchor(child) for child in value)


_IGNORED = frozenset({"$id", "$schema", "$comment", "description", "title", "example", "examples", "default", "xml"})
"""Keywords that say nothing about whether a value fits; left out, they need not be copied."""
