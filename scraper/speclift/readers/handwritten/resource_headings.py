"""Headings that share one signature: a path above its methods, a method with a name above its address.

Enters: blocks in page order. Leaves: them, each such heading with method and path:

    Users [/users/{id}]  >  Delete [DELETE]          Users  >  /users/{id}  >  DELETE
    POST Create item  followed by a line  {{base}}/items
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.readers.handwritten.blocks import METHOD
from speclift.readers.handwritten.signatures import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.readers.handwritten.blocks import Block

_RESOURCE: Final = re.compile(
    rf"^(?:.*\[(?P<bracketed>/[^\]\s]*)\]"
    rf"|[`*\s]*(?:(?:end ?point|resource|path|url)\s*:\s*)?(?P<alone>{ADDRESS})[`*\s]*)$",
    re.I,
)
_ACTION: Final = re.compile(
    rf"^(?:(?P<title>[^\[\]]*?)\s*\[(?P<bracketed>{METHOD})\]"
    rf"|[`*\s]*(?P<alone>{METHOD})[`*]*(?:[\s:–—-]+(?P<words>[^/]*))?)$"
)
_ADDRESS_ALONE: Final = re.compile(rf"^[`*\s]*(?P<url>{ADDRESS})[`*\s]*$")
_NEAR: Final = 2
"""How many blocks below a heading its address may stand."""


def with_resources(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with method and path in each heading that has one of them itself and the other beside it."""
    path, level = "", 0.0
    for number, block in enumerate(blocks):
        if block.kind != "heading":
            yield block
            continue
        action = _ACTION.match(block.text)
        if action is not None:
            method = action["bracketed"] or action["alone"]
            title = (action["title"] or action["words"] or "").strip(" -–—:`*")
            address = path if path and block.level > level else _below(blocks, number)
            address = address if method == "GET" else re.sub(r"\{\?[^{}]*\}$", "", address)
            yield replace(block, text=f"{title} [{method} {address}]".strip()) if address else block
            continue
        resource = _RESOURCE.match(block.text)
        if resource is not None:
            path, level = resource["bracketed"] or resource["alone"], block.level
        elif block.level <= level:
            path = ""
        yield block


def _below(blocks: Sequence[Block], number: int) -> str:
    """The address that stands alone right below a heading."""
    for block in blocks[number + 1 : number + 1 + _NEAR]:
        found = _ADDRESS_ALONE.match(block.text) if block.kind in ("text", "code") else None
        if found is not None:
            return found["url"]
        if block.kind == "heading":
            break
    return ""
