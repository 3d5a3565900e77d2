"""A default fits its schema.

What it does: validates every `default` against the schema in which it stands.

Why it is bad: the value that is taken when none is given would be refused when given.

Example: `{type: integer, default: "1"}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.values.judged import misfits
from speclift.check.values.recorded import defaults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.problem import Problem
    from speclift.check.survey import Survey


def default_invalid(survey: Survey) -> Iterator[Problem]:
    """Yield each default that does not fit."""
    yield from misfits(survey, defaults(survey))
