"""Blocks that are something else than their markup: sections set as tables, code set as paragraphs.

Enters: blocks. Leaves: what they are:

    Parameters: | a list          rows of labels, each with what its section holds
    Optional parameters           a row of one cell is the heading of the rows below it
    {  "id": 1  }                 a paragraph for each line of JSON
    limit / integer / required     a paragraph for each cell of a row
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.readers.handwritten.announcements import DEMAND, is_demanded
from speclift.readers.handwritten.blocks import BOLD_LEVEL, Block, Item
from speclift.readers.handwritten.columns import columns_of
from speclift.readers.handwritten.facts import facts_of
from speclift.readers.handwritten.marks import TYPE_WORD
from speclift.readers.handwritten.signatures import signature_in
from speclift.readers.handwritten.words import SECTIONS, meaning, meaning_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONGEST_TITLE: Final = 5
_MOST_LINES: Final = 200
"""How many paragraphs one JSON value may take."""


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
    """A table of rows with headings in it or above it, as a table under each; nothing for a table without one."""
    if len(block.rows) > 2 and len(block.rows[0]) == 1 and max(map(len, block.rows)) > 1:
        words = block.rows[0][0].text.replace("**", "")
        heads = signature_in(words, "line") is not None or _is_title(words)
        above = Block("heading", words, level=BOLD_LEVEL) if heads else Block("text", words)
        rest = replace(block, rows=block.rows[1:], titled=False)
        return [above, *(parted(rest) or [rest])]
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


def in_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; a line of method and path in the middle of a paragraph is one of its own."""
    for block in blocks:
        lines = block.text.split("\n") if block.kind == "text" else []
        signed = [signature_in(line, "line") is not None and len(line.split()) <= _LONGEST_TITLE for line in lines]
        if len(lines) < 2 or not any(signed) or all(signed):
            yield block
            continue
        for is_signature, part in groupby(zip(signed, lines, strict=True), key=lambda pair: pair[0]):
            words = [line for _, line in part]
            yield from (Block("text", line) for line in words) if is_signature else [Block("text", "\n".join(words))]


def titles_first(blocks: list[Block]) -> list[Block]:
    """The blocks; where every method and path stands right above the title of its operation, below that title."""
    places = [
        number for number, block in enumerate(blocks) if block.kind == "text" and signature_in(block.text, "line")
    ]
    titles = [blocks[at + 1] for at in places if at + 1 < len(blocks) and blocks[at + 1].kind == "heading"]
    levels = {one.level for one in titles}
    if not places or len(titles) < len(places) or len(levels) > 1 or any(meaning(SECTIONS, one.text) for one in titles):
        return blocks
    if any(block.kind == "heading" and block.level in levels for block in blocks[: places[0]]):
        return blocks  # the headings above are the titles
    found = list(blocks)
    for at in places:
        found[at], found[at + 1] = found[at + 1], found[at]
    return found


def as_rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a name, its type and its mark in paragraphs of their own are one: `limit (integer, required)`."""
    at = 0
    while at < len(blocks):
        told: list[str] = []
        if blocks[at].kind == "text" and re.fullmatch(r"[`*]*[A-Za-z_][\w.\[\]-]*[`*]*", blocks[at].text):
            for block in blocks[at + 1 : at + 3]:
                plain = block.text.strip("`*() ")
                if block.kind != "text" or not (TYPE_WORD.fullmatch(plain) or DEMAND.match(plain)):
                    break
                told.append(plain.lower())
        yield Block("text", f"{blocks[at].text} ({', '.join(told)})") if told else blocks[at]
        at += 1 + len(told)


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
    for end in range(at, min(at + _MOST_LINES, len(blocks))):
        if blocks[end].kind != "text":
            return at
        plain = re.sub(r'"(?:[^"\\\n]|\\.)*"', "", blocks[end].text)
        depth += len(re.findall(r"[{\[]", plain)) - len(re.findall(r"[}\]]", plain))
        if depth <= 0:
            shown = "".join(block.text for block in blocks[at : end + 1])
            return end + 1 if '"' in shown and ":" in shown and len(shown) > 2 and depth == 0 else at
    return at
