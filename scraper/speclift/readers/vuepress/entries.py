"""Lists as tables: an entry is a name, a dash of any kind, and words about it; entries below it are its parts.

Enters: a list of the page, or the text of a code block that was meant to be one (a third level, indented too far,
becomes code in Markdown). Leaves: `RawField` trees. A paragraph between entries that ends in a colon speaks of those
after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speclift.model.raw import RawField
from speclift.readers.kit.markdown_text import markdown
from speclift.readers.kit.rows import Steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from speclift.model.raw import Place
    from speclift.readers.kit.leaves import Leaf

_DASH = r"(?:—|–|−|-{1,2}|:)"
_CODED = re.compile(rf"^`([^`\n]{{1,120}})`\s*(?:\(([^()\n]{{1,60}})\)\s*)?(?:{_DASH}\s*)?(.*)$", re.DOTALL)
_BARE = re.compile(rf"^([\w.$@\[\]|/-]{{1,80}}?)(?:\s*\(([^()\n]{{1,60}})\))?\s*(?:\s{_DASH}|:)\s+(.*)$", re.DOTALL)
_ITEM = re.compile(r"^(\s*)[-*+]\s+(.*)$")
_HIDDEN_LIST = re.compile(r"^\s*[-*+]\s+\S", re.MULTILINE)


@dataclass(slots=True)
class Entry:
    """An entry while it is read."""

    text: str
    conditions: tuple[str, ...] = ()
    children: list[Entry] = field(default_factory=list)


def of_list(root: HtmlElement, leaves: Sequence[Leaf]) -> list[Entry]:
    """The entries of a `<ul>` or `<ol>`, from the leaves that stand in it."""
    by_item: dict[HtmlElement, list[Leaf]] = {}
    for leaf in leaves:
        item = leaf.inside("li")
        if item is not None:
            by_item.setdefault(item, []).append(leaf)
    made: dict[HtmlElement, Entry] = {}
    top: list[Entry] = []
    for item in root.iter("li"):
        own = by_item.get(item, [])
        code = [leaf for leaf in own if leaf.kind == "code-block" and is_list(leaf.text)]
        words = [leaf for leaf in own if leaf not in code]
        entry = Entry(markdown(words, words[0]) if words else "")
        for leaf in code:
            entry.children.extend(of_text(leaf.text))
        made[item] = entry
        parent = next((element for element in item.iterancestors("li") if element in made), None)
        (made[parent].children if parent is not None else top).append(entry)
    return top


def is_list(text: str) -> bool:
    """Whether the text of a code block is a Markdown list."""
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    return _ITEM.match(first) is not None and len(_HIDDEN_LIST.findall(text)) > 0


def of_text(text: str) -> list[Entry]:
    """The entries of a list that is written out in Markdown."""
    top: list[Entry] = []
    open_: list[tuple[int, Entry]] = []
    conditions: tuple[str, ...] = ()
    parted = False
    for line in text.splitlines():
        if not line.strip():
            parted = True
            continue
        if match := _ITEM.match(line):
            indent = len(match[1].expandtabs(4))
            while open_ and open_[-1][0] >= indent:
                open_.pop()
            entry = Entry(match[2].strip(), conditions if not open_ else ())
            (open_[-1][1].children if open_ else top).append(entry)
            open_.append((indent, entry))
        elif parted and line.strip().endswith(":"):
            conditions = (line.strip(),)
        elif open_:
            open_[-1][1].text += ("\n\n" if parted else "\n") + line.strip()
        parted = False
    return top


def fields(entries: Iterable[Entry], place: Place) -> tuple[RawField, ...]:
    """Entries as fields. An entry without a name keeps its words as a description."""
    steps = Steps(place)
    raw_fields: list[RawField] = []
    for entry in entries:
        name, kind, words = split(entry.text)
        here = steps.to(name)
        raw_fields.append(
            RawField(
                name=name,
                place=here,
                type=kind,
                description=words,
                constraints=tuple(("condition", condition) for condition in entry.conditions),
                children=fields(entry.children, here),
            )
        )
    return tuple(raw_fields)


def split(text: str) -> tuple[str, str, str]:
    """An entry's name, the type in brackets behind it, and the words about it."""
    found = _CODED.match(text) or _BARE.match(text)
    if found is None:
        return "", "", text
    return found[1].strip(), (found[2] or "").strip(), found[3].strip()
