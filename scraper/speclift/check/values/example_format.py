"""An example keeps the declared format.

What it does: reports examples of bodies, parameters and schemas that fit in all but a `format` (`date-time`, `email`,
`uuid`).

Why it is bad: a typed client parses the format, and fails on a value as in the example.

Example: `{type: string, format: date-time, examples: ["yesterday"]}`.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from speclift.check.problem import Problem
from speclift.check.values.recorded import defaults, media_type_examples, parameter_examples, schema_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def example_format(survey: Survey) -> Iterator[Problem]:
    """Yield each recorded value that breaks nothing but a format."""
    finders = (media_type_examples, parameter_examples, schema_examples, defaults)
    for item in chain.from_iterable(find(survey) for find in finders):
        if survey.validators.judge(item.schema, item.value, item.direction) == "format":
            inside, words = survey.validators.format_problem(item.schema, item.value, item.direction)
            yield Problem(item.pointer + inside, words)
