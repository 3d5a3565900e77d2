"""What a rule is: one row of the table.

Enters: nothing of ours but the vocabulary. Leaves: `Rule`, and `mirrored` for the many facts that mean the opposite
to the side that sends and to the side that receives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speclift.diff.change import Level
from speclift.diff.difference import Action, Direction, Effect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.diff.difference import Difference

BREAKING, WARNING, INFO = Level.BREAKING, Level.WARNING, Level.INFO
REQUEST, RESPONSE, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH
NARROWS, WIDENS, DIFFERS, NONE = Effect.NARROWS, Effect.WIDENS, Effect.DIFFERS, Effect.NONE


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the differences that it judges (fact, action, effect if it matters, traits they must have) and the
    verdict.

    `text` is a sentence with `{name}`, `{old}`, `{new}`. Of the rules for one fact the first that fits judges."""

    id: str
    level: Level
    direction: Direction
    area: str
    fact: str
    action: Action
    text: str
    effect: Effect | None = None
    when: frozenset[str] = frozenset()

    @property
    def kept(self) -> bool:
        """Whether a reader that keeps what it does not know takes what the server newly sends: only which values there
        are differs, not their types."""
        return self.direction is RESPONSE and self.fact in _VALUES


_VALUES = frozenset({
    "enum", "enum-value", "constant", "enum-openness", "minimum", "maximum", "multiple-of", "min-length", "max-length",
    "pattern", "format", "content-encoding", "content-media-type", "min-items", "max-items", "unique-items", "contains",
    "min-contains", "max-contains", "min-properties", "max-properties", "property-names", "dependent-required", "not",
    "if",
})  # fmt: skip
"""Facts about which values of a type there are."""


def law(direction: Direction, effect: Effect) -> Level:
    """What follows from the sets of messages alone: a caller fails when what he may send becomes less, or what he may
    be answered becomes more. Rules that judge otherwise say why (tests/diff/test_rules.py holds the reasons)."""
    if effect is Effect.NONE:
        return INFO
    harmless = {REQUEST: WIDENS, RESPONSE: NARROWS, BOTH: WIDENS}[direction]
    return INFO if effect is harmless else BREAKING


def turned_round(rule: Rule, difference: Difference) -> Rule:
    """A rule for messages of one side, for a callback, where the other side sends them: `callback-` before its id, and
    the level that follows from the direction. What only says something (a deprecation, a note) keeps its level."""
    direction = rule.direction.turned()
    level = rule.level
    if difference.effect is not Effect.NONE:
        level = law(direction, difference.effect)
    elif rule.level is BREAKING and direction is REQUEST:
        level = INFO  # the consumer need no longer send it
    return replace(rule, id=f"callback-{rule.id}", direction=direction, level=level, area="callbacks")


def mirrored(
    name: str, action: Action, fact: str, effect: Effect, text: str, *, area: str = "schema", when: Iterable[str] = ()
) -> tuple[Rule, Rule]:
    """The rule for requests and the rule for responses about one fact, both judged by the law: `request-` and
    `response-` before `name`."""
    return (
        Rule(f"request-{name}", law(REQUEST, effect), REQUEST, area, fact, action, text, effect, frozenset(when)),
        Rule(f"response-{name}", law(RESPONSE, effect), RESPONSE, area, fact, action, text, effect, frozenset(when)),
    )
