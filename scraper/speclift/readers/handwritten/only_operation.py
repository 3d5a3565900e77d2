"""A page that describes one operation only: what follows on it is about that operation, whatever its headings.

Enters: a page's blocks, cut. Leaves: the cut, with one section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.readers.handwritten.columns import columns_of
from speclift.readers.handwritten.sections import Cut, Section
from speclift.readers.handwritten.signatures import fits, path_of
from speclift.readers.handwritten.words import SECTIONS, meaning_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.handwritten.blocks import Block

_INPUT: Final = re.compile(
    r"\W*(?:query |request |url )?(?:param(?:eter)?|argument|par[áa]metro|param[èe]tre)s?\W*", re.IGNORECASE
)
"""The title of a first column whose rows can only be inputs."""


def gathered(cut: Cut, blocks: Sequence[Block]) -> Cut:
    """The cut; where all its sections are of one method and path, they are one section with all that follows.

    What stands under the headings of authentication and of the base address stays apart, and so do tables that
    describe objects.
    """
    keys = {(one.method, path_of(one.url)) for section in cut.sections for one in section.signatures}
    if cut.listed or not cut.sections or not _are_one(keys):
        return cut
    first = cut.sections[0]
    own = {id(block) for section in cut.sections for block in (section.heading, *section.blocks) if block is not None}
    places = {id(block): number for number, block in enumerate(blocks)}
    start = min((places[one] for one in own if one in places), default=0)
    parts: dict[tuple[str, ...], list[Block]] = {}
    for trail, block in cut.loose:
        if places[id(block)] > start:
            parts.setdefault(trail, []).append(block)
    apart = {id(block) for trail, part in parts.items() if _stays_apart(trail, part) for block in part}
    stated = next((one for section in cut.sections for one in section.signatures if one.stated), first.signatures[0])
    signature = replace(first.signatures[0], method=stated.method, stated=stated.stated)
    loose = [entry for entry in cut.loose if places[id(entry[1])] < start or id(entry[1]) in apart]
    heading = first.heading if first.heading is not None and places[id(first.heading)] == start else None
    own_blocks = [block for block in blocks[start:] if id(block) not in apart and block is not heading]
    return Cut([Section([signature], heading, first.trail, own_blocks, first.level)], loose, [])


def _are_one(keys: set[tuple[str, str]]) -> bool:
    method, path = next(iter(keys))
    return all(one == method and fits(path, other) and fits(other, path) for one, other in keys)


def _stays_apart(trail: tuple[str, ...], part: list[Block]) -> bool:
    found = meaning_within(SECTIONS, trail[-1]) if trail else ""
    if found:
        return found in ("authentication", "base")
    for block in part:
        columns = columns_of(block) if block.kind == "table" else []
        if columns and not {"required", "default"} & set(columns) and not _INPUT.fullmatch(block.rows[0][0].text):
            return True
    return False
