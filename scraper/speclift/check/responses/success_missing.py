"""An operation can succeed.

What it does: reports operations without a response for 1xx, 2xx or 3xx and without `default`.

Why it is bad: what a client gets when all goes well is unknown.

Example: `responses: {"404": {description: none}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def success_missing(survey: Survey) -> Iterator[Problem]:
    """Yield each operation that documents nothing but failure, or nothing at all."""
    for operation in survey.operations:
        responses = operation.value.get("responses")
        statuses = list(responses) if isinstance(responses, dict) else []
        if not any(status[:1] in {"1", "2", "3"} or status == "default" for status in statuses):
            listed = f"only {', '.join(statuses)}" if statuses else "none"
            yield Problem(
                f"{operation.pointer}/responses" if statuses else operation.pointer,
                f"{operation.method.upper()} {operation.path} has no response for success ({listed})",
            )
