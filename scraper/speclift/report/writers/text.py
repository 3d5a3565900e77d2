"""Blocks for a terminal.

Enters: a page. Leaves: text, coloured where asked. Words of documents are put in as text, never as rich's markup, with
control characters made visible."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text as Line

from speclift.model.wording import in_quotes, shown
from speclift.report.blocks import Code, Faint, Heading, Item, Link, List, Name, Prose, Quoted, Strong, Table, Text
from speclift.report.writers.markdown import safe_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.report.blocks import Block, Page, Span, Words

_STYLES = {"breaking": "bold red", "warning": "bold yellow", "info": "cyan", "": ""}
_MARKS = {"breaking": "✗ ", "warning": "! ", "info": "· ", "": ""}
_MORE_SHOWN = 3
"""Entries of what may be unfolded that are named where nothing can be unfolded."""


def write(page: Page, *, colour: bool = False) -> str:
    """The page as text; with `colour`, with the escapes of a terminal."""
    console = Console(
        file=io.StringIO(), force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        width=10_000, highlight=False, markup=False, emoji=False, soft_wrap=True, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as capture:
        depth = 0
        for index, block in enumerate(page.blocks):
            if isinstance(block, Heading):
                depth = block.level
            for line in _block(block, depth, first=index == 0):
                console.print(line)
    return capture.get()


def _block(block: Block, depth: int, *, first: bool) -> Iterator[Line]:
    match block:
        case Heading(level=level, words=words, tone=tone):
            if level == 2 and not first:
                yield Line()
            yield Line.assemble("  " * (level - 2), (plain(words), _STYLES[tone] or "bold"))
        case Text(words=words):
            yield _line("", words)
        case Code(text=text):
            yield from (Line(f"    {shown(line)}") for line in text.splitlines())
        case Table():
            yield from _table(block)
        case List(items=items, most=most):
            kept = items[:most] if most else items
            for item in kept:
                yield from _item(item, "  " * (depth - 1))
            if len(items) > len(kept):
                yield Line(f"{'  ' * (depth - 1)}and {len(items) - len(kept)} more")


def _item(item: Item, indent: str) -> Iterator[Line]:
    yield Line.assemble(indent, (_MARKS[item.tone], _STYLES[item.tone]), _line("", item.words))
    for note in item.notes:
        yield Line(f"{indent}  {plain(note)}", "dim")
    if item.more:
        named = ", ".join(plain(words) for words in item.more[:_MORE_SHOWN])
        rest = len(item.more) - _MORE_SHOWN
        yield Line(f"{indent}  {item.more_title} {named}{f' and {rest} more' if rest > 0 else ''}", "dim")


def _line(indent: str, words: Words) -> Line:
    styles = {Faint: "dim", Strong: "bold"}
    return Line.assemble(indent, *((span_text(span), styles.get(type(span), "")) for span in words))


def _table(table: Table) -> Iterator[Line]:
    rows = [[plain(cell) for cell in row] for row in ((table.heads,) if any(table.heads) else ()) + table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.heads))] if rows else []
    for row in rows:
        cells = (
            cell.rjust(width) if column in table.numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield Line("  ".join(cells).rstrip())


def plain(words: Words) -> str:
    """Words as one line of plain text."""
    return "".join(span_text(span) for span in words)


def span_text(span: Span) -> str:
    """One span as plain text."""
    match span:
        case str():
            return span
        case Quoted(value=value):
            return in_quotes(value)
        case Name(text=text) | Prose(text=text):
            return shown(text)
        case Link(address=address):
            return shown(safe_address(address))
        case _:
            return span.text
