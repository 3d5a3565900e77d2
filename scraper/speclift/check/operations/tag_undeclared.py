"""A tag of an operation is declared.

What it does: reports tags that the document's own `tags` do not list.

Why it is bad: the group has no description and no place in the order; often it is misspelt.

Example: `tags: [Usres]` where `tags: [{name: Users}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def tag_undeclared(survey: Survey) -> Iterator[Problem]:
    """Yield each tag that is not declared."""
    declared = {place.value.get("name") for place in survey.of("Tag") if isinstance(place.value.get("name"), str)}
    for place in survey.of("Operation"):
        tags = place.value.get("tags")
        for index, tag in enumerate(tags if isinstance(tags, list) else ()):
            if isinstance(tag, str) and tag not in declared:
                yield Problem(place.child("tags", index), f"the tag {shown(tag)} is not declared")
