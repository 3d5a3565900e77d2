"""Reads the texts of a request (query, path, headers, form fields) as values of their schemas.

Enters: texts and a schema. Leaves: the JSON value that is meant. A text has no type of its own, so the schema's
decides; what cannot be read stays text, for the validation to refuse.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from speclift.document import dereference
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTEGER = re.compile(r"-?\d{1,300}")
_NUMBER = re.compile(r"-?\d{1,300}(\.\d+)?([eE][+-]?\d{1,3})?")
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}


class Wire:
    """Reads texts by the schemas of one document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def scalar(self, text: str, schema: Any) -> Any:
        """One text as the first of the schema's types that it can be; `text` where no type is declared."""
        types = self.types(schema)
        if "integer" in types and _INTEGER.fullmatch(text):
            return int(text)
        if "number" in types and _NUMBER.fullmatch(text):
            return float(text)
        if "boolean" in types and text.lower() in _BOOLEANS:
            return _BOOLEANS[text.lower()]
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
        found = (
            {declared}
            if isinstance(declared, str)
            else {t for t in declared if isinstance(t, str)}
            if declared
            else set()
        )
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
        try:
            return dereference(self._document, schema)
        except InputError:
            return None

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
        """Form fields as an object: `a=1`, `a[]=1&a[]=2`, `a[b]=1`, `a=1&a=2` for a list."""
        result: dict[str, Any] = {}
        for name, text in pairs:
            plain = self.property(schema, name)
            head, *rest = [name] if plain else re.findall(r"[^\[\]]+|\[\]", name) or [name]
            inner = plain or self.property(schema, head)
            if not rest and not self.is_list(inner):
                result[head] = self.scalar(text, inner)
            elif not rest or rest == ["[]"]:
                result.setdefault(head, [])
                if isinstance(result[head], list):
                    result[head].append(self.scalar(text, self.items(inner)))
            else:
                into = result.setdefault(head, {})
                if isinstance(into, dict):
                    into[rest[0]] = self.scalar(text, self.property(inner, rest[0]))
        return result


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
