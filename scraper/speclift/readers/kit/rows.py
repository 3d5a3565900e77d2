"""Rows while they are read, and the `RawField` trees that they become.

Enters: what a reader's loop over the leaves of a section finds. Leaves: fields with places that no other row has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawField
from speclift.readers.kit.markdown_text import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.kit.leaves import Leaf


@dataclass(slots=True)
class Row:
    """A row of a table, an entry of a list: its cells as they are found. `prose` are the leaves of its description,
    `facts` labelled values that have no cell of their own ("min", "pattern", "read-only")."""

    name: str
    at: Leaf
    type: str
    required: bool | None = None
    deprecated: bool = False
    default: str | None = None
    example: str | None = None
    facts: list[tuple[str, str]] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    prose: list[Leaf] = field(default_factory=list)
    children: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """What a section says: its rows, the type of the one value it describes ("" where it lists fields), the prose
    above, the leaves that nobody placed."""

    fields: tuple[RawField, ...]
    type: str = ""
    description: str = ""
    unplaced: tuple[Leaf, ...] = ()


def below(place: Place, step: str) -> Place:
    """The place one step inside another."""
    return Place(place.page, place.anchor, place.version, f"{place.path}/{step}" if place.path else step)


class Steps:
    """Places inside one place, none twice: a second row of one name stands at `name (2)`."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._taken: dict[str, int] = {}

    def to(self, name: str) -> Place:
        """The place of the next row of this name ("" for a row without one)."""
        step = name or "(one)"
        number = self._taken[step] = self._taken.get(step, 0) + 1
        return below(self._place, step if number == 1 else f"{step} ({number})")


def fields_of(rows: Sequence[Row], place: Place) -> tuple[RawField, ...]:
    """Rows as fields below `place`."""
    steps = Steps(place)
    fields: list[RawField] = []
    for row in rows:
        here = steps.to(row.name)
        fields.append(
            RawField(
                name=row.name,
                place=here,
                type=row.type,
                required=row.required,
                deprecated=row.deprecated,
                description=markdown(row.prose, row.at),
                default=row.default,
                allowed=tuple(row.allowed),
                example=row.example,
                constraints=tuple(row.facts),
                children=fields_of(row.children, here),
            )
        )
    return tuple(fields)


def adopt(parent: Row, child: Row) -> None:
    """Hang a row below another."""
    parent.children.append(child)
