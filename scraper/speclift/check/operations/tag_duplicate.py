"""A tag is declared once, and an operation has it once.

What it does: reports a second declaration of a tag, and a tag that stands twice at one operation.

Why it is bad: OpenAPI requires unique names; two descriptions contradict each other.

Example: `tags: [{name: Users}, {name: Users}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def tag_duplicate(survey: Survey) -> Iterator[Problem]:
    """Yield each tag that is declared or listed again."""
    declared: set[str] = set()
    for place in survey.of("Tag"):
        name = place.value.get("name")
        if isinstance(name, str):
            if name in declared:
                yield Problem(place.child("name"), f"the tag {shown(name)} is declared twice")
            declared.add(name)
    for place in survey.of("Operation"):
        tags = place.value.get("tags")
        listed: set[str] = set()
        for index, tag in enumerate(tags if isinstance(tags, list) else ()):
            if isinstance(tag, str):
                if tag in listed:
                    yield Problem(place.child("tags", index), f"the tag {shown(tag)} stands here twice")
                listed.add(tag)
