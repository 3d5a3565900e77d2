"""The least is not more than the most.

What it does: reports `minimum` above `maximum`, and so on for lengths, items, properties and exclusive limits.

Why it is bad: no value is allowed.

Example: `{minimum: 10, maximum: 1}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey

_PAIRS = (
    ("minimum", "maximum", False),
    ("exclusiveMinimum", "maximum", True),
    ("minimum", "exclusiveMaximum", True),
    ("exclusiveMinimum", "exclusiveMaximum", True),
    ("minLength", "maxLength", False),
    ("minItems", "maxItems", False),
    ("minProperties", "maxProperties", False),
    ("minContains", "maxContains", False),
)


def bounds_contradiction(survey: Survey) -> Iterator[Problem]:
    """Yield each schema whose limits leave nothing between them."""
    for place in survey.of("Schema"):
        for least, most, exclusive in _PAIRS:
            low, high = place.value.get(least), place.value.get(most)
            if _is_number(low) and _is_number(high) and (low > high or (exclusive and low == high)):
                yield Problem(place.child(least), f"{least} {low} and {most} {high} leave no value")


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
