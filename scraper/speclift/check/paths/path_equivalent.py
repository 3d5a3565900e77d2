"""No two paths are the same but for the names of their parameters.

What it does: reports `/a/{x}` beside `/a/{y}`, as OpenAPI forbids.

Why it is bad: a request matches both; which operation is meant is undefined.

Example: `/users/{id}` and `/users/{name}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.paths.templates import without_names
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def path_equivalent(survey: Survey) -> Iterator[Problem]:
    """Yield each path that an earlier one already covers."""
    first: dict[str, str] = {}
    for place in survey.of("PathItem"):
        if place.via == "paths" and place.owner is not None and place.owner.kind == "OpenAPI":
            other = first.setdefault(without_names(place.key), place.key)
            if other != place.key:
                yield Problem(place.pointer, f"{shown(place.key)} is the same path as {shown(other)}")
