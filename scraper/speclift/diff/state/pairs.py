"""Two schemas that stand for one another: `Pair`, a node of the graph of compared schemas."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speclift.diff.difference import Difference, Direction, Effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.document.node import Node


@dataclass(slots=True, eq=False)
class Pair:
    """Two schemas that stand for one another. `children` are (step to the field, pair); `hidden` the directions in
    which no message holds them (read-only fields are not sent, write-only ones not answered)."""

    old: Sequence[Node]
    new: Sequence[Node]
    old_pointer: str
    new_pointer: str
    differences: list[Difference] = field(default_factory=list)
    children: list[tuple[str, Pair]] = field(default_factory=list)
    hidden: frozenset[Direction] = frozenset()
    started: bool = False


def combined(effects: set[Effect]) -> Effect:
    """The effect of several differences together."""
    effects = effects - {Effect.NONE}
    if not effects:
        return Effect.NONE
    return next(iter(effects)) if len(effects) == 1 else Effect.DIFFERS
