"""`info` says what the API is.

What it does: reports `info` without a description.

Why it matters: it is the first thing a reader of the documentation sees.

Example: `info: {title: Rooms, version: "1"}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def info_incomplete(survey: Survey) -> Iterator[Problem]:
    """Yield a note when `info` has no description."""
    for place in survey.of("Info"):
        if not place.value.get("description"):
            yield Problem(place.pointer, "the API has no description")
