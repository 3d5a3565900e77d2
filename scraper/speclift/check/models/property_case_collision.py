"""No two properties differ only by case or punctuation.

What it does: reports properties of one object that are the same word but for case, `_` and `-`.

Why it is bad: in a program both have one name; one of the two is lost.

Example: `properties: {userId: {}, user_id: {}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def property_case_collision(survey: Survey) -> Iterator[Problem]:
    """Yield each property whose name collides with an earlier one."""
    for place in survey.of("Schema"):
        properties = place.value.get("properties")
        first: dict[str, str] = {}
        for name in properties if isinstance(properties, dict) else ():
            word = name.replace("_", "").replace("-", "").casefold()
            other = first.setdefault(word, name)
            if word and other != name:
                yield Problem(
                    place.child("properties", name), f"{shown(name)} differs from {shown(other)} only in case"
                )
