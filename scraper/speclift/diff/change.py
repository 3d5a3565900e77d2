"""A change: a difference between two documents, judged.

Enters: nothing but the vocabulary of differences. Leaves: `Change`, what reports print, callers count and files of
accepted changes name by its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import total_ordering
from typing import TYPE_CHECKING, Any

from speclift.model.wording import Name, plain, worded

if TYPE_CHECKING:
    from speclift.diff.difference import Action, Direction, Operation
    from speclift.model.wording import Part


@total_ordering
class Level(Enum):
    """How bad a change is. `Level.BREAKING > Level.WARNING > Level.INFO`."""

    BREAKING = "breaking"
    """A caller that did nothing wrong can fail."""
    WARNING = "warning"
    """A caller may notice; the documents do not say whether he fails."""
    INFO = "info"
    """Nobody fails."""

    def __lt__(self, other: object) -> bool:
        """Less bad."""
        if not isinstance(other, Level):
            return NotImplemented
        order = (Level.INFO, Level.WARNING, Level.BREAKING)
        return order.index(self) < order.index(other)


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `operations` are all that it is met in, in the order of the document; empty where it is about none.

    `place` and `path` say where in the first of them ("response 200, application/json"; `users[].state`), `location`
    where in words that stay the same when a document is reordered. `old` and `new` are JSON values, None where there
    is nothing. `article` is the address of the documentation of the first operation that has one. `fingerprint` is 16
    hexadecimal digits that depend on rule, location and values only. `kept`: a package that keeps values that it does
    not know takes the change as it comes."""

    rule: str
    level: Level
    direction: Direction
    area: str
    action: Action
    name: str
    old: Any
    new: Any
    old_pointer: str
    new_pointer: str
    operations: tuple[Operation, ...]
    place: str
    path: str
    location: str
    fingerprint: str
    text: str
    kept: bool = False

    @property
    def article(self) -> str:
        """The page's article about the first operation that has one, or ""."""
        return next((operation.article for operation in self.operations if operation.article), "")

    @property
    def where(self) -> str:
        """The place and the field in it, in words: `request body, application/json: items[].price`."""
        return ": ".join(part for part in (self.place, self.path) if part)

    def words(self) -> tuple[Part, ...]:
        """What happened, without where: a sentence with its values set off."""
        return worded(self.text, name=self.name, old=self.old, new=self.new)

    def explained(self) -> tuple[Part, ...]:
        """What happened and where, in one line."""
        whole = self.area == "servers" or not self.operations
        subject = "" if whole else str(self.operations[0])
        more = f" and {len(self.operations) - 1} more" if subject and len(self.operations) > 1 else ""
        places: list[Part] = []
        for name, after in ((subject, more), (self.where, "")):
            if name:
                places += [*([", "] if places else []), Name(name), *([after] if after else [])]
        return (*places, *([": "] if places else []), *self.words())

    def message(self) -> str:
        """What happened, without where: one line of plain text."""
        return plain(self.words())

    def explain(self) -> str:
        """What happened and where, in one line of plain text."""
        return plain(self.explained())
