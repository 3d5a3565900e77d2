"""A response without content has no body.

What it does: reports `content` at 1xx, 204, 205 and 304.

Why it is bad: HTTP forbids a body there (RFC 9110, 15); it never arrives.

Example: `"204": {description: gone, content: {...}}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def response_body_forbidden(survey: Survey) -> Iterator[Problem]:
    """Yield each response with a body that cannot have one."""
    for place in survey.of("Response"):
        if place.via == "responses" and re.fullmatch(r"1..|204|205|304", place.key) and place.value.get("content"):
            yield Problem(place.child("content"), f"a response {place.key} has no body")
