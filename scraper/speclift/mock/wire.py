"""Reads the texts of a request (query, path, headers, form fields) as values of their schemas.

Enters: texts and a schema. Leaves: the JSON value that is meant. A text has no type of its own, so the schema's
decides; what cannot be read stays text, for the validation to refuse. `coerced` does the same with the JSON of clients
that send numbers and booleans as text, or the other way round.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from speclift.document import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTEGER = re.compile(r"-?\d{1,300}")
_NUMBER = re.compile(r"-?\d{1,300}(\.\d+)?([eE][+-]?\d{1,3})?")
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "1": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "0": False,
}
_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}


_DEEPEST_FIELD = 8
"""Names in brackets of one field."""


class Wire:
    """Reads texts by the schemas of one document."""

    def __init__(self, document: dict[str, Any], *, strict: bool = False) -> None:
        self._document = document
        self._booleans = {"true": True, "false": False} if strict else _BOOLEANS

    def scalar(self, text: str, schema: Any) -> Any:
        """One text as the first of the schema's types that it can be; `text` where no type is declared."""
        types = self.types(schema)
        if "integer" in types and _INTEGER.fullmatch(text):
            return int(text)
        if "number" in types and _NUMBER.fullmatch(text):
            return float(text)
        if "boolean" in types and text in self._booleans:
            return self._booleans[text]
        if "null" in types and text in {"", "null"} and "string" not in types:
            return None
        if types & {"object", "array"} and not types & {"string"} and text[:1] in {"{", "["}:
            try:
                return json.loads(text)
            except ValueError:
                return text
        return text

    def types(self, schema: Any, depth: int = 0) -> set[str]:
        """Every type that `schema` or its alternatives name; those of its constants where it names none."""
        schema = self.follow(schema)
        if not isinstance(schema, dict) or depth > 8:
            return set()
        declared = schema.get("type")
        named = declared if isinstance(declared, list) else [declared]
        found = {name for name in named if isinstance(name, str)}
        if schema.get("nullable") is True:
            found.add("null")
        for keyword in ("allOf", "anyOf", "oneOf"):
            members = schema.get(keyword)
            for member in members if isinstance(members, list) else ():
                found |= self.types(member, depth + 1)
        if not found:
            values = schema.get("enum", [schema["const"]] if "const" in schema else [])
            found = {_TYPES.get(type(value), "string") for value in values} if isinstance(values, list) else set()
        return found

    def follow(self, schema: Any) -> Any:
        """`schema`, or what it refers to; None where that leads nowhere."""
        return follow(self._document, schema)

    def items(self, schema: Any) -> Any:
        """The schema of the items of a list."""
        schema = self.follow(schema)
        return schema.get("items", {}) if isinstance(schema, dict) else {}

    def property(self, schema: Any, name: str, depth: int = 0) -> Any:
        """The schema of a property, looked for in compositions too; {} when there is none."""
        schema = self.follow(schema)
        if not isinstance(schema, dict) or depth > 8:
            return {}
        properties = schema.get("properties")
        if isinstance(properties, dict) and name in properties:
            return properties[name]
        for keyword in ("allOf", "anyOf", "oneOf"):
            members = schema.get(keyword)
            for member in members if isinstance(members, list) else ():
                if found := self.property(member, name, depth + 1):
                    return found
        return {}

    def is_list(self, schema: Any) -> bool:
        """Whether a parameter of this schema is a list."""
        types = self.types(schema)
        return "array" in types and not types & {"string"}

    def values(self, texts: Sequence[str], schema: Any, delimiter: str = "") -> list[Any]:
        """The items of a list: one per text, or the parts of one text between delimiters."""
        parts = texts[0].split(delimiter) if delimiter and len(texts) == 1 else texts
        return [self.scalar(part, self.items(schema)) for part in parts]

    def tree(self, pairs: Sequence[tuple[str, str]], schema: Any) -> dict[str, Any]:
        """Form fields as an object: `a=1`, `a[]=1&a[]=2`, `a[b][c]=1`, `a[0][b]=1`, `a=1&a=2` for a list."""
        result: dict[str, Any] = {}
        for name, text in pairs:
            plain = self.property(schema, name)
            path = [name] if plain else re.findall(r"[^\[\]]+|\[\]", name)[:_DEEPEST_FIELD] or [name]
            self._put(result, path, text, plain or self.property(schema, path[0]))
        return result

    def _put(self, into: Any, path: list[str], text: str, schema: Any) -> None:
        """Put the text of a field into an object, or the items of a list kept by their position."""
        head, *rest = path
        if not rest:
            if self.is_list(schema):
                items = into.setdefault(head, [])
                if isinstance(items, list):
                    items.append(self.scalar(text, self.items(schema)))
            else:
                into[head] = self.scalar(text, schema)
        elif rest[0] == "[]" or (rest[0].isdecimal() and self.is_list(schema)):
            items = into.setdefault(head, [])
            if not isinstance(items, list):
                return
            position = int(rest[0]) if rest[0] != "[]" and len(rest[0]) < 4 else len(items)
            if len(rest) == 1:
                items.append(self.scalar(text, self.items(schema)))
                return
            if position >= len(items):
                items.append({})
            if isinstance(items[min(position, len(items) - 1)], dict):
                inner = self.property(self.items(schema), rest[1])
                self._put(items[min(position, len(items) - 1)], rest[1:], text, inner)
        else:
            inside = into.setdefault(head, {})
            if isinstance(inside, dict):
                self._put(inside, rest, text, self.property(schema, rest[0]))

    def coerced(self, value: Any, schema: Any) -> Any:
        """`value` with the scalars that are of a wrong type as the schema's: "5" for 5, 1 for true, 7 for "7".

        A null is left out where the schema knows none. What cannot be meant otherwise stays as it is.
        """
        types = self.types(schema)
        match value:
            case dict():
                inner = {name: self.property(schema, name) for name in value}
                return {
                    name: self.coerced(part, inner[name])
                    for name, part in value.items()
                    if part is not None or not (known := self.types(inner[name])) or "null" in known
                }
            case list():
                return [self.coerced(part, self.items(schema)) for part in value]
            case str() if types and "string" not in types:
                return self.scalar(value, schema)
            case bool() if types and "boolean" not in types:
                if types & {"integer", "number"}:
                    return int(value)
                return str(value).lower() if "string" in types else value
            case int() if types and not types & {"integer", "number"}:
                if "boolean" in types and value in (0, 1):
                    return bool(value)
                return str(value) if "string" in types else value
        return value


def delimiter(parameter: dict[str, Any]) -> str:
    """What stands between the items of a list in one text, by `style` and `explode`."""
    style = parameter.get("style", "form" if parameter.get("in") in ("query", "cookie") else "simple")
    if style in _DELIMITERS:
        return _DELIMITERS[style]
    exploded = parameter.get("explode", style == "form")
    return "" if style == "form" and exploded else ","


_TYPES: dict[type, str] = {
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
    list: "array",
    dict: "object",
}
