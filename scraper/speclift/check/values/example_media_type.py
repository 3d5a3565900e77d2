"""The examples of a body fit its schema.

What it does: validates `example` and `examples` of every request and response body against the media type's schema.

Why it is bad: the example is what people copy and mocks answer; one of the two is wrong.

Example: `schema: {type: integer}, example: "415"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.values.judged import misfits
from speclift.check.values.recorded import media_type_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.problem import Problem
    from speclift.check.survey import Survey


def example_media_type(survey: Survey) -> Iterator[Problem]:
    """Yield each example of a body that does not fit."""
    yield from misfits(survey, media_type_examples(survey))
