"""A required parameter has no default.

What it does: reports parameters with `required: true` whose schema has a `default`.

Why it is bad: the default is the value taken when the parameter is not sent; that never happens.

Example: `{name: page, in: query, required: true, schema: {default: 1}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def parameter_required_default(survey: Survey) -> Iterator[Problem]:
    """Yield each required parameter with a default."""
    for place in survey.of("Parameter"):
        schema = survey.follow(place.value.get("schema"))
        # A constant in the path (an API version) is required by OpenAPI and may well have one value by default.
        required = place.value.get("required") is True and place.value.get("in") != "path"
        if required and isinstance(schema, dict) and "default" in schema:
            yield Problem(place.pointer, f"{shown(place.value.get('name'))} is required and has a default")
