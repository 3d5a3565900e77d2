"""A place has one kind of example.

What it does: reports `example` beside `examples` at media types, parameters and headers, and `value` beside
`externalValue`.

Why it is bad: OpenAPI says that they exclude each other; tools show one or the other.

Example: `example: 1, examples: {one: {value: 1}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def example_twice(survey: Survey) -> Iterator[Problem]:
    """Yield each place with two kinds of examples."""
    for place in survey.of("MediaType", "Parameter", "Header"):
        if "example" in place.value and "examples" in place.value:
            yield Problem(place.child("example"), "example and examples exclude each other")
    for place in survey.of("Example"):
        for field, other in _EXCLUSIVE:
            if field in place.value and other in place.value:
                yield Problem(place.child(other), f"{field} and {other} exclude each other")


_EXCLUSIVE = (
    ("value", "externalValue"), ("value", "dataValue"), ("value", "serializedValue"),
    ("serializedValue", "externalValue"),
)  # fmt: skip
