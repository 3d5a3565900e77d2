"""Operations that a page only mentions: a call in a sentence, a resource that lists the values of a parameter.

Enters: the cuts of a documentation. Leaves: cuts with further sections, whose methods nobody states.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.readers.handwritten.blocks import Block
from speclift.readers.handwritten.sections import Cut, Section
from speclift.readers.handwritten.signatures import ADDRESS, FILE, Signature, fits, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CALL: Final = re.compile(rf"`(?P<url>{ADDRESS}\?[^`\s]*)`")
_LISTS: Final = re.compile(
    r"\b(?:listed|enumerated|values|listad[oa]s|aufgelistet|list[ée]e?s) (?:\w+ )?(?:at|in|by|from|under|via|en"
    r"|unter|dans|par) "
    r"(?:the )?`?(?P<url>/[a-z][\w-]*(?:/[\w-]+)+)`?",
)


def with_mentions(cuts: Sequence[Cut], pages: Sequence[Sequence[Block]]) -> list[Cut]:
    """The cuts, with the calls of pages that have no other operation, and with the resources that list values."""
    known = [one.url for cut in cuts for one in _signatures(cut)]
    made: list[Cut] = []
    for cut, blocks in zip(cuts, pages, strict=True):
        if known and not cut.sections and not cut.listed:
            cut = _called(cut, blocks, known)
        made.append(cut)
    listing = [
        (number, trail, url, text)
        for number, cut in enumerate(made)
        for trail, text in _texts(cut)
        for url in dict.fromkeys(match["url"] for match in _LISTS.finditer(text))
    ]
    for number, trail, url, text in listing:
        parent = url.rpartition("/")[0]
        if any(fits(url, one) for one in known) or not any(fits(parent, one) for one in known):
            continue
        known.append(url)
        signature = Signature("GET", url, "line", stated=False)
        section = Section([signature], None, trail, [Block("text", text)])
        made[number] = replace(made[number], sections=[*made[number].sections, section])
    return made


def _signatures(cut: Cut) -> list[Signature]:
    return [*(one for section in cut.sections for one in section.signatures), *(entry[0] for entry in cut.listed)]


def _called(cut: Cut, blocks: Sequence[Block], known: list[str]) -> Cut:
    """A page without an operation that shows one call, of a path that no other page describes, is about that call."""
    urls = {path_of(match["url"]) for block in blocks if block.kind == "text" for match in _CALL.finditer(block.text)}
    new = {url for url in urls if not any(fits(url, one) for one in known) and not FILE.search(url)}
    if len(new) != 1:
        return cut
    (url,) = new
    if url == "/":
        return cut
    known.append(url)
    heading = next((block for block in blocks if block.kind == "heading"), None)
    section = Section(
        [Signature("GET", url, "line", stated=False)], heading, (), [one for one in blocks if one is not heading]
    )
    return Cut([section], [], [])


def _texts(cut: Cut) -> Iterator[tuple[tuple[str, ...], str]]:
    entries = [(section.trail, block) for section in cut.sections for block in section.blocks]
    for trail, block in [*entries, *cut.loose]:
        if block.kind == "text":
            yield trail, block.text
        for row in block.rows if block.kind == "table" else ():
            for cell in row:
                yield trail, cell.text
