"""Rows of a GitBook field list, from the runs of text that a section of the page shows.

Enters: the leaves of one section (query parameters, a body). Leaves: `RawField` trees, the type of the whole where the
section describes one value, the words above the first row, and whatever could not be placed.

A row is a name with a type beside it on one line. Everything until the next row tells about it: its description
(prose), labelled values ("Default: normal", "Possible values: a b"). Rows below a toggle that stands open belong to
its row.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from speclift.document.json_value import json_value
from speclift.readers.gitbook import notation
from speclift.readers.gitbook.words import is_chrome, labels
from speclift.readers.kit.labels import plain
from speclift.readers.kit.markdown_text import markdown
from speclift.readers.kit.nesting import Nesting
from speclift.readers.kit.rows import Row, Table, adopt, fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place
    from speclift.readers.kit.leaves import Leaf

_PROSE = ("p", "li", "blockquote", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6")


def is_prose(leaf: Leaf) -> bool:
    """Whether a run of text stands in a paragraph, a list or a heading: rows and labels never do."""
    return leaf.kind == "code-block" or leaf.inside(*_PROSE) is not None


def starts_row(leaves: Sequence[Leaf], at: int) -> bool:
    """Whether a row begins here."""
    return _row_at(leaves, at) is not None


def read_table(leaves: Sequence[Leaf], place: Place) -> Table:
    """Read one section."""
    reading = _Reading()
    at = 0
    while at < len(leaves):
        found = _row_at(leaves, at)
        if found:
            row, at = found
            reading.begin(row)
        else:
            at = reading.take(leaves, at)
    for row in reading.rows:
        row.example = _unquoted(row.example, row.type)
    rows = _with_alternatives(reading.nesting.tree(reading.rows, adopt))
    for row in reading.rows:
        _open_items(row)
    whole = rows[0] if len(rows) == 1 and _is_object(rows[0]) else None
    above = markdown([*reading.above, *(whole.prose if whole else ())])
    fields = fields_of(whole.children if whole else rows, place)
    kind = notation.type_of_whole(whole.type, whole.facts) if whole else ""
    return Table(fields, kind, above, tuple(reading.unplaced))


def _is_object(row: Row) -> bool:
    """Whether a row without a name only says which object its section is about, or a list of which."""
    is_plain = row.type.startswith("object") or (row.children and _base(row) not in notation.ALTERNATIVES)
    return bool(is_plain) and not row.name and all(child.name for child in row.children)


class _Reading:
    """The state while the leaves of a section go by."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.above: list[Leaf] = []
        self.unplaced: list[Leaf] = []
        self.nesting = Nesting()

    def begin(self, row: Row) -> None:
        self.rows.append(row)
        self.nesting.row(row.at)

    def take(self, leaves: Sequence[Leaf], at: int) -> int:
        """Place one run of text (or a label with its values); returns where to go on."""
        leaf = leaves[at]
        row = self.rows[-1] if self.rows else None
        if is_prose(leaf):
            (row.prose if row else self.above).append(leaf)
            return at + 1
        if row and (after := _labelled(leaves, at, row)):
            return after
        if is_chrome(leaf.text) or labels.says("or", leaf.text) or labels.says("properties", leaf.text):
            return at + 1
        if row and "enum" in row.type and not leaf.text.strip().endswith(":"):
            row.allowed.append(leaf.text.strip())  # the older renderer lists the values without a label
            return at + 1
        if labels.says("circular", leaf.text):
            name = leaves[at + 1].words if at + 1 < len(leaves) and leaves[at + 1].line == leaf.line else ""
            self.begin(Row("", leaf, f"{leaf.words} {name}".strip()))
            return at + (2 if name else 1)
        if " " in leaf.words and (row is None or not row.prose):
            (row.prose if row else self.above).append(leaf)
        else:
            self.unplaced.append(leaf)
        return at + 1


def _row_at(leaves: Sequence[Leaf], at: int) -> tuple[Row, int] | None:
    """The row that begins at `at` and where its line ends."""
    name = leaves[at]
    if is_prose(name) or name.kind == "option" or name.inside("code") is not None:
        return None
    flags: list[str] = []
    after = at + 1
    while after < len(leaves) and leaves[after].line == name.line and (flag := _flag(leaves[after].text)):
        flags.append(flag)
        after += 1
    kind = _type_at(leaves, after, name) if after < len(leaves) else None
    if kind is None:
        kind = notation.read_type(name.text) if at == 0 or leaves[at - 1].line != name.line else None
        if kind is None:
            return None
        row = Row("", name, kind[0], facts=list(kind[1]))
        after = at + 1
    else:
        row = Row(name.words, name, kind[0], facts=list(kind[1]))
        after += 1
    while after < len(leaves) and leaves[after].line == name.line:
        if additions := notation.read_additions(leaves[after].text):
            row.facts.extend(additions)
        elif flag := _flag(leaves[after].text):
            flags.append(flag)
        else:
            break
        after += 1
    _apply(flags, row, name)
    if row.name == "Other properties":
        row.facts.append(("additional properties", "true"))
    return row, after


def _type_at(leaves: Sequence[Leaf], at: int, name: Leaf) -> tuple[str, notation.Facts] | None:
    leaf = leaves[at]
    if leaf.line != name.line or is_prose(leaf) or _is_labelled(name, leaf):
        return None  # behind a label stands a value (`Default: null`)
    return notation.read_type(leaf.text)


def _flag(text: str) -> str | None:
    return labels.meaning(text, "required", "optional", "deprecated", "read-only", "write-only", "discriminator")


def _apply(flags: Sequence[str], row: Row, name: Leaf) -> None:
    if "required" in flags or "optional" in flags:
        row.required = "required" in flags
    struck = any(
        element.tag in ("s", "del") or element.get("data-deprecated") == "true" for element in list(name.upwards())[:3]
    )
    row.deprecated = "deprecated" in flags or struck
    row.facts.extend((flag, "true") for flag in flags if flag in ("read-only", "write-only", "discriminator"))


def _labelled(leaves: Sequence[Leaf], at: int, row: Row) -> int | None:
    """Take "Label: value ..." and return where it ends; None where no label stands."""
    label = leaves[at]
    if label.inside("code") is not None or not (label.text.rstrip().endswith((":", "："))):
        return None
    after = at + 1
    values: list[str] = []
    while after < len(leaves):
        value = leaves[after]
        beside = value.line == label.line and not values
        if value.kind == "code-block" or is_prose(value) or not (value.inside("code") is not None or beside):
            break
        values.append(value.text.strip())
        after += 1
    if not values:
        return None
    meant = labels.meaning(label.text, "default", "example", "pattern", "values")
    if meant == "default":
        row.default = " ".join(values)
    elif meant == "example":
        row.example = " ".join(values)
    elif meant == "values" or len(values) > 1:
        row.allowed.extend(values)
    else:
        row.facts.append((meant or plain(label.text), values[0]))
    return after


def _unquoted(example: str | None, kind: str) -> str | None:
    """The older renderer prints the example of a string as JSON, the newer as it is."""
    if example and len(example) > 1 and example[0] == example[-1] == '"' and kind.startswith(("string", "enum", "any")):
        with suppress(ValueError):
            return str(json_value(example))
    return example


def _open_items(row: Row) -> None:
    """An array's only row "items" stands for its item: what is below the item is below the array."""
    item = row.children[0] if len(row.children) == 1 else None
    if item is None or item.name != "items" or item.required or row.type.partition("[")[0] == item.name:
        return
    if row.type.endswith("[]"):
        row.type = row.type if item.type in ("", "any") else f"{item.type}[]"
        row.prose, row.allowed = [*row.prose, *item.prose], [*row.allowed, *item.allowed]
        row.facts.extend(item.facts)
        row.children = item.children


def _with_alternatives(rows: Sequence[Row]) -> list[Row]:
    """Rows without a name behind "one of", "any of" or "all of" are its alternatives: no toggle holds them together."""
    kept: list[Row] = []
    for row in rows:
        row.children = _with_alternatives(row.children)
        above = kept[-1] if kept else None
        if not row.name and above is not None and _base(above) in notation.ALTERNATIVES:
            above.children.append(row)
        else:
            kept.append(row)
    return kept


def _base(row: Row) -> str:
    return row.type.partition("[")[0]


def _is_labelled(label: Leaf, value: Leaf) -> bool:
    return label.text.rstrip().endswith((":", "：")) and value.inside("code") is not None
