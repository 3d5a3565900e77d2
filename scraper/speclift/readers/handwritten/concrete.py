"""Addresses as an operation has them, where its signature is that of one call, or lacks what stands below it.

Enters: a signature, the blocks of its section, the samples of the documentation. Leaves: the signature, with its full
address, and with a parameter where the page shows a value:

    GET lists/members        and below it    https://a.example/1/lists/members.json
    GET /pastes/f7Qz         and below it    {"id": "f7Qz"}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.readers.handwritten.signatures import ADDRESS, Signature, fits, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from speclift.readers.handwritten.blocks import Block

_MARKED: Final = re.compile(r"[{}<>\[\]$]|/:|%\w+%")
_WHOLE: Final = re.compile(r"[`*\s]*(https?://[^\s`*]+)[`*\s]*")
_NUMBER: Final = re.compile(r"\d+|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{16,}")
_VALUE: Final = re.compile(r"(?=[\w.-]*\d)[\w.-]{2,64}")
_IDENTIFIES: Final = re.compile(
    r"\"((?:\w{1,40}_)?(?:id|uuid|guid|key|slug|number|code|name|login|username|token|hash|sha|ref|reference))\"\s{0,9}:\s{0,9}"
    r"\"?([\w.-]{1,64})\"?\s{0,9}[,}\n]",
    re.IGNORECASE,
)
"""A key of a sample whose value tells one thing from the others."""


def with_full_address(signature: Signature, blocks: Sequence[Block]) -> Signature:
    """A signature of a path, with the address that stands alone below it and ends in that path."""
    if "://" in signature.url or _MARKED.search(signature.url):
        return signature
    path = path_of(signature.url).strip("/")
    for block in blocks:
        whole = _WHOLE.fullmatch(block.text) if block.kind in ("text", "code") else None
        if whole is not None and re.search(
            rf"/{re.escape(path)}(?:\.(?:json|xml|\{{?format\}}?))?$", path_of(whole[1])
        ):
            return replace(signature, url=whole[1])
    return signature


def identifiers_in(samples: Iterable[str]) -> dict[str, str]:
    """The values in samples that identify something, each with the first key that it is a value of."""
    found: dict[str, str] = {}
    for sample in samples:
        for match in _IDENTIFIES.finditer(sample):
            found.setdefault(match[2], match[1])
    return found


def with_templates(signature: Signature, blocks: Sequence[Block], identifiers: Mapping[str, str]) -> Signature:
    """A signature with parameters: those of a template on the page, or for the values that its path shows."""
    path = path_of(signature.url)
    if path == "/" or _MARKED.search(path):
        return signature
    for template in _templates(blocks):
        if path_of(template).count("/") == path.count("/") and fits(path, template):
            return replace(signature, url=signature.url.replace(path, path_of(template), 1))
    segments = path.split("/")
    names: list[str] = []
    for at in range(2, len(segments)):
        name = _name_of(segments[at], segments[at - 1], identifiers)
        if name:
            name = name if name not in names else f"{_singular(segments[at - 1])}_{name}"
            names.append(name)
            segments[at] = f"{{{name}}}"
    return replace(signature, url=signature.url.replace(path, "/".join(segments), 1)) if names else signature


def _templates(blocks: Sequence[Block]) -> Iterator[str]:
    """The addresses with parameters that stand in text."""
    for block in blocks:
        for address in re.findall(ADDRESS, block.text) if block.kind == "text" else ():
            if _MARKED.search(path_of(address)):
                yield address.rstrip("`*.,;:)")


def _name_of(segment: str, before: str, identifiers: Mapping[str, str]) -> str:
    """What a segment is a value of: of the key that identifies it in a sample, or of an id when it is a number."""
    if _MARKED.search(before) and not before.startswith("{"):
        return ""
    if _VALUE.fullmatch(segment) and not re.fullmatch(r"v\d+(?:\.\d+)*", segment) and segment in identifiers:
        return identifiers[segment]
    if _NUMBER.fullmatch(segment) and re.fullmatch(r"[A-Za-z][\w-]*", before) and before.lower() not in ("api", "rest"):
        return "id"
    return ""


def _singular(noun: str) -> str:
    return re.sub(r"ies$", "y", noun) if noun.endswith("ies") else noun.removesuffix("s")
