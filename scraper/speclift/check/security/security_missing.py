"""An operation says whether it needs authorisation.

What it does: reports operations without `security` in documents that have none at the top. `security: []` says "none".

Why it is bad: it cannot be told from one where the requirement was forgotten.

Example: a document without any `security`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def security_missing(survey: Survey) -> Iterator[Problem]:
    """Yield each operation that says nothing about authorisation."""
    if "security" in survey.document:
        return
    for operation in survey.operations:
        if "security" not in operation.value:
            yield Problem(operation.pointer, f"{operation.method.upper()} {operation.path} says nothing about security")
