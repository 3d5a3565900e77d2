"""One method of a VuePress page: prose, examples and lists under bold labels.

Enters: the leaves below a heading. Leaves: a `RawArticle`. Which way a list goes (in or out) is told by the example
that it follows. A method whose example is a JSON message that names it, without verb and path, is not called over
HTTP: its transport is the message's, "websocket".
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawArticle, RawExample, RawField, RawSection, RawText, Role
from speclift.readers.address import addresses
from speclift.readers.markdown_text import inline, markdown, paragraphs
from speclift.readers.vuepress import entries, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.leaves import Leaf

_MESSAGE = re.compile(r'"method"\s*:\s*"([^"\\]{1,120})"')
_ROLES: dict[str, Role] = {"request": "body", "response": "success", "error": "error", "event": "structure"}


@dataclass(slots=True)
class _Part:
    """What stands under one label."""

    label: Leaf | None
    meaning: str
    leaves: list[Leaf] = field(default_factory=list)


def read_article(leaves: Sequence[Leaf], place: Place, group: tuple[str, str], title: str) -> RawArticle:
    """Read one method."""
    reading = _Reading(place)
    address = next(addresses(leaves, prose=("li",)), None)
    shown = range(address.method, address.end) if address else range(0)
    for part in _parts([leaf for at, leaf in enumerate(leaves) if at not in shown]):
        reading.part(part)
    message = next((example.text for example in reading.examples if example.role == "body"), "")
    return RawArticle(
        group=group[0],
        group_title=group[1],
        name=place.anchor,
        version="",
        title=title,
        place=place,
        kind=address.verb if address else "",
        url=address.path or address.server if address else "",
        transport="websocket" if not address and is_message(message) else "http",
        description=tuple(
            RawText(text, reading.at(f"description/{number}")) for number, text in enumerate(reading.description, 1)
        ),
        sections=tuple(reading.sections),
        examples=tuple(reading.examples),
        labels=tuple(reading.labels),
    )


def is_message(text: str) -> bool:
    """Whether an example is a JSON message that names its method (a truncated one counts too)."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text.lstrip().startswith("{") and _MESSAGE.search(text[:400]) is not None
    return isinstance(value, dict) and isinstance(value.get("method"), str)


def label_of(leaf: Leaf) -> bool:
    """Whether a run of text is a label: bold, with a colon at its end."""
    bold = leaf.inside("strong", "b")
    return bold is not None and leaf.inside("li", "td", "th") is None and leaf.text.rstrip().endswith((":", "："))


def _parts(leaves: Sequence[Leaf]) -> list[_Part]:
    parts = [_Part(None, "description")]
    for leaf in leaves:
        if leaf.heading is not None:
            meant = labels.meaning(leaf.text)
            parts.append(_Part(leaf, meant or "other"))
        elif label_of(leaf):
            parts.append(_Part(leaf, labels.meaning(leaf.text) or "other"))
        else:
            parts[-1].leaves.append(leaf)
    return parts


class _Reading:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.description: list[str] = []
        self.sections: list[RawSection] = []
        self.examples: list[RawExample] = []
        self.labels: list[RawText] = []
        self._role: Role = "body"

    def at(self, path: str) -> Place:
        return Place(self.place.page, self.place.anchor, self.place.version, path)

    def part(self, part: _Part) -> None:
        if part.meaning == "description":
            self._unlabelled(part)
        elif part.meaning in _ROLES:
            self._role = _ROLES[part.meaning]
            self._under_example(part)
        elif part.meaning in ("parameters", "response parameters"):
            self._section(part, "success" if part.meaning == "response parameters" else self._role)
        else:
            self._other(part)

    def _unlabelled(self, part: _Part) -> None:
        """Prose; a message in it is an example all the same: the first is sent, the next comes back."""
        messages = [leaf for leaf in part.leaves if leaf.kind == "code-block" and is_message(leaf.text)]
        self.description.extend(paragraphs([leaf for leaf in part.leaves if leaf not in messages]))
        for leaf in messages:
            known = {example.role for example in self.examples}
            self._role = "success" if "body" in known else "body"
            self._example("", leaf)

    def _example(self, title: str, leaf: Leaf) -> None:
        path = f"example/{title}" if title else "example"
        again = sum(1 for one in self.examples if one.place.path.split("#")[0] == path)
        place = self.at(path if not again else f"{path}#{again + 1}")
        self.examples.append(RawExample(self._role, title, leaf.text, place))

    def _under_example(self, part: _Part) -> None:
        title = part.label.words.rstrip(":：") if part.label else ""
        rest = [leaf for leaf in part.leaves if leaf.kind != "code-block" or leaf.inside("li") is not None]
        for leaf in part.leaves:
            if leaf not in rest:
                self._example(title, leaf)
        if any(leaf.inside("li", "table") is not None for leaf in rest):
            self._section(_Part(part.label, part.meaning, rest), self._role)
        else:
            self.description.extend(paragraphs(rest))

    def _section(self, part: _Part, role: Role) -> None:
        title = part.label.words.rstrip(":：") if part.label else ""
        path = f"{role}/{title}" if any(section.role == role for section in self.sections) else role
        place = self.at(path)
        made: list[RawField] = []
        for root in _outermost(part.leaves, "ul", "ol"):
            inside = [leaf for leaf in part.leaves if root in set(leaf.upwards())]
            made.extend(entries.fields(entries.of_list(root, inside), place))
        tables = [root for root in _outermost(part.leaves, "table") if _titles(root, part.leaves)]
        for root in tables:
            made.extend(_table(root, part.leaves, place))
        prose = [leaf for leaf in part.leaves if leaf.inside("ul", "ol") is None and leaf.inside("table") not in tables]
        codes = [leaf for leaf in prose if leaf.kind == "code-block" and entries.is_list(leaf.text)]
        for leaf in codes:
            made.extend(entries.fields(entries.of_text(leaf.text), place))
        text = markdown([leaf for leaf in prose if leaf not in codes])
        self.sections.append(RawSection(role, title, place, tuple(made), text))

    def _other(self, part: _Part) -> None:
        words = part.label.words if part.label else ""
        text = markdown(part.leaves)
        self.labels.append(RawText(f"{words} {text}".strip(), self.at(f"label/{len(self.labels) + 1}")))


def _outermost(leaves: Sequence[Leaf], *tags: str) -> list[HtmlElement]:
    """The outermost elements with one of these tags round these leaves, in order."""
    found: dict[HtmlElement, None] = {}
    for leaf in leaves:
        holders = [element for element in leaf.upwards() if element.tag in tags]
        if holders and (holders[-1].tag != "table" or "table" in tags):
            found.setdefault(holders[-1])
    return list(found)


def _cells_of(root: HtmlElement, leaves: Sequence[Leaf]) -> dict[HtmlElement, dict[HtmlElement, list[Leaf]]]:
    """The leaves of a table by row and cell."""
    rows: dict[HtmlElement, dict[HtmlElement, list[Leaf]]] = {}
    for leaf in leaves:
        row, cell = leaf.inside("tr"), leaf.inside("td", "th")
        if row is not None and cell is not None and leaf.inside("table") is root:
            rows.setdefault(row, {}).setdefault(cell, []).append(leaf)
    return rows


def _titles(root: HtmlElement, leaves: Sequence[Leaf]) -> list[str | None]:
    """What the columns hold; nothing for a table that is not one of fields."""
    rows = _cells_of(root, leaves)
    first = next(iter(rows), None)
    titles = [labels.column(inline(rows[first].get(cell, []))) for cell in _cells(first)] if first is not None else []
    return titles if "name" in titles else []


def _table(root: HtmlElement, leaves: Sequence[Leaf], place: Place) -> list[RawField]:
    """A table of fields: the columns are told by their titles."""
    rows = _cells_of(root, leaves)
    titles = _titles(root, leaves)
    lines = list(rows)
    made: list[RawField] = []
    for line in lines[1:]:
        told: dict[str, str] = {}
        for title, cell in zip(titles, _cells(line), strict=False):
            held = rows[line].get(cell, [])
            words = inline(held) if title == "description" else " ".join(leaf.words for leaf in held)
            told[title or "description"] = words
        required = told.get("required", "").lower()
        name = told.get("name", "").strip("`")
        here = Place(place.page, place.anchor, place.version, f"{place.path}/{name}")
        made.append(
            RawField(
                name=name,
                place=here,
                type=told.get("type", ""),
                required=True if required in ("yes", "required", "+", "да", "true") else False if required else None,
                description=told.get("description", ""),
                default=told.get("default") or None,
                example=told.get("example") or None,
            )
        )
    return made


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]
