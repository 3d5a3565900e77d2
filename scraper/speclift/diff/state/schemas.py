"""One pair of schemas: what holds for them as a whole, and each kind of value that they admit.

Enters: a pair of a `Comparison`. Leaves: its differences, and the pairs below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.state.comparison import Comparison
from speclift.diff.state.kinds import compare_kinds
from speclift.diff.state.overlaps import compare_overlaps
from speclift.diff.state.whole import compare_whole

if TYPE_CHECKING:
    from speclift.diff.state.pairs import Pair
    from speclift.document.node import Document


def comparison_of(old: Document, new: Document) -> Comparison:
    """What compares the schemas of two documents."""
    return Comparison(old, new, _look)


def _look(comparison: Comparison, pair: Pair) -> None:
    """Compare the two schemas of a pair, unless that was done."""
    if not pair.started:
        pair.started = True
        old, new = comparison.old.read(pair.old), comparison.new.read(pair.new)
        compare_whole(pair, old, new)
        compare_kinds(comparison, pair, old, new)
        if (old.exclusive or new.exclusive) and comparison.old.document is not comparison.new.document:
            compare_overlaps(comparison, pair, old, new)
            if any(difference.fact == "overlap" for difference in pair.differences):
                # That values are refused is certain; that they might be need not be said.
                pair.differences = [difference for difference in pair.differences if difference.fact != "exclusive"]
        for value in [value for value in old.subtypes if value in new.subtypes]:
            ours, theirs = [old.subtypes[value]], [new.subtypes[value]]
            below = comparison.pair(ours, theirs, pair.old_pointer, pair.new_pointer)
            if below is not None:
                pair.children.append((f"({value})", below))
