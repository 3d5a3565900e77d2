"""A page's blocks cut into operations, each with its own blocks; what stands before and between them; and objects.

Enters: blocks. Leaves: `Cut`. An operation begins at its signature, or at the heading right above it, and ends before
the next operation or at a heading that stands above its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from speclift.readers.handwritten.endpoints import listed_in, rows_of_endpoints
from speclift.readers.handwritten.facts import facts_of
from speclift.readers.handwritten.signatures import (
    Signature,
    bare_address,
    fits,
    instructed,
    labelled_path,
    signature_of_call,
    signatures_of,
)
from speclift.readers.handwritten.words import SECTIONS, meaning, meaning_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.handwritten.blocks import Block

_LABEL_LEVEL: Final = 9


class Section(Struct):
    """One operation or several that share their description. `heading` is the heading right above, `trail` the
    headings around it, from the outside in."""

    signatures: list[Signature]
    heading: Block | None
    trail: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    level: float = _LABEL_LEVEL


class Cut(Struct):
    """A page, cut. `loose` are blocks that belong to no operation, with the headings above each."""

    sections: list[Section]
    loose: list[tuple[tuple[str, ...], Block]]
    listed: list[tuple[Signature, str, tuple[str, ...], tuple[Block, ...]]]


EXPLICIT, CALLS, BARE = 0, 1, 2
"""What counts as a signature: method with path; also calls of curl and a labelled path; also an address alone."""


def cut_pages(pages: Sequence[Sequence[Block]]) -> list[Cut]:
    """Cut the pages of one documentation: each by the strictest meaning of "signature" that gives an operation.

    An address alone is one only where no page has anything better.
    """
    cuts: list[Cut] = []
    for blocks in pages:
        levels = (_cut(blocks, level) for level in (EXPLICIT, CALLS))
        cuts.append(next((one for one in levels if one.sections or one.listed), None) or _cut(blocks, EXPLICIT))
    if any(one.sections or one.listed for one in cuts):
        return cuts
    return [_cut(blocks, BARE) for blocks in pages]


def _cut(blocks: Sequence[Block], level: int) -> Cut:
    made = Cut([], [], [])
    trail: list[tuple[float, str]] = []
    pending: list[Block] = []
    heading: Block | None = None
    section: Section | None = None
    for block in blocks:
        listed = listed_in(block)
        if listed:
            names = tuple(text for _, text in trail)
            made.listed += [(one, words, names, inner) for one, words, inner in listed]
            continue
        signatures = _signatures(block, level)
        if signatures and section is not None and heading is None and _states_method(signatures, section):
            section.blocks.append(block)
            continue
        if signatures and section is not None and block.kind != "heading" and _belongs(signatures, section, heading):
            if not section.blocks and not _known(signatures, section):
                section.signatures += signatures
            else:
                section.blocks.append(block)
            continue
        if signatures:
            if block.kind == "heading" and not (
                heading is not None and heading.level < block.level == int(block.level) + 0.5
            ):
                _settle(made, section, pending, trail)
                pending, heading = [], None
            own = block if block.kind == "heading" else heading
            while trail and own is not None and trail[-1][0] >= own.level:
                trail.pop()
            depth = own.level if own is not None else trail[-1][0] if trail else _LABEL_LEVEL
            section = Section(signatures, own, tuple(text for _, text in trail), level=depth)
            section.blocks += [one for one in pending if one is not heading]
            made.sections.append(section)
            pending, heading = [], None
            if block.kind == "heading":
                trail.append((block.level, block.text))
            elif own is not None:
                trail.append((own.level, own.text))
            if (block.kind in ("table", "list", "definitions") and facts_of(block)) or _says_more(block, signatures):
                section.blocks.append(block)
            elif block.kind == "table":
                section.blocks += rows_of_endpoints(block)[0][2]
            continue
        if block.kind != "heading":
            (section.blocks if section is not None and heading is None else pending).append(block)
            continue
        if section is not None and heading is None and block.level > section.level and _is_label(block.text):
            section.blocks.append(block)
            continue
        if heading is not None and block.level > heading.level and _is_part(block.text):
            pending.append(block)  # "Request" under "List members": the operation is the outer heading's
            continue
        if (
            section is not None
            and len(made.sections) == 1
            and heading is None
            and _is_label(block.text)
            and _is_last(block, blocks, level)
        ):
            section.blocks.append(block)  # the only operation of the page: what follows is about it
            continue
        _settle(made, section, pending, trail)
        if section is not None and block.level <= section.level:
            section = None
        while trail and trail[-1][0] >= block.level:
            trail.pop()
        trail.append((block.level, block.text))
        pending, heading = [block], block
    _settle(made, section, pending, trail)
    return made


def _is_last(heading: Block, blocks: Sequence[Block], level: int) -> bool:
    """Whether no operation follows a heading."""
    at = next(number for number, block in enumerate(blocks) if block is heading)
    return not any(_signatures(block, level) or listed_in(block) for block in blocks[at + 1 :])


def _settle(made: Cut, section: Section | None, pending: list[Block], trail: list[tuple[float, str]]) -> None:
    """What stood under a heading without a signature: it goes on with the operation above, or belongs to none."""
    if not pending:
        return
    inside = section is not None and pending[0].kind == "heading" and pending[0].level > section.level
    if section is not None and inside:
        section.blocks += pending
        return
    inner = list(trail)
    for one in pending:
        if one.kind == "heading":
            while inner and inner[-1][0] >= one.level:
                inner.pop()
            inner.append((one.level, one.text))
        made.loose.append((tuple(text for _, text in inner), one))


def _signatures(block: Block, level: int) -> list[Signature]:
    if block.kind == "table" and len(block.rows) == 2 and (only := rows_of_endpoints(block)):
        return [only[0][0]]
    if block.kind in ("table", "list", "definitions"):
        facts = facts_of(block)
        return facts.signatures() if facts is not None else []
    found = signatures_of(block)
    if not found and level >= CALLS:
        call = signature_of_call(block.text) if block.kind == "code" else labelled_path(block.text)
        if call is None and block.kind == "text":
            call = instructed(block.text)
        found = [call] if call is not None else []
    if not found and level >= BARE and block.kind in ("text", "code"):
        bare = bare_address(block.text)
        found = [bare] if bare is not None else []
    return found


def _states_method(signatures: list[Signature], section: Section) -> bool:
    """Whether a call states the method of a section whose signature is only a path; the section then has it."""
    own, call = section.signatures[0], signatures[0]
    if own.stated or not call.stated or not fits(call.url, own.url):
        return False
    section.signatures[0] = replace(own, method=call.method, stated=True)
    return True


def _says_more(block: Block, signatures: list[Signature]) -> bool:
    """Whether code is more than its signatures: a call, or a request with its body."""
    more = len(block.text.split("\n")) > len(signatures)
    told = block.kind == "text" and signatures[0].where == "line" and instructed(block.text) is not None
    return told or (block.kind == "code" and (signatures[0].where == "call" or more))


def _known(signatures: list[Signature], section: Section) -> bool:
    return all(any(one.method == s.method and fits(one.url, s.url) for s in section.signatures) for one in signatures)


def _belongs(signatures: list[Signature], section: Section, heading: Block | None) -> bool:
    """Whether signatures repeat the section's own, as the header of a sample does, or stand right beside them."""
    if _known(signatures, section):
        return True
    if heading is not None:
        return meaning_within(SECTIONS, heading.text) in ("example", "request example", "response example")
    return not section.blocks or _under_example(section)


def _under_example(section: Section) -> bool:
    for block in reversed(section.blocks):
        if block.kind == "heading" or (block.kind == "text" and block.text.rstrip("*` ").endswith(":")):
            return meaning_within(SECTIONS, block.text) in ("example", "request example", "response example")
    return False


def _is_part(text: str) -> bool:
    """Whether a heading names a part of an operation's description."""
    return meaning(SECTIONS, text) not in ("", "base", "authentication")


def _is_label(text: str) -> bool:
    return meaning_within(SECTIONS, text) != ""
