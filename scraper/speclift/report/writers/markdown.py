"""Blocks as Markdown (CommonMark, with the tables of GitHub).

Enters: a page. Leaves: Markdown. Words of documents stand in code spans or with every sign escaped; links only lead to
http(s)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from speclift.model.wording import shown
from speclift.report.blocks import Code, Faint, Heading, Item, Link, List, Name, Prose, Quoted, Strong, Table, Text
from speclift.report.markdown import code, prose
from speclift.report.markdown import words as plain

if TYPE_CHECKING:
    from speclift.report.blocks import Block, Page, Span, Words

_TONES = {"breaking": "**breaking** ", "warning": "**warning** ", "info": "", "": ""}


def write(page: Page, *, top: int = 2) -> str:
    """The page as Markdown. `top` is the level of its first heading: 1 for a file, 2 for a part of another page."""
    return "\n\n".join(write_block(block, top=top) for block in page.blocks) + "\n"


def write_block(block: Block, *, top: int = 2) -> str:
    """One block."""
    match block:
        case Heading(level=level, words=words):
            return f"{'#' * (level + top - 1)} {inline(words)}"
        case Text(words=words):
            return inline(words)
        case Code(text=text, language=language):
            fence = "`" * max(3, 1 + max((len(run) for run in _runs(text)), default=0))
            return f"{fence}{language}\n{text.rstrip()}\n{fence}"
        case Table():
            return _table(block)
        case List(items=items, most=most):
            kept = items[:most] if most else items
            lines = [_item(item) for item in kept]
            if len(items) > len(kept):
                lines.append(f"- and {len(items) - len(kept)} more")
            return "\n".join(lines)


def _runs(text: str) -> list[str]:
    return [run for run in "".join(c if c == "`" else " " for c in text).split() if run]


def _item(item: Item) -> str:
    line = f"- {_TONES[item.tone]}{inline(item.words)}"
    if item.more:
        line += f" ({item.more_title} {len(item.more)} {'operation' if len(item.more) == 1 else 'operations'})"
    return line + "".join(f"\\\n  {inline(note)}" for note in item.notes)


def _table(table: Table) -> str:
    rules = ["--:" if column in table.numbers else "---" for column in range(len(table.heads))]
    lines = [_row(table.heads), f"|{'|'.join(rules)}|", *(_row(row) for row in table.rows)]
    return "\n".join(lines)


def _row(cells: tuple[Words, ...]) -> str:
    return "| " + " | ".join(inline(cell).replace("|", "\\|") for cell in cells) + " |"


def inline(words: Words) -> str:
    """Words as Markdown."""
    return "".join(_span(span) for span in words)


def _span(span: Span) -> str:
    match span:
        case str():
            return span
        case Quoted():
            return code(span.text)
        case Name(text=text):
            return code(shown(text))
        case Prose(text=text):
            return prose(text)
        case Strong(text=text):
            return f"**{plain(text)}**"
        case Faint(text=text):
            return code(text) if text else ""
        case Link(text=text, address=address):
            safe = safe_address(address)
            return f"[{text}](<{safe}>)" if safe else text


def safe_address(address: str) -> str:
    """An address that may stand in a link, or "": http(s) only, with nothing that could end the link."""
    if not address.startswith(("http://", "https://")):
        return ""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~-._")
