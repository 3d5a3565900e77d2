"""A composition leaves a type.

What it does: reports `allOf` whose members declare types that have nothing in common.

Why it is bad: no value is of all of them.

Example: `allOf: [{type: object}, {type: string}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.check.models.types import declared_types
from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def types_contradict(survey: Survey) -> Iterator[Problem]:
    """Yield each composition without a common type."""
    for place in survey.of("Schema"):
        members = place.value.get("allOf")
        if not isinstance(members, list):
            continue
        declared = [types for schema in (place.value, *members) if (types := _types(survey, schema))]
        if declared and not set.intersection(*declared):
            words = " and ".join(sorted({" or ".join(sorted(types)) for types in declared}))
            yield Problem(place.child("allOf"), f"no value is {words}")


def _types(survey: Survey, schema: Any) -> set[str]:
    schema = survey.follow(schema)
    if not isinstance(schema, dict):
        return set()
    types = declared_types(schema)
    nullable = schema.get("type")
    return types | {"null"} if isinstance(nullable, list) and "null" in nullable else types
