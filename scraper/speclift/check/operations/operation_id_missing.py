"""Every operation has an id.

What it does: reports operations without `operationId`.

Why it is bad: generators make up a name, and another one when the path changes.

Example: `get: {responses: {"200": {description: ok}}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def operation_id_missing(survey: Survey) -> Iterator[Problem]:
    """Yield each operation without an id."""
    for operation in survey.operations:
        if not operation.operation_id:
            yield Problem(operation.pointer, f"{operation.method.upper()} {operation.path} has no operationId")
