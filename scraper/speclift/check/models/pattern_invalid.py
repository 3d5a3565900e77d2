"""A pattern is a regular expression.

What it does: reports each `pattern` and key of `patternProperties` that does not compile as ECMA-262, as JSON Schema
has it.

Why it is bad: validators crash on it or accept everything.

Example: `pattern: "[a-z"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.models.patterns import patterns
from speclift.check.problem import Problem, shown
from speclift.document.schema.regular import compiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def pattern_invalid(survey: Survey) -> Iterator[Problem]:
    """Yield each pattern that does not compile."""
    for pointer, pattern in patterns(survey):
        if not compiles(pattern):
            yield Problem(pointer, f"{shown(pattern)} is not a regular expression")
