"""Blocks as one HTML page that stands alone: no script, nothing fetched, light and dark.

Enters: a page. Leaves: HTML. Everything that comes from a document is escaped where it lands."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from speclift.model.wording import shown
from speclift.report.blocks import Code, Faint, Heading, Item, Link, List, Name, Prose, Quoted, Strong, Table, Text
from speclift.report.writers.markdown import safe_address

if TYPE_CHECKING:
    from speclift.report.blocks import Block, Page, Span, Words

STYLE = """
:root { color-scheme: light dark; --line: #d0d7de; --soft: #57606a;
  --breaking: #cf222e; --warning: #9a6700; --info: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --line: #30363d; --soft: #8b949e; --breaking: #ff7b72; --warning: #d29922; --info: #58a6ff; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .2rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
ul { list-style: none; padding-left: 0; }
li { border-left: 3px solid var(--line); padding: .1rem .75rem; margin: .4rem 0; }
.breaking { border-color: var(--breaking); } .warning { border-color: var(--warning); }
.info { border-color: var(--info); } td.number, th.number { text-align: right; }
small, summary { color: var(--soft); } table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; }
"""


def write(page: Page) -> str:
    """The page as HTML."""
    body = "\n".join(_block(block) for block in page.blocks)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(shown(page.title))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, words=words):
            return f"<h{level}>{inline(words)}</h{level}>"
        case Text(words=words):
            return f"<p>{inline(words)}</p>"
        case Code(text=text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case Table():
            return _table(block)
        case List(items=items):
            return "<ul>\n" + "\n".join(_item(item) for item in items) + "\n</ul>"


def _item(item: Item) -> str:
    notes = "".join(f"<br><small>{inline(note)}</small>" for note in item.notes)
    more = ""
    if item.more:
        entries = "".join(f"<li>{inline(words)}</li>" for words in item.more)
        more = f"<details><summary>{escape(item.more_title)} {len(item.more)}</summary><ul>{entries}</ul></details>"
    tone = f' class="{item.tone}"' if item.tone else ""
    return f"<li{tone}>{inline(item.words)}{notes}{more}</li>"


def _table(table: Table) -> str:
    rows = [_row(table, "th", table.heads), *(_row(table, "td", row) for row in table.rows)]
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _row(table: Table, tag: str, cells: tuple[Words, ...]) -> str:
    written = (_cell(tag, cell, number=column in table.numbers) for column, cell in enumerate(cells))
    return f"<tr>{''.join(written)}</tr>"


def inline(words: Words) -> str:
    """Words as HTML."""
    return "".join(_span(span) for span in words)


def _span(span: Span) -> str:
    match span:
        case str():
            return escape(span, quote=False)
        case Quoted():
            return f"<code>{escape(span.text)}</code>"
        case Name(text=text):
            return f"<code>{escape(shown(text))}</code>"
        case Prose(text=text):
            return prose(shown(text))
        case Strong(text=text):
            return f"<strong>{escape(text)}</strong>"
        case Faint(text=text):
            return f"<small>{escape(text)}</small>"
        case Link(text=text, address=address):
            safe = safe_address(address)
            return f'<a href="{escape(safe)}" rel="noreferrer">{escape(text)}</a>' if safe else escape(text)


def prose(text: str) -> str:
    """Words of a page: what stands in backticks is code."""
    parts = re.split(r"(?<!`)`([^`]+)`(?!`)", text)
    return "".join(f"<code>{escape(part)}</code>" if index % 2 else escape(part) for index, part in enumerate(parts))


def _cell(tag: str, words: Words, *, number: bool) -> str:
    return f"<{tag}{' class=number' if number else ''}>{inline(words)}</{tag}>"
