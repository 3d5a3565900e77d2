"""Blocks that are something else than their markup: sections set as tables, code set as paragraphs.

Enters: blocks. Leaves: what they are:

    Parameters: | a list          rows of labels, each with what its section holds
    Optional parameters           a row of one cell is the heading of the rows below it
    {  "id": 1  }                 a paragraph for each line of JSON
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.readers.handwritten.announcements import is_demanded
from speclift.readers.handwritten.blocks import BOLD_LEVEL, Block, Item
from speclift.readers.handwritten.columns import columns_of
from speclift.readers.handwritten.facts import facts_of
from speclift.readers.handwritten.words import SECTIONS, meaning, meaning_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_TITLE: Final = 5


def labelled_parts(block: Block) -> list[tuple[str, Item]]:
    """The parts of an operation's description that a table or definitions set beside their labels."""
    if block.kind == "table":
        pairs = [(row[0].text, row[1]) for row in block.rows if len(row) == 2]
        whole = len(pairs) == len(block.rows)
    else:
        terms = [kind[0].text for kind in block.rows]
        whole = terms == ["dt", "dd"] * (len(terms) // 2)
        pairs = [(term.text, told) for term, told in zip(block.items[::2], block.items[1::2], strict=False)]
    known = [meaning(SECTIONS, label) for label, _ in pairs]
    holds = any(part.blocks for _, part in pairs) or len(pairs) > 1
    if not (whole and pairs and all(known) and holds) or facts_of(block) is not None or columns_of_table(block):
        return []
    return [(label.strip("*: "), part) for label, part in pairs]


def columns_of_table(block: Block) -> list[str]:
    """The columns of a table of rows; nothing for anything else."""
    return columns_of(block) if block.kind == "table" else []


def parted(block: Block) -> list[Block]:
    """A table of rows with headings in it, as a table under each; nothing for a table without one."""
    titles = [number for number, row in enumerate(block.rows) if number and len(row) == 1 and _is_title(row[0].text)]
    if not titles or len(block.rows[0]) < 2 or not columns_of(block):
        return []
    ends = [*titles[1:], len(block.rows)]
    first = [replace(block, rows=block.rows[: titles[0]])] if titles[0] > 1 else []
    for start, end in zip(titles, ends, strict=True):
        title = block.rows[start][0].text.replace("**", "")
        if meaning_within(SECTIONS, title) in ("path", "query", "header", "body"):
            first.append(Block("heading", title, level=BOLD_LEVEL + 1))
        if (demand := is_demanded(title)) is not None:
            first.append(Block("heading", "Required" if demand else "Optional", level=BOLD_LEVEL + 1))
        first += [replace(block, rows=(block.rows[0], *block.rows[start + 1 : end]))] if end > start + 1 else []
    return first


def _is_title(text: str) -> bool:
    short = len(text.split()) <= _LONGEST_TITLE
    return short and (meaning_within(SECTIONS, text) != "" or is_demanded(text) is not None)


def as_code(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; paragraphs that are the lines of one JSON value are a block of code."""
    at = 0
    while at < len(blocks):
        end = _end_of_value(blocks, at)
        if end > at:
            lines = [line for block in blocks[at:end] for line in block.text.split("\n")]
            yield Block("code", "\n".join(line.replace("`", "").replace("**", "") for line in lines), language="json")
        elif blocks[at].kind != "text" or blocks[at].text:
            yield blocks[at]
        at = max(end, at + 1)


def _end_of_value(blocks: Sequence[Block], at: int) -> int:
    """Where the JSON value ends that begins with the paragraph at `at`, or `at` where none begins."""
    if blocks[at].kind != "text" or re.match(r"[`*\s]*(?:\{|\[)[`*\s]*(?:$|\n|[\"{\[])", blocks[at].text) is None:
        return at
    depth = 0
    for end in range(at, len(blocks)):
        if blocks[end].kind != "text":
            return at
        plain = re.sub(r'"(?:[^"\\\n]|\\.)*"', "", blocks[end].text)
        depth += len(re.findall(r"[{\[]", plain)) - len(re.findall(r"[}\]]", plain))
        if depth <= 0:
            shown = "".join(block.text for block in blocks[at : end + 1])
            return end + 1 if '"' in shown and ":" in shown and len(shown) > 2 and depth == 0 else at
    return at
