"""Where facts about two schemas are stated: `Here`, what the comparison of each kind of fact is handed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Action, Difference, Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclift.diff.state.comparison import Comparison
    from speclift.diff.state.pairs import Pair
    from speclift.document.node import Node
    from speclift.document.schema.leaves import Leaf


@dataclass(slots=True)
class Here:
    """Where facts are being compared: says differences, and asks for the schemas below."""

    comparison: Comparison
    pair: Pair
    old: Leaf
    new: Leaf
    retyped: bool = False

    def say(
        self, fact: str, action: Action, effect: Effect, old: Any, new: Any, *, name: str = "",
        traits: Iterable[str] = (), of: str = "", old_pointer: str = "", new_pointer: str = "",
    ) -> None:  # fmt: skip
        """State a difference. Its pointers are those of the keyword behind the fact `of` (or `fact`), where it
        stands."""
        old_pointer = old_pointer or self.old.facts.where.get(of or fact) or self.pair.old_pointer
        new_pointer = new_pointer or self.new.facts.where.get(of or fact) or self.pair.new_pointer
        self.pair.differences.append(
            Difference(fact, action, effect, old, new, old_pointer, new_pointer, name, frozenset(traits))
        )

    def descend(self, step: str, old: Sequence[Node], new: Sequence[Node]) -> None:
        """Have two schemas below compared as well. An empty list stands for: anything."""
        below = self.comparison.pair(old, new, self.pair.old_pointer, self.pair.new_pointer)
        if below is not None:
            self.pair.children.append((step, below))

    def relation(self, old: Sequence[Node], new: Sequence[Node]) -> Effect:
        """How two schemas relate whose differences are not reported one by one."""
        below = self.comparison.pair(old, new, self.pair.old_pointer, self.pair.new_pointer)
        return Effect.NONE if below is None else self.comparison.effect(below)
