"""A 3.1 document is written in 3.1.

What it does: reports keywords of OpenAPI 3.0 that have no meaning in 3.1.

Why it is bad: `nullable: true` is ignored, so null is refused.

Example: `{type: string, nullable: true}`; in 3.1: `{type: [string, "null"]}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def legacy_keyword(survey: Survey) -> Iterator[Problem]:
    """Yield each `nullable` in a document of 3.1 or later."""
    if survey.version >= (3, 1):
        for place in survey.of("Schema"):
            if "nullable" in place.value:
                yield Problem(place.child("nullable"), 'nullable has no meaning in 3.1; write type: [..., "null"]')
