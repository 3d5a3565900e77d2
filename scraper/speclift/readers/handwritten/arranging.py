"""Blocks brought into the order in which an operation is described: its signature, and what belongs to it after it.

Enters: blocks, as the page nests them. Leaves: blocks in which an operation in an entry of a list, a definition or a
cell of a layout begins at a heading, and facts of one paragraph each are a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.readers.handwritten.blocks import BOLD_LEVEL, END_OF_NESTED, NESTED_LEVEL, Block, Item
from speclift.readers.handwritten.columns import columns_of
from speclift.readers.handwritten.disguised import as_code, as_rows, in_lines, labelled_parts, parted, titles_first
from speclift.readers.handwritten.resource_headings import with_resources
from speclift.readers.handwritten.signatures import Signature, signature_in
from speclift.readers.handwritten.words import FACTS, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ANY_FACT: Final = re.compile(r"^[*_\s]*(?P<label>[^:：\n`*]{2,40}?)[*_\s]{0,40}+[:：]\s*\S")


_END: Final = Block("heading", level=END_OF_NESTED)


def arranged(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a page, arranged."""
    found: list[Block] = []
    level = 1.0
    around: list[float] = []
    for one in (one for block in blocks for one in _unrolled(block)):
        if one.kind == "heading" and one.level == END_OF_NESTED:
            level = around.pop() if around else level
        elif one.kind == "heading" and one.level == NESTED_LEVEL:
            around.append(level)
            found.append(replace(one, level=level + 0.5))  # between the heading above it and those inside
        else:
            level = one.level if one.kind == "heading" and one.level < BOLD_LEVEL else level
            found.append(one)
    found = list(in_lines(as_code(found)))
    return list(_with_facts(list(with_resources(titles_first(list(as_rows(found)))))))


def _unrolled(block: Block) -> Iterator[Block]:
    """A block; a list, definitions or a layout that hold operations, as what they hold."""
    if block.kind == "list":
        yield from _list(block)
    elif block.kind in ("table", "definitions") and (labelled := labelled_parts(block)):
        for label, part in labelled:
            yield Block("text", f"{label}:")
            if part.text:
                yield Block("text", part.text)
            for inner in part.blocks:
                yield from _unrolled(inner)
    elif block.kind == "definitions":
        yield from _definitions(block)
    elif block.kind == "table" and len(block.rows) == 1 and len(block.rows[0]) == 1:
        yield from as_code([Block("text", block.rows[0][0].text), *block.rows[0][0].blocks])
    elif block.kind == "table" and (parts := parted(block)):
        yield from parts
    elif block.kind == "table" and _is_layout(block):
        for row in block.rows:
            for cell in row:
                if cell.text:
                    yield Block("text", cell.text)
                for inner in cell.blocks:
                    yield from _unrolled(inner)
    else:
        yield block


def _list(block: Block) -> Iterator[Block]:
    signatures = [_signature(item) for item in block.items]
    if len(block.items) == 1 and signatures[0] is not None and not block.items[0].blocks:
        yield Block("text", block.items[0].text)
        return
    wrapped = all(not item.text and item.blocks for item in block.items)
    described = any(one is not None and item.blocks for one, item in zip(signatures, block.items, strict=True))
    if not wrapped and not described:
        yield block
        return
    for item, signature in zip(block.items, signatures, strict=True):
        if wrapped or signature is not None:
            yield from _operation(item, signature)
            if signature is not None:
                yield _END
        else:
            yield Block("list", items=(item,))


def _definitions(block: Block) -> Iterator[Block]:
    terms = [item for item, kind in zip(block.items, block.rows, strict=True) if kind[0].text == "dt"]
    if 2 * sum(_signature(item) is not None for item in terms) <= len(terms):
        yield block
        return
    open_ = False
    for item, kind in zip(block.items, block.rows, strict=True):
        signature = _signature(item) if kind[0].text == "dt" else None
        if signature is not None and open_:
            yield _END
        open_ = open_ or signature is not None
        yield from _operation(item, signature)
    if open_:
        yield _END


def _operation(item: Item, signature: Signature | None) -> Iterator[Block]:
    first, _, rest = item.text.partition("\n") if signature is not None else ("", "", item.text)
    if first:
        yield Block("heading", first.replace("**", ""), level=NESTED_LEVEL)
    if rest.strip():
        yield Block("text", rest.strip())
    for inner in item.blocks:
        yield from _unrolled(inner)


def _signature(item: Item) -> Signature | None:
    return signature_in(item.text.partition("\n")[0], "heading")


def _is_layout(block: Block) -> bool:
    """Whether a table only places things on the page: its cells hold headings or tables, and it has no names."""
    holds = any(inner.kind in ("heading", "table") for row in block.rows for cell in row for inner in cell.blocks)
    return holds and not columns_of(block)


def _with_facts(blocks: Sequence[Block]) -> Iterator[Block]:
    """Paragraphs `URL: /x`, `Method: GET` that follow each other are one list of facts."""
    at = 0
    while at < len(blocks):
        headed = _facts_under_headings(blocks[at : at + 4])
        if headed is not None:
            yield headed
            at += 4
            continue
        end = at
        lines: list[str] = []
        labels: list[str] = []
        while end < len(blocks) and blocks[end].kind == "text":
            told = [line for line in blocks[end].text.split("\n") if line.strip()]
            found = [_ANY_FACT.match(line) for line in told]
            if not all(found):
                break
            lines += told
            labels += [meaning(FACTS, one["label"]) for one in found if one is not None]
            end += 1
        if {"url", "method"} <= set(labels):
            yield Block("list", items=tuple(Item(line) for line in lines))
            at = end
        else:
            yield blocks[at]
            at += 1


_METHOD_TITLE: Final = re.compile(
    r"^\W*(?:http |request )?(?:method|verb|метод|方法|请求方式|m[ée]todo|methode)\W*$", re.I
)
_URL_TITLE: Final = re.compile(
    r"^\W*(?:request |api )?(?:end ?point|url|uri|path|route|地址|адрес|ruta)\W*$", re.IGNORECASE
)
_METHOD_ALONE: Final = re.compile(r"^\W*(?:GET|POST|PUT|PATCH|DELETE|HEAD)\W*$")
_ADDRESS_ALONE: Final = re.compile(r"^[`*\s]*(?:https?://\S+|/\S*)[`*\s]*$")


def _facts_under_headings(blocks: Sequence[Block]) -> Block | None:
    """Headings `Endpoint` and `Method` with one line below each are facts by label."""
    if [block.kind for block in blocks] not in (
        ["heading", "text"] * 2,
        ["heading", "code"] * 2,
        ["heading", "text", "heading", "code"],
        ["heading", "code", "heading", "text"],
    ):
        return None
    said: dict[str, str] = {}
    for title, value in (blocks[:2], blocks[2:]):
        if _URL_TITLE.match(title.text) and _ADDRESS_ALONE.match(value.text):
            said["URL"] = value.text
        elif _METHOD_TITLE.match(title.text) and _METHOD_ALONE.match(value.text):
            said["Method"] = value.text
    items = tuple(Item(f"{label}: {text}") for label, text in said.items())
    return Block("list", items=items) if len(items) == 2 else None
