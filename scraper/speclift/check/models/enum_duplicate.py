"""A value stands once in an enumeration.

What it does: reports values that an `enum` lists again.

Why it is bad: JSON Schema wants them unique; generators make two names for one value, or stop.

Example: `enum: [1, 2, 2]`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def enum_duplicate(survey: Survey) -> Iterator[Problem]:
    """Yield each value that is listed again."""
    for place in survey.of("Schema"):
        values = place.value.get("enum")
        seen: set[str] = set()
        for index, value in enumerate(values if isinstance(values, list) else ()):
            # 1 and 1.0 are one value in JSON Schema; 1 and true are not.
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            key = f"number {value + 0.0!r}" if number and abs(value) < 2**53 else json.dumps(value, sort_keys=True)
            if key in seen:
                yield Problem(place.child("enum", index), f"{shown(value)} stands in the enumeration twice")
            seen.add(key)
