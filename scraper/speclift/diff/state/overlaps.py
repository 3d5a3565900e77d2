"""Values that satisfy two alternatives of a `oneOf`, and so are refused (JSON Schema 2020-12 Core, 10.2.1.3).

Enters: two schemas. Leaves: a difference for values that were admitted and now satisfy two alternatives, or the other
way round. Stated only where inclusion can be shown: `trials` finds more, by values."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from speclift.diff.difference import Difference, Effect
from speclift.diff.state.relations import relation

if TYPE_CHECKING:
    from speclift.diff.state.comparison import Comparison
    from speclift.diff.state.pairs import Pair
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
        return relation(self._comparison, old, new) in (Effect.NONE, Effect.NARROWS)

    def _within(self, comparison: Comparison, one: Leaf, other: Leaf) -> bool:
        """Whether all values of an alternative are values of another, the first of the old document."""
        return relation(comparison, one, other) in (Effect.NONE, Effect.WIDENS)
