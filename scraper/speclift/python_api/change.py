"""A change of what callers can write in Python, judged.

Enters: a row of the table of rules and what it is about. Leaves: `PythonChange`, what reports print, callers count and
files of accepted changes name by its fingerprint."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.model.wording import Name, plain, worded

if TYPE_CHECKING:
    from speclift.diff.change import Level
    from speclift.diff.difference import Action
    from speclift.model.wording import Part


@dataclass(frozen=True, slots=True)
class PythonRule:
    """One rule: its `id`, how bad it is for callers, what happened, and a sentence with `{name}`, `{old}`, `{new}`."""

    id: str
    level: Level
    action: Action
    text: str


@dataclass(frozen=True, slots=True)
class PythonChange:
    """One thing that a caller in Python meets. `subject` is a call (`server.users.list()`) or a name of the package
    (`Conference.state`). `level` is that of the rule, or what a configuration made of it."""

    rule: str
    level: Level
    action: Action
    subject: str
    text: str
    old: str = ""
    new: str = ""
    name: str = ""
    operation_id: str = ""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that depend on rule, subject and values only."""
        parts = (self.rule, self.subject, self.name, self.old, self.new)
        return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def words(self) -> tuple[Part, ...]:
        """What happened, without to what: `lost keyword page_id`, its values set off."""
        return worded(self.text, name=self.name, old=self.old, new=self.new)

    def explained(self) -> tuple[Part, ...]:
        """What happened, in one line, its values set off."""
        return (Name(self.subject), " ", *self.words())

    def explain(self) -> str:
        """What happened, in one line of plain text: `server.users.list() lost keyword 'page_id'`."""
        return plain(self.explained())
