"""An operation says what it does.

What it does: reports operations with neither a summary nor a description.

Why it matters: a name alone does not tell a reader what will happen.

Example: `get: {operationId: getUser}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def operation_undescribed(survey: Survey) -> Iterator[Problem]:
    """Yield each operation without a word about it."""
    for operation in survey.operations:
        if not operation.value.get("summary") and not operation.value.get("description"):
            yield Problem(
                operation.pointer, f"{operation.method.upper()} {operation.path} has neither summary nor description"
            )
