"""A table of apidoc (`Parameter`, `Success 200`, ...): its columns and its rows.

Enters: a parsed `<table>`. Leaves: a `Table`. The tables of one documentation repeat each other (the same header, the
same errors), so each distinct one is read once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from speclift.readers.apidoc.labels import folded, words
from speclift.readers.apidoc.prose import markdown, text_of
from speclift.readers.apidoc.rows import read_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from speclift.readers.apidoc.rows import Row

_COLUMNS = {"name": ("Field", "Name", "Parameter"), "type": ("Type",), "description": ("Description",)}
_USUAL = {1: ["name"], 2: ["name", "description"], 3: ["name", "type", "description"]}


@dataclass(frozen=True, slots=True)
class Table:
    """`first_column` is the printed title of the column of names, `asides` are the words of rows that are none: a
    cell across the table."""

    first_column: str = ""
    rows: tuple[Row, ...] = ()
    asides: tuple[str, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether any row shows what only inputs have: a label, a default, a size, allowed values."""
        return any(
            row.required is not None or row.facts.default or row.facts.size or row.facts.allowed for row in self.rows
        )


class Tables:
    """Reads the tables of one documentation."""

    def __init__(self) -> None:
        self._read: dict[bytes, Table] = {}

    def read(self, element: _Element) -> Table:
        """What `element` prints."""
        key = etree.tostring(element, with_tail=False)
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = _table(element)
        return found


def _table(element: _Element) -> Table:
    titles: list[str] = []
    rows: list[Row] = []
    asides: list[str] = []
    columns = _USUAL[3]
    for line in _lines(element):
        cells = [cell for cell in line if cell.tag == "td"]
        if not cells:
            if not titles:
                titles = [text_of(cell) for cell in line if cell.tag == "th"]
                columns = _columns(titles)
        elif len(cells) == 1 and (cells[0].get("colspan") or "1") != "1":
            asides.append(markdown(cells[0]))
        else:
            rows.append(read_row(dict(zip(_fitting(columns, len(cells)), cells, strict=True))))
    return Table(titles[0] if titles else "", tuple(rows), tuple(filter(None, asides)))


def _lines(element: _Element) -> Iterator[_Element]:
    """The rows of a table, not those of tables inside it, nor those that a comparison shows of the other version."""
    for child in element:
        for line in child if child.tag in ("thead", "tbody", "tfoot") else (child,):
            if line.tag == "tr" and line.get("class") != "del":
                yield line


def _columns(titles: list[str]) -> list[str]:
    """What each column holds. apidoc prints name, perhaps type, description; a template of one's own may print more."""
    known = ["name", *(_column(title) for title in titles[1:])]
    if len(known) in (2, 3) and not set(known) <= set(_COLUMNS):  # titles in a language that apidoc does not have
        return _USUAL[len(known)]
    return [*dict.fromkeys(known), *(f"column {number}" for number in range(len(set(known)), len(known)))]


def _column(title: str) -> str:
    return next((column for column, labels in _COLUMNS.items() if folded(title) in words(*labels)), title)


def _fitting(columns: list[str], count: int) -> list[str]:
    """Columns for a row of `count` cells: as titled, or as usual where a row has more or fewer cells than titles."""
    if len(columns) == count:
        return columns
    if count in _USUAL:
        return _USUAL[count]
    return [*columns[:count], *(f"column {number}" for number in range(len(columns) + 1, count + 1))]
