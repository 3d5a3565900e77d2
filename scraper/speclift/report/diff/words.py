"""Texts of the documentation that changed, as a reader is told them: what is the same edit everywhere, once.

Enters: changes of texts. Leaves: `Edit`s: what the old text has and the new one has in its place, and everywhere that
it was edited so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from speclift.model.wording import Name, Quoted, shown
from speclift.report.blocks import Faint, Item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.diff.change import Change
    from speclift.report.blocks import Span

_AROUND = 3
"""Words that are shown before and after the ones that differ."""

_LONGEST = 30
"""Words of one text that are shown."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes of texts that are the same edit."""

    changes: tuple[Change, ...]
    old: str
    new: str

    def item(self) -> Item:
        """What was edited where, as one line."""
        first = self.changes[0]
        places = list(dict.fromkeys(_place(change) for change in self.changes))
        words: list[Span] = [Name(places[0]), ": ", *first.words()]
        if self.old and self.new:
            words += [": ", Quoted(self.old), " → ", Quoted(self.new)]
        elif self.old or self.new:
            words += [": ", Quoted(self.old or self.new)]
        words += ["  ", Faint(f"[{first.rule}]")]
        return Item(tuple(words), first.level.value, (), tuple((Name(place),) for place in places[1:]), "also in")


def edits(changes: Iterable[Change]) -> tuple[Edit, ...]:
    """Put changes together whose texts had the same words replaced."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.rule, *_replaced(change)), []).append(change)
    return tuple(Edit(tuple(group), *_replaced(group[0], around=_AROUND)) for group in groups.values())


def _replaced(change: Change, *, around: int = 0) -> tuple[str, str]:
    """The words that each text has and the other does not, with some `around` them."""
    old, new = (change.old or "").split(), (change.new or "").split()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = zip(reversed(old[same:]), reversed(new[same:]), strict=False)
    last = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    return _excerpt(old, same, last, around), _excerpt(new, same, last, around)


def _excerpt(words: list[str], same: int, last: int, around: int) -> str:
    start, end = max(0, same - around), min(len(words), len(words) - last + around)
    if not around:
        return " ".join(words[start:end])
    cut = min(end, start + _LONGEST)
    return shown(f"{'… ' if start else ''}{' '.join(words[start:cut])}{' …' if cut < len(words) else ''}")


def _place(change: Change) -> str:
    subject = str(change.operations[0]) if change.operations else ""
    if change.location.startswith("schema "):
        return change.location.removeprefix("schema ")
    return ", ".join(part for part in (subject, change.where) if part)
