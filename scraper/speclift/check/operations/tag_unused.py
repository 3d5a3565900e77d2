"""A declared tag is used.

What it does: reports tags that no operation has and under which no other tag is nested.

Why it matters: an empty group in every piece of documentation.

Example: `tags: [{name: Legacy}]` and no operation with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def tag_unused(survey: Survey) -> Iterator[Problem]:
    """Yield each tag without operations."""
    used: set[object] = set()
    for place in survey.of("Operation"):
        tags = place.value.get("tags")
        used.update(tag for tag in (tags if isinstance(tags, list) else ()) if isinstance(tag, str))
    for place in survey.of("Tag"):
        parent = place.value.get("x-parent", place.value.get("parent"))
        used.update({parent} if isinstance(parent, str) else ())
    for place in survey.of("Tag"):
        name = place.value.get("name")
        if isinstance(name, str) and name not in used:
            yield Problem(place.pointer, f"no operation has the tag {shown(name)}")
