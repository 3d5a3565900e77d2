"""A page's blocks cut into operations, each with its own blocks; what stands before and between them; and objects.

Enters: blocks. Leaves: `Cut`. An operation begins at its signature, or at the heading right above it, and ends before
the next operation or at a heading that stands above its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from speclift.readers.handwritten.blocks import BOLD_LEVEL
from speclift.readers.handwritten.concrete import identifiers_in, with_full_address, with_templates
from speclift.readers.handwritten.endpoints import listed_in, rows_of_endpoints, titled_by
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
from speclift.readers.handwritten.words import FACTS, SECTIONS, meaning, meaning_within, plain

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
    pages = [with_listed_titles(blocks) for blocks in pages]
    cuts = [_cut(blocks, EXPLICIT) for blocks in pages]
    known = [one for cut in cuts for one in _all_signatures(cut)]
    if known:
        cuts = [_cut(blocks, EXPLICIT, known) for blocks in pages]
    cuts = [one if _all_signatures(one) else _cut(blocks, CALLS) for one, blocks in zip(cuts, pages, strict=True)]
    cuts = cuts if any(map(_all_signatures, cuts)) else [_cut(blocks, BARE) for blocks in pages]
    cuts = [with_calls_elsewhere(one) for one in cuts]
    identifiers = identifiers_in(block.text for blocks in pages for block in blocks if block.kind == "code")
    for section in (one for cut in cuts for one in cut.sections):
        addressed = [with_full_address(one, section.blocks) for one in section.signatures]
        section.signatures = [with_templates(one, section.blocks, identifiers) for one in addressed]
    return cuts


def with_calls_elsewhere(cut: Cut) -> Cut:
    """The cut; a call that stands apart, under "Examples", is an example of the operation that it calls."""
    loose: list[tuple[tuple[str, ...], Block]] = []
    called: Section | None = None
    for trail, block in cut.loose:
        call = signature_of_call(block.text) if block.kind == "code" else None
        if call is not None:
            fitting = [
                one for one in cut.sections if _known([call], one) and not any(b.kind == "code" for b in one.blocks)
            ]
            called = fitting[0] if len(fitting) == 1 else None
        if called is not None and block.kind == "code" and (call is not None or block.text.lstrip()[:1] in "[{"):
            called.blocks.append(block)
        else:
            called = None
            loose.append((trail, block))
    return replace(cut, loose=loose)


def with_listed_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; a heading that repeats the words beside a listed operation is that operation's: "List users"."""
    titles = titled_by([one for block in blocks for one in listed_in(block)])
    signatures = {id(block): titles.get(plain(block.text)) for block in blocks if block.kind == "heading"}
    return [
        replace(block, text=f"{block.text} [{one.method} {one.url}]")
        if (one := signatures.get(id(block))) is not None
        else block
        for block in blocks
    ]


def _all_signatures(cut: Cut) -> list[Signature]:
    return [*(one for section in cut.sections for one in section.signatures), *(entry[0] for entry in cut.listed)]


def _cut(blocks: Sequence[Block], level: int, known: Sequence[Signature] = ()) -> Cut:
    """`known`: the signatures of all pages; a call of another operation under a heading of its own is one too."""
    made = Cut([], [], [])
    listed_only = [one for one in known if one.where == "table"]
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
        if not signatures and known and heading is not None and block.kind == "code" and not _is_example(heading.text):
            signatures = _further_call(block, known)
        if not signatures and listed_only and heading is not None and block.kind == "text":
            signatures = _described_in(block, listed_only)
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
        open_ = section is not None and (heading is None or heading.level > section.level)
        if section is not None and open_ and block.level <= section.level and _only_of_a_call(block.text):
            _settle(made, section, pending, trail)
            pending, heading = [], None
            section.blocks.append(block)  # whatever its level: nothing else has such a part
            continue
        if section is not None and heading is None and block.level > section.level and _is_label(block.text):
            section.blocks.append(block)
            continue
        if heading is not None and block.level > heading.level and _is_part(block.text):
            pending.append(block)  # "Request" under "List members": the operation is the outer heading's
            continue
        if (
            section is not None
            and heading is None
            and block.level == section.level >= BOLD_LEVEL
            and _is_part(block.text)
        ):
            section.blocks.append(block)  # in bold as the title above it: nothing else tells that it is below
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


def _further_call(block: Block, known: Sequence[Signature]) -> list[Signature]:
    """The call that a heading is about, where the page describes no operation of its method and path."""
    call = signature_of_call(block.text)
    if call is None or any(one.method == call.method and fits(call.url, one.url) for one in known):
        return []
    hosts = {urlsplit(one.url).netloc for one in known}
    return [call] if hosts & {"", urlsplit(call.url).netloc} else []


def _described_in(block: Block, listed: Sequence[Signature]) -> list[Signature]:
    """The listed operation that a paragraph is about: the only one that it names."""
    told = instructed(block.text)
    fitting = [one for one in listed if told is not None and one.method == told.method and fits(told.url, one.url)]
    return [replace(fitting[0], where="line")] if fitting else []


def _is_example(title: str) -> bool:
    return meaning_within(SECTIONS, title) in ("authentication", "error", "base")


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
    parts = meaning(SECTIONS, text) not in ("", "base", "authentication")
    return parts or meaning(FACTS, text) in ("description", "method", "url")


def _only_of_a_call(text: str) -> bool:
    """Whether a heading names what only one call has: what is sent, or the answer of one status."""
    sent = meaning(SECTIONS, text) in ("query", "path", "body")
    return sent or re.fullmatch(r"\W*(?:http )?(?:status|response)(?: code)?:? [1-5]\d\d\W*", text, re.I) is not None


def _is_label(text: str) -> bool:
    return meaning_within(SECTIONS, text) != ""
