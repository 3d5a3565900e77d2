"""All versions of a documentation as blocks: what came, went and changed, with a row for each item.

Enters: a lattice. Leaves: its `Page`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.python_api.verdict import counted
from speclift.report.blocks import Heading, Name, Page, Table, Text
from speclift.report.diff.data import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.diff.lattice.items import Item, Lattice
    from speclift.report.blocks import Block, Words

TITLES = {"operation": "Operations", "parameter": "Parameters", "field": "Fields", "value": "Values"}
_SINGULAR = {"operation": "operation", "parameter": "parameter", "field": "field", "value": "value"}


def page(lattice: Lattice) -> Page:
    """The lattice as a page."""
    return Page(summary(lattice), tuple(_blocks(lattice)), _data(lattice))


def summary(lattice: Lattice) -> str:
    """The figures of a lattice, in words."""
    first, last = lattice.versions[0], lattice.versions[-1]
    counts = {kind: sum(item.kind == kind for item in lattice.items) for kind in TITLES}
    what = ", ".join(counted(count, _SINGULAR[kind]) for kind, count in counts.items())
    return f"{counted(len(lattice.versions), 'version')}, {first} to {last}: {what}"


def _blocks(lattice: Lattice) -> Iterator[Block]:
    yield Heading(1, (summary(lattice),))
    rows = []
    for step in lattice.steps:
        breaking = sum(change.level.value == "breaking" for change in step.changes)
        rows.append(((Name(step.old),), (Name(step.new),), (str(len(step.changes)),), (str(breaking),)))
    heads: tuple[Words, ...] = (("from",), ("to",), ("changes",), ("breaking",))
    yield Table(heads, tuple(rows), frozenset({2, 3}))
    moved = [item for item in lattice.items if item.since or item.until or item.changed]
    if moved:
        yield Text(("● there, ◐ changed, blank: not there",))
    for kind, title in TITLES.items():
        items = [item for item in moved if item.kind == kind]
        if items:
            yield Heading(2, (title,))
            yield Table(
                (("",), *((Name(version),) for version in lattice.versions)),
                tuple(((Name(item.subject),), *_cells(lattice, item)) for item in items),
            )


def _cells(lattice: Lattice, item: Item) -> Iterator[Words]:
    changed = dict(item.changed)
    for version in lattice.versions:
        yield ("" if version not in item.versions else "◐" if version in changed else "●",)


def _data(lattice: Lattice) -> dict[str, Any]:
    """`{versions, items, steps}`; items name the changes of `steps` by fingerprint."""
    return {
        "versions": list(lattice.versions),
        "items": [
            {
                "kind": item.kind,
                "subject": item.subject,
                "operationId": item.operation_id,
                "versions": list(item.versions),
                "since": item.since or None,
                "until": item.until or None,
                "changed": {version: [change.fingerprint for change in changes] for version, changes in item.changed},
            }
            for item in lattice.items
        ],
        "steps": [
            {"old": step.old, "new": step.new, "changes": [described(change) for change in step.changes]}
            for step in lattice.steps
        ],
    }
