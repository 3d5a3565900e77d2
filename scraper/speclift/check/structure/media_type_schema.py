"""A media type has a schema.

What it does: reports entries of `content` without `schema` (and without `itemSchema`, OpenAPI 3.2).

Why it is bad: the body can be anything; a generated client cannot type it.

Example: `content: {application/json: {}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def media_type_schema(survey: Survey) -> Iterator[Problem]:
    """Yield each media type without a schema."""
    for place in survey.of("MediaType"):
        if place.value.keys().isdisjoint({"schema", "itemSchema"}):
            yield Problem(place.pointer, f"{shown(place.key)} has no schema")
