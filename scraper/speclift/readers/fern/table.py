"""Rows of a Fern field list, from the runs of text that a section of the page shows.

Enters: the leaves of one section. Leaves: `RawField` trees, the words above the first row, and what could not be
placed.

A row is a name with its type beside it ("page_size" "integer" "Optional" "1-1000" "Defaults to" "50"). What follows
until the next row is its description, its allowed values, and the toggle that counts what it hides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.readers.fern import notation
from speclift.readers.fern.words import counted, labels
from speclift.readers.kit.markdown_text import markdown
from speclift.readers.kit.nesting import Nesting
from speclift.readers.kit.rows import Row, Table, adopt, fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place
    from speclift.readers.kit.leaves import Leaf

_PROSE = ("p", "li", "blockquote", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6")
_NAME = re.compile(r"[\w.$@\[\]-]{1,80}")
_LONGEST_TYPE = 60
_FLAGS = ("required", "optional", "deprecated", "read-only", "write-only")


def starts_row(leaves: Sequence[Leaf], at: int) -> bool:
    """Whether a row begins here for certain: its type is one of Fern's, or labelled so."""
    return _row_at(leaves, at, sure=True) is not None


def read_table(leaves: Sequence[Leaf], place: Place) -> Table:
    """Read one section."""
    rows: list[Row] = []
    above: list[Leaf] = []
    unplaced: list[Leaf] = []
    nesting = Nesting()
    at = 0
    while at < len(leaves):
        if found := _row_at(leaves, at):
            row, at = found
            rows.append(row)
            nesting.row(row.at)
            continue
        at = _take(leaves, at, rows[-1] if rows else None, above, unplaced)
    top = nesting.tree(rows, adopt)
    return Table(fields_of(top, place), "", markdown(above), tuple(unplaced))


def _take(leaves: Sequence[Leaf], at: int, row: Row | None, above: list[Leaf], unplaced: list[Leaf]) -> int:
    """Place one run of text, or a label with its values; returns where to go on."""
    leaf = leaves[at]
    if row is None:
        above.append(leaf)
        return at + 1
    if labels.meaning(leaf.text, "values"):
        return _values(leaves, at + 1, leaf, row)
    if leaf.inside("button", "summary") is not None or leaf.element.get("role") == "button":
        if count := counted(leaf.text):
            row.facts.append(count)
        elif labels.meaning(leaf.text, "properties", "variants", "enum values") is None and not labels.is_chrome(
            leaf.text
        ):
            unplaced.append(leaf)
        return at + 1
    if not _is_prose(leaf) and (labels.is_chrome(leaf.text) or labels.meaning(leaf.text, "or")):
        return at + 1
    row.prose.append(leaf)
    return at + 1


def _values(leaves: Sequence[Leaf], at: int, label: Leaf, row: Row) -> int:
    """Allowed values stand beside their label, each in a badge of its own."""
    while at < len(leaves) and leaves[at].line == label.line and _row_at(leaves, at) is None:
        row.allowed.append(leaves[at].text.strip())
        at += 1
    return at


def _row_at(leaves: Sequence[Leaf], at: int, *, sure: bool = False) -> tuple[Row, int] | None:
    name = leaves[at]
    if _is_prose(name) or name.kind != "text" or name.inside("button", "code") is not None:
        return None
    if at and leaves[at - 1].line == name.line and not labels.is_chrome(leaves[at - 1].text):
        return None
    after = at + 1
    beside = after < len(leaves) and leaves[after].line == name.line and not _is_prose(leaves[after])
    if beside and _is_type_of(leaves, after, name, sure=sure):
        row = Row(name.words, name, leaves[after].words)
        after += 1
    elif notation.is_type(name.text) and (not beside or labels.meaning(leaves[after].text, *_FLAGS)):
        row = Row("", name, name.words)
    else:
        return None
    return row, _meta(leaves, after, row)


def _is_type_of(leaves: Sequence[Leaf], at: int, name: Leaf, *, sure: bool) -> bool:
    """Fern's own words are types; any other word is one when a label stands behind it, or an id names the row."""
    if leaves[at].inside("code") is not None:
        return False
    if notation.is_type(leaves[at].text):
        return " " not in name.words or _named_by_id(name)
    if labels.meaning(leaves[at].text, *_FLAGS) or leaves[at].inside("a", "button") is not None:
        return False
    flagged = at + 1 < len(leaves) and leaves[at + 1].line == name.line and labels.meaning(leaves[at + 1].text, *_FLAGS)
    if flagged or _named_by_id(name):
        return True
    return not sure and _is_name(name.words) and _could_be_type(leaves[at].words)


def _is_name(words: str) -> bool:
    return _NAME.fullmatch(words) is not None


def _could_be_type(words: str) -> bool:
    """Whether words that are none of Fern's types may name one of the author's: short, and no sentence."""
    return len(words) <= _LONGEST_TYPE and words[-1:] not in ".:,;!?"


def _named_by_id(name: Leaf) -> bool:
    """Rows carry an address of their own: `.../list#query.page_size`."""
    return any(
        (element.get("id") or "").endswith((f".{name.words}", f"#{name.words}")) for element in list(name.upwards())[:8]
    )


def _meta(leaves: Sequence[Leaf], at: int, row: Row) -> int:
    """The labels, limits and default behind a type."""
    line = row.at.line
    while at < len(leaves) and leaves[at].line == line:
        leaf = leaves[at]
        flag = labels.meaning(leaf.text, *_FLAGS)
        limit = notation.read_limit(leaf.text) if leaf.inside("code") is not None or not flag else None
        if flag in ("required", "optional"):
            row.required = flag == "required"
        elif flag == "deprecated":
            row.deprecated = True
        elif flag:
            row.facts.append((flag, "true"))
        elif labels.meaning(leaf.text, "default"):
            at += 1
            row.default = leaves[at].text.strip() if at < len(leaves) and leaves[at].line == line else ""
        elif (words := leaf.text.strip()) and (lead := _default_lead(words)):
            row.default = words[len(lead) :].strip()
        elif limit:
            row.facts.append(limit)
        elif not labels.is_chrome(leaf.text):
            row.facts.append(("badge", leaf.words))
        at += 1
    return at


def _default_lead(words: str) -> str | None:
    """Older builds print "Defaults to 50" as one run of text."""
    return next((words[: len(lead)] for lead in ("Defaults to ",) if words.startswith(lead)), None)


def _is_prose(leaf: Leaf) -> bool:
    return leaf.kind == "code-block" or leaf.inside(*_PROSE) is not None
