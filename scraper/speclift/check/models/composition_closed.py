"""Parts of a composition do not shut each other out.

What it does: reports a member of `allOf` with `additionalProperties: false` when the composition has properties that
it does not know.

Why it is bad: `allOf` is an intersection: no value has all properties and only those of one member.

Example: `allOf: [{properties: {a: {}}, additionalProperties: false}, {properties: {b: {}}}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def composition_closed(survey: Survey) -> Iterator[Problem]:
    """Yield each closed member of a composition with other properties."""
    for place in survey.of("Schema"):
        members = place.value.get("allOf")
        if not isinstance(members, list):
            continue
        schemas = [survey.follow(member) for member in members]
        everything = {name for schema in (*schemas, place.value) for name in _properties(schema)}
        for index, schema in enumerate(schemas):
            if isinstance(schema, dict) and schema.get("additionalProperties") is False and "allOf" not in schema:
                shut_out = sorted(everything - _properties(schema))
                if shut_out and "patternProperties" not in schema:
                    yield Problem(
                        place.child("allOf", index), f"shuts out {shown(shut_out[0])} of the same composition"
                    )


def _properties(schema: Any) -> set[str]:
    properties = schema.get("properties") if isinstance(schema, dict) else None
    return set(properties) if isinstance(properties, dict) else set()
