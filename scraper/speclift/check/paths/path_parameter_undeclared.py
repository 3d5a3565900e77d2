"""Every parameter of a path is declared.

What it does: reports a `{name}` in a path for which neither the operation nor the path item declares a path parameter.

Why it is bad: a client does not know that it must fill it, nor with what.

Example: `/users/{id}` with `parameters: []`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.paths.templates import template_parameters
from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def path_parameter_undeclared(survey: Survey) -> Iterator[Problem]:
    """Yield each operation that leaves a parameter of its path undeclared."""
    for operation in survey.operations:
        declared = {str(parameter.get("name")) for parameter in operation.parameters if parameter.get("in") == "path"}
        for name in dict.fromkeys(template_parameters(operation.path)):
            if name and name not in declared:
                yield Problem(
                    operation.pointer, f"the path parameter {shown(name)} of {operation.path} is not declared"
                )
