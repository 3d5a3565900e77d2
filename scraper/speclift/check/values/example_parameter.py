"""The examples of a parameter or header fit its schema.

What it does: validates `example` and `examples` of every parameter and header.

Why it is bad: a request as in the example is refused.

Example: `{name: page, in: query, schema: {type: integer}, example: one}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.values.judged import misfits
from speclift.check.values.recorded import parameter_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.problem import Problem
    from speclift.check.survey import Survey


def example_parameter(survey: Survey) -> Iterator[Problem]:
    """Yield each example of a parameter or header that does not fit."""
    yield from misfits(survey, parameter_examples(survey))
