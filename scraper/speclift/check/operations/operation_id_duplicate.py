"""An operation id is unique.

What it does: reports each `operationId` that an earlier operation has, in paths, webhooks and callbacks.

Why it is bad: one of the two operations is lost in every generated client.

Example: two operations with `operationId: getUser`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def operation_id_duplicate(survey: Survey) -> Iterator[Problem]:
    """Yield each operation whose id is taken."""
    first: dict[str, str] = {}
    for place in survey.of("Operation"):
        identifier = place.value.get("operationId")
        if isinstance(identifier, str):
            other = first.setdefault(identifier, place.pointer)
            if other != place.pointer:
                yield Problem(place.child("operationId"), f"{shown(identifier)} is also the id of {other}")
