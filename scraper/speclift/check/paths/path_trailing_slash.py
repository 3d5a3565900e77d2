"""A path does not end in a slash.

What it does: reports `/users/`.

Why it is bad: some servers and tools take it for `/users`, others do not.

Example: `/users/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def path_trailing_slash(survey: Survey) -> Iterator[Problem]:
    """Yield each path that ends in a slash."""
    for place in survey.of("PathItem"):
        if place.via == "paths" and place.key.endswith("/") and len(place.key) > 1:
            yield Problem(place.pointer, f"{shown(place.key)} ends in a slash")
