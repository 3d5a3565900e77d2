"""A path holds no fragment.

What it does: reports `/users#admins`.

Why it is bad: a fragment is never sent, so a server cannot tell the path from the one without it. Authors write it to
document two operations with one address and method.

Example: `/files/{id}#copy`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def path_fragment(survey: Survey) -> Iterator[Problem]:
    """Yield each path with a fragment."""
    for place in survey.of("PathItem"):
        if place.via == "paths" and "#" in place.key:
            yield Problem(place.pointer, f"{shown(place.key)} holds a fragment")
