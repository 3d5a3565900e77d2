"""A table of apidoc (`Parameter`, `Success 200`, ...): its columns and its rows.

Enters: a parsed `<table>`. Leaves: a `Table`. The tables of one documentation repeat each other (the same header, the
same errors), so each distinct one is read once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from speclift.readers.apidoc.displaced import in_place
from speclift.readers.apidoc.labels import folded, words
from speclift.readers.apidoc.markup import parsed
from speclift.readers.apidoc.prose import markdown, text_of
from speclift.readers.apidoc.rows import read_row
from speclift.readers.apidoc.sample_form import with_labels
from speclift.readers.apidoc.tree import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from speclift.model.raw import RawField
    from speclift.readers.apidoc.rows import Row
    from speclift.readers.apidoc.sample_form import Part

_COLUMNS = {"name": ("Field", "Name", "Parameter"), "type": ("Type",), "description": ("Description",)}
_NUMBER = "data-number"
_USUAL = {1: ["name"], 2: ["name", "description"], 3: ["name", "type", "description"]}


class Table(Struct, frozen=True, eq=False):
    """`first_column` is the printed title of the column of names, `asides` are the words of rows that are none: a cell
    across the table."""

    first_column: str = ""
    rows: tuple[Row, ...] = ()
    asides: tuple[str, ...] = ()
    _trees: dict[str, tuple[RawField, ...]] = field(default_factory=dict)

    @property
    def is_asked(self) -> bool:
        """Whether any row shows what only inputs have: a label, a default, a size, allowed values."""
        return any(
            row.required is not None or row.facts.default or row.facts.size or row.facts.allowed for row in self.rows
        )

    def with_form(self, form: Sequence[Part]) -> Table:
        """The table as the form for sample requests completes it: rows where they belong, and their labels."""
        rows = with_labels(in_place(self.rows, [part.names for part in form]), form)
        return self if rows is self.rows else Table(self.first_column, rows, self.asides)

    def fields(self, section: str) -> tuple[RawField, ...]:
        """The rows as trees, for a section whose path is `section`."""
        fields = self._trees.get(section)
        if fields is None:
            fields = self._trees[section] = tree(self.rows, section)
        return fields


class Tables:
    """Reads the tables of one documentation. `mark` is text that no page of it contains, or "" where there is none;
    `are_sorted` says that rows may stand away from the row above them."""

    def __init__(self, mark: str = "", *, are_sorted: bool = False) -> None:
        self._mark = mark
        self.are_sorted = are_sorted
        self._numbers: dict[bytes, int] = {}
        self._read: list[bytes | Table] = []
        self._taken = 0

    def set_aside(self, body: bytes) -> tuple[bytes, int]:
        """`body` with a number in the place of each table of its sections, which is then parsed once and not with every
        article, and how many there are. Tables in tables stay where they are.
        """
        pieces: list[bytes] = []
        position = body.find(b"data-type=") if self._mark else -1  # the endpoint: sections stand behind it
        begin = body.find(b"<table", position) if position >= 0 else -1
        position = 0
        while begin >= 0:
            end = body.find(b"</table>", begin) + len(b"</table>")
            if end < begin or body.find(b"<table", begin + 1, end) >= 0:
                break
            source = body[begin:end]
            number = self._numbers.setdefault(source, len(self._read))
            if number == len(self._read):
                self._read.append(source)
            pieces += (body[position:begin], f'<table {_NUMBER}="{self._mark}{number}"></table>'.encode())
            position = end
            begin = body.find(b"<table", position)
        self._taken = 0
        return b"".join((*pieces, body[position:])), len(pieces) // 2

    @property
    def taken(self) -> int:
        """How many numbered tables were read since some were set aside."""
        return self._taken

    def read(self, element: _Element) -> Table:
        """What `element` prints, or the table that stood in its place."""
        number = element.get(_NUMBER)
        if not self._mark or number is None or not number.startswith(self._mark):
            return _table(element)
        self._taken += 1
        return self._numbered(int(number.removeprefix(self._mark)))

    def _numbered(self, number: int) -> Table:
        found = self._read[number]
        if isinstance(found, bytes):
            found = self._read[number] = _table(next(parsed(found, "div").iter("table")))
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
