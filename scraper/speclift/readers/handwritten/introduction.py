"""What stands before and between the operations: the base address, the credentials, the objects.

Enters: the loose blocks of a page. Leaves: servers, rows of credentials, articles of objects.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.model.raw import Place, RawArticle, RawField, RawSection
from speclift.readers.handwritten.columns import columns_of
from speclift.readers.handwritten.rows import fields_of
from speclift.readers.handwritten.value_sets import with_values
from speclift.readers.handwritten.words import SECTIONS, meaning_within, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.handwritten.blocks import Block
    from speclift.readers.handwritten.value_sets import ValueSet

_URL: Final = re.compile(r"https?://(?:[^\s`*\"'<>()|,]|<[\w-]+>)+")
_BASE: Final = re.compile(
    r"^\W*(?:base|host|server|root)\W*:|\b(?:base|root)[ -]?(?:api )?(?:url|uri|address|path|endpoint)"
    r"|\bendpoint (?:is|url)|following (?:endpoint"
    r"|url|address|host)|api (?:is )?(?:available|served|hosted|located|lives|root|host|server)"
    r"|\b(?:root|base) of (?:all|the|every)"
    r"|\ball (?:requests|urls|endpoints|api|calls)|\b(?:requests|calls) (?:are|go|should|must)|(?:relative to"
    r"|prefixed with|starts? with)|basis-?(?:url|adresse|pfad)|url (?:base|de base)"
    r"|(?:endere[çc]o|indirizzo|direcci[óo]n|adresse) (?:de )?base|базовый|基础|адрес",
    re.IGNORECASE,
)
_SERVED: Final = re.compile(
    r"\b(?:listens?|runs?|running|reach(?:ed|able)|hosted|serve[sd]?(?: \w+)?|talks?|sent|lives|answers?|responds?"
    r"|available|accessible|found|located|provided|api is)(?: \w+)? (?:on|at|to|under|from|via)\b"
    r"|erreichbar|\bunter https?:"
    r"|disponibles? (?:en|sur|à)|(?:adress[ée]e?s|envoy[ée]e?s|accessibles?) (?:à|sur)"
    r"|en la (?:direcci[óo]n|url)|доступ\w+ по",
    re.IGNORECASE,
)
"""What says where a server is, where no text names its base address."""
_ALONE: Final = re.compile(r"[`*\s]*(https?://[^\s`*\"'<>()|,?#]+)[`*\s]*")
_HOST: Final = re.compile(r"^Host: *([\w.-]+(?::\d+)?) *$", re.MULTILINE | re.IGNORECASE)
_CALLED: Final = re.compile(r"(?:^|\n|\$)\s*curl\b[^\n]*?[\s\"'](https?://[\w.{}-]+(?::\d+)?)(?=/)")
_SCHEME: Final = re.compile(
    r"\bAuthorization[`*\"'\s]*[:=][`*\"'\s]*(Bearer|Token|Basic|ApiKey|Key|OAuth|Digest|JWT)?\b", re.IGNORECASE
)
_BEARER: Final = re.compile(r"\b(?:bearer (?:token|auth\w*)|`?Bearer [<{\[]|(?:http )?basic auth\w*)", re.IGNORECASE)
_BASIC: Final = re.compile(r"\bHTTP[- ]basic[- ]auth", re.IGNORECASE)
_ALL_NEED: Final = re.compile(
    r"\b(?:all|every|each|any)\b[^.]{0,60}\b(?:requires?|must|needs?)\b|\b(?:requires?|must"
    r"|needs?)\b[^.]{0,60}\b(?:all|every|each)\b",
    re.IGNORECASE,
)
_KEY_HEADER: Final = re.compile(
    r"\b((?:X-)?(?:[A-Za-z]+-)*(?:Api-?Key|Auth-Token|Access-Token|Token|Auth|Key"
    r"|Secret)(?:-[A-Za-z]+)?)\b[`*\"']*\s*(?::|header)|header[s]? (?:named |called"
    r" )?[`*\"']+((?:[A-Z][\w]*-)+[A-Z][\w]*)[`*\"']"
)


def servers_of(
    loose: Sequence[tuple[tuple[str, ...], Block]], code: Sequence[str] = (), paths: Sequence[str] = ()
) -> tuple[str, ...]:
    """The base address that the text states, else the host that the recorded requests in `code` name.

    `paths` are those of the operations: an address that ends in one is that of a call.
    """
    for says in (_BASE, _SERVED):
        for trail, block in loose:
            titled = says is _BASE and any(meaning_within(SECTIONS, title) == "base" for title in trail[-1:])
            for text in _texts(block):
                url = _URL.search(text)
                if url is not None and (titled or (block.kind != "code" and says.search(text))):
                    address = _address(url[0])
                    tail = next((path for path in paths if path != "/" and address.endswith(path)), "")
                    return (address.removesuffix(tail),)
    for _, block in loose:
        alone = _ALONE.fullmatch(block.text) if block.kind == "text" else None
        if alone is not None:
            return (_address(alone[1]),)
    hosts = {host[1] for text in code if (host := _HOST.search(text)) is not None}
    if len(hosts) != 1:
        called = {host[1] for text in code for host in [_CALLED.search(text)] if host is not None}
        return tuple(called) if len(called) == 1 and not hosts else ()
    (host_name,) = hosts
    if any(f"http://{host_name}" in text for text in code):
        return (f"http://{host_name}",)
    plain_http = re.fullmatch(r"[\d.]+(?::\d+)?|localhost(?::\d+)?|[\w.-]+:\d+", host_name) is not None
    return (f"{'http' if plain_http else 'https'}://{host_name}",)


def _address(url: str) -> str:
    url = url.rstrip("`*.,;:")
    return re.sub(r"[\[<]([\w-]+)[\]>]", r"{\1}", url).split("?")[0].rstrip("/")


def credentials_of(loose: Sequence[tuple[tuple[str, ...], Block]], page: str) -> tuple[RawField, ...]:
    """The headers that every call must bring, as rows of an authorisation section."""
    for trail, block in loose:
        about = any(meaning_within(SECTIONS, title) == "authentication" for title in trail)
        for text in _texts(block):
            scheme = _SCHEME.search(text)
            if scheme is not None or _BASIC.search(text) or (about and _BEARER.search(text)):
                return (_credential("Authorization", text, page),)
            header = _KEY_HEADER.search(text)
            if header is not None and (about or _ALL_NEED.search(text)):
                return (_credential(header[1] or header[2], text, page),)
    return ()


_CALL_HEADER: Final = re.compile(
    r"(?:-H|--header)[= ]+[\"']?(Authorization|(?:X-|PRIVATE-|API-)?[A-Za-z-]*(?:Api-?Key|Token"
    r"|Auth))[ ]*:[ ]*([^\"'\n]+)",
    re.IGNORECASE,
)


def credentials_of_calls(calls: Sequence[str], page: str) -> tuple[RawField, ...]:
    """The credential that most recorded calls bring, where no text speaks of one."""
    found = [match for call in calls if (match := _CALL_HEADER.search(call)) is not None]
    if not found or 2 * len(found) < len(calls):
        return ()
    return (_credential(found[0][1], f"{found[0][1]}: {found[0][2].strip()}", page),)


def _credential(name: str, words: str, page: str) -> RawField:
    return RawField(name, Place(page, "", "", f"authentication/{name}"), "string", True, description=words)


def objects_of(
    loose: Sequence[tuple[tuple[str, ...], Block]],
    page: str,
    sets: Sequence[ValueSet] = (),
    objects: Sequence[str] = (),
) -> list[RawArticle]:
    """Objects that a table of their own describes, under a heading of theirs."""
    found: list[RawArticle] = []
    types = _types_in(loose)
    for trail, block in loose:
        if block.kind != "table" or not trail:
            continue
        if meaning_within(SECTIONS, trail[-1]) and plain(trail[-1]) not in types:
            continue
        titles = columns_of(block)
        if "type" not in titles or len(block.rows) < 2:
            continue
        name = trail[-1].strip("`* ")
        anchor = re.sub(r"\W+", "-", name.lower()).strip("-") or "object"
        if any(one.place.anchor == f"object-{anchor}" for one in found) or len(name.split()) > 5:
            continue
        here = Place(page, f"object-{anchor}", "", "")
        table = Place(page, here.anchor, "", "table")
        fields = tuple(with_values(field, sets, name, objects) for field in fields_of(block, table))
        section = RawSection("structure", name, table, fields)
        found.append(
            RawArticle(
                "Objects", here.anchor, "", name, here, group_title="Objects", kind="object", sections=(section,)
            )
        )
    return found


def _types_in(loose: Sequence[tuple[tuple[str, ...], Block]]) -> set[str]:
    """What stands in the columns of types: "statement output" is an object, though "output" heads an answer."""
    found: set[str] = set()
    for _, block in loose:
        titles = columns_of(block) if block.kind == "table" else []
        if "type" in titles:
            column = titles.index("type")
            found |= {plain(row[column].text) for row in block.rows[1:] if column < len(row)}
    return found


def _texts(block: Block) -> list[str]:
    if block.kind in ("list", "definitions"):
        return [item.text for item in block.items]
    if block.kind == "table":
        return [cell.text for row in block.rows for cell in row]
    return [block.text]
