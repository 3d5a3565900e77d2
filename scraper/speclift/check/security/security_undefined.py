"""A required security scheme is defined.

What it does: reports requirements that name no scheme of `components.securitySchemes`.

Why it is bad: nobody knows how to authorise.

Example: `security: [{tokn: []}]` where the scheme is called `token`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.check.security.requirements import defined_schemes, required_schemes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def security_undefined(survey: Survey) -> Iterator[Problem]:
    """Yield each requirement of a scheme that is not defined."""
    schemes = defined_schemes(survey)
    for pointer, name, _ in required_schemes(survey):
        if name not in schemes:
            yield Problem(pointer, f"the security scheme {shown(name)} is not defined")
