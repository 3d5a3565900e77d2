"""The document is OpenAPI 3.1.

What it does: says what is read how, when the document is OpenAPI 3.0.

Why it matters: 3.0's Schema Objects are a dialect of their own. They are checked by the official schema of 3.0 and
read as what they mean in 3.1 (`nullable`, boolean `exclusiveMinimum`/`exclusiveMaximum`, no siblings of `$ref`).

Example: `openapi: 3.0.3`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def openapi_version(survey: Survey) -> Iterator[Problem]:
    """Yield a note for a document of OpenAPI 3.0."""
    if survey.version == (3, 0):
        version = shown(survey.document.get("openapi"))
        yield Problem(
            "/openapi",
            f"{version} is read as 3.0: `nullable` and boolean exclusive limits by their meaning in 3.1, siblings of "
            "`$ref` ignored; `spec/` itself holds 3.1 only",
        )
