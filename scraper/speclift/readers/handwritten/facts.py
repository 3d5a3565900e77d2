"""Facts by label: `URL: /x`, `Method: GET` in bullets, in a table of two columns, in definitions.

Enters: a block. Leaves: `Facts`, or None when the block is something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speclift.readers.handwritten.blocks import METHOD, Item
from speclift.readers.handwritten.signatures import ADDRESS, Signature, signature_in
from speclift.readers.handwritten.words import FACTS, SECTIONS, meaning, meaning_within

if TYPE_CHECKING:
    from speclift.readers.handwritten.blocks import Block

_ADDRESS: Final = re.compile(rf"(?:^|[\s`*])({ADDRESS})")
_METHOD: Final = re.compile(rf"(?<!\w)({METHOD})(?!\w)")


class Facts(Struct, frozen=True):
    """Labelled facts, in order: (meaning, what stands beside the label, the label as printed)."""

    entries: tuple[tuple[str, Item, str], ...]

    def get(self, *meanings: str) -> list[Item]:
        """What stands beside the labels of these meanings."""
        return [item for name, item, _ in self.entries if name in meanings]

    def signatures(self) -> list[Signature]:
        """The signature that the facts give: a method beside an address, or an address with a method in the words."""
        for item in self.get("url"):
            whole = signature_in(item.text, "facts")
            if whole is not None:
                return [whole]
            address = _ADDRESS.search(item.text) or re.search(rf"({ADDRESS})", item.text.replace("_", ""))
            if address is None:
                continue
            stated = [method for one in self.get("method") for method in _METHOD.findall(one.text.upper())]
            told = [method for one in self.get("description") for method in _METHOD.findall(one.text)[:1]]
            url = address[1].rstrip("`*.,;)")
            methods = dict.fromkeys(stated or told[:1])
            return [Signature(one, url, "facts") for one in methods] or [Signature("GET", url, "facts", stated=False)]
        return []


def facts_of(block: Block) -> Facts | None:
    """The facts of a block: at least two labels of which one is an address."""
    entries: list[tuple[str, Item, str]] = []
    if block.kind == "table" and all(len(row) == 2 for row in block.rows):
        entries = [(meaning(FACTS, row[0].text), row[1], row[0].text) for row in block.rows]
    elif block.kind == "list":
        entries = [entry for item in block.items if (entry := _labelled(item)) is not None]
    elif block.kind == "definitions":
        pairs = zip(block.items, block.items[1:], block.rows, block.rows[1:], strict=False)
        entries = [
            (meaning(FACTS, term.text), text, term.text)
            for term, text, first, second in pairs
            if first[0].text == "dt" and second[0].text == "dd"
        ]
    known = [entry for entry in entries if entry[0]]
    if len(known) < 2 or not any(name == "url" for name, _, _ in known):
        return None
    return Facts(tuple(entries))


def _labelled(item: Item) -> tuple[str, Item, str] | None:
    found = re.match(r"^[*_\s]*+([^:：`]{2,40}?)[*_\s]*+[:：][*_\s]*+(.*)$", item.text, re.DOTALL)
    if found is None or (not found[2].strip() and item.blocks):
        label = item.text.strip("*_:： ")
        inner = next((block.text for block in item.blocks if block.kind in ("text", "code", "heading")), "")
        if not item.blocks or not (meaning(FACTS, label) or meaning_within(SECTIONS, label)):
            return None
        return meaning(FACTS, label), Item(inner, "", item.blocks), label
    return meaning(FACTS, found[1]), Item(found[2].strip(), "", item.blocks), found[1]


def is_fact(item: Item) -> bool:
    """Whether an entry of a list is a labelled fact."""
    entry = _labelled(item)
    return entry is not None and entry[0] != ""
