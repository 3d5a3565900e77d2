"""Collects what differs: once for each difference, with everything that uses it.

Enters: differences as they are found, and the roots of compared schemas with the place in an operation that each is
used at. Leaves: `Statement`s. A schema that thirty operations use and that changed once is one statement with thirty
uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from speclift.diff.difference import (
    Action,
    Difference,
    Direction,
    Effect,
    Operation,
    Statement,
    Use,
    Written,
    existence,
)
from speclift.diff.state.trials import Trials
from speclift.diff.state.usage import used
from speclift.document.schema.facts import typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclift.diff.state.comparison import Comparison
    from speclift.diff.state.pairs import Pair
    from speclift.document.node import Node

_SEEN_ANYWAY = {"read-only", "write-only"}
"""Facts that tell a direction that it no longer sees a field, and so are seen where the field is hidden."""

_KEPT_FROM = {Direction.REQUEST: "read-only", Direction.RESPONSE: "write-only"}
"""The trait of fields that messages of a direction do not hold."""


class Place(NamedTuple):
    """Where in an operation something stands: `operation` as reports call it, `location` in words that neither order
    nor the names of path parameters change, `turned` in callbacks and webhooks, where the server calls."""

    operation: Operation | None
    location: str
    words: str = ""
    turned: bool = False
    traits: frozenset[str] = frozenset()
    written: Written = "json"

    def inside(self, words: str, location: str = "") -> Place:
        """A place inside this one."""
        spoken = f"{self.words}, {words}" if self.words else words
        where = f"{self.location} {location or words}"
        return Place(self.operation, where, spoken, self.turned, written=self.written)

    def use(self, direction: Direction) -> Use:
        """This place as a use."""
        return Use(
            self.operation, direction.turned() if self.turned else direction, self.words, "", self.location,
            self.traits, self.written, self.turned,
        )  # fmt: skip


class Collector:
    """What has been found so far."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._found: dict[tuple[Any, ...], tuple[Difference, list[Use]]] = {}
        self._roots: list[tuple[Pair, Use]] = []
        self._order: dict[int, int] = {}
        self.told_version = False
        """Whether it was said that the version in the paths changed: it is the same change for all of them."""

    def say(
        self, place: Place, direction: Direction, fact: str, action: Action, effect: Effect, old: Any, new: Any, *,
        at: tuple[str, str], name: str = "", traits: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """State a difference of an operation; `at` are its pointers in the old and in the new document."""
        difference = Difference(fact, action, effect, old, new, *at, name, frozenset(traits))
        self._order.setdefault(id(place.operation), len(self._order))
        self._add(difference, [place.use(direction)])

    def flag(
        self, place: Place, direction: Direction, fact: str, before: bool, after: bool, *,
        at: tuple[str, str], coming: Effect = Effect.NONE, name: str = "",
    ) -> None:  # fmt: skip
        """State that something holds that did not, or the other way round; `coming` is the effect of its coming."""
        if before != after:
            effect = coming if after else coming.turned()
            self.say(place, direction, fact, existence(before, after), effect, before, after, at=at, name=name)

    def schema(
        self, place: Place, direction: Direction, old: Sequence[Node], new: Sequence[Node], at: tuple[str, str]
    ) -> None:
        """Have two schemas compared that are used at `place`."""
        pair = self.comparison.pair(old, new, *at)
        if pair is not None:
            self._order.setdefault(id(place.operation), len(self._order))
            self._roots.append((pair, place.use(direction)))

    def statements(self) -> list[Statement]:
        """Everything found, each difference once."""
        self.comparison.run()
        Trials(self.comparison).run([pair for pair, _ in self._roots])
        for direction in Direction:
            roots = [(pair, use) for pair, use in self._roots if use.direction is direction]
            for pair, uses in used(roots, direction):
                for difference in pair.differences:
                    unseen = direction in pair.hidden and difference.fact not in _SEEN_ANYWAY
                    if not unseen and _KEPT_FROM.get(direction) not in difference.traits:
                        self._add(difference, uses)
        statements = [Statement(difference, tuple(uses)) for difference, uses in self._found.values()]
        return sorted(statements, key=lambda statement: self._order.get(id(statement.uses[0].operation), 0))

    def _add(self, difference: Difference, uses: list[Use]) -> None:
        key = (
            difference.fact, difference.action, difference.old_pointer, difference.new_pointer, difference.name,
            typed(difference.old), typed(difference.new),
        )  # fmt: skip
        self._found.setdefault(key, (difference, []))[1].extend(uses)
