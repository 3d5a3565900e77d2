"""A path is a well-formed template.

What it does: reports paths that do not begin with `/`, with unbalanced or empty braces, with a query, or with the same
parameter twice.

Why it is bad: no request can be built from it.

Example: `/users/{id`, `/users?page=1`, `/a/{}/b`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.paths.templates import template_mistake
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def path_template(survey: Survey) -> Iterator[Problem]:
    """Yield each malformed path."""
    for place in survey.of("PathItem"):
        if place.via == "paths" and (mistake := template_mistake(place.key)):
            yield Problem(place.pointer, f"{shown(place.key)} {mistake}")
