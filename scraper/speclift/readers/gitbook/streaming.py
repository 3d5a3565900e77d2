"""React's out-of-order streaming, finished without a browser.

Enters: a page's tree and text. Leaves: the same tree with every late segment in its place. The server writes
`<template id="B:n">` where something is still missing, later `<div hidden id="S:n">` with the content and a script
that calls `$RC("B:n","S:n")`. The raw order is the order of arrival, not the order of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOVE = re.compile(r"""\$R([CRS])\(\s*["']([^"']{1,80})["']\s*,\s*["']([^"']{1,80})["']""")
_OPENS = frozenset({"$", "$?", "$!", "$~"})


def finish(root: HtmlElement, page: str) -> tuple[str, ...]:
    """Make the moves that the page's scripts order. Returns the ids of placeholders that never got their content."""
    by_id = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    for move in _MOVE.finditer(page):
        # $RC and $RR name the placeholder first, $RS (a segment inside a late segment) the segment.
        first, second = by_id.get(move[2]), by_id.get(move[3])
        placeholder, segment = (second, first) if move[1] == "S" else (first, second)
        if placeholder is not None and segment is not None and placeholder is not segment:
            _replace(placeholder, segment)
    return tuple(
        template.get("id", "")
        for template in root.iter("template")
        if re.fullmatch(r"B:[0-9a-f]{1,8}", template.get("id", ""))
    )


def _replace(placeholder: HtmlElement, segment: HtmlElement) -> None:
    """Put what the segment holds where the placeholder and its waiting picture stand (up to the closing `/$`)."""
    parent = placeholder.getparent()
    if parent is None or segment.getparent() is None or segment in placeholder.iterancestors():
        return
    at = parent.index(placeholder)
    depth, behind = 0, ""
    for waiting in list(parent)[at:]:
        if isinstance(waiting, etree._Comment):
            mark = (waiting.text or "").strip()
            if mark == "/$":
                if depth == 0:
                    break
                depth -= 1
            elif mark in _OPENS:
                depth += 1
        alone = waiting is placeholder and (waiting.get("id") or "").startswith("P:")
        behind = waiting.tail if alone else ""  # inside a segment a placeholder stands alone, and text may follow it
        parent.remove(waiting)
        if alone:
            break
    holder = segment.getparent()
    if holder is not None:
        holder.remove(segment)
    _add_text(parent, at, segment.text)
    children = list(segment)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
    _add_text(parent, at + len(children), behind)


def _add_text(parent: HtmlElement, at: int, text: str | None) -> None:
    if not text or not text.strip():
        return
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
