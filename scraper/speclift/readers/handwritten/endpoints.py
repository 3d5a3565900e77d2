"""Tables and lists of endpoints: one operation in each row, with what the row says of it.

Enters: a block. Leaves: signatures, the words beside each, and blocks that say its inputs and statuses.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from speclift.readers.handwritten.blocks import METHOD, Block, Item
from speclift.readers.handwritten.signatures import Signature, path_of, signature_in
from speclift.readers.handwritten.words import COLUMNS, meaning, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    Listed = tuple[Signature, str, tuple[Block, ...]]


def listed_in(block: Block) -> list[Listed]:
    """The operations that a table or a list of endpoints names; one of one row heads an operation's own section."""
    if block.kind == "table":
        return rows_of_endpoints(block) if len(block.rows) > 2 else []
    if block.kind == "code":
        return _lines_of_endpoints(block.text)
    if block.kind == "list" and len(block.items) > 1 and not any(item.blocks for item in block.items):
        found = [signature_in(item.text.partition("\n")[0], "heading") for item in block.items]
        return [(one, one.title, ()) for one in found if one is not None] if all(found) else []
    return []


_FEWEST_LINES: Final = 3
"""How many signatures code has to be for an overview: two are the spellings of one operation as often."""


def _lines_of_endpoints(text: str) -> list[Listed]:
    """The operations that lines of code list, of several paths, with the words beside each."""
    lines = [line.strip() for line in text.split("\n") if line.strip() and not line.strip().startswith(("#", "//"))]
    found = [signature_in(re.sub(r"\s{2,}(?:#|//|--|[–—])\s*", "  ", line), "table") for line in lines]
    paths = {path_of(one.url) for one in found if one is not None}
    if len(found) < _FEWEST_LINES or not all(found) or len(paths) < 2:
        return []
    return [(one, one.title, ()) for one in found if one is not None]


def titled_by(listed: Sequence[Listed]) -> dict[str, Signature]:
    """The listed operations by the words beside them, where those are a title: no two have the same."""
    found: dict[str, list[Signature]] = {}
    for signature, words, _ in listed:
        if (title := plain(words)) and len(title.split()) <= 8:
            found.setdefault(title, []).append(signature)
    return {title: same[0] for title, same in found.items() if len(same) == 1}


def rows_of_endpoints(block: Block) -> list[Listed]:
    """Each row of a table of endpoints with its signature, the words beside it, and what it takes and answers."""
    titles = [meaning(COLUMNS, cell.text) for cell in block.rows[0]]
    found: list[Listed] = []
    method = titles.index("method") if "method" in titles else None
    path = titles.index("path") if "path" in titles else None
    rows = block.rows[1:] if method is not None or path is not None or block.titled else block.rows
    inputs = [number for number, one in enumerate(titles) if one == "name" and number not in (method, path)]
    statuses = [number for number, one in enumerate(titles) if one == "status"]
    for row in rows:
        told = [cell for number, cell in enumerate(row) if number not in (*inputs, *statuses)]
        words = [cell.text for cell in told if cell.text and not _is_address(cell.text)]
        longest = max(words, key=len) if words else ""
        signatures = _row_signatures([cell.text for cell in row], method, path)
        inner = (
            *_inputs([row[number] for number in inputs if number < len(row)]),
            *_statuses([row[number] for number in statuses if number < len(row)]),
        )
        # one description of several methods names none of them
        found += [(one, longest if len(signatures) == 1 else "", inner) for one in signatures]
    return found if 2 * len(found) >= len(block.rows) - 1 and found else []


def _inputs(cells: Sequence[Item]) -> list[Block]:
    """The inputs that a cell names: "`city` (required), `page` (optional, default 1)"."""
    found: list[Item] = []
    for cell in cells:
        found += [item for block in cell.blocks if block.kind == "list" for item in block.items]
        found += inputs_in(cell.text)
    return [Block("text", "Parameters:"), Block("list", items=tuple(found))] if found else []


def inputs_in(text: str) -> tuple[Item, ...]:
    """The names that a line lists, each with what it says of them in brackets."""
    found: list[Item] = []
    for part in re.split(r"[,;\n](?![^()]*\))", text):
        name = re.match(r"^[\s*]*`?([A-Za-z_$][\w.$\[\]-]*)`?(\*?)(?=$|[\s(:=–-])(.*)$", part.strip(), re.DOTALL)
        if name is not None and name[1].lower() not in ("none", "n", "no", "nil"):
            found.append(Item(f"`{name[1]}`{name[2]}{name[3]}", name[1]))
    return tuple(found)


def _statuses(cells: Sequence[Item]) -> list[Block]:
    found = [Item(status) for cell in cells for status in re.findall(r"(?<!\d)[1-5]\d\d(?!\d)", cell.text)]
    return [Block("list", items=tuple(found))] if found else []


def _row_signatures(cells: list[str], method: int | None, path: int | None) -> list[Signature]:
    """The signatures of a row: several where its method cell names several."""
    if method is not None and path is not None and max(method, path) < len(cells):
        methods = re.findall(METHOD, cells[method].upper())
        address = cells[path].strip("`* ")
        many = [signature_in(f"{one} {address}", "table") for one in dict.fromkeys(methods)]
        return [one for one in many if one is not None]
    one = _row_signature(cells)
    return [one] if one is not None else []


def _row_signature(cells: list[str]) -> Signature | None:
    for cell in cells:
        one = signature_in(cell, "table")
        if one is not None:
            return one
    beside = [pair for a, b in pairwise(cells) for pair in (f"{a} {b}", f"{b} {a}")]
    found = (signature_in(pair.replace("`", "").replace("*", ""), "table") for pair in beside)
    return next((one for one in found if one is not None), None)


def _is_address(text: str) -> bool:
    words = text.strip("`* ")
    return words.startswith(("/", "http")) or re.fullmatch(rf"(?:{METHOD}[\s,/|&`]*)+", words.upper()) is not None
