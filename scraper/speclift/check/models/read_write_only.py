"""A property is not both read-only and write-only.

What it does: reports `readOnly: true` beside `writeOnly: true`.

Why it is bad: it may travel in no direction.

Example: `{readOnly: true, writeOnly: true}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def read_write_only(survey: Survey) -> Iterator[Problem]:
    """Yield each schema that may travel in no direction."""
    for place in survey.of("Schema"):
        if place.value.get("readOnly") is True and place.value.get("writeOnly") is True:
            yield Problem(place.pointer, "both readOnly and writeOnly")
