"""Schema Objects in the words of JSON Schema 2020-12, one rule after the other.

Enters: a document to be changed. Leaves: nothing; what was done is noted. A rule takes a schema and returns what it
found (for the quote), or None when it does not apply. To add one: a function and its line in `RULES`.
Sources: OpenAPI 3.0.4 "Schema Object", Swagger 2.0 "Schema Object", JSON Schema 2020-12.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.to_31.notes import Notes, Rule
from speclift.document.to_31.type_words import TYPE_WORDS, TYPES
from speclift.document.to_31.walk import Json, is_reference, places

if TYPE_CHECKING:
    from collections.abc import Callable

_NULL: Final[Json] = {"type": "null"}
_LISTS: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
_NUMBERS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_COUNTS: Final = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_ANNOTATIONS: Final = frozenset(
    {"description", "title", "deprecated", "readOnly", "writeOnly", "examples", "default", "$ref", "summary"}
)


def _wrong_lists(schema: Json) -> Any:
    for key in _LISTS:
        value = schema.get(key)
        if isinstance(value, dict):
            schema[key] = [value]
            return value
        if isinstance(value, list) and not value:
            return [schema.pop(key)]
    return None


def _tuple_items(schema: Json) -> Any:
    items = schema.get("items")
    if not isinstance(items, list):
        return None
    del schema["items"]
    if items:
        schema["prefixItems"] = items
        if schema.get("additionalItems") is False:
            schema["items"] = False
    schema.pop("additionalItems", None)
    return items


def _required_flag(schema: Json) -> Any:
    """`required: true` at a property, as in JSON Schema draft 3: it belongs to the object around it."""
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return None
    named = [
        name
        for name, property_schema in properties.items()
        if isinstance(property_schema, dict) and property_schema.get("required") is True
    ]
    if not named:
        return None
    known = schema.get("required")
    listed = [name for name in known if isinstance(name, str)] if isinstance(known, list) else []
    schema["required"] = list(dict.fromkeys([*listed, *named]))
    for name in named:
        del properties[name]["required"]
    return named


def _required_list(schema: Json) -> Any:
    required = schema.get("required")
    if required is None:
        return None
    if isinstance(required, str):
        schema["required"] = [required]
        return required
    listed = required if isinstance(required, list) else []
    names = list(dict.fromkeys(name for name in listed if isinstance(name, str)))
    if names == required and names:
        return None
    del schema["required"]
    if names:
        schema["required"] = names
    return required if required != [] else None


def _type_words(schema: Json) -> Any:
    types = schema.get("type")
    if types is None or (isinstance(types, str) and types in TYPES):
        return None
    words = types if isinstance(types, list) else [types]
    known = [word for word in words if isinstance(word, str) and word in TYPES]
    if words and len(set(known)) == len(words):
        return None
    kinds: list[str] = []
    for word in words:
        kind, form = TYPE_WORDS.get(str(word).strip().lower(), (None, None)) if word is not None else ("null", None)
        kind = word if isinstance(word, str) and word in TYPES else kind
        if kind is not None and kind not in kinds:
            kinds.append(kind)
        if form is not None:
            schema.setdefault("format", form)
    del schema["type"]
    if kinds:
        schema["type"] = kinds[0] if len(kinds) == 1 else kinds
    return types


def _file(schema: Json) -> Any:
    if str(schema.get("type")).lower() != "file":
        return None
    schema.update(type="string", format="binary")
    return "file"


def _nullable(schema: Json) -> Any:
    flags = [schema.pop(key) for key in ("nullable", "x-nullable") if key in schema]
    parts = schema.get("allOf")
    parts = parts if isinstance(parts, list) else []
    alone = [part for part in parts if part == {"nullable": True}]
    if alone and len(alone) < len(parts):
        # a part that says nothing else: authors mean the whole
        schema["allOf"] = [part for part in parts if part not in alone]
        flags.append(True)
    if not flags:
        return None
    if any(value in (True, "true") for value in flags):
        make_nullable(schema)
    return flags[0]


def make_nullable(schema: Json) -> None:
    """Let a schema allow null as well."""
    kind = schema.get("type")
    if "$ref" in schema or any(key in schema for key in ("allOf", "anyOf", "oneOf", "not")):
        choice = schema.get("oneOf") or schema.get("anyOf")
        key = "oneOf" if "oneOf" in schema else "anyOf"
        if choice and kind is None and "$ref" not in schema:
            if _NULL not in choice:
                schema[key] = [*choice, dict(_NULL)]
            return
        inner = {name: schema.pop(name) for name in list(schema) if name not in _ANNOTATIONS or name == "$ref"}
        schema["anyOf"] = [inner, dict(_NULL)]
    elif isinstance(kind, str) and kind != "null":
        schema["type"] = [kind, "null"]
    elif isinstance(kind, list) and "null" not in kind:
        schema["type"] = [*kind, "null"]
    values = schema.get("enum")
    if isinstance(values, list) and None not in values:
        schema["enum"] = [*values, None]


def _exclusive(schema: Json) -> Any:
    limit = None
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        is_exclusive = schema.get(exclusive)
        if not isinstance(is_exclusive, bool):
            continue
        limit = {exclusive: is_exclusive}
        del schema[exclusive]
        if is_exclusive and bound in schema:
            schema[exclusive] = schema.pop(bound)
    return limit


def _numbers(schema: Json) -> Any:
    """Numbers written as text, and limits that count and are no whole numbers."""
    numbers = None
    for key in (*_NUMBERS, *_COUNTS):
        value = schema.get(key)
        if value is None or (
            isinstance(value, int) and not isinstance(value, bool) and (value >= 0 or key in _NUMBERS)
        ):
            continue
        if isinstance(value, float) and key in _NUMBERS:
            continue
        numbers = {key: value}
        del schema[key]
        try:
            number = float(value) if not isinstance(value, bool) else None
        except (TypeError, ValueError):
            continue
        if number is not None and abs(number) < 1e300 and (key in _NUMBERS or number >= 0):
            schema[key] = int(number) if number == int(number) else number
    if schema.get("multipleOf") == 0:
        numbers = {"multipleOf": schema.pop("multipleOf")}
    return numbers


def _bounds(schema: Json) -> Any:
    for low, high in (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")):
        least, most = schema.get(low), schema.get(high)
        if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            return {low: schema.pop(low), high: schema.pop(high)}
    return None


def _pattern(schema: Json) -> Any:
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and (match := re.fullmatch(r"/(.*)/([a-z]*)", pattern, re.DOTALL)):
        schema["pattern"] = match[1]
        return pattern
    return None


def _enum(schema: Json) -> Any:
    """Values that stand twice, none at all, or texts of values of the declared type."""
    values = schema.get("enum")
    if values is None:
        return None
    if not isinstance(values, list) or not values:
        return [schema.pop("enum")]
    kinds = schema.get("type")
    fitted = [_fitted(value, kinds if isinstance(kinds, list) else [kinds]) for value in values]
    distinct = list({json.dumps(value, sort_keys=True): value for value in fitted}.values())
    if len(distinct) == len(values) and all(type(a) is type(b) for a, b in zip(distinct, values, strict=True)):
        return None
    schema["enum"] = distinct
    return values


def _fitted(value: Any, kinds: list[Any]) -> Any:
    if isinstance(value, str) and "string" not in kinds:
        if "integer" in kinds and re.fullmatch(r"-?\d{1,18}", value):
            return int(value)
        if "number" in kinds and re.fullmatch(r"-?\d{1,18}(\.\d+)?", value):
            return float(value) if "." in value else int(value)
        if "boolean" in kinds and value.lower() in ("true", "false"):
            return value.lower() == "true"
        if "null" in kinds and value.lower() == "null":
            return None
    if kinds in (["string"], ["string", "null"]) and isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value


def _default(schema: Json) -> Any:
    """A default in the wrong JSON type, a null that means "none", or an object that only describes."""
    if "default" not in schema:
        return None
    kinds = schema.get("type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    value = schema["default"]
    fitted = _fitted(value, listed)
    if fitted is not value:
        schema["default"] = fitted
        return value
    if value is None and kinds is not None and "null" not in listed:
        del schema["default"]
        return "null"
    return None


def _example(schema: Json) -> Any:
    if "example" not in schema:
        return None
    value = schema.pop("example")
    known = schema.get("examples")
    schema["examples"] = [*(known if isinstance(known, list) else []), value]
    return json.dumps(value, ensure_ascii=False, default=str)


def _examples_list(schema: Json) -> Any:
    examples = schema.get("examples")
    if examples is None or isinstance(examples, list):
        return None
    del schema["examples"]
    if isinstance(examples, dict):
        schema["examples"] = [
            example["value"] if isinstance(example, dict) and "value" in example else example
            for example in examples.values()
        ]
    return examples


def _discriminator(schema: Json) -> Any:
    discriminator = schema.get("discriminator")
    if isinstance(discriminator, str):
        schema["discriminator"] = {"propertyName": discriminator}
        if not any(key in schema for key in ("oneOf", "anyOf")):
            # Swagger's discriminator names the property; what it discriminates is found by `allOf` from elsewhere.
            del schema["discriminator"]
        return discriminator
    if isinstance(discriminator, dict) and not isinstance(discriminator.get("propertyName"), str):
        return schema.pop("discriminator")
    if isinstance(discriminator, dict) and not any(key in schema for key in ("oneOf", "anyOf")):
        return schema.pop("discriminator")
    return None


def _format(schema: Json) -> Any:
    format_name = schema.get("format")
    if format_name is None:
        return None
    if not isinstance(format_name, str):
        return schema.pop("format")
    return None


def _collection_format(schema: Json) -> Any:
    return schema.pop("collectionFormat", None)


def _schema_address(schema: Json) -> Any:
    identifiers = [schema.pop(key) for key in ("$schema", "$id", "id") if isinstance(schema.get(key), str)]
    return identifiers[0] if identifiers else None


def _reference_siblings(schema: Json) -> Any:
    """Before 3.1 what stands beside `$ref` is ignored; words about it are kept, they do no harm."""
    if not is_reference(schema):
        return None
    ignored = [key for key in schema if key not in _ANNOTATIONS and not key.startswith("x-") and key != "nullable"]
    left_out = {key: schema.pop(key) for key in ignored}
    return left_out or None


def _definitions(schema: Json) -> Any:
    left_out = {key: schema.pop(key) for key in ("definitions", "xml") if key in schema}
    return left_out.get("definitions")


_OLD: Final = "the schema is written as OpenAPI 3.0 does"
_RULES: Final[tuple[tuple[Rule, Callable[[Json], Any]], ...]] = (
    (Rule("schema-list", "a composition is no list of schemas", "taken for a list of one, or left out"), _wrong_lists),
    (
        Rule("items-tuple", "`items` is a list, as in JSON Schema draft 4", "written as `prefixItems`", True),
        _tuple_items,
    ),
    (
        Rule("required-flag", "a property says `required: true`", "its name stands in `required` of the object"),
        _required_flag,
    ),
    (Rule("required-list", "`required` is no list of names", "only names are kept"), _required_list),
    (Rule("type-file", "the type is `file`, as in Swagger", "a text in the format `binary`", True), _file),
    (Rule("type-word", "`type` is no type of JSON Schema", "the type that the word means, or any"), _type_words),
    (Rule("schema-format", "`format` is no text", "it is left out"), _format),
    (
        Rule("schema-collection-format", "a schema says `collectionFormat`", "it belongs to parameters: left out"),
        _collection_format,
    ),
    (Rule("schema-nullable", f"`nullable`: {_OLD}", "null is one of its types", True), _nullable),
    (
        Rule("schema-exclusive", f"an exclusive limit is true or false: {_OLD}", "the limit itself is exclusive", True),
        _exclusive,
    ),
    (Rule("schema-number", "a limit is no number, or no count", "the number that it spells, or none"), _numbers),
    (Rule("schema-bounds", "the least is more than the most", "both limits are left out"), _bounds),
    (Rule("pattern-slashes", "a pattern stands between slashes", "without them"), _pattern),
    (
        Rule(
            "schema-enum",
            "an enumeration holds a value twice, none, or not of the declared type",
            "the values that fit",
        ),
        _enum,
    ),
    (Rule("schema-default", "a default is not of the declared type", "the value that it spells, or none"), _default),
    (Rule("schema-examples", "`examples` of a schema is no list", "the values as a list"), _examples_list),
    (Rule("schema-example", f"`example`: {_OLD}", "one of `examples`", True), _example),
    (
        Rule(
            "schema-discriminator",
            "a discriminator stands where nothing is to be told apart",
            "left out; the alternatives say it",
        ),
        _discriminator,
    ),
    (
        Rule("schema-address", "a schema has an address of its own", "left out: references lead by place"),
        _schema_address,
    ),
    (Rule("schema-definitions", "a schema holds definitions or hints for XML", "left out"), _definitions),
)

_SIBLINGS: Final = Rule(
    "reference-siblings", "something stands beside a `$ref`, where OpenAPI 3.0 ignores it", "left out"
)


def repair_schemas(document: Json, notes: Notes, *, legacy: bool) -> None:
    """Apply every rule to every schema. `legacy` is true for documents of Swagger 2.0 and OpenAPI 3.0."""
    for place in places(document, "Schema"):
        schema = place.value
        if legacy and (siblings := _reference_siblings(schema)) is not None:
            notes.add(_SIBLINGS, place.pointer, siblings)
        for rule, apply in _RULES:
            siblings = apply(schema)
            if siblings is not None:
                notes.add(rule, place.pointer, siblings)
