"""The table of rules. To add one: a row in a family under `rules/`, a case in tests/diff/cases; a new family also
here.

Within a fact the first row that fits judges, so special rows stand above general ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.judge.rule import Rule, turned_round
from speclift.diff.judge.rules import (
    additional,
    alternatives,
    arrays,
    bodies,
    callbacks,
    conditions,
    defaults,
    enumerations,
    limits,
    numbers,
    operations,
    parameters,
    properties,
    responses,
    security,
    servers,
    texts,
    types,
    words,
)

if TYPE_CHECKING:
    from speclift.diff.difference import Difference, Direction

TABLE: tuple[Rule, ...] = (
    *operations.RULES,
    *parameters.RULES,
    *bodies.RULES,
    *responses.RULES,
    *properties.RULES,
    *additional.RULES,
    *types.RULES,
    *enumerations.RULES,
    *limits.RULES,
    *numbers.RULES,
    *texts.RULES,
    *arrays.RULES,
    *alternatives.RULES,
    *conditions.RULES,
    *defaults.RULES,
    *security.RULES,
    *servers.RULES,
    *callbacks.RULES,
    *words.RULES,
)

_BY_FACT: dict[tuple[str, str, Direction], list[Rule]] = {}
for _rule in TABLE:
    _BY_FACT.setdefault((_rule.fact, _rule.action, _rule.direction), []).append(_rule)


def rule_for(
    difference: Difference, direction: Direction, traits: frozenset[str], *, turned: bool = False
) -> Rule | None:
    """The rule that judges a difference in one direction; None where it means nothing there.

    `turned`: it is in a callback or a webhook. What only one direction has rules for (parameters, statuses) is judged
    there by these rules, turned round.
    """
    rule = _first(difference, direction, traits)
    if rule is None and turned:
        rule = _first(difference, direction.turned(), traits)
        return None if rule is None else turned_round(rule, difference)
    return rule


def _first(difference: Difference, direction: Direction, traits: frozenset[str]) -> Rule | None:
    for rule in _BY_FACT.get((difference.fact, difference.action, direction), ()):
        if rule.effect in (None, difference.effect) and rule.when <= traits:
            return rule
    return None
