"""A keyword speaks of the declared type.

What it does: reports keywords that have no effect on any declared type.

Why it is bad: the limit is never applied; either it or the type is wrong.

Example: `{type: integer, maxLength: 10}`, `{type: string, properties: {}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.models.types import KEYWORDS, declared_types
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def keyword_type(survey: Survey) -> Iterator[Problem]:
    """Yield each keyword without effect."""
    for place in survey.of("Schema"):
        types = declared_types(place.value)
        if not types:
            continue
        for kind, keywords in KEYWORDS.items():
            if kind not in types:
                for keyword in keywords:
                    if keyword in place.value:
                        declared = shown(place.value["type"])
                        yield Problem(place.child(keyword), f"{keyword} has no effect on {declared}")
