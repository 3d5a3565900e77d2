"""Rows that a template has moved away from the row they stand below.

apidoc 0.27 to 0.29 sorts the rows of a table before it prints them: first an object, then every row at the top that is
none, then what is nested, each nested row with its last name only. Enters: the rows as printed, and the whole names
that the form for sample requests prints in the same order. Leaves: the same rows, each nested one with its whole name,
or behind the row that it most likely stands below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclift.readers.apidoc.rows import Row

_GENERATOR = re.compile(rb"apidocjs\.com/?[\"']?[^<>]{0,40}>\s{0,9}apidoc\s{0,9}</a>\s{0,9}0\.2[789]\.")
_SCALARS = frozenset({"string", "number", "boolean", "integer", "int", "float", "double", "bool", "date", "datetime"})


def sorts_rows(content: bytes) -> bool:
    """Whether the page was made by a template that sorts rows."""
    return _GENERATOR.search(content) is not None


def in_place(rows: tuple[Row, ...], forms: Iterable[Sequence[str]]) -> tuple[Row, ...]:
    """The rows with each nested one where it belongs. `forms` are the names in each group of the form."""
    if not any(row.depth for row in rows):
        return rows
    for names in forms:
        if len(names) == len(rows) and all(map(_is_called, rows, names)):
            return tuple(replace(row, depth=0, name=name) for row, name in zip(rows, names, strict=True))
    return _behind_holders(rows)


def _is_called(row: Row, name: str) -> bool:
    return name.split(".")[row.depth :] == [row.name] if row.depth else name == row.name


def _behind_holders(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """What is nested stands below the object printed last, or, once a name comes again, below the next list."""
    top = [row for row in rows if not row.depth]
    if not top or not any(row.type == "Object" for row in rows):
        return rows
    below: dict[int, list[Row]] = {id(row): [] for row in top}
    objects = [row for row in top if row.type == "Object"]
    others = _in_order([row for row in top if row.type != "Object"], is_object_first=top[0] in objects)
    waiting = [row for row in others if not _is_scalar(row)]
    current: Row | None = None
    for row in rows:
        if not row.depth:
            current = row if row in objects else current
            continue
        is_next = row.depth == 1 and (current is None or any(row.name == one.name for one in below[id(current)]))
        if is_next and waiting:
            current = waiting.pop(0)
        if current is None:
            return rows
        _add(below[id(current)], row)
    return tuple(one for row in top for one in (row, *below[id(row)]))


def _add(rows: list[Row], row: Row) -> None:
    """Add a nested row to those below a holder: behind the last one that can hold it."""
    outer = [number for number, one in enumerate(rows) if one.depth == row.depth - 1 and not _is_scalar(one)]
    at = outer[-1] + 1 if outer else len(rows)
    while at < len(rows) and rows[at].depth >= row.depth:
        at += 1
    rows.insert(at, row)


def _is_scalar(row: Row) -> bool:
    return row.type.lower().rstrip("[]") in _SCALARS


def _in_order(others: list[Row], *, is_object_first: bool) -> list[Row]:
    """Rows at the top that are no objects, as they were written: all but the last one were turned round."""
    return [*others[-1:], *reversed(others[:-1])] if is_object_first else others[::-1]
