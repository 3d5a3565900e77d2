"""`encoding` names properties of the body.

What it does: reports entries of `encoding` whose name is no property of the media type's schema.

Why it is bad: the encoding is silently not applied.

Example: `schema: {properties: {file: {}}}, encoding: {files: {contentType: image/png}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.plain import properties_named
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def multipart_encoding(survey: Survey) -> Iterator[Problem]:
    """Yield each `encoding` for a property that does not exist."""
    for place in survey.of("Encoding"):
        schema = place.owner.value.get("schema") if place.owner else None
        if not properties_named(survey, schema, place.key):
            yield Problem(place.pointer, f"{shown(place.key)} is no property of the body")
