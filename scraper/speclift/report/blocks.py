"""What a report is made of, whatever it is printed for: headings, text, code, tables, lists.

Enters: nothing of ours but the values of wording. Leaves: blocks. A report says only these; `report/writers/` has one
writer for each destination, and only a writer escapes. A `str` among words is a sentence of ours, `Quoted` a value that
is set off from it, `Name` a word of a document that needs no quotes where there is no markup (a path, a version),
`Prose` words of a page that read as words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from speclift.model.wording import Name, Quoted

__all__ = [
    "Block", "Code", "Faint", "Heading", "Item", "Link", "List", "Name", "Page", "Problem", "Prose", "Quoted", "Span",
    "Strong", "Table", "Text", "Words",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of a page, on one line; what stands in backticks is code."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that matter more than the rest, of ours or of a page."""

    text: str


@dataclass(frozen=True, slots=True)
class Faint:
    """Words of ours that matter less than the rest: a rule's id, a fingerprint."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words of ours that lead to an address; no link where the address is none of the web."""

    text: str
    address: str


Span: TypeAlias = "str | Quoted | Name | Prose | Strong | Faint | Link"
Words: TypeAlias = "tuple[Span, ...]"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level` 1 (of the page), 2 (of a part) or 3; `tone` is a level of changes, or ""."""

    level: int
    words: Words
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    words: Words


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that keep their breaks, in a `language`."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under `heads`; columns named in `numbers` are set to the right."""

    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """What a machine needs to know of an item: for annotations, test reports, SARIF. Lines and columns count from 1;
    0 where they are not known."""

    rule: str
    level: str
    message: str
    pointer: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its words, a `tone` (a level of changes, or ""), lines below it, and more that a reader may
    unfold under `more_title`."""

    words: Words
    tone: str = ""
    notes: tuple[Words, ...] = ()
    more: tuple[Words, ...] = ()
    more_title: str = "also in"
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class List:
    """Entries, of which a writer may leave out what is more than `most`."""

    items: tuple[Item, ...]
    most: int = 0


Block: TypeAlias = "Heading | Text | Code | Table | List"


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report: its title in plain words, its blocks, and the same as JSON values for programs."""

    title: str
    blocks: tuple[Block, ...]
    data: Any = None

    def problems(self) -> list[Problem]:
        """The problems of all items, in order."""
        lists = [block for block in self.blocks if isinstance(block, List)]
        return [item.problem for block in lists for item in block.items if item.problem is not None]
