"""One operation of a Document360 article, by its lines.

Enters: the leaves of the article and where method and path stand. Leaves: a `RawArticle`. The order is that of the
page: method, path, description, titled lists of parameters, body, then responses by status, each with examples and a
schema tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speclift.readers.document360.table import lines_of, read_table, row_at
from speclift.readers.document360.words import SECTIONS, labels
from speclift.readers.kit.article import ArticleWriter, role_of
from speclift.readers.kit.markdown_text import markdown
from speclift.readers.kit.rows import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place, RawArticle, Role
    from speclift.readers.kit.address import Address
    from speclift.readers.kit.leaves import Leaf

Line = list["Leaf"]

_ROLES: dict[str, Role] = {
    "header": "header",
    "path": "path",
    "query": "query",
    "cookie": "parameter",
    "form": "body",
    "body": "body",
    "authentication": "authentication",
    "callbacks": "structure",
}
_STATUS = re.compile(r"[1-5](?:\d\d|XX|xx)|default")
_MEDIA_TYPE = re.compile(r"[a-z]{2,24}/[\w.+*-]{1,120}")


@dataclass(slots=True)
class _Part:
    meaning: str
    title: str
    lines: list[Line] = field(default_factory=list)


def title_at(lines: Sequence[Line], at: int) -> str | None:
    """The meaning of a section's title that stands on this line."""
    line = lines[at]
    if len(line) != 1 or line[0].kind != "text":
        return None
    meant = labels.meaning(line[0].text, *SECTIONS)
    # A field may be called "body": then its type stands below it, and it is not written like a title.
    return meant if meant and (line[0].words[:1].isupper() or not row_at(lines, at)) else None


def read_article(
    leaves: Sequence[Leaf], address: Address, place: Place, group: tuple[str, str], title: str
) -> RawArticle:
    """Read one operation; `address` counts within `leaves`."""
    body = lines_of(leaves[address.end :])
    reading = _Reading(place)
    prose, parts = _parts(body)
    for part in parts:
        reading.part(part)
    shown = [leaf for line in prose for leaf in line if not labels.is_chrome(leaf.text)]
    reading.deprecated = next(
        (line[0] for line in prose if len(line) == 1 and labels.says("deprecated", line[0].text)), None
    )
    reading.prose = [leaf for leaf in shown if leaf is not reading.deprecated]
    return reading.article(group, title, address)


def _parts(lines: Sequence[Line]) -> tuple[list[Line], list[_Part]]:
    prose: list[Line] = []
    parts: list[_Part] = []
    for at, line in enumerate(lines):
        meant = title_at(lines, at)
        inside = parts[-1].meaning if parts else ""
        if meant and not (inside == "responses" and meant in ("header", "body", "authentication")):
            parts.append(_Part(meant, line[0].words))
        elif parts:
            parts[-1].lines.append(line)
        else:
            prose.append(line)
    return prose, parts


class _Reading(ArticleWriter):
    def part(self, part: _Part) -> None:
        if part.meaning == "responses":
            self._responses(part)
        elif part.meaning == "authentication":
            self._security(part)
        else:
            role = _ROLES[part.meaning]
            self._section(
                role, part.title, part.meaning, part.lines, "", tree=part.meaning in ("body", "form", "callbacks")
            )

    def _security(self, part: _Part) -> None:
        """What the page says about authorisation is prose: a scheme's kind, its name, where it goes."""
        text = "\n\n".join(" ".join(leaf.words for leaf in line) for line in part.lines)
        self.section("authentication", part.title, "authentication", Table((), "", text))

    def _responses(self, part: _Part) -> None:
        status = ""
        lines: list[Line] = []
        for at, line in enumerate([*part.lines, []]):
            begins = not line or (
                len(line) == 1 and _STATUS.fullmatch(line[0].words) is not None and not row_at(part.lines, at)
            )
            if not begins:
                lines.append(line)
                continue
            if status:
                self._section(role_of(status), status, status, lines, status, tree=True)
            elif lines:
                self._section("success", part.title, "response", lines, "", tree=True)
            status, lines = (line[0].words if line else ""), []

    def _section(self, role: Role, title: str, path: str, lines: list[Line], status: str, *, tree: bool) -> None:
        before = len(self.examples)
        rest = self._examples(role, path, lines, status) if tree else lines
        media = next((line[0].words for line in rest if len(line) == 1 and _MEDIA_TYPE.fullmatch(line[0].words)), "")
        shown = [line for line in rest if not (len(line) == 1 and line[0].words == media and media)]
        # A response begins with its description, which OpenAPI demands: it is no name above the type of the whole.
        examples = [example.text for example in self.examples[before:]]
        table = read_table(shown, self.at(path), examples, tree=tree, described=bool(status))
        self.section(role, title, path, table, status=status, media_type=media)

    def _examples(self, role: Role, path: str, lines: list[Line], status: str) -> list[Line]:
        """Take the blocks of code above the tree, each with its title and what is said about it; leaves other lines."""
        first_row = next((at for at in range(len(lines)) if row_at(lines, at)), len(lines))
        codes = [at for at, line in enumerate(lines[:first_row]) if line[0].kind == "code-block"]
        if not codes:
            return lines
        taken: set[int] = set(codes)
        before = 0
        for at in codes:
            words = _card(lines, before, at)
            taken.update(words)
            title = " ".join(leaf.words for leaf in lines[words[0]]) if words else ""
            about = markdown([leaf for index in words[1:] for leaf in lines[index]])
            if about:
                self.label(about)
            name = f"{path}/{title}" if title else path
            self.example(role, title, lines[at][0].text, name, status=status)
            before = at + 1
        return [line for at, line in enumerate(lines) if at not in taken]


def _card(lines: Sequence[Line], first: int, code: int) -> list[int]:
    """The lines that belong to a block of code: those in its box, else the one above it."""
    others = {leaf.element for line in lines[first:code] for leaf in line}
    if not others:
        return []
    block = lines[code][0]
    rivals = {line[0].element for at, line in enumerate(lines) if line[0].kind == "code-block" and at != code}
    rivals |= {lines[at][0].element for at in range(code + 1, len(lines))}
    held: list[int] = []
    for element in block.upwards():
        inside = set(element.iter())
        if inside & rivals:
            break
        held = [at for at in range(first, code) if all(leaf.element in inside for leaf in lines[at])]
        if held:
            break
    if held and len(held) < code - first:
        return held
    return held if len(held) == 1 else [code - 1]
