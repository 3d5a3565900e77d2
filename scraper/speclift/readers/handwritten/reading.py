"""Hand-written pages to `RawApi`.

Enters: pages. Leaves: articles, one for each operation, with how sure the reader is of it. An operation that a table
of endpoints lists and a section describes is the section's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.findings import Finding, InputError, Quote
from speclift.model.raw import Place, RawApi, RawArticle, RawGroup, RawText
from speclift.model.rules import stages
from speclift.readers.handwritten.arranging import arranged
from speclift.readers.handwritten.article import articles_of
from speclift.readers.handwritten.blocks import BOLD_LEVEL, Block, Parsed, parse_blocks
from speclift.readers.handwritten.introduction import credentials_of, credentials_of_calls, objects_of, servers_of
from speclift.readers.handwritten.mentions import with_mentions
from speclift.readers.handwritten.only_operation import gathered
from speclift.readers.handwritten.prose import parameters_in_prose
from speclift.readers.handwritten.same_as import with_references
from speclift.readers.handwritten.sections import Section, cut_pages
from speclift.readers.handwritten.shared_parts import with_shared_parts
from speclift.readers.handwritten.signatures import fits, is_call, path_of
from speclift.readers.handwritten.value_sets import value_sets
from speclift.readers.handwritten.words import SECTIONS, meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.handwritten.sections import Cut
    from speclift.readers.page import Page

_SURE: Final = {"heading": 0.95, "code": 0.9, "line": 0.9, "facts": 0.9, "table": 0.75, "call": 0.6}
"""How sure a signature is, by where it stands."""

_NOUN: Final = re.compile(r"(?!(?:api|rest|v\d[\d.]*)$)[A-Za-z][\w-]*", re.IGNORECASE)
"""A segment of a path that can name a group."""

_METHOD_ASSUMED: Final = 0.5
_BARE: Final = 0.1
"""What an operation without rows, statuses and examples is less sure."""


def read(pages: Sequence[Page]) -> RawApi:
    """Read pages. Raises `InputError` when there is no operation on any of them."""
    parsed = [(page, _parsed(page)) for page in pages]
    pieces = [one.blocks for _, one in parsed]
    cuts = [gathered(cut, blocks) for cut, blocks in zip(cut_pages(pieces), pieces, strict=True)]
    cuts = with_mentions(cuts, pieces)
    loose = [entry for one in cuts for entry in one.loose]
    first = pages[0].name if pages else ""
    blocks = [block for one in cuts for section in one.sections for block in section.blocks]
    code = [block.text for block in blocks if block.kind == "code"]
    calls = [text for text in code if is_call(text)]
    paths = [path_of(one.url) for cut in cuts for section in cut.sections for one in section.signatures]
    credentials = credentials_of(loose, first) or credentials_of_calls(calls, first)
    articles: list[RawArticle] = []
    remarks: list[Finding] = []
    objects: list[RawArticle] = []
    described = [
        article.title
        for (page, _), one in zip(parsed, cuts, strict=True)
        for article in objects_of(one.loose, page.name)
    ]
    shared = shared_parameters(loose)
    sets = value_sets(loose)
    sections = [
        (page, one.title, section)
        for (page, one), found in zip(parsed, cuts, strict=True)
        for section in [*found.sections, *_undescribed(found)]
    ]
    taken: set[str] = set()
    for page, title, section in _joined(sections, remarks):
        place = Place(page.name, _anchor(section, taken), "", "")
        made = articles_of(section, place, _group(section, title), credentials, shared, described, sets)
        articles += made
        taken |= {article.place.anchor for article in made}
        remarks += [_remark(article, section, number) for number, article in enumerate(made)]
    for (page, _), found in zip(parsed, cuts, strict=True):
        objects += objects_of(found.loose, page.name, sets, described)
    if not articles:
        raise InputError("no operation is on this page: no method with a path", file=first)
    apart = [
        (page.name, trail, block) for (page, _), found in zip(parsed, cuts, strict=True) for trail, block in found.loose
    ]
    groups = tuple(dict.fromkeys(article.group for article in articles))
    return RawApi(
        title=_title(parsed[0][1].title, loose),
        platform="handwritten",
        articles=(*with_shared_parts(with_references(articles), apart), *objects),
        groups=tuple(RawGroup(name, name, (), Place(first, "", "", f"group/{name}")) for name in groups),
        servers=servers_of([*loose, *(((), block) for block in blocks)], code, paths),
        remarks=tuple(remarks),
    )


def _parsed(page: Page) -> Parsed:
    parsed = parse_blocks(page)
    return replace(parsed, blocks=tuple(arranged(parsed.blocks)))


def shared_parameters(loose: Sequence[tuple[tuple[str, ...], Block]]) -> list[tuple[str, str, str]]:
    """The parameters that running text states for every operation."""
    found = [one for _, block in loose if block.kind == "text" for one in parameters_in_prose(block.text, gets=True)]
    written = [block.text for _, block in loose]
    texts = {one[0]: " ".join([one[2], *(text for text in written if f"`{one[0]}`" in text)]) for one in found}
    every = re.compile(
        r"\b(?:all|any|every|each)\b[^.]{0,40}\b(?:requests?|end ?points?|calls?|operations?|resources?|methods?)",
        re.IGNORECASE,
    )
    return list({one[0]: one for one in found if every.search(texts[one[0]])}.values())


def _joined(sections: Sequence[tuple[Page, str, Section]], remarks: list[Finding]) -> list[tuple[Page, str, Section]]:
    """Sections of the same method and path as one: what the others say is added to the one that says most."""
    known: dict[tuple[tuple[str, str], ...], list[tuple[Page, str, Section]]] = {}
    for entry in sections:
        key = tuple((one.method, path_of(one.url)) for one in entry[2].signatures)
        known.setdefault(key, []).append(entry)
    for key, entries in known.items():
        entries.sort(key=lambda entry: -len(entry[2].blocks))
        first = entries[0]
        for page, _, section in entries[1:]:
            first[2].blocks += [*([section.heading] if section.heading is not None else []), *section.blocks]
            if page.name != first[0].name:
                remarks.append(_on_two_pages(key[0], first[0], page))
    order = {id(entry[2]): number for number, entry in enumerate(sections)}
    return sorted((entries[0] for entries in known.values()), key=lambda entry: order[id(entry[2])])


def _on_two_pages(signature: tuple[str, str], first: Page, second: Page) -> Finding:
    name = " ".join(signature)
    return stages.OPERATION_ON_TWO_PAGES.finding(name, [Quote(name, page.url or page.name) for page in (first, second)])


def _undescribed(found: Cut) -> list[Section]:
    """The operations of tables of endpoints that no section describes."""
    made: list[Section] = []
    for signature, words, trail, inputs in found.listed:
        known = [one for section in (*found.sections, *made) for one in section.signatures]
        if any(
            one.method == signature.method and fits(signature.url, one.url) and fits(one.url, signature.url)
            for one in known
        ):
            continue
        title = words if words and len(words.split()) <= 8 else ""
        blocks = [*([Block("text", words)] if words else []), *inputs]
        made.append(Section([replace(signature, title=title.strip("`*. "))], None, trail, blocks))
    return made


def _anchor(section: Section, taken: set[str]) -> str:
    own = section.heading.anchor if section.heading is not None else ""
    signature = section.signatures[0]
    stem = own or re.sub(r"[^A-Za-z0-9]+", "-", f"{signature.method} {signature.url}".lower()).strip("-")
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name


def _group(section: Section, title: str) -> str:
    """The heading above an operation's own; where only the page's title stands above it, the first noun of its path."""
    own = section.heading.text if section.heading is not None and section.heading.level < BOLD_LEVEL else ""
    names = [one for one in section.trail[1:] if one != own and not meaning(SECTIONS, one)]
    if names:
        return re.sub(r"\s*\[/[^\]]*\]$", "", names[-1]).strip("`* ")
    nouns = [part for part in path_of(section.signatures[0].url).split("/") if _NOUN.fullmatch(part)]
    return nouns[0] if nouns else (title or "API").strip("`* ")


def _title(title: str, loose: Sequence[tuple[tuple[str, ...], object]]) -> str:
    heading = next((trail[0] for trail, _ in loose if trail), "")
    short = re.split(r"\s+[|·—–-]\s+", title)[0].strip() if title else ""
    return (short if len(short.split()) > 1 or not heading else heading).strip("`* ") or "API"


def _remark(article: RawArticle, section: Section, number: int) -> Finding:
    signature = section.signatures[number]
    sure = _SURE[signature.where] if signature.stated else _METHOD_ASSUMED
    if not article.sections and not article.examples:
        sure -= _BARE
    where = {"call": "a call of curl", "table": "a table of endpoints", "facts": "labelled facts"}.get(
        signature.where, f"a {signature.where}"
    )
    rule = stages.CONFIDENCE if signature.stated else stages.METHOD_ASSUMED
    name = f"{signature.method} {signature.url}"
    return rule.finding(name, [Quote(name, str(article.place))], where=where, sure=f"{sure:.0%}")


__all__ = ["RawText", "read"]
