"""A table of apidoc (`Parameter`, `Success 200`, ...) as rows, nested as the page nests them.

Enters: a `<table>` and the path of its section. Leaves: `RawField` trees, and the words of rows that are none. All
generations of the template print a row alike: name (indented by `&nbsp;` or dotted) with a label, type, description
with labelled paragraphs behind it (`p.default-value`, `p.type-size`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speclift.model.raw import RawField
from speclift.readers.apidoc.labels import folded, words
from speclift.readers.apidoc.prose import INLINE, LABELLED, collapse, markdown, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from speclift.model.raw import Place
    from speclift.readers.apidoc.paths import Paths

_NBSP = "\xa0"
_INDENT = 2
"""apidoc indents a nested name by two `&nbsp;` a level."""

_DEEPEST = 64
_LONGEST_NAME = 4096
"""No documentation nests deeper or names longer; a hostile page may, and must not cost more than its size."""

_RANGE = re.compile(r"[-+]?[\d.]*\s*(?:\.\.|-|–|,)\s*[-+]?[\d.]*\Z")
_PRINTED = INLINE | {"p", "div", "ul", "ol", "li", "br", "pre"}
_COLUMNS = {"name": ("Field", "Name", "Parameter"), "type": ("Type",), "description": ("Description",)}


@dataclass(slots=True)
class Row:
    """One row before it has its place in the tree: what it prints, and how far its name is indented."""

    depth: int
    name: str
    columns: dict[str, _Element] = field(default_factory=dict)
    required: bool | None = None
    labels: tuple[tuple[str, str], ...] = ()
    full: str = ""


def header(table: _Element) -> list[str]:
    """The printed titles of the columns."""
    head = next(table.iter("thead"), None)
    row = next((head if head is not None else table).iter("tr"), None)
    return [] if row is None else [text_of(cell) for cell in row if cell.tag == "th"]


def fields(table: _Element, section: str, paths: Paths) -> tuple[tuple[RawField, ...], tuple[str, ...]]:
    """The rows of `table` as trees, and the words of rows that are none (one cell across the table)."""
    columns = _columns(header(table))
    rows: list[Row] = []
    asides: list[str] = []
    for element in table.iter("tr"):
        cells = [cell for cell in element if cell.tag == "td"]
        if not cells:
            continue
        if len(cells) == 1 and (cells[0].get("colspan") or "1") != "1":
            asides.append(markdown(cells[0]))
        else:
            rows.append(_row(cells, columns))
    return _tree(rows, section, paths), tuple(filter(None, asides))


def _columns(titles: list[str]) -> list[str]:
    """What each column holds. apidoc prints name, perhaps type, description; a template of one's own may print more."""
    found = [
        next((column for column, labels in _COLUMNS.items() if folded(title) in words(*labels)), title)
        for title in titles
    ]
    if found[:1] != ["name"]:
        found[:1] = ["name"]
    if len(found) in (2, 3) and len(set(found) & set(_COLUMNS)) < len(found):
        return ["name", "type", "description"][: len(found)] if len(found) == 3 else ["name", "description"]
    return found


def _row(cells: list[_Element], columns: list[str]) -> Row:
    if len(cells) != len(columns):
        columns = {1: ["name"], 2: ["name", "description"], 3: ["name", "type", "description"]}.get(
            len(cells), [*columns, *(f"column {number}" for number in range(len(columns) + 1, len(cells) + 1))]
        )
    by_column = dict(zip(columns, cells, strict=False))
    row = _named(by_column.pop("name"))
    row.columns = by_column
    return row


def _named(cell: _Element) -> Row:
    """The first cell: indentation, name, label."""
    if not len(cell):
        text, labels = cell.text or "", []
    else:
        labels = [element for element in cell.iter("span") if _is_label(element)]
        text = _without(cell, set(labels))
    body = text.lstrip(" \t\r\n\f")
    name = body.lstrip(_NBSP + " \t\r\n\f")
    depth = body[: len(body) - len(name)].count(_NBSP) // _INDENT
    row = Row(depth, collapse(name))
    for label in labels:
        says = _says(label)
        if says is None:
            row.labels += (("label", text_of(label)),)
        else:
            row.required = says
    return row


def _is_label(element: _Element) -> bool:
    return "label" in (element.get("class") or "").split()


def _says(label: _Element) -> bool | None:
    """True for required, False for optional: by class, and only then by the word."""
    classes = (label.get("class") or "").split()
    if "optional" in classes or "label-optional" in classes:
        return False
    if "required" in classes or "label-required" in classes:
        return True
    word = folded(text_of(label))
    if word in words("optional"):
        return False
    return True if word in words("required") else None


def _without(cell: _Element, labels: set[_Element]) -> str:
    parts = [cell.text or ""]
    for child in cell:
        if child not in labels:
            parts.append(_markup(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _markup(element: _Element) -> str:
    """Text of an element in a name or a type. `List<String>` arrives as an element `string`: it is put back."""
    if not isinstance(element.tag, str) or element.tag == "del":
        return ""
    inner = (element.text or "") + "".join(_markup(child) + (child.tail or "") for child in element)
    if element.tag == "br":
        return " "
    return inner if element.tag in _PRINTED else f"<{element.tag}>{inner}"


def _type(cell: _Element) -> str:
    return collapse((cell.text or "") + "".join(_markup(child) + (child.tail or "") for child in cell))


def _tree(rows: list[Row], section: str, paths: Paths) -> tuple[RawField, ...]:
    """Rows put below the row that their indentation, or their dotted name, puts them under."""
    parents = _parents(rows)
    levels: list[int] = []
    ways: list[str] = []
    for row, parent in zip(rows, parents, strict=True):
        ways.append(f"{section if parent is None else ways[parent]}/{row.name}")
        levels.append(0 if parent is None else levels[parent] + 1)
    places = [paths.place(way) for way in ways]
    children: dict[int | None, list[RawField]] = {}
    for number in reversed(range(len(rows))):  # a child always stands behind its parent
        made = _field(rows[number], places[number], tuple(reversed(children.pop(number, ()))))
        children.setdefault(parents[number], []).append(made)
    return tuple(reversed(children.get(None, ())))


def _parents(rows: list[Row]) -> list[int | None]:
    """For each row the number of the row it stands below; names are cut down to what they say below it."""
    parents: list[int | None] = []
    levels: list[int] = []
    known: dict[str, int] = {}
    open_rows: list[int] = []
    for number, row in enumerate(rows):
        while open_rows and rows[open_rows[-1]].depth >= row.depth:
            open_rows.pop()
        parent: int | None = open_rows[-1] if open_rows else None
        if parent is None:
            parent, row.name = _dotted(row.name, known)
        if parent is not None and levels[parent] >= _DEEPEST:
            parent = None
        row.full = row.name if parent is None else f"{rows[parent].full}.{row.name}"
        known.setdefault(row.full, number)
        known.setdefault(row.full.removesuffix("[]"), number)
        open_rows.append(number)
        parents.append(parent)
        levels.append(0 if parent is None else levels[parent] + 1)
    return parents


def _dotted(name: str, known: dict[str, int]) -> tuple[int | None, str]:
    """The row that a dotted name stands below, and the rest of the name: `user.name` is `name` below `user`."""
    end = len(name)
    while (end := name.rfind(".", 0, end)) > 0:
        above = name[:end]
        if above in known and end + 1 < len(name):
            return known[above], name[end + 1 :]
        if len(above) > _LONGEST_NAME:
            break
    return None, name


def _field(row: Row, place: Place, children: tuple[RawField, ...]) -> RawField:
    columns = row.columns
    described = columns.get("description")
    facts = _Facts() if described is None else _facts(described)
    return RawField(
        name=row.name,
        place=place,
        type=_type(columns["type"]) if "type" in columns else "",
        required=row.required,
        description="" if described is None else markdown(described),
        default=facts.default,
        size=facts.size,
        allowed=facts.allowed,
        constraints=(
            *row.labels,
            *facts.others,
            *((title, markdown(cell)) for title, cell in columns.items() if title not in _COLUMNS),
        ),
        children=children,
    )


@dataclass(slots=True)
class _Facts:
    """What the labelled paragraphs behind a description say."""

    default: str | None = None
    size: str | None = None
    allowed: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


def _facts(cell: _Element) -> _Facts:
    facts = _Facts()
    if not len(cell):
        return facts
    for paragraph in cell.iter("p"):
        kind = paragraph.get("class")
        if kind not in LABELLED:
            continue
        values = [text_of(code) for code in paragraph.iter("code")]
        label = collapse(paragraph.text or "")
        what = _kind(kind, folded(label), values)
        if what == "default" and facts.default is None:
            facts.default = ", ".join(values)
        elif what == "size" and facts.size is None:
            facts.size = ", ".join(values)
        elif what == "allowed" and not facts.allowed:
            facts.allowed = tuple(values)
        else:
            facts.others += ((label.rstrip(":： "), ", ".join(values)),)
    return facts


def _kind(css_class: str, label: str, values: list[str]) -> str:
    """Which fact a labelled paragraph holds. The template gives sizes and allowed values one class: the label, in any
    language, parts them; where the label is of a language that apidoc does not have, the look of the value does."""
    if css_class == "default-value":
        return "default"
    if label in words("Size range:"):
        return "size"
    if label in words("Allowed values:"):
        return "allowed"
    return "size" if len(values) == 1 and _RANGE.fullmatch(values[0]) else "allowed"
