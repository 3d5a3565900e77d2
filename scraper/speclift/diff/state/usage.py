"""What the compared schemas are used for: from the pairs that differ back to the operations whose messages hold them.

Enters: the roots of the graph of pairs, each with its use, for one direction. Leaves: for every pair that differs,
its uses in the order of the roots, the first with the path of fields that leads to it."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.diff.difference import Direction, Use
    from speclift.diff.state.pairs import Pair


def used(roots: Sequence[tuple[Pair, Use]], direction: Direction) -> Iterator[tuple[Pair, list[Use]]]:
    """The pairs that differ and that messages of this direction hold, in the order in which they are met."""
    at: dict[int, list[int]] = {}
    for index, (pair, _) in enumerate(roots):
        at.setdefault(id(pair), []).append(index)
    above, differing = _graph([pair for pair, _ in roots], direction)
    found = []
    for pair in differing:
        indices = sorted(index for holder in _holders(pair, above) for index in at.get(holder, ()))
        found.append((indices[0], pair, indices))
    paths: dict[int, dict[int, tuple[int, str]]] = {}
    met = []
    for first, pair, indices in found:
        if first not in paths:
            paths[first] = _paths(roots[first][0], direction)
        order, path = paths[first][id(pair)]
        met.append((first, order, pair, indices, path))
    for first, _, pair, indices, path in sorted(met, key=lambda one: one[:2]):
        uses = [_placed(roots[index], pair, direction, paths, index) for index in indices[1:]]
        yield pair, [replace(roots[first][1], path=path), *uses]


def _placed(
    root: tuple[Pair, Use], pair: Pair, direction: Direction, paths: dict[int, dict[int, tuple[int, str]]], index: int
) -> Use:
    """The use of a root with the path to a pair, where it matters: in what is written as text."""
    held, use = root
    if use.written in ("json", "xml"):
        return use
    if index not in paths:
        paths[index] = _paths(held, direction)
    return replace(use, path=paths[index][id(pair)][1])


def _graph(roots: Sequence[Pair], direction: Direction) -> tuple[dict[int, list[int]], list[Pair]]:
    """Who stands above each pair that can be reached, and which of them differ."""
    above: dict[int, list[int]] = {}
    differing: list[Pair] = []
    seen: set[int] = set()
    waiting = list(roots)
    while waiting:
        pair = waiting.pop()
        if id(pair) in seen:
            continue
        seen.add(id(pair))
        if pair.differences:
            differing.append(pair)
        if direction not in pair.hidden:
            for _, below in pair.children:
                above.setdefault(id(below), []).append(id(pair))
                waiting.append(below)
    return above, differing


def _holders(pair: Pair, above: dict[int, list[int]]) -> set[int]:
    """A pair and everything that it can be reached from."""
    seen = {id(pair)}
    waiting = [id(pair)]
    while waiting:
        for holder in above.get(waiting.pop(), ()):
            if holder not in seen:
                seen.add(holder)
                waiting.append(holder)
    return seen


def _paths(root: Pair, direction: Direction) -> dict[int, tuple[int, str]]:
    """For every pair below: how early it is met, and the shortest path of fields to it."""
    paths = {id(root): (0, "")}
    waiting = deque([root])
    while waiting:
        pair = waiting.popleft()
        if direction in pair.hidden:
            continue
        path = paths[id(pair)][1]
        for step, below in pair.children:
            if id(below) not in paths:
                paths[id(below)] = len(paths), (path + step).lstrip(".")
                waiting.append(below)
    return paths
