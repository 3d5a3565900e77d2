"""Makes a value of a schema, the same one every time.

Enters: a document and a schema. Leaves: a JSON value that a reader would expect there: what the schema records
(`const`, `examples`, `default`, the first of an `enum`), or else the plainest value of its type and format.
"""

from __future__ import annotations

from typing import Any, TypeGuard

from speclift.document import follow
from speclift.document.schema.combined import combined
from speclift.document.schema.regular import matches

_FORMATS = {
    "date-time": "2024-01-31T12:00:00Z",
    "date": "2024-01-31",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "email": "user@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uri-reference": "/",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "byte": "c3RyaW5n",
}
_DEEPEST = 8
"""From this depth on, only what is required is made."""

_MOST = 5_000
"""Values made for one answer: a schema that holds itself in many properties has no other end."""


class Generator:
    """Makes values of the schemas of one document. `skip` is the keyword of what does not travel (`writeOnly`)."""

    def __init__(self, document: dict[str, Any], skip: str = "writeOnly") -> None:
        self._document = document
        self._skip = skip

    def value(self, schema: Any) -> Any:
        """A value of `schema`; None where nothing better is known."""
        return _Making(self._document, self._skip).value(schema, 0)


class _Making:
    """One value in the making."""

    def __init__(self, document: dict[str, Any], skip: str) -> None:
        self._document = document
        self._skip = skip
        self._left = _MOST
        self._inside: list[str] = []

    def value(self, schema: Any, depth: int) -> Any:
        self._left -= 1
        target = schema.get("$ref") if isinstance(schema, dict) else None
        if not isinstance(target, str):
            return self._value(schema, depth)
        self._inside.append(target)
        try:
            return self._value(schema, depth)
        finally:
            self._inside.pop()

    def _value(self, schema: Any, depth: int) -> Any:
        schema = combined(self._document, schema, depth)
        if not isinstance(schema, dict) or depth > 3 * _DEEPEST or self._left < 0:
            return None
        for keyword in ("const", "example", "default"):
            if keyword in schema:
                return schema[keyword]
        for keyword in ("examples", "enum"):
            values = schema.get(keyword)
            if isinstance(values, list) and values:
                return values[0]
        match _type(schema):
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, depth)
            case "string":
                return _text(schema)
            case "integer" | "number" as kind:
                return _number(schema, kind)
            case "boolean":
                return True
        return None

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        properties, required = schema.get("properties"), schema.get("required")
        required = required if isinstance(required, list) else []
        made: dict[str, Any] = {}
        for name, inner in properties.items() if isinstance(properties, dict) else ():
            if name in required or (self._optional(inner) and depth < _DEEPEST):
                made[name] = self.value(inner, depth + 1)
        for name in required:
            if isinstance(name, str):
                made.setdefault(name, self.value(schema.get("additionalProperties"), depth + 1))
        return made

    def _optional(self, schema: Any) -> bool:
        """Whether a property that may be left out is made: not one that does not travel, nor one that holds itself."""
        target = follow(self._document, schema)
        skipped = any(isinstance(part, dict) and part.get(self._skip) is True for part in (schema, target))
        return not skipped and self._left > 0 and not self._holds(schema)

    def _holds(self, schema: Any) -> bool:
        """Whether `schema`, or its items, is one that is being made."""
        if not isinstance(schema, dict):
            return False
        return schema.get("$ref") in self._inside or self._holds(schema.get("items"))

    def _array(self, schema: dict[str, Any], depth: int) -> list[Any]:
        first = schema.get("prefixItems")
        array = [self.value(inner, depth + 1) for inner in first] if isinstance(first, list) else []
        least = schema.get("minItems")
        full = depth >= _DEEPEST or bool(array) or self._holds(schema)
        wanted = max(least if isinstance(least, int) else 0, 0 if full else 1)
        if "items" in schema:
            array += [self.value(schema["items"], depth + 1)] * min(max(wanted - len(array), 0), 1000)
        return array


def _type(schema: dict[str, Any]) -> str:
    declared = schema.get("type")
    if isinstance(declared, list):
        declared = next((name for name in declared if name != "null"), "null")
    if isinstance(declared, str):
        return declared
    for keywords, kind in (
        (("properties", "required", "additionalProperties"), "object"),
        (("items", "prefixItems"), "array"),
        (("minLength", "maxLength", "pattern", "format"), "string"),
        (("minimum", "maximum"), "number"),
    ):
        if any(keyword in schema for keyword in keywords):
            return kind
    return "null"


def _text(schema: dict[str, Any]) -> str:
    text = _FORMATS.get(str(schema.get("format")), "string")
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        text = next((candidate for candidate in (text, *_CANDIDATES) if matches(pattern, candidate)), text)
    least, most = schema.get("minLength"), schema.get("maxLength")
    if isinstance(least, int) and len(text) < least:
        text += "x" * min(least - len(text), 10_000)
    return text[:most] if isinstance(most, int) and most >= 0 else text


_CANDIDATES = (
    "abc",
    "ABC",
    "a",
    "1",
    "123",
    "12:30",
    "+100",
    "#ffffff",
    "0" * 24,
    "user@example.com",
    "https://example.com/",
)


def _number(schema: dict[str, Any], kind: str) -> int | float:
    low, high = schema.get("minimum"), schema.get("maximum")
    step = schema.get("multipleOf")
    below, above = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    number: int | float = 1
    if _is_number(below) and number <= below:
        number = below + 1
    if _is_number(low) and number < low:
        number = low
    if _is_number(high) and number > high:
        number = high
    if _is_number(above) and number >= above:
        number = above - 1
    if _is_number(step) and step > 0:
        number = -(-number // step) * step
    return int(number) if kind == "integer" else number


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
