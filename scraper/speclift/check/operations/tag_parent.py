"""A tag is nested under a declared tag.

What it does: reports tags whose `x-parent` (or `parent`) names no declared tag, or leads back to themselves.

Why it is bad: the resource that the tag stands for cannot be reached in a generated client.

Example: `tags: [{name: Invitations, x-parent: Conferences}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def tag_parent(survey: Survey) -> Iterator[Problem]:
    """Yield each tag under a parent that is missing or that it is itself above."""
    parents: dict[str, str] = {}
    for place in survey.of("Tag"):
        name = place.value.get("name")
        parent = place.value.get("x-parent", place.value.get("parent"))
        if isinstance(name, str):
            parents[name] = parent if isinstance(parent, str) else ""
    for place in survey.of("Tag"):
        field = "x-parent" if "x-parent" in place.value else "parent"
        parent = place.value.get(field)
        if not isinstance(parent, str):
            continue
        if parent not in parents:
            yield Problem(place.child(field), f"the parent {shown(parent)} is not declared")
            continue
        seen = {str(place.value.get("name"))}
        while parent and parent not in seen:
            seen.add(parent)
            parent = parents.get(parent, "")
        if parent == place.value.get("name"):
            yield Problem(place.child(field), f"the tag {shown(parent)} is nested under itself")
