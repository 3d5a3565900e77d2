"""One method of a VuePress page: prose, examples and lists under bold labels.

Enters: the leaves below a heading. Leaves: a `RawArticle`. Which way a list goes (in or out) is told by the example
that it follows. A method whose example is a JSON message that names it, without verb and path, is not called over
HTTP: its transport is the message's, "websocket".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speclift.document.json_value import json_value
from speclift.readers.kit.address import addresses
from speclift.readers.kit.article import ArticleWriter
from speclift.readers.kit.markdown_text import markdown, paragraphs
from speclift.readers.kit.rows import Table
from speclift.readers.kit.tables import column_titles, fields_of_table, outermost
from speclift.readers.vuepress import entries
from speclift.readers.vuepress.words import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place, RawArticle, RawField, Role
    from speclift.readers.kit.leaves import Leaf

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
    parts = _parts([leaf for at, leaf in enumerate(leaves) if at not in shown])
    reading.tells_directions = any(part.meaning == "response parameters" for part in parts)
    for part in parts:
        reading.part(part)
    message = next((example.text for example in reading.examples if example.role == "body"), "")
    transport = "websocket" if not address and is_message(message) else "http"
    return reading.article(group, title, address, name=title, transport=transport, description=reading.description)


def is_message(text: str) -> bool:
    """Whether an example is a JSON message that names its method (a truncated one counts too)."""
    try:
        value = json_value(text)
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


class _Reading(ArticleWriter):
    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.description: list[str] = []
        self._role: Role = "body"
        self.tells_directions = False  # whether the parameters of the response have a label of their own

    def part(self, part: _Part) -> None:
        if part.meaning == "description":
            self._unlabelled(part)
        elif part.meaning in _ROLES:
            self._role = _ROLES[part.meaning]
            self._under_example(part)
        elif part.meaning == "parameters":
            self._section(part, "body" if self.tells_directions and self._role == "success" else self._role)
        elif part.meaning in ("request parameters", "response parameters"):
            self._section(part, "success" if part.meaning == "response parameters" else "body")
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
        self.example(self._role, title, leaf.text, title)

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
        raw_fields: list[RawField] = []
        for root in outermost(part.leaves, "ul", "ol"):
            inside = [leaf for leaf in part.leaves if root in set(leaf.upwards())]
            raw_fields.extend(entries.fields(entries.of_list(root, inside), place))
        tables = [root for root in outermost(part.leaves, "table") if column_titles(root, part.leaves)]
        for root in tables:
            raw_fields.extend(fields_of_table(root, part.leaves, place))
        prose = [leaf for leaf in part.leaves if leaf.inside("ul", "ol") is None and leaf.inside("table") not in tables]
        codes = [leaf for leaf in prose if leaf.kind == "code-block" and entries.is_list(leaf.text)]
        for leaf in codes:
            raw_fields.extend(entries.fields(entries.of_text(leaf.text), place))
        text = markdown([leaf for leaf in prose if leaf not in codes])
        self.section(role, title, path, Table(tuple(raw_fields), "", text))

    def _other(self, part: _Part) -> None:
        words = part.label.words if part.label else ""
        text = markdown(part.leaves)
        self.label(f"{words} {text}".strip())
