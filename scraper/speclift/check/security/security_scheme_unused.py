"""A security scheme is used.

What it does: reports schemes that no requirement names.

Why it is bad: usually the requirement was forgotten, and clients send no credentials.

Example: `components: {securitySchemes: {token: {...}}}` and no `security`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.check.security.requirements import required_schemes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def security_scheme_unused(survey: Survey) -> Iterator[Problem]:
    """Yield each scheme without a requirement."""
    used = {name for _, name, _ in required_schemes(survey)}
    for place in survey.of("SecurityScheme"):
        if place.key not in used:
            yield Problem(place.pointer, f"nothing requires the security scheme {shown(place.key)}")
