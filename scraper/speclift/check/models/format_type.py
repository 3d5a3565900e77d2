"""A format belongs to the declared type.

What it does: reports formats of the registry beside a type that they are not for.

Why it is bad: the format has no effect; either it or the type is wrong.

Example: `{type: string, format: int32}`, `{type: integer, format: date-time}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.models.types import FORMATS, declared_types
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def format_type(survey: Survey) -> Iterator[Problem]:
    """Yield each format beside a type that is not its own."""
    for place in survey.of("Schema"):
        declared, name = declared_types(place.value), place.value.get("format")
        wanted = FORMATS.get(name) if isinstance(name, str) else None
        if wanted and declared and wanted not in declared:
            # A 64-bit integer may travel as text, which the format registry allows.
            if name in {"int64", "double"} and "string" in declared:
                continue
            yield Problem(place.child("format"), f"the format {shown(name)} is not for {shown(place.value['type'])}")
