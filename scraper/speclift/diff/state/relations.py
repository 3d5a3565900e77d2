"""How two alternatives relate as sets of values, without saying what differs.

Enters: two alternatives of one kind. Leaves: an `Effect`: from the first to the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.difference import Effect
from speclift.diff.state.facts import compare_facts
from speclift.diff.state.here import Here
from speclift.diff.state.pairs import Pair

if TYPE_CHECKING:
    from speclift.diff.state.comparison import Comparison
    from speclift.document.schema.leaves import Leaf


def relation(comparison: Comparison, one: Leaf, other: Leaf) -> Effect:
    """What becomes of the admitted values when the second alternative stands in the place of the first."""
    apart = Pair((), (), one.identity, other.identity, started=True)
    compare_facts(Here(comparison, apart, one, other))
    effect, types = comparison.effect(apart), type_effect(one, other)
    if types is Effect.NONE or effect is types:
        return effect
    return types if effect is Effect.NONE else Effect.DIFFERS


def type_effect(one: Leaf, other: Leaf) -> Effect:
    """The same, of their types alone: integers are among the numbers."""
    before, after = one.facts.said.get("types"), other.facts.said.get("types")
    if before == after:
        return Effect.NONE
    if after is None or (before is not None and before < after):
        return Effect.WIDENS
    return Effect.NARROWS if before is None or after < before else Effect.DIFFERS
