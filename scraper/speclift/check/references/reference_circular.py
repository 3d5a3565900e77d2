"""A reference comes to an end.

What it does: reports references that lead round in a circle, and schemas that consist of themselves (through `$ref`,
`allOf`, `anyOf`, `oneOf` alone). A schema that holds itself in a property or in its items is fine.

Why it is bad: there is no value that such a schema could be said to describe.

Example: `A: {allOf: [{$ref: "#/components/schemas/A"}]}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.check.problem import Problem
from speclift.document import resolve
from speclift.document.anatomy import IN_PLACE
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def reference_circular(survey: Survey) -> Iterator[Problem]:
    """Yield each reference from which, by references and composition alone, the way leads back to it."""
    for reference in survey.references:
        if _returns(survey, reference.target):
            yield Problem(reference.place.child("$ref"), f"{reference.target!r} leads round in a circle")


def _returns(survey: Survey, target: str) -> bool:
    """Whether the way from `target` leads to `target` again."""
    seen: set[str] = set()
    waiting = list(_next(survey, target))
    while waiting:
        current = waiting.pop()
        if current == target:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(_next(survey, current))
    return False


def _next(survey: Survey, target: str) -> Iterator[str]:
    """The references that stand in place at `target`."""
    try:
        waiting: list[Any] = [resolve(survey.document, target)]
    except InputError:
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            for keyword in IN_PLACE:
                members = value.get(keyword)
                waiting.extend(members if isinstance(members, list) else ())
