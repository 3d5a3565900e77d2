"""Compares OpenAPI documents: pair, state, judge, report.

Enters: two documents (or all versions of one) as plain values. Leaves: `Change`s, a `Lattice`, and reports of them.
Three layers, each a package, one direction: `pair` says what stands for what, `state` what is not the same, `judge`
whom it breaks."""

from speclift.diff.change import Change, Level
from speclift.diff.compare import compare
from speclift.diff.difference import Direction, Operation
from speclift.diff.lattice import Item, Lattice, lattice, since, until

__all__ = ["Change", "Direction", "Item", "Lattice", "Level", "Operation", "compare", "lattice", "since", "until"]
