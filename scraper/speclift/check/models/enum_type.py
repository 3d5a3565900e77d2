"""The values of an enumeration fit the schema around them.

What it does: reports values of `enum`, and a `const`, that are not of the declared type or outside its limits.

Why it is bad: the value is listed, and can never be valid.

Example: `{type: integer, enum: [1, "2"]}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs

from speclift.check.models.types import KEYWORDS
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey

_LIMITS = frozenset({"type", *KEYWORDS["string"], *KEYWORDS["number"], "minItems", "maxItems"})


def enum_type(survey: Survey) -> Iterator[Problem]:
    """Yield each value of an enumeration that its own schema excludes."""
    legacy = survey.version == (3, 0)
    for place in survey.of("Schema"):
        if "enum" not in place.value and "const" not in place.value:
            continue
        limits = {keyword: value for keyword, value in place.value.items() if keyword in _LIMITS}
        if legacy and place.value.get("nullable") is True:
            limits["type"] = [limits.get("type", "null"), "null"]
        for pointer, value in _values(place.value, place.pointer):
            if not _fits(limits, value):
                wanted = place.value.get("type", "the limits beside it")
                yield Problem(pointer, f"{shown(value)} does not fit {shown(wanted)}")


def _values(schema: dict[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    values = schema.get("enum")
    for index, value in enumerate(values if isinstance(values, list) else ()):
        yield f"{pointer}/enum/{index}", value
    if "const" in schema:
        yield f"{pointer}/const", schema["const"]


def _fits(limits: dict[str, Any], value: Any) -> bool:
    try:
        return jsonschema_rs.is_valid(limits, value, draft=jsonschema_rs.Draft202012)
    except (ValueError, jsonschema_rs.ReferencingError):
        # The limits themselves are wrong, which other rules say.
        return True
