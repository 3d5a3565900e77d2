"""Rows of a Document360 list or schema tree, from the lines that a section of the page shows.

Enters: the leaves of one section. Leaves: `RawField` trees, the type of the whole, the prose above, its recorded
examples.

A row is a line with a name and a line (or the rest of the same line) with a type. What follows until the next row
describes it: prose, and labelled values ("Example" "50", "Min length" "1"). The item of an array repeats as a row
without a name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from speclift.readers.document360 import notation
from speclift.readers.document360.nesting import Spot, parents
from speclift.readers.document360.words import LIMITS, labels
from speclift.readers.kit.markdown_text import markdown
from speclift.readers.kit.rows import Row, Table, fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place
    from speclift.readers.kit.leaves import Leaf

_NAME = re.compile(r"[^\s{}]{1,120}(?: [^\s{}]{1,40})?")
_VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|[^,\[\]"\s][^,\[\]"]*')
_FACTS = ("example", "default", "values", *LIMITS)


def lines_of(leaves: Sequence[Leaf]) -> list[list[Leaf]]:
    """The lines of the page."""
    return [list(line) for _, line in groupby(leaves, key=lambda leaf: leaf.line)]


def row_at(lines: Sequence[Sequence[Leaf]], at: int) -> int:
    """How many lines the row that begins here takes; 0 where none begins."""
    found = _row_at(lines, at)
    return found[1] if found else 0


def read_table(
    lines: Sequence[Sequence[Leaf]],
    place: Place,
    examples: Sequence[str] = (),
    *,
    tree: bool = False,
    described: bool = False,
) -> Table:
    """Read one section. `tree` says that the rows may nest; `examples` help where the markup does not tell how;
    `described` says that the first line is a description, however short."""
    rows: list[Row] = []
    above: list[Leaf] = []
    at, behind = 0, -1
    if described and lines and not notation.read_type([leaf.text for leaf in lines[0]]):
        above.extend(lines[0])
        at = 1
    while at < len(lines):
        found = _row_at(lines, at)
        if found and tree and rows and at == behind and _is_item(rows[-1], found[0]):
            # A word between an array and its item is what the page says about the array.
            rows[-1].prose.extend(lines[at])
            rows.append(replace(found[0], name="", at=lines[at + 1][0]))
            at += 2
            continue
        if found and (found[0].name or tree):
            rows.append(found[0])
            at = behind = at + found[1]
            continue
        at = _take(lines, at, rows[-1] if rows else None, above)
    top = _nested(rows, examples) if tree else rows
    whole = top[0] if len(top) == 1 and not top[0].name else None
    if whole:
        return Table(fields_of(whole.children, place), whole.type, markdown([*above, *whole.prose]))
    return Table(fields_of(top, place), "", markdown(above))


def _is_item(array: Row, row: Row) -> bool:
    """Whether a row right below an array can only be its item: of the item's type, on two lines."""
    words = array.type.lower()
    if not row.name or not words.startswith("array of "):
        return False
    return words.removeprefix("array of ") == row.type.lower()


def _row_at(lines: Sequence[Sequence[Leaf]], at: int) -> tuple[Row, int] | None:
    line = lines[at]
    first = line[0]
    if first.kind == "code-block":
        return None
    pieces = [leaf.text for leaf in line]
    if len(line) == 2 and labels.meaning(pieces[0], *_FACTS) and pieces[1].strip() == "null":
        return None  # `Default` `null` is a labelled value, no row of the type "null"
    if len(line) > 1 and _is_name(pieces[0]) and (kind := notation.read_type(pieces[1:])):
        return _row(pieces[0].strip(), first, kind), 1
    alone = notation.read_type(pieces)
    # A word for a type is a name only where the markup says so, by a heading.
    named = alone is None or first.heading is not None
    if (
        named
        and len(line) == 1
        and _is_name(pieces[0])
        and at + 1 < len(lines)
        and lines[at + 1][0].kind != "code-block"
    ):
        below = notation.read_type([leaf.text for leaf in lines[at + 1]])
        if below:
            return _row(pieces[0].strip(), first, below), 2
    return (_row("", first, alone), 1) if alone else None


def _is_name(text: str) -> bool:
    words = text.strip()
    if not words or _NAME.fullmatch(words) is None or words[-1] in ".:!?":  # the end of a sentence or of a label
        return False
    return words[:1].islower() or not labels.is_chrome(words)  # `next` is a field, "Next" the page's own link


def _take(lines: Sequence[Sequence[Leaf]], at: int, row: Row | None, above: list[Leaf]) -> int:
    line = lines[at]
    if line[0].kind != "code-block" and labels.is_chrome(" ".join(leaf.words for leaf in line)):
        return at + 1
    if row is None:
        above.extend(line)
        return at + 1
    label = labels.meaning(line[0].text, *_FACTS) if line[0].kind != "code-block" else None
    if label and len(line) > 1:
        _tell(row, label, "".join(leaf.text for leaf in line[1:]).strip())
        return at + 1
    if label and at + 1 < len(lines) and not row_at(lines, at + 1):
        _tell(row, label, "".join(leaf.text for leaf in lines[at + 1]).strip())
        return at + 2
    glued = labels.glued(line[0].text, *_FACTS) if len(line) == 1 and line[0].kind != "code-block" else None
    if glued and line[0].inside("p") is None:
        _tell(row, *glued)
        return at + 1
    row.prose.extend(line)
    return at + 1


def _nested(rows: Sequence[Row], examples: Sequence[str]) -> list[Row]:
    spots = [Spot(row.name, row.type, row.at) for row in rows]
    top: list[Row] = []
    for row, parent in zip(rows, parents(spots, examples), strict=True):
        (top if parent is None else rows[parent].children).append(row)
    for row in rows:
        row.children = _without_item(row)
    return top


def _without_item(row: Row) -> list[Row]:
    """An array's only row without a name is its item: what stands below the item stands below the array."""
    items = [child for child in row.children if not child.name]
    if len(items) != 1 or not row.type.lower().startswith("array"):
        return row.children
    item = items[0]
    row.prose.extend(item.prose)
    rest = [child for child in row.children if child is not item]
    return [*item.children, *rest]


def _row(name: str, at: Leaf, kind: notation.Type) -> Row:
    flags = kind.flags
    row = Row(name, at, kind.words, True if "required" in flags else False if "optional" in flags else None)
    row.deprecated = "deprecated" in flags
    if kind.brackets:
        row.facts.append(("title" if "object" in kind.words.lower() else "format", kind.brackets))
    row.facts.extend((flag, "true") for flag in flags if flag in ("read-only", "write-only"))
    return row


def _tell(row: Row, label: str, value: str) -> None:
    """Put a labelled value into its cell."""
    if label == "default":
        row.default = value
    elif label == "example":
        row.example = value
    elif label == "values":
        row.allowed = list(_values(value))
    else:
        row.facts.append((label, value))


def _values(text: str) -> tuple[str, ...]:
    """`[ "asc", "desc" ]` as its values, quotes kept."""
    return tuple(value for value in (found.strip() for found in _VALUE.findall(text)) if value)
