"""Finds every regular expression of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def patterns(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield (pointer, regular expression)."""
    for place in survey.of("Schema"):
        pattern = place.value.get("pattern")
        if isinstance(pattern, str):
            yield place.child("pattern"), pattern
        keyed = place.value.get("patternProperties")
        for key in keyed if isinstance(keyed, dict) else ():
            yield place.child("patternProperties", key), key
