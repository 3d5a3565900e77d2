"""Statuses in lists, tables and definitions, each with its words.

Enters: a block, or a text. Leaves: (status, description).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from speclift.readers.handwritten.blocks import Block

_STATUS: Final = re.compile(
    r"^\W{0,4}(?:HTTP(?:/[\d.]+)?\s*|status(?: code)?:?\s*)?([1-5]\d\d|[1-5]xx)\b[`*]*[\s:–—.-]*(.*)$",
    re.DOTALL | re.IGNORECASE,
)


_ONLY_STATUSES: Final = re.compile(r"[`*]*[1-5]\d\d[`*]*(?:[ ,/|]+[`*]*[1-5]\d\d[`*]*)+")


def statuses_of(block: Block) -> list[tuple[str, str]]:
    """The statuses of a list, of definitions or of a table whose every entry is one."""
    found: list[tuple[str, str]] = []
    if block.kind == "list":
        if len(block.items) == 1 and re.fullmatch(
            r"[`*]*[1-5]\d\d[`*]*(?:[ ,/|]+[`*]*[1-5]\d\d[`*]*)+", block.items[0].text
        ):
            return [(status, "") for status in re.findall(r"\d{3}", block.items[0].text)]
        found = [one for item in block.items if (one := status_in(item.text)) is not None]
        return found if len(found) == len(block.items) else []
    if block.kind == "definitions":
        terms = [item for item, kind in zip(block.items, block.rows, strict=True) if kind[0].text == "dt"]
        for index, (item, kind) in enumerate(zip(block.items, block.rows, strict=True)):
            one = status_in(item.text) if kind[0].text == "dt" else None
            if one is not None:
                behind = block.items[index + 1].text if index + 1 < len(block.items) else ""
                found.append((one[0], behind or one[1]))
        return found if len(found) == len(terms) else []
    if block.kind == "table":
        rows = block.rows[1:] if not status_in(block.rows[0][0].text) else block.rows
        for row in rows:
            one = status_in(row[0].text)
            if one is None:
                return []
            found.append((one[0], " ".join(cell.text for cell in row[1:] if cell.text) or one[1]))
    return found


def status_in(text: str) -> tuple[str, str] | None:
    """The status that a text begins with, and the words behind it."""
    found = _STATUS.match(text.strip())
    return (found[1].upper(), found[2].strip(" `*()-–—:")) if found else None
