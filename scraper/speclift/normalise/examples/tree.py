"""What a text says before its placeholders are filled: JSON values with holes in them.

Enters: nothing. Leaves: `Tree` (a JSON value in which a `Hole` may stand for a value, or as a name for "all fields
of"), `Hole` and `ELLIPSIS`. A tree depends on the text alone, so it can be kept and filled for one version after
another.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias

from msgspec import Struct


class Elision(Enum):
    """The type of `ELLIPSIS`."""

    ELLIPSIS = "..."


ELLIPSIS: Final = Elision.ELLIPSIS
"""Stands for "and so on" while a list or an object is read; never part of a finished tree."""

Form = Literal["braces", "name", "spread"]


class Hole(Struct, frozen=True):
    """A place where the page names an object instead of showing it.

    `name` is the name as printed, `form` how it stands there: `{ObjectUser}` in braces, `ObjectUser` as a bare name, or
    as a spread among the names of an object ("and all fields of"). `text[start:end]` is the place; `many` says
    `ObjectUser[]`, `nullable` says `{ObjectUser|null}`.
    """

    name: str
    start: int
    end: int
    form: Form
    many: bool = False
    nullable: bool = False


Tree: TypeAlias = "dict[str | Hole, Tree] | list[Tree] | str | int | float | bool | Hole | None"
