"""The catalogue of all that can be said of a page: one row for each rule, in the order of a report.

Enters: nothing. Leaves: `RULES` by id, and the rows by name in the module of their family. Reports take their headings
from it, and `docs/findings.md` is printed from it. To add a rule, add its row to the module of its family.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from speclift.model.rules import articles, gaps, notation, review, stages, tables
from speclift.model.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

FAMILIES: Final = (tables, articles, stages, gaps, review, notation)
"""The modules of the catalogue, in the order of a report."""

RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule for family in FAMILIES for rule in vars(family).values() if isinstance(rule, Rule)
}

__all__ = ["FAMILIES", "RULES", "Rule"]
