"""Turns recorded values into problems, in one way for all rules about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclift.check.survey import Survey
    from speclift.check.values.recorded import Recorded


def misfits(survey: Survey, recorded: Iterable[Recorded]) -> Iterator[Problem]:
    """Yield each recorded value that does not fit its schema."""
    for item in recorded:
        if survey.validators.judge(item.schema, item.value, item.direction) == "invalid":
            misfit = survey.validators.explain(item.schema, item.value, item.direction)
            yield Problem(item.pointer + misfit.pointer, misfit.message)
