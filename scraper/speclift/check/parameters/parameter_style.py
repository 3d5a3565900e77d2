"""The style of a parameter fits its type.

What it does: reports `deepObject` for a parameter that is no object, and `spaceDelimited` or `pipeDelimited` for one
that is a single value.

Why it is bad: OpenAPI does not say what such a parameter looks like in a request.

Example: `{name: id, in: query, style: deepObject, schema: {type: string}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


_SCALARS = frozenset({"string", "number", "integer", "boolean"})


def parameter_style(survey: Survey) -> Iterator[Problem]:
    """Yield each parameter whose style does not fit."""
    for place in survey.of("Parameter"):
        style = place.value.get("style")
        schema = survey.follow(place.value.get("schema"))
        kind = schema.get("type") if isinstance(schema, dict) else None
        scalar = isinstance(kind, str) and kind in _SCALARS
        if style == "deepObject" and (scalar or kind == "array"):
            yield Problem(place.child("style"), f"deepObject is for objects, not for {shown(kind)}")
        elif style in ("spaceDelimited", "pipeDelimited") and scalar:
            yield Problem(place.child("style"), f"{style} is for lists and objects, not for {shown(kind)}")
