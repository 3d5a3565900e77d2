"""A Schema Object is a JSON Schema.

What it does: validates every Schema Object of a 3.1 document against the metaschema of JSON Schema 2020-12, and
OpenAPI's own keywords (`discriminator`, `xml`, `externalDocs`).

Why it is bad: a keyword of the wrong type is ignored by one tool and a crash in the next.

Example: `{type: strnig}`, `{required: true}`, `{minimum: "1"}`, `{exclusiveMinimum: true}` (that was 3.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def schema_object(survey: Survey) -> Iterator[Problem]:
    """Yield each Schema Object that is no JSON Schema."""
    for pointer, words in survey.validators.broken.items():
        if words:
            yield Problem(pointer, f"not a JSON Schema: {words}")
