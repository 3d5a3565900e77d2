"""A rule: its id, how grave it is, one line about it, and the function that looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclift.check.problem import Problem
    from speclift.check.survey import Survey
    from speclift.model.findings import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table in `rules.py`.

    `error`: the document contradicts OpenAPI or itself, and a client made of it would be wrong. `warning`: it means
    something else than its author thinks, or tools disagree about it. `info`: something useful is missing.
    """

    id: str
    severity: Severity
    summary: str
    find: Callable[[Survey], Iterable[Problem]]
