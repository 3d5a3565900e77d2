"""Rows put below the row that their indentation, or their dotted name, puts them under.

Enters: the rows of a table in page order, the path of their section. Leaves: `RawField` trees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.model.raw import RawField
from speclift.readers.apidoc.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place
    from speclift.readers.apidoc.rows import Row

_DEEPEST = 64
_MOST_DOTS = 64
"""No documentation nests deeper; a hostile page may, and must not cost more than its size."""


def tree(rows: Sequence[Row], section: str) -> tuple[RawField, ...]:
    """The fields of a section. Names are cut down to what they say below their parent."""
    paths = Paths()
    parents, names = _parents(rows)
    ways: list[str] = []
    for name, parent in zip(names, parents, strict=True):
        ways.append(f"{section if parent is None else ways[parent]}/{name}")
    places = [paths.place(way) for way in ways]
    children: dict[int | None, list[RawField]] = {}
    for number in reversed(range(len(rows))):  # a child always stands behind its parent
        below = children.pop(number, None)
        made = _field(rows[number], names[number], places[number], tuple(reversed(below)) if below else ())
        children.setdefault(parents[number], []).append(made)
    return tuple(reversed(children.get(None, ())))


def _parents(rows: Sequence[Row]) -> tuple[list[int | None], list[str]]:
    """For each row the number of the row it stands below, and what is left of its name."""
    parents: list[int | None] = []
    names: list[str] = []
    levels: list[int] = []
    known: dict[str, int] = {}
    open_rows: list[int] = []
    for number, row in enumerate(rows):
        while open_rows and rows[open_rows[-1]].depth >= row.depth:
            open_rows.pop()
        parent: int | None = open_rows[-1] if open_rows else None
        name = row.name
        if parent is None:
            parent, name = _dotted(name, known)
        if parent is not None and levels[parent] >= _DEEPEST:
            parent, name = None, row.name
        if not row.depth:
            known.setdefault(row.name, number)
            known.setdefault(row.name.removesuffix("[]"), number)
        open_rows.append(number)
        parents.append(parent)
        names.append(name)
        levels.append(0 if parent is None else levels[parent] + 1)
    return parents, names


def _dotted(name: str, known: dict[str, int]) -> tuple[int | None, str]:
    """The row that a dotted name stands below, and the rest of the name: `user.name` is `name` below `user`."""
    end = len(name)
    for _ in range(_MOST_DOTS):
        end = name.rfind(".", 0, end)
        if end <= 0:
            break
        if end + 1 < len(name) and name[:end] in known:
            return known[name[:end]], name[end + 1 :]
    return None, name


def _field(row: Row, name: str, place: Place, children: tuple[RawField, ...]) -> RawField:
    facts = row.facts
    return RawField(
        name=name,
        place=place,
        type=row.type,
        required=row.required,
        description=row.description,
        default=facts.default,
        size=facts.size,
        allowed=facts.allowed,
        constraints=row.constraints,
        children=children,
    )
