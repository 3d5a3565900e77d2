"""Where the operations of a page begin and end.

Enters: the leaves of a page. Leaves: the addresses at which operations begin, and the leaves of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from speclift.readers.kit.address import addresses

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from speclift.readers.kit.address import Address
    from speclift.readers.kit.leaves import Leaf

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def operation_starts(leaves: Sequence[Leaf], headings: Collection[str] = HEADINGS) -> list[Address]:
    """The operations of a page. The header of a sample repeats method and path: without one of `headings` between
    them (an element with the role of a heading counts as any) that begins nothing."""
    starts: list[Address] = []
    for address in addresses(leaves):
        if starts and address.repeats(starts[-1]):
            between = leaves[starts[-1].end : address.method]
            if not any(_is_heading(leaf, headings) for leaf in between):
                continue
        starts.append(address)
    return starts


def _is_heading(leaf: Leaf, headings: Collection[str]) -> bool:
    if leaf.heading is None:
        return False
    return leaf.heading.tag in headings or (headings is HEADINGS and leaf.heading.tag not in HEADINGS)


def first_of_operation(leaves: Sequence[Leaf], starts: Sequence[Address], number: int) -> int:
    """The index of the first leaf of an operation: that of the heading above its address, if one stands there."""
    floor = starts[number - 1].end if number else 0
    at = starts[number].method
    for index in range(at, floor - 1, -1):
        heading = leaves[index].heading
        if heading is not None:
            while index > floor and leaves[index - 1].heading is heading:
                index -= 1
            return index
    return at


def leaves_of_operation(leaves: Sequence[Leaf], starts: Sequence[Address], number: int) -> tuple[list[Leaf], Address]:
    """The leaves of an operation, up to the next one's heading, and its address counted within them."""
    first = first_of_operation(leaves, starts, number)
    last = first_of_operation(leaves, starts, number + 1) if number + 1 < len(starts) else len(leaves)
    return list(leaves[first:last]), shifted(starts[number], -first)


def shifted(address: Address, by: int) -> Address:
    """The same address where `by` more leaves stand before it."""
    return replace(address, method=address.method + by, end=address.end + by)


def heading_text(leaves: Sequence[Leaf], heading: Leaf) -> str:
    """The words of a whole heading."""
    return " ".join(leaf.words for leaf in leaves if leaf.heading is heading.heading)


def last_step(address: str) -> str:
    """The last step of an address' path: the page's own name."""
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]
