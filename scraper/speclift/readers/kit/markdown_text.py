"""Runs of text to Markdown prose, in the dialect that `model.raw` documents.

Enters: leaves in reading order (a description, an article's text). Leaves: paragraphs parted by a blank line, `- `
bullets nested by two spaces, `code spans`, `[words](target)`, fenced code, pipe tables. Words stand as printed:
nothing is escaped.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from speclift.readers.kit.leaves import BLOCKS, Leaf, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

_CODE = frozenset({"code", "kbd", "samp", "tt"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "ws", "wss", "ftp", "mailto", "tel"})


def markdown_of(element: HtmlElement) -> str:
    """The prose of a whole element."""
    return markdown(leaves(element))


def markdown(prose: Iterable[Leaf], about: Leaf | None = None) -> str:
    """The prose of these leaves: one paragraph, bullet, table row or code block per line of the page.

    `about` is what the prose is about (a field's name): list items that hold that too are no bullets of the prose.
    """
    parts: list[str] = []
    before: list[Leaf] = []
    bulleted: set[HtmlElement] = {element for element in about.upwards() if element.tag == "li"} if about else set()
    outer = frozenset(bulleted)
    for line in _lines(prose):
        text = _row_text(line) if _row(line[0]) is not None else _block(line, bulleted, outer)
        if not text:
            continue
        if before:
            parts.append(_gap(before, line, outer))
        parts.append(text)
        before = line
    return "".join(parts).strip()


def _lines(prose: Iterable[Leaf]) -> Iterator[list[Leaf]]:
    """The lines of the page; a row of a table is one."""
    for _, grouped in groupby(prose, key=lambda leaf: _row(leaf) if _row(leaf) is not None else leaf.line):
        yield list(grouped)


def _row_text(row: Sequence[Leaf]) -> str:
    cells = [
        " ".join(inline(list(line)).replace("\n", " ") for _, line in groupby(cell, key=lambda leaf: leaf.line))
        for _, cell in groupby(row, key=lambda leaf: leaf.inside("td", "th"))
    ]
    return f"| {' | '.join(cells)} |"


def paragraphs(prose: Sequence[Leaf]) -> tuple[str, ...]:
    """The prose as its paragraphs; a list or a fenced block counts as one."""
    text = markdown(prose)
    found: list[str] = []
    fenced = False
    for block in text.split("\n\n") if text else ():
        if fenced or (found and block.startswith(("  ", "- ")) and found[-1].lstrip().startswith("- ")):
            found[-1] += "\n\n" + block
        else:
            found.append(block)
        fenced ^= block.count("```") % 2 == 1
    return tuple(found)


def _block(line: Sequence[Leaf], bulleted: set[HtmlElement], outer: frozenset[HtmlElement]) -> str:
    first = line[0]
    items = _items(first, outer)
    indent = "  " * max(0, len(items) - 1)
    if items and items[0] not in bulleted:
        bulleted.add(items[0])
        lead, follow = f"{indent}- ", f"{indent}  "
    else:
        lead = follow = f"{indent}  " if items else ""
    if first.kind == "code-block":
        fence = "````" if "```" in first.text else "```"
        text = f"{fence}\n{first.text}\n{fence}"
    else:
        text = inline(line)
        heading = first.heading
        if heading is not None and text and not items:
            return f"{'#' * _level(heading)} {text}"
    return lead + text.replace("\n", "\n" + follow) if text else ""


def _level(heading: HtmlElement) -> int:
    tag = heading.tag
    given = tag[1] if len(tag) == 2 and tag[0] == "h" else heading.get("aria-level", "")
    return int(given) if given.isdecimal() and len(given) == 1 and given != "0" else 3


def _gap(before: Sequence[Leaf], line: Sequence[Leaf], outer: frozenset[HtmlElement]) -> str:
    """What parts two lines: a blank line between blocks, a line break inside one block, inside a list or a table."""
    one, other = before[-1], line[0]
    if _row(one) is not None and _row(other) is not None:
        return "\n"
    items, others = _items(one, outer), _items(other, outer)
    if _block_of(one) is _block_of(other) or (items and others and items[0] is not others[0]):
        return "\n"
    return "\n\n"


def inline(line: Sequence[Leaf]) -> str:
    """The words of some leaves on one line: code spans and links, no blocks."""
    parts: list[str] = []
    for link, grouped in groupby(line, key=lambda leaf: leaf.inside("a")):
        text = "".join(_span(leaf) for leaf in grouped)
        target = link.get("href", "") if link is not None else ""
        if text.strip() and _is_address(target):
            lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            text = f"{lead}[{text.strip()}]({target}){trail}"
        parts.append(text)
    return "".join(parts).strip()


def _is_address(target: str) -> bool:
    """Whether a link leads somewhere and runs nothing; blanks and control characters hide no scheme, as in browsers."""
    plain = "".join(character for character in target if character > " ")
    scheme = _SCHEME.match(plain)
    return bool(plain) and (scheme is None or scheme[1].lower() in _SCHEMES)


def _span(leaf: Leaf) -> str:
    if leaf.inside(*_CODE) is None or not leaf.text.strip():
        return leaf.text
    fence = "``" if "`" in leaf.text else "`"
    return f"{fence}{leaf.text}{fence}"


def _items(leaf: Leaf, outer: frozenset[HtmlElement]) -> list[HtmlElement]:
    return [element for element in leaf.upwards() if element.tag == "li" and element not in outer]


def _row(leaf: Leaf) -> HtmlElement | None:
    return leaf.inside("tr")


def _block_of(leaf: Leaf) -> HtmlElement | None:
    return next((element for element in leaf.upwards() if element.tag in BLOCKS), None)
