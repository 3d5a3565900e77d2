"""What a report is of: everything a comparison of two documents came to.

Enters: changes, sorted by what was accepted. Leaves: `Report`, the one value that every format renders.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.diff.change import Change, Level
from speclift.python_api.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclift.diff.accepted import Acceptance
    from speclift.python_api.change import PythonChange

TITLES = {Level.BREAKING: "Breaking changes", Level.WARNING: "Warnings", Level.INFO: "Other changes"}


@dataclass(frozen=True, slots=True)
class Report:
    """`old` and `new` are what a person calls the documents, `file` the path of the new one (for annotations).
    `changes` are open, `accepted` are not; `python_unsaid` says why there is nothing about Python,
    `stale` are acceptances of changes that are no longer there."""

    old: str
    new: str
    changes: tuple[Change, ...]
    accepted: tuple[tuple[Change | PythonChange, Acceptance], ...] = ()
    stale: tuple[Acceptance, ...] = ()
    python: tuple[PythonChange, ...] | None = None
    file: str = ""
    python_unsaid: str = ""

    def count(self, level: Level) -> int:
        """How many open changes have a level."""
        return Counter(change.level for change in self.changes)[level]

    def by_level(self) -> Iterator[tuple[Level, list[Change]]]:
        """The open changes of each level that has any, the worst first."""
        for level in TITLES:
            found = [change for change in self.changes if change.level is level]
            if found:
                yield level, found

    def verdict(self) -> Verdict:
        """What the open changes come to, on the wire and in Python."""
        return verdict(self.changes, self.python)

    def summary(self) -> str:
        """The verdict in words: `major: 2 breaking in Python; the wire is compatible`."""
        accepted = f" ({len(self.accepted)} accepted)" if self.accepted else ""
        return f"{self.verdict().sentence()}{accepted}"


def by_operation(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Changes under the (first) operation that they are met in; "" for those of the document as a whole."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        whole = change.area == "servers" or not change.operations
        groups.setdefault("" if whole else str(change.operations[0]), []).append(change)
    return groups
