"""Every declared path parameter stands in the path.

What it does: reports parameters with `in: path` whose name is not in the path's template.

Why it is bad: the value is asked for and never sent; usually one of the two is misspelt.

Example: `/users/{id}` with `{name: user_id, in: path}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.paths.templates import template_parameters
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def path_parameter_unused(survey: Survey) -> Iterator[Problem]:
    """Yield each operation with a path parameter that its path does not hold."""
    for operation in survey.operations:
        names = template_parameters(operation.path)
        for parameter in operation.parameters:
            name = parameter.get("name")
            if parameter.get("in") == "path" and isinstance(name, str) and name not in names:
                yield Problem(operation.pointer, f"the path {operation.path} does not hold its parameter {shown(name)}")
