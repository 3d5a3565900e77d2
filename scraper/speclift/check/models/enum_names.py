"""The names of an enumeration's values match the values.

What it does: reports `x-enum-varnames` and `x-enum-descriptions` that are not lists of texts as long as `enum`, and
names that stand twice.

Why it is bad: from the first gap on, every value has the name of another.

Example: `{enum: [1, 2], x-enum-varnames: [ONE]}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def enum_names(survey: Survey) -> Iterator[Problem]:
    """Yield each list of names that does not match its enumeration."""
    for place in survey.of("Schema"):
        values = place.value.get("enum")
        length = len(values) if isinstance(values, list) else 0
        for field in ("x-enum-varnames", "x-enum-descriptions"):
            names = place.value.get(field)
            if names is None:
                continue
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                yield Problem(place.child(field), f"{field} is not a list of texts")
            elif len(names) != length:
                yield Problem(place.child(field), f"{field} has {len(names)} entries for {length} values")
            elif field == "x-enum-varnames":
                for index, name in enumerate(names):
                    if name in names[:index]:
                        yield Problem(place.child(field, index), f"{shown(name)} names two values")
