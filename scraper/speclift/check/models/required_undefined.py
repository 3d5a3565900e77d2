"""A required property is defined.

What it does: reports names in `required` for which neither the schema nor anything composed with it has a property.
(Objects that leave their properties open by `patternProperties`, or by a schema for `additionalProperties`, are let
be.)

Why it is bad: no value can be built from the document; usually the name is misspelt.

Example: `{properties: {name: {}}, required: [nmae]}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.plain import properties_named
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey
    from speclift.document.walk import Place

_CONDITIONS = frozenset({"not", "if", "then", "else", "dependentSchemas", "contains"})


def required_undefined(survey: Survey) -> Iterator[Problem]:
    """Yield each required name without a property."""
    for place in survey.of("Schema"):
        required = place.value.get("required")
        if not isinstance(required, list) or _is_open(place) or place.via in _CONDITIONS:
            continue
        root = _composer(place)
        for index, name in enumerate(required):
            if isinstance(name, str) and not properties_named(survey, root.value, name):
                yield Problem(place.child("required", index), f"the required property {shown(name)} is not defined")


def _is_open(place: Place) -> bool:
    return "patternProperties" in place.value or bool(place.value.get("additionalProperties"))


def _composer(place: Place) -> Place:
    """The outermost schema that `place` is composed into: its properties count as well."""
    while place.owner is not None and place.owner.kind == "Schema" and place.via in {"allOf", "anyOf", "oneOf"}:
        place = place.owner
    return place
