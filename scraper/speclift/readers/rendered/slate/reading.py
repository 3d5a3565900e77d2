"""A Slate page, cut at its headings: authentication, operations, schemas.

Enters: recorded pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.dom import children, classes, every, first, words
from speclift.readers.rendered.rebuilding import Rebuilding
from speclift.readers.rendered.slate.handmade import handmade_operation
from speclift.readers.rendered.slate.operation import read_operation
from speclift.readers.rendered.slate.rows import (
    LABELS,
    Row,
    columns,
    give_values,
    nested,
    object_of,
    rows_of,
    value_pairs,
)
from speclift.readers.rendered.slate.security import read_authentication

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"""class=["'](?:toc-wrapper|lang-selector|dark-box|toc-list-h1|tocify-wrapper)\b""", 0.6, "Slate's frame"),
    sign(r"""class=["']highlight(?: [\w-]+)* tab[ -]""", 0.4, "Slate's code samples"),
    sign(r"""data-languages=""", 0.4, "Slate's languages"),
)
_CONTENT = (
    sign(r"<code>(?:GET|POST|PUT|PATCH|DELETE)\s", 1, "addresses of calls"),
    sign(r"<h[1-6][^>]{0,200}>HTTP request", 1, "addresses of calls"),
)
_ADDRESS = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)\s+(/\S*)")


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is a Slate page with operations."""
    return weighed("slate", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("slate")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of the pages of one API."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        content = first(root, ".page-wrapper .content, .content") if first(root, ".content") is not None else root
        parts = list(_flat(content))
        blocks = list(_blocks(parts))
        _introduction(blocks, rebuilding)
        for block in blocks:  # names first: rows refer to them
            if (name := _schema_name(block)) is not None:
                rebuilding.schemas.setdefault(name, {})
        for block in blocks:
            if (name := _schema_name(block)) is not None:
                _schema(name, block, rebuilding)
        tag = ""
        for block in blocks:
            if block[0].tag == "h1":
                tag = words(block[0])
                text = "\n\n".join(words(one) for one in block[1:] if one.tag == "p" and words(one))
                if tag.lower() == "authentication":
                    read_authentication(block, rebuilding)
                elif not _schema_name(block) and rebuilding.title and tag not in rebuilding.title:
                    rebuilding.tags.setdefault(tag, text)
            address = _address(block)
            if address is not None and _schema_name(block) is None:
                read_operation(block, *address, tag, rebuilding)
            elif _schema_name(block) is None:
                handmade_operation(block, tag, rebuilding)
        used = {
            name
            for methods in rebuilding.paths.values()
            for method in methods.values()
            for name in method.get("tags", ())
        }
        rebuilding.tags = {name: text for name, text in rebuilding.tags.items() if name in used}
    return rebuilding


def _flat(content: HtmlElement) -> Iterator[HtmlElement]:
    for part in children(content):
        if part.tag in {"section", "article", "main"} or (
            part.tag == "div" and not classes(part) & {"highlight", "center-column"}
        ):
            yield from _flat(part)
        else:
            yield part


def _blocks(parts: list[HtmlElement]) -> Iterator[list[HtmlElement]]:
    """The page cut before each heading of the first two levels."""
    block: list[HtmlElement] = []
    for part in parts:
        if part.tag in {"h1", "h2"} and block:
            yield block
            block = []
        block.append(part)
    if block:
        yield block


def _introduction(blocks: list[list[HtmlElement]], rebuilding: Rebuilding) -> None:
    if not blocks:
        return
    title = words(blocks[0][0])
    if match := re.fullmatch(r"(.*?)\s+v(\d\S*)", title):
        title, rebuilding.version = match[1], rebuilding.version or match[2]
    rebuilding.title = rebuilding.title or title
    for number, part in enumerate(blocks[0]):
        if words(part).startswith("Base URLs") and number + 1 < len(blocks[0]):
            rebuilding.servers += [words(link) for link in every(blocks[0][number + 1], "a")] or [
                words(item) for item in every(blocks[0][number + 1], "li")
            ]
    said = [
        words(part)
        for part in blocks[0][1:]
        if part.tag == "p" and not words(part).startswith(("Base URLs", "Terms of service"))
    ]
    rebuilding.description = rebuilding.description or "\n\n".join(text for text in said if text)


def _address(block: list[HtmlElement]) -> tuple[str, str] | None:
    """The address of an operation as widdershins prints it: code alone in a paragraph."""
    for part in block[1:]:
        code = children(part, "code")
        if (
            part.tag == "p"
            and len(code) == 1
            and words(part) == words(code[0])
            and (match := _ADDRESS.fullmatch(words(part)))
        ):
            return match[1], match[2]
    return None


def _schema_name(block: list[HtmlElement]) -> str | None:
    for part in block[1:10]:
        for anchor in (part, *every(part, "a[id^='schema_']")):
            if anchor.tag == "a" and anchor.get("id", "").startswith("schema_"):
                return str(anchor.get("id", "")).removeprefix("schema_")
    return None


def _schema(name: str, block: list[HtmlElement], rebuilding: Rebuilding) -> None:
    rows: list[Row] = []
    values: list[tuple[str, str]] = []
    label = ""
    title = next((words(part) for part in block if part.tag == "p" and words(part) and words(part) not in LABELS), "")
    for part in block:
        if part.tag == "p" and words(part) in LABELS:
            label = LABELS[words(part)]
        elif part.tag == "table" and "type" in columns(part):
            rows.extend(rows_of(part, label))
        elif part.tag == "table" and columns(part)[:1] == ["property"]:
            values.extend(value_pairs(part))
    tree = nested(rows)
    give_values([row for row in tree if row.name != "anonymous" or len(tree) > 1], values, rebuilding, name)
    only = tree[0] if len(tree) == 1 and tree[0].name in {"anonymous", name} else None
    if only is not None:
        only.values = only.values or list(
            dict.fromkeys(value for key, value in values if key.strip("*") in {"anonymous", name})
        )
    made = object_of(tree, rebuilding)
    if only is not None and only.name == name:
        made = made.get("properties", {}).get(name, made)
    if title and "description" not in made and title != name:
        made["description"] = title
    rebuilding.schemas[name] = made
    rebuilding.say(made, words(block[0]), block[0].get("id", ""))
