"""What a report of a lattice shows: the items that were not always there, or did not always stay the same.

Enters: a lattice. Leaves: rows of words, grouped by kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.diff.lattice.items import Item, Lattice

TITLES = {"operation": "Operations", "parameter": "Parameters", "field": "Fields", "value": "Values"}


class Row(NamedTuple):
    """An item in words."""

    subject: str
    since: str
    until: str
    changed: str


def moved(lattice: Lattice) -> Iterator[tuple[str, list[Item]]]:
    """(title, items) of each kind that has any to show."""
    for kind, title in TITLES.items():
        items = [item for item in lattice.items if item.kind == kind and (item.since or item.until or item.changed)]
        if items:
            yield title, items


def row(item: Item) -> Row:
    """The words of an item."""
    return Row(item.subject, item.since, item.until, ", ".join(version for version, _ in item.changed))


def summary(lattice: Lattice) -> str:
    """The figures of a lattice, in words."""
    first, last = lattice.versions[0], lattice.versions[-1]
    counts = {kind: sum(item.kind == kind for item in lattice.items) for kind in TITLES}
    what = ", ".join(f"{count} {TITLES[kind].lower()}" for kind, count in counts.items())
    return f"{len(lattice.versions)} versions, {first} to {last}: {what}"


def steps(lattice: Lattice) -> Iterator[tuple[str, str, int, int]]:
    """(old, new, changes, breaking ones) of each step."""
    for step in lattice.steps:
        breaking = sum(change.level.value == "breaking" for change in step.changes)
        yield step.old, step.new, len(step.changes), breaking
