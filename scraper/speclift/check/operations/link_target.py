"""A link leads to an operation, with parameters that it has.

What it does: reports links whose `operationId` or `operationRef` names no operation of the document, or whose
`parameters` the operation does not have.

Why it is bad: nobody can follow the link.

Example: `links: {self: {operationId: getUsr}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey
    from speclift.document import Operation


def link_target(survey: Survey) -> Iterator[Problem]:
    """Yield each link that leads nowhere."""
    for place in survey.of("Link"):
        for field in ("operationId", "operationRef"):
            target = place.value.get(field)
            if not isinstance(target, str) or (field == "operationRef" and not target.startswith("#")):
                continue
            operation = _operation(survey, field, target)
            if operation is None:
                yield Problem(place.child(field), f"there is no operation {shown(target)}")
                continue
            parameters = place.value.get("parameters")
            known = {str(p.get("name")) for p in operation.parameters}
            for name in parameters if isinstance(parameters, dict) else ():
                if name.partition(".")[2] not in known and name not in known:
                    yield Problem(place.child("parameters", name), f"{shown(target)} has no parameter {shown(name)}")


def _operation(survey: Survey, field: str, target: str) -> Operation | None:
    for operation in survey.operations:
        if target == (operation.operation_id if field == "operationId" else f"#{operation.pointer}"):
            return operation
    return None
