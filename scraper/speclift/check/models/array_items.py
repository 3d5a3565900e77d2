"""A list says what it holds.

What it does: reports `type: array` without `items` or `prefixItems`.

Why it is bad: its items can be anything; a generated client cannot type them. (OpenAPI 3.0 forbids it.)

Example: `{type: array}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.models.types import declared_types
from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def array_items(survey: Survey) -> Iterator[Problem]:
    """Yield each list of unknown items."""
    for place in survey.of("Schema"):
        if "array" in declared_types(place.value) and not place.value.keys() & {
            "items",
            "prefixItems",
            "$ref",
            "allOf",
        }:
            yield Problem(place.pointer, "a list without items")
