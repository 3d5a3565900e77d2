"""Which field of a schema belongs to which, where the page lists names and types one under the other.

Enters: the rows of one tree in page order, and the example beside it. Leaves: for each row the index of its parent.

What the markup offers differs by build: a level in an attribute, `<details>` in each other, an indentation, or only
the depth of the elements; copied text has none of them. Each way that tells anything gives a tree; the tree that fits
the recorded example best is taken, the first of equals. Without an example the first way stands that puts nothing
below a plain value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value
from speclift.readers.kit.nesting import Nesting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.readers.kit.leaves import Leaf

Parents = list[int | None]

_LEVELS = ("data-depth", "data-level", "aria-level", "data-indent", "depth", "level")
_INDENT = re.compile(r"(?:padding|margin)-(?:inline-start|left)\s*:\s*([\d.]{1,12})(px|rem|em|%)?")
_REACH = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A row as far as nesting goes: its name ("" for an item or an alternative), its type, where it begins."""

    name: str
    type: str
    at: Leaf

    @property
    def holds(self) -> bool:
        """Whether other fields may stand below it."""
        words = self.type.lower()
        return any(word in words for word in ("object", "array", "of", "any"))


def parents(spots: Sequence[Spot], examples: Sequence[str]) -> Parents:
    """The parent of each row."""
    values = [value for value in map(_parsed, examples) if value is not None]
    trees = [tree for tree in _candidates(spots, values) if _is_sound(tree, spots)]
    if not trees:
        return [None] * len(spots)
    if not values:
        return trees[0]
    keys: set[tuple[str, ...]] = set()
    for value in values:
        keys.update(_paths(value))
    return max(trees, key=lambda tree: _fit(tree, spots, keys))


def _candidates(spots: Sequence[Spot], values: Sequence[Any]) -> Iterator[Parents]:
    for numbers in (_levels(spots), _indents(spots)):
        if numbers:
            yield _by_depth(numbers)
    opened = Nesting()
    for spot in spots:
        opened.row(spot.at)
    toggled = opened.parents()
    if any(parent is not None for parent in toggled):
        yield toggled
    yield _by_depth([float(sum(1 for _ in spot.at.upwards())) for spot in spots])
    if values:
        yield _by_example(spots, values)
    yield _by_root(spots)


def _by_depth(numbers: Sequence[float]) -> Parents:
    found: Parents = []
    open_: list[int] = []
    for index, number in enumerate(numbers):
        while open_ and numbers[open_[-1]] >= number:
            open_.pop()
        found.append(open_[-1] if open_ else None)
        open_.append(index)
    return found


def _by_root(spots: Sequence[Spot]) -> Parents:
    """Everything below the one row without a name that comes first: the type of the whole."""
    if not spots or spots[0].name:
        return [None] * len(spots)
    return [None, *(0 for _ in spots[1:])]


def _levels(spots: Sequence[Spot]) -> list[float]:
    found: list[float] = []
    for spot in spots:
        value = next(
            (
                element.get(name)
                for element in list(spot.at.upwards())[:_REACH]
                for name in _LEVELS
                if element.get(name)
            ),
            None,
        )
        if value is None or not value.isdecimal():
            return []
        found.append(float(value))
    return found if len(set(found)) > 1 else []


def _indents(spots: Sequence[Spot]) -> list[float]:
    found: list[float] = []
    for spot in spots:
        indent = 0.0
        for element in list(spot.at.upwards())[:_REACH]:
            if matched := _INDENT.search((element.get("style") or "")[:400]):
                indent = float(matched[1].strip(".") or 0) * (16 if matched[2] in ("rem", "em") else 1)
                break
        found.append(indent)
    return found if len(set(found)) > 1 else []


def _is_sound(tree: Parents, spots: Sequence[Spot]) -> bool:
    """Nothing stands below a plain value, and nothing beside the row that tells the type of the whole."""
    if spots and not spots[0].name and spots[0].holds and any(parent is None for parent in tree[1:]):
        return False
    return all(parent is None or spots[parent].holds for parent in tree)


def _names(tree: Parents, spots: Sequence[Spot], index: int) -> tuple[str, ...]:
    names: list[str] = []
    at: int | None = index
    while at is not None:
        if spots[at].name:
            names.append(spots[at].name)
        at = tree[at]
    return tuple(reversed(names))


def _fit(tree: Parents, spots: Sequence[Spot], keys: set[tuple[str, ...]]) -> int:
    """How many ways of the example the tree has, less the ways that it has twice."""
    told = [_names(tree, spots, index) for index, spot in enumerate(spots) if spot.name]
    return len(keys & set(told)) - (len(told) - len(set(told)))


def _paths(value: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The ways to every key of an example; the items of an array stand in its place."""
    if isinstance(value, list):
        for item in value[:50]:
            yield from _paths(item, above)
    elif isinstance(value, dict) and len(above) < 40:
        for key, item in value.items():
            yield (*above, key)
            yield from _paths(item, (*above, key))


def _by_example(spots: Sequence[Spot], values: Sequence[Any]) -> Parents:
    """Names alone: each belongs to the innermost open object that has its key and has not used it."""
    found: Parents = []
    root = _merged(values)
    open_: list[tuple[int | None, dict[str, Any], set[str]]] = [(None, root, set())]
    for index, spot in enumerate(spots):
        if not spot.name:
            found.append(open_[-1][0])
            if index == 0:
                open_[0] = (0, root, set())
            continue
        level = next(
            (at for at in range(len(open_) - 1, -1, -1) if spot.name in open_[at][1] and spot.name not in open_[at][2]),
            None,
        )
        if level is None:
            level = len(open_) - 1
        del open_[level + 1 :]
        parent, keys, used = open_[level]
        used.add(spot.name)
        found.append(parent)
        if spot.holds:
            open_.append((index, _merged([keys.get(spot.name)]), set()))
    return found


def _merged(values: Sequence[Any]) -> dict[str, Any]:
    """The keys of all objects among these values, arrays opened; nested objects merged where both have them."""
    merged: dict[str, list[Any]] = {}
    stack = list(values)
    while stack:
        value = stack.pop(0)
        if isinstance(value, list):
            stack.extend(value[:50])
        elif isinstance(value, dict):
            for key, item in value.items():
                merged.setdefault(key, []).append(item)
    return dict(merged)


def _parsed(text: str) -> Any:
    try:
        return json_value(text)
    except (ValueError, RecursionError):
        return None
