"""Two schemas, compared: every fact that is not the same, each pair of schemas looked at once.

Enters: nodes of the old and of the new document. Leaves: a graph of `Pair`s, each with its own differences and the
pairs below it. Pairs are remembered by where they stand, so a schema used thirty times is compared once, and a cycle
ends where it began. What a pair is used for (which operation, which direction) is not known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.difference import Effect
from speclift.diff.pair.sameness import Sameness
from speclift.diff.state.pairs import Pair, combined
from speclift.document.schema.schemas import Schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclift.diff.difference import Difference
    from speclift.document.node import Document, Node

_PROBED_MOST = 2000
"""How many pairs below are followed to say how two alternatives relate."""


class Comparison:
    """Compares the schemas of two documents; `look` compares one pair, and asks for those below."""

    def __init__(self, old: Document, new: Document, look: Callable[[Comparison, Pair], None]) -> None:
        self._look = look
        self.old, self.new = Schemas(old), Schemas(new)
        self.same = Sameness(old, new)
        self.upgraded = new.siblings_count and not old.siblings_count
        self._pairs: dict[tuple[tuple[str, ...], tuple[str, ...]], Pair | None] = {}
        self._waiting: list[Pair] = []
        self._alone: dict[bool, Comparison] = {}

    def pair(self, old: Sequence[Node], new: Sequence[Node], old_at: str, new_at: str) -> Pair | None:
        """The pair of two schemas (each: nodes that hold at once), to be compared in due time; None where they are
        the same beyond doubt. `old_at` and `new_at` are the pointers to name where a side has no schema."""
        key = tuple(node.pointer for node in old), tuple(node.pointer for node in new)
        if key in self._pairs:
            return self._pairs[key]
        if len(old) == len(new) and all(map(self.same, old, new)):
            self._pairs[key] = None
            return None
        ours = [self.old.document.stands_for(node) for node in old]
        theirs = [self.new.document.stands_for(node) for node in new]
        if (tuple(node.pointer for node in ours), tuple(node.pointer for node in theirs)) != key:
            found = self._pairs[key] = self.pair(ours, theirs, old_at, new_at)
            return found
        pair = Pair(old, new, old[0].pointer if old else old_at, new[0].pointer if new else new_at)
        self._pairs[key] = pair
        self._waiting.append(pair)
        return pair

    def alone(self, *, old: bool) -> Comparison:
        """One of the two documents compared with itself: how its own schemas relate."""
        if old not in self._alone:
            document = (self.old if old else self.new).document
            self._alone[old] = Comparison(document, document, self._look)
        return self._alone[old]

    def run(self) -> None:
        """Compare every pair that was asked for, and those asked for meanwhile."""
        while self._waiting:
            self._look(self, self._waiting.pop())

    def effect(self, pair: Pair) -> Effect:
        """What all differences of a pair and of the pairs below it come to."""
        return combined({
            # A field more or less is nothing to a tolerant reader, but it is another shape.
            Effect.DIFFERS if difference.fact == "property" else difference.effect
            for difference in self.below(pair)
        })  # fmt: skip

    def below(self, pair: Pair) -> Iterator[Difference]:
        """The differences of a pair and of the pairs below it."""
        seen, waiting = {id(pair)}, [pair]
        while waiting and len(seen) <= _PROBED_MOST:
            current = waiting.pop()
            self._look(self, current)
            yield from current.differences
            for _, below in current.children:
                if id(below) not in seen:
                    seen.add(id(below))
                    waiting.append(below)
