"""What renderers print about a value, as JSON Schema: type words, limits, literals, samples.

Enters: words as printed. Leaves: JSON Schema 2020-12 keywords. Each renderer has its own labels; what they share is
here: unions and arrays (`array<string> | null`), ranges (`[ 1 .. 100 ] characters`, `>= 1 items`), values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from speclift.document.json_value import json_value

Schema = dict[str, Any]

TYPES: Final = frozenset({"string", "integer", "number", "boolean", "object", "array", "null"})

_WORDS: Final[dict[str, Schema]] = {
    **{name: {"type": name} for name in TYPES},
    **{f"{name}s": {"type": name} for name in TYPES},
    "any": {},
    "unknown": {},
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
    "float": {"type": "number", "format": "float"},
    "double": {"type": "number", "format": "double"},
    "long": {"type": "integer", "format": "int64"},
    "file": {"type": "string", "format": "binary"},
    "binary": {"type": "string", "format": "binary"},
    "date": {"type": "string", "format": "date"},
    "date-time": {"type": "string", "format": "date-time"},
    "uuid": {"type": "string", "format": "uuid"},
    "map": {"type": "object"},
    "enum": {},
}


def type_of(printed: str) -> Schema | None:
    """The schema of a type expression (`(string | array<integer>)`, `array of strings`, `string[]`), or None."""
    text = " ".join(printed.split()).strip()
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1].strip()
    options = _split(text, "|") if "|" in text else re.split(r"\s+or\s+", text)
    if len(options) > 1:
        read = [type_of(option) for option in options]
        return None if any(one is None for one in read) else union([one for one in read if one is not None])
    if match := re.fullmatch(r"array<(.*)>|array\s*(?:of\s+|\[)(.*?)\]?|(.+)\[\]|list of (.+)", text, re.IGNORECASE):
        inner = next(group for group in match.groups() if group is not None)
        items = type_of(inner)
        return None if items is None else {"type": "array", "items": items} if items else {"type": "array"}
    if match := re.fullmatch(r"([a-z]+)\s*[(<]\$?([\w.:/+-]+)[)>]", text, re.IGNORECASE):
        kind = _WORDS.get(match[1].lower())
        return None if kind is None else {**kind, "format": match[2]}
    kind = _WORDS.get(text.lower())
    return dict(kind) if kind is not None else None


def _closes_last(text: str) -> bool:
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if not depth:
            return position == len(text) - 1
    return False


def _split(text: str, mark: str) -> list[str]:
    """Split at a mark that stands outside all brackets."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        depth += (character in "<([") - (character in ">)]")
        if character == mark and not depth:
            parts.append(text[start:position])
            start = position + 1
    return [part.strip() for part in (*parts, text[start:])]


def union(options: list[Schema]) -> Schema:
    """One of several schemas; plain types become a list of types, null a further type."""
    null = {"type": "null"} in options
    rest = [
        option for index, option in enumerate(options) if option != {"type": "null"} and option not in options[:index]
    ]
    if all(set(option) == {"type"} and isinstance(option["type"], str) for option in rest):
        names = [option["type"] for option in rest] + (["null"] if null else [])
        return {"type": names[0] if len(names) == 1 else names}
    if len(rest) == 1:
        return nullable(rest[0]) if null else rest[0]
    return {"anyOf": [*rest, *([{"type": "null"}] if null else [])]}


def nullable(schema: Schema) -> Schema:
    """The schema, or null."""
    kind = schema.get("type")
    if isinstance(kind, str):
        made = {**schema, "type": [kind, "null"]} if kind != "null" else dict(schema)
    elif isinstance(kind, list):
        made = {**schema, "type": [*kind, "null"]} if "null" not in kind else dict(schema)
    elif not schema:
        return {}
    else:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in made and None not in made["enum"]:
        made["enum"] = [*made["enum"], None]
    return made


def with_inside(schema: Schema, inner: Schema) -> Schema:
    """A list with what a drawing shows inside it: its items, or the items of the lists in it."""
    items = schema.get("items") or {}
    deeper = kind_of(items) == "array" and kind_of(inner) != "array"
    items = with_inside(items, inner) if deeper else {**items, **inner}
    return {**schema, **({"items": items} if items else {})}


_UNITS: Final = {
    "characters": ("minLength", "maxLength"),
    "character": ("minLength", "maxLength"),
    "chars": ("minLength", "maxLength"),
    "items": ("minItems", "maxItems"),
    "item": ("minItems", "maxItems"),
    "elements": ("minItems", "maxItems"),
    "properties": ("minProperties", "maxProperties"),
    "": ("minimum", "maximum"),
}
_NUMBER: Final = r"-?[\d,]*\.?\d+(?:e[+-]?\d+)?"
_RANGE: Final = re.compile(
    rf"(?P<open>[\[(])\s*(?P<low>{_NUMBER})\s*(?:\.\.|,|-|to)\s*(?P<high>{_NUMBER})\s*(?P<close>[\])])\s*(?P<unit>\w*)",
    re.IGNORECASE,
)
_BOUND: Final = re.compile(rf"(?P<sign>>=|<=|=|>|<|≥|≤)\s*(?P<value>{_NUMBER})\s*(?P<unit>\w*)", re.IGNORECASE)
_EXACT: Final = re.compile(r"(?P<value>\d+)\s+(?P<unit>characters?|items?|properties)", re.IGNORECASE)


def number(words: str) -> int | float | None:
    """A number as printed, or None."""
    try:
        value = float(words.replace(",", "").strip())
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def limits(words: str, kind: str = "") -> Schema | None:
    """The keywords of a printed constraint; None when it is none. `kind`: the type of the value, for a bare range."""
    text = " ".join(words.split())
    low = text.lower()
    if match := _RANGE.fullmatch(text):
        return _bounds(
            match["unit"],
            kind,
            (">=" if match["open"] == "[" else ">", match["low"]),
            ("<=" if match["close"] == "]" else "<", match["high"]),
        )
    if match := _BOUND.fullmatch(text):
        sign = {"≥": ">=", "≤": "<="}.get(match["sign"], match["sign"])
        pairs = ((">=", match["value"]), ("<=", match["value"])) if sign == "=" else ((sign, match["value"]),)
        return _bounds(match["unit"], kind, *pairs)
    if match := _EXACT.fullmatch(text):
        return _bounds(match["unit"], kind, (">=", match["value"]), ("<=", match["value"]))
    if low in {"non-empty", "not empty"}:
        return {"minItems" if kind == "array" else "minLength": 1}
    if low in {"unique", "unique items", "has unique items", "uniqueitems"}:
        return {"uniqueItems": True}
    if low.startswith("multiple of ") and (value := number(low.removeprefix("multiple of "))) is not None:
        return {"multipleOf": value}
    if text.startswith("matches "):
        return {"pattern": text.removeprefix("matches ")}
    return None


def _bounds(unit: str, kind: str, *pairs: tuple[str, str]) -> Schema | None:
    names = _UNITS.get(unit.lower())
    if names is None:
        return None
    if not unit and kind in {"string", "array"}:
        names = _UNITS["characters" if kind == "string" else "items"]
    made: Schema = {}
    for sign, printed in pairs:
        value = number(printed)
        if value is None:
            return None
        name = names[0] if sign in {">", ">="} else names[1]
        if sign in {">", "<"}:
            if name in {"minimum", "maximum"}:
                name = f"exclusive{name[0].upper()}{name[1:]}"
            else:
                value += 1 if sign == ">" else -1
        made[name] = value
    return made


KEYWORDS: Final = {
    name.lower(): name
    for name in (
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems",
        "multipleOf", "pattern", "uniqueItems", "default", "example", "nullable", "format", "readOnly", "writeOnly",
        "deprecated", "minProperties", "maxProperties", "title", "const",
    )
}  # fmt: skip
"""Keywords of a schema as some renderers print them (`maxLength: 5`), by their lower-case spelling."""


def keyword(schema: Schema, name: str, printed: str) -> bool:
    """Add a printed keyword with its value to a schema; False when there is no such keyword."""
    known = KEYWORDS.get(name.strip().lower().replace(" ", ""))
    if known is None:
        return False
    text = printed.strip()
    match known:
        case "default" | "const" | "example":
            schema["examples" if known == "example" else known] = (
                [value_of(text, schema)] if known == "example" else value_of(text, schema)
            )
        case "pattern" | "format" | "title":
            schema[known] = text.strip("`") if known != "pattern" else text
        case "uniqueItems" | "readOnly" | "writeOnly" | "deprecated" | "nullable":
            if text.lower() == "true":
                schema[known] = True
        case "exclusiveMinimum" | "exclusiveMaximum" if text.lower() in {"true", "false"}:
            plain = known.removeprefix("exclusive").lower()
            if text.lower() == "true" and plain in schema:
                schema[known] = schema.pop(plain)
        case _:
            value = number(text)
            if value is None:
                return False
            schema[known] = value
    return True


def settled(schema: Schema) -> Schema:
    """The schema with 3.0's `nullable` turned into a type."""
    return (
        nullable({key: value for key, value in schema.items() if key != "nullable"})
        if schema.get("nullable")
        else schema
    )


def kind_of(schema: Schema) -> str:
    """The one type of a schema, null aside; "" where it has none or several."""
    kind = schema.get("type")
    names = [name for name in (kind if isinstance(kind, list) else [kind]) if name not in (None, "null")]
    return names[0] if len(names) == 1 else ""


def value_of(printed: str, schema: Schema) -> Any:
    """A printed value as JSON, by the type of its schema; text that does not fit stays text."""
    text = printed.strip()
    kind = kind_of(schema)
    if text == "null" and isinstance(schema.get("type"), list) and "null" in schema["type"]:
        return None
    if kind == "string" and not (len(text) > 1 and text[0] == text[-1] == '"'):
        return text.strip("'") if len(text) > 1 and text[0] == text[-1] == "'" else text
    try:
        value = json_value(text)
    except ValueError:
        if kind == "array" and text:
            return [value_of(part, schema.get("items") or {}) for part in text.strip("[]").split(",")]
        return {"true": True, "false": False}.get(text.lower(), text) if kind in {"", "boolean"} else text
    if kind in {"integer", "number", "boolean", "array", "object", ""} or isinstance(value, str):
        return value
    return text


def enum_of(values: Sequence[Any], schema: Schema) -> Schema:
    """The schema with allowed values, text as printed; those of an array are its items'."""
    if kind_of(schema) == "array":
        items = schema.get("items") or {}
        return {**schema, "items": enum_of(values, items)}
    null = isinstance(schema.get("type"), list) and "null" in schema["type"]
    values = [None if value == "null" and null else value for value in values]
    return {
        **schema,
        "enum": list(
            dict.fromkeys(_hashable(value_of(value, schema) if isinstance(value, str) else value) for value in values)
        ),
    }


def _hashable(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, type(None))) else json.dumps(value)


def modern(schema: Any) -> Any:
    """A schema of OpenAPI 3.0 in the words of 3.1."""
    if isinstance(schema, list):
        return [modern(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made: Schema = {}
    for name, value in schema.items():
        if name == "properties" and isinstance(value, dict):
            made[name] = {key: modern(below) for key, below in value.items()}
        elif name == "default" and value is None and not schema.get("nullable"):
            continue  # the generator's word for "none"
        elif name in {"enum", "default", "const", "required"}:
            made[name] = value
        elif name == "example":
            made["examples"] = [value]
        else:
            made[name] = modern(value)
    for name, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(made.get(name), bool) and made.pop(name) and plain in made:
            made[name] = made.pop(plain)
    if "type" not in made and "properties" in made:
        made["type"] = "object"
    return settled(made)
