"""What a set of changes comes to: how much breaks on the wire and in Python, and which release that demands.

Enters: changes of both kinds. Leaves: `Verdict`, the one answer that reports, exit status and publishing share.
Releases follow Semantic Versioning 2.0.0, sections 6 to 8."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from speclift.diff.change import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclift.diff.change import Change
    from speclift.python_api.change import PythonChange

Bump = Literal["none", "patch", "minor", "major"]

_ORDER: tuple[Bump, ...] = ("none", "patch", "minor", "major")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many changes there are of each level."""

    breaking: int = 0
    warning: int = 0
    info: int = 0

    @classmethod
    def of(cls, levels: Iterable[Level]) -> Counts:
        """Count levels."""
        counted = list(levels)
        return cls(*(counted.count(level) for level in (Level.BREAKING, Level.WARNING, Level.INFO)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wire` and `python` count changes (`python` is None where the packages were not compared), `kept` are those of
    the breaking ones on the wire that a package takes as they come, `release` is the bump that all of it demands."""

    release: Bump
    wire: Counts
    python: Counts | None
    kept: int = 0

    def at_least(self, level: Level) -> int:
        """How many changes are as bad as `level` or worse, on the wire and in Python together."""
        return sum(self.of(one) for one in Level if one >= level)

    def of(self, level: Level) -> int:
        """How many changes have a level, on the wire and in Python together."""
        sides = (self.wire, self.python or Counts())
        return sum(getattr(side, level.value) for side in sides)

    def sentence(self) -> str:
        """`major: 2 breaking in Python; the wire is compatible`."""
        return f"{self.release}: {self._breaks()}"

    def _breaks(self) -> str:
        wire, python = self.wire.breaking, self.python.breaking if self.python else 0
        if not self.at_least(Level.INFO):
            return "no changes"
        kept = ", which the package keeps" if wire and wire == self.kept and self.python is not None else ""
        if self.python is None:
            return f"{wire} breaking on the wire" if wire else "the wire is compatible"
        if wire and python:
            return f"{wire} breaking on the wire{kept}{', and' if kept else ','} {python} in Python"
        if wire:
            return f"{wire} breaking on the wire{kept}; Python is compatible"
        if python:
            return f"{python} breaking in Python; the wire is compatible"
        return "the wire and Python are compatible"

    def others(self) -> str:
        """What does not break, in words: `1 warning and 5 other changes on the wire, 3 other changes in Python`."""
        told = [_milder(self.wire, "on the wire")]
        if self.python is not None:
            told.append(_milder(self.python, "in Python"))
        return ", ".join(words for words in told if words) or "no other changes"


def _milder(counts: Counts, where: str) -> str:
    words = [counted(count, word) for count, word in ((counts.warning, "warning"), (counts.info, "other change"))
             if count]  # fmt: skip
    return f"{' and '.join(words)} {where}" if words else ""


def counted(count: int, word: str) -> str:
    """A number and a noun, in the plural where it must be: `1 warning`, `2 warnings`."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def verdict(
    wire: Sequence[Change], python: Sequence[PythonChange] | None, *, content_changed: bool = False
) -> Verdict:  # fmt: skip
    """Judge changes together. `python` is None where packages are of no interest; `content_changed` says that a
    package's files differ, which demands a patch at least."""
    kept = [change for change in wire if change.kept and change.level is Level.BREAKING] if python is not None else []
    kept_ids = {id(change) for change in kept}
    demanded: Bump = "patch" if content_changed else "none"
    changes: list[Change | PythonChange] = [*wire, *(python or ())]
    for change in changes:
        wanted: Bump = "patch"
        if change.level is Level.BREAKING and id(change) not in kept_ids:
            wanted = "major"
        elif change.level is not Level.INFO or change.action == "add":
            wanted = "minor"
        demanded = max(demanded, wanted, key=_ORDER.index)
    in_python = None if python is None else Counts.of(change.level for change in python)
    return Verdict(demanded, Counts.of(change.level for change in wire), in_python, len(kept))
