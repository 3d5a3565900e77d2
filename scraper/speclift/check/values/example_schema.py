"""The examples at a schema fit the schema.

What it does: validates `examples` (and 3.0's `example`) of every Schema Object, at whatever depth.

Why it is bad: one of the two is wrong.

Example: `{type: integer, examples: ["1"]}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.values.judged import misfits
from speclift.check.values.recorded import schema_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.problem import Problem
    from speclift.check.survey import Survey


def example_schema(survey: Survey) -> Iterator[Problem]:
    """Yield each example at a schema that does not fit."""
    yield from misfits(survey, schema_examples(survey))
