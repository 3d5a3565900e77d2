"""The declared types of a Schema Object, and which keywords speak of which type.

Source: JSON Schema Validation 2020-12, section 6, and JSON Schema Core, section 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYWORDS: dict[str, tuple[str, ...]] = {
    "string": ("minLength", "maxLength", "pattern"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains"),
    "object": (
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "required",
        "minProperties",
        "maxProperties",
        "dependentRequired",
    ),
}

FORMATS: dict[str, str] = {
    **dict.fromkeys(("int32", "int64", "float", "double"), "number"),
    **dict.fromkeys(
        ("date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference", "uuid"),
        "string",
    ),
    **dict.fromkeys(("regex", "json-pointer", "password", "byte", "binary"), "string"),
}
"""The type that a format belongs to. (https://spec.openapis.org/registry/format/)"""


def declared_types(schema: Mapping[str, Any]) -> set[str]:
    """The types that `type` lists, `null` left out and `integer` counted as `number`; empty when none is declared."""
    declared = schema.get("type")
    names = [declared] if isinstance(declared, str) else declared if isinstance(declared, list) else []
    return {"number" if name == "integer" else name for name in names if isinstance(name, str)} - {"null"}
