"""Schemas of which a page shows a sample, or several drawings that show more and less.

Enters: JSON values, schemas. Leaves: schemas with the names and types that a sample shows; marks of closed parts.
"""

from __future__ import annotations

import re
from typing import Any, Final

from speclift.readers.rendered.notation import Schema, kind_of

CLOSED: Final = "x-not-shown"
"""Marks a schema whose inside the page has and does not show; its value says what it is of. Gone in the document."""

SAMPLED: Final = "x-from-sample"
"""Marks a schema whose inside was read from a sample. Gone in the document."""


def of_sample(value: Any) -> Schema:
    """The names and JSON types that a sample shows; nothing of it is required, null tells no type.

    Renderers make up 0 for integers and for numbers, so 0 shows a number.
    """
    match value:
        case bool():
            return {"type": "boolean"}
        case int():
            return {"type": "integer" if value else "number"}
        case float():
            return {"type": "number"}
        case str():
            return {"type": "string"}
        case list():
            items: Schema = {}
            for one in value:
                items = merged(items, of_sample(one)) or items
            return {"type": "array", "items": items} if items else {"type": "array"}
        case dict():
            made_up = _made_up_names(value)
            if made_up:
                extra = value[made_up[0]]
                named = {name: of_sample(one) for name, one in value.items() if name not in made_up}
                more = {"properties": named} if named else {}
                return {"type": "object", **more, "additionalProperties": of_sample(extra) or True}
            return {
                "type": "object",
                **({"properties": {name: of_sample(one) for name, one in value.items()}} if value else {}),
            }
    return {}


_MADE_UP: Final = re.compile(
    r"additionalProp\d*|additionalProperty|additionalProperties|ANY_ADDITIONAL_PROPERTY|property name\*?"
)


def _made_up_names(sample: dict[str, Any]) -> list[str]:
    """The names that renderers make up for additional properties."""
    numbered: list[str] = [name for name in ("property1", "property2") if name in sample]
    return [name for name in sample if _MADE_UP.fullmatch(name)] or (numbered if len(numbered) == 2 else [])


def merged(one: Schema, other: Schema) -> Schema | None:
    """Two drawings of the same schema, one of which may show less; None when they contradict each other."""
    if not one or not other or one == other:
        return one or other
    if "$ref" in one or "$ref" in other:
        return one if "$ref" in one else other
    kinds = kind_of(one), kind_of(other)
    if all(kinds) and kinds[0] != kinds[1]:
        return None
    about = one[CLOSED] if CLOSED in one and CLOSED in other else None
    one, other = ({key: value for key, value in half.items() if key != CLOSED} for half in (one, other))
    made = {**other, **one, **({CLOSED: about} if about else {})}
    if "properties" in one and "properties" in other:
        properties = dict(one["properties"])
        for name, schema in other["properties"].items():
            both = merged(properties.get(name, {}), schema)
            properties[name] = properties[name] if both is None else both
        made["properties"] = properties
    if isinstance(one.get("items"), dict) and isinstance(other.get("items"), dict):
        made["items"] = merged(one["items"], other["items"]) or one["items"]
    required = [
        *one.get("required", ()),
        *(name for name in other.get("required", ()) if name not in one.get("required", ())),
    ]
    if required:
        made["required"] = required
    return made


def filled(schema: Schema, sample: Any) -> Schema:
    """The schema with names and types that a sample shows, in the parts that the page keeps closed."""
    if CLOSED in schema:
        shown = of_sample(sample)
        kinds = {kind_of(schema), kind_of(shown)} - {""}
        if (
            kinds == {"array", "object"}
            or len(kinds) > 1
            or not (shown.get("properties") or shown.get("items") or not schema.get("type"))
        ):
            return schema
        return {
            **(merged({key: value for key, value in schema.items() if key != CLOSED}, shown) or schema),
            SAMPLED: schema[CLOSED],
        }
    made = dict(schema)
    if isinstance(sample, dict) and "properties" in schema:
        made["properties"] = {
            name: filled(below, sample[name]) if name in sample and isinstance(below, dict) else below
            for name, below in schema["properties"].items()
        }
    elif isinstance(sample, list) and isinstance(schema.get("items"), dict):
        for one in sample[:3]:
            made["items"] = filled(made["items"], one)
    else:
        return schema
    return made
