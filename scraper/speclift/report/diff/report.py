"""What a report is of: everything a comparison of two documents came to.

Enters: changes, sorted by what was accepted, and the documents. Leaves: `Report`, which `page.py` puts into blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from speclift.diff.change import Level
from speclift.python_api.verdict import Verdict, verdict
from speclift.report.diff.told import Told, tell, tell_python
from speclift.report.diff.words import Edit, edits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.diff.accepted import Acceptance
    from speclift.diff.change import Change
    from speclift.document.lines import Lines
    from speclift.python_api.change import PythonChange


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents: what a person calls it, its file, its content and where the content stands in it."""

    name: str
    file: str = ""
    document: Mapping[str, Any] = field(default_factory=dict)
    lines: Lines | None = None


@dataclass(frozen=True)
class Report:
    """`changes` are open, `accepted` are not; `python` is None where packages were not compared, `python_unsaid` says
    why they could not be, `stale` are acceptances of changes that are no longer there, `expired` those now over.
    `words` are changed texts of the documentation, which count for nothing; `tells_words`: each of them, not only how
    many."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    accepted: tuple[tuple[Change | PythonChange, Acceptance], ...] = ()
    stale: tuple[Acceptance, ...] = ()
    python: tuple[PythonChange, ...] | None = None
    python_unsaid: str = ""
    expired: tuple[Acceptance, ...] = ()
    words: tuple[Change, ...] = ()
    tells_words: bool = False

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The changed texts as a reader is told them."""
        return edits(self.words)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The open changes of the wire as a reader is told them."""
        return tell(self.changes, self.old.document, self.new.document)

    @cached_property
    def told_python(self) -> tuple[tuple[PythonChange, ...], ...]:
        """The changes for Python, those that say the same of several classes together; what breaks first."""
        return tell_python(self.python or ())

    @cached_property
    def verdict(self) -> Verdict:
        """What the open changes come to, on the wire and in Python, each counted as often as it is told."""
        python = None if self.python is None else [group[0] for group in self.told_python]
        return verdict([told.first for told in self.told], python)

    def title(self) -> str:
        """The first line: `v3.8 → v3.10: major: 2 breaking in Python; the wire is compatible`."""
        return f"{self.old.name} → {self.new.name}: {self.sentence()}"

    def sentence(self) -> str:
        """The verdict in words."""
        accepted = f" ({len(self.accepted)} accepted)" if self.accepted else ""
        if self.words and not self.verdict.at_least(Level.INFO):
            return f"{self.verdict.release}: only texts of the documentation changed{accepted}"
        return f"{self.verdict.sentence()}{accepted}"
