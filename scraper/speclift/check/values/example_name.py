"""The name of an example can be asked for.

What it does: reports names in `examples` with spaces or other characters that a header cannot carry as they are.

Why it matters: a mock is asked for an example by name (`Prefer: example=NAME`).

Example: `examples: {"user not found": {...}}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~/:-]+")


def example_name(survey: Survey) -> Iterator[Problem]:
    """Yield each example whose name needs quoting."""
    for place in survey.of("Example"):
        if not _TOKEN.fullmatch(place.key):
            yield Problem(place.pointer, f"the name {shown(place.key)} needs quoting")
