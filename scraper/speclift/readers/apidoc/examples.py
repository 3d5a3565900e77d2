"""Example tabs of an article: which title belongs to which pane, and what stands in it.

Enters: the `ul.nav-tabs` and the `div.tab-content` that apidoc prints for each group of examples (or, in 0.4, the
`<pre>` behind a bold title). Leaves: panes with their title, language, text, and the section that their id names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from speclift.readers.apidoc.prose import markdown, printed, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from speclift.model.raw import Role

_SECTION = re.compile(r"(?:(?!compare-)([a-z]+)-)?(?:compare-)?examples-")
SECTIONS: dict[str, Role] = {
    "header": "header",
    "param": "parameter",
    "parameter": "parameter",
    "query": "query",
    "body": "body",
    "success": "success",
    "info": "success",
    "error": "error",
}
"""apidoc's names of its sections, as they stand in ids and in its data."""

# The version inside is loose: where the documented version is "1.1", the reader sees a placeholder there.
_STATUS_LINE = re.compile(r"\s*HTTP/\S{1,16}[ \t]+([1-5]\d\d)\b", re.IGNORECASE)
_STATUS_WORD = re.compile(r"(?<![\d.:\w])([1-5]\d\d)(?![\d\w]|\.\d)")
_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-(\S+)")


class Pane(Struct):
    """One example."""

    title: str
    language: str
    text: str


class Tabs(Struct):
    """Examples that stand together. `section` is what the ids of the panes name; `is_general` says that they are of
    none, but of the whole article (`@apiExample`). A page without ids says neither."""

    section: Role | None
    panes: list[Pane]
    is_general: bool = False


def tab_titles(tabs: _Element) -> tuple[dict[str, str], list[str]]:
    """Titles of tabs: by the id of their pane, and in order."""
    by_id: dict[str, str] = {}
    in_order: list[str] = []
    for item in tabs.iter("li"):
        title = text_of(item)
        in_order.append(title)
        for link in item.iter("a"):
            target = link.get("href") or link.get("data-target") or ""
            if "#" in target:
                by_id[unquote(target.partition("#")[2])] = title
    return by_id, in_order


def panes(content: _Element, by_id: dict[str, str], in_order: list[str]) -> list[Tabs]:
    """The panes of a `div.tab-content`, titled by their tabs. Usually all of one section."""
    found = [child for child in content.iter("div") if "tab-pane" in (child.get("class") or "").split()] or [content]
    groups: list[Tabs] = []
    for number, element in enumerate(found):
        identifier = element.get("id") or ""
        title = by_id.get(unquote(identifier), in_order[number] if number < len(in_order) else "")
        named = _SECTION.match(identifier)
        section = SECTIONS.get(named[1] or "") if named else None
        is_general = bool(named) and section is None
        if not groups or (groups[-1].section, groups[-1].is_general) != (section, is_general):
            groups.append(Tabs(section, [], is_general))
        groups[-1].panes.extend(_in_pane(element, title))
    return groups


def _in_pane(element: _Element, title: str) -> list[Pane]:
    codes = list(element.iter("pre"))
    if codes:  # of which a comparison shows some of the other version
        return [pane(code, title) for code in codes if "del" not in (code.get("class") or "").split()]
    text = markdown(element)  # a template of one's own may show an example without <pre>
    return [Pane(title, "", text)] if text else []


def pane(code: _Element, title: str) -> Pane:
    """One `<pre>` as an example."""
    inner = next(code.iter("code"), code)
    return Pane(title, _language(code, inner), printed(code))


def _language(code: _Element, inner: _Element) -> str:
    named = code.get("data-type")
    if named:
        return named
    for element in (inner, code):
        match = _LANGUAGE.search(element.get("class") or "")
        if match:
            return match[1]
    return ""


def status_of(made: Pane) -> str:
    """The HTTP status that an example shows: in its status line, or in its title."""
    line = _STATUS_LINE.match(made.text)
    if line:
        return line[1]
    word = _STATUS_WORD.search(made.title)
    return word[1] if word else ""
