"""What a document promises of operations: how long they stay (`x-sunset`), how finished they are
(`x-stability-level`).

Enters: two operations that stand for one another. Leaves: differences. No message differs with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.difference import Direction, Effect, existence

if TYPE_CHECKING:
    from speclift.diff.state.collector import Collector, Place
    from speclift.document.node import Node

_UNFINISHED = ("draft", "alpha")
_STABILITY = ("draft", "alpha", "beta", "stable")
"""The levels of `x-stability-level`, the least first; an operation without one is stable."""


def announced(operation: Node) -> frozenset[str]:
    """What was said of an operation before it was removed: that it is deprecated, has a sunset, was never stable."""
    value = operation.mapping()
    traits = {
        "deprecated": value.get("deprecated") is True,
        "sunset": bool(value.get("x-sunset")),
        "unfinished": value.get("x-stability-level") in _UNFINISHED,
    }
    return frozenset(trait for trait, holds in traits.items() if holds)


def promises(collector: Collector, place: Place, old: Node, new: Node, at: tuple[str, str]) -> None:
    """State what is promised otherwise. Days are compared as text: ISO 8601 days order as they are written."""
    before, after = (str(node.mapping().get("x-sunset") or "") for node in (old, new))
    if before != after:
        earlier = ("earlier",) if before and after and after < before else ()
        collector.say(
            place, Direction.BOTH, "sunset", existence(before, after), Effect.NONE, before or None, after or None,
            at=at, traits=earlier,
        )  # fmt: skip
    levels = [str(node.mapping().get("x-stability-level") or "stable") for node in (old, new)]
    if levels[0] != levels[1] and set(levels) <= set(_STABILITY):
        lowered = ("lowered",) if _STABILITY.index(levels[1]) < _STABILITY.index(levels[0]) else ()
        collector.say(place, Direction.BOTH, "stability", "change", Effect.NONE, *levels, at=at, traits=lowered)
