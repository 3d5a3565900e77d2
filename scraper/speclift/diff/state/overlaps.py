"""Values that satisfy two alternatives of a `oneOf`, and so are refused (JSON Schema 2020-12 Core, 10.2.1.3).

Enters: two schemas. Leaves: a difference for values that were admitted and now satisfy two alternatives, or the other
way round. Stated only where inclusion can be shown; that alternatives became exclusive is stated elsewhere."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Difference, Effect
from speclift.diff.state.facts import compare_facts
from speclift.diff.state.here import Here
from speclift.diff.state.pairs import Pair
from speclift.document.schema.facts import satisfies

if TYPE_CHECKING:
    from speclift.diff.state.comparison import Comparison
    from speclift.document.schema.leaves import Leaf
    from speclift.document.schema.schemas import Schema

_MOST = 12
"""Alternatives that are held against one another; there are as many relations as pairs of them."""


def compare_overlaps(comparison: Comparison, pair: Pair, old: Schema, new: Schema) -> None:
    """State what is newly refused, or newly admitted, because two alternatives hold or no longer hold at once."""
    if (old.exclusive and "discriminator" in old.whole.said) or (new.exclusive and "discriminator" in new.whole.said):
        return  # the property tells the alternatives apart
    for before, after, action, effect in (
        (old, new, "add", Effect.NARROWS), (new, old, "remove", Effect.WIDENS),
    ):  # fmt: skip
        names = _refused(comparison, before, after, swapped=action == "remove")
        if names is not None:
            value = list(names)
            pair.differences.append(
                Difference(
                    "overlap", "add" if action == "add" else "remove", effect,
                    None if action == "add" else value, value if action == "add" else None,
                    pair.old_pointer, pair.new_pointer, " and ".join(names),
                )
            )  # fmt: skip


def _refused(comparison: Comparison, before: Schema, after: Schema, *, swapped: bool) -> tuple[str, str] | None:
    """The two alternatives of `after` that values of `before` satisfy both, though `before` admitted these values."""
    if not after.exclusive or len(after.branches) > _MOST or len(before.leaves) > _MOST:
        return None
    inside = _Inclusion(comparison, before, after, swapped=swapped)
    for one, other in combinations(after.branches, 2):
        if one.kind != other.kind or one.identity == other.identity:
            continue
        if any(_admitted(value, before) for value in _in_both(one, other)):
            return one.label, other.label
        for leaf in before.leaves:
            if leaf.kind != one.kind:
                continue
            if inside.across(leaf, one) and inside.across(leaf, other):
                shared = leaf, False
            elif inside.after(one, other) and inside.back(one, leaf):
                shared = one, True
            elif inside.after(other, one) and inside.back(other, leaf):
                shared = other, True
            else:
                continue
            if not inside.refused_before(*shared):
                return one.label, other.label
    return None


def _in_both(one: Leaf, other: Leaf) -> list[Any]:
    """The listed values of an alternative that satisfy another."""
    return [
        value
        for first, second in ((one, other), (other, one))
        for value in first.facts.said.get("enum", {}).values()
        if satisfies(value, second.facts.said)
    ]


def _admitted(value: Any, schema: Schema) -> bool:
    """Whether a scalar satisfies a schema: one of its alternatives, and only one where they exclude one another."""
    leaves = schema.branches if schema.exclusive else schema.leaves
    holding = sum(satisfies(value, leaf.facts.said) for leaf in leaves)
    return holding == 1 if schema.exclusive else holding > 0


class _Inclusion:
    """Which alternatives of two schemas are included in which."""

    def __init__(self, comparison: Comparison, before: Schema, after: Schema, *, swapped: bool) -> None:
        self._comparison, self._swapped = comparison, swapped
        self._before, self._after = before, after

    def across(self, leaf: Leaf, branch: Leaf) -> bool:
        """Whether an alternative of `before` is included in one of `after`."""
        return self._within(self._comparison, leaf, branch) if not self._swapped else self._holds(branch, leaf)

    def back(self, branch: Leaf, leaf: Leaf) -> bool:
        """Whether an alternative of `after` is included in one of `before`."""
        return self._holds(leaf, branch) if not self._swapped else self._within(self._comparison, branch, leaf)

    def after(self, one: Leaf, other: Leaf) -> bool:
        """Whether an alternative of `after` is included in another."""
        return self._within(self._comparison.alone(old=self._swapped), one, other)

    def refused_before(self, values: Leaf, of_after: bool) -> bool:
        """Whether `before` refused the values as well: two of its own alternatives hold them."""
        if not self._before.exclusive:
            return False
        if of_after:
            return sum(self.back(values, branch) for branch in self._before.branches) > 1
        alone = self._comparison.alone(old=not self._swapped)
        return sum(self._within(alone, values, branch) for branch in self._before.branches) > 1

    def _holds(self, old: Leaf, new: Leaf) -> bool:
        """Whether an old alternative holds all values of a new one."""
        return self._relation(self._comparison, old, new) in (Effect.NONE, Effect.NARROWS)

    def _within(self, comparison: Comparison, one: Leaf, other: Leaf) -> bool:
        """Whether all values of an alternative are values of another, the first of the old document."""
        return self._relation(comparison, one, other) in (Effect.NONE, Effect.WIDENS)

    @staticmethod
    def _relation(comparison: Comparison, one: Leaf, other: Leaf) -> Effect:
        apart = Pair((), (), one.identity, other.identity, started=True)
        types = one.facts.said.get("types"), other.facts.said.get("types")
        compare_facts(Here(comparison, apart, one, other))
        effect = comparison.effect(apart)
        if types[0] == types[1]:
            return effect
        if types[1] is None or (types[0] is not None and types[0] < types[1]):
            wider = Effect.WIDENS
        elif types[0] is None or types[1] < types[0]:
            wider = Effect.NARROWS
        else:
            return Effect.DIFFERS
        return wider if effect in (Effect.NONE, wider) else Effect.DIFFERS
