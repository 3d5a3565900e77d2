"""One operation block of a GitBook page, from its runs of text.

Enters: the leaves of a page and where its operations begin. Leaves: one `RawArticle` per operation. The order of a
block is that of the page: title, method and address, description, then titled sections, then samples and answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speclift.readers.gitbook import samples
from speclift.readers.gitbook.notation import type_of_whole
from speclift.readers.gitbook.table import is_prose, read_table, starts_row
from speclift.readers.gitbook.words import is_chrome, labels
from speclift.readers.kit.address import METHODS, addresses
from speclift.readers.kit.article import ArticleWriter, role_of
from speclift.readers.kit.nesting import opened_by
from speclift.readers.kit.operations import heading_text
from speclift.readers.kit.rows import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.model.raw import Place, RawArticle, RawText, Role
    from speclift.readers.kit.address import Address
    from speclift.readers.kit.leaves import Leaf

STATUS = re.compile(r"[1-5](?:\d\d|XX|xx)|default")
MEDIA_TYPE = re.compile(r"[a-zA-Z0-9][\w.+*-]{0,80}/[\w.+*-]{1,120}(?:\s*;\s*[\w.=-]{1,80})?")
_PARAMETERS: dict[str, Role] = {"path": "path", "query": "query", "header": "header", "cookie": "parameter"}
_TITLES = (*_PARAMETERS, "headers", "body", "responses", "authentication", "callbacks", "request")


def read_operation(
    leaves: Sequence[Leaf], start: Address, at: Place, group: tuple[str, str]
) -> tuple[RawArticle, tuple[RawText, ...]]:
    """Read the leaves of one block; `start` counts within them. Also returns what was not understood."""
    block = _Block(leaves, start, at)
    return block.read(group), block.not_understood()


@dataclass(slots=True)
class _Part:
    """A stretch of leaves under one title."""

    meaning: str
    title: str
    leaves: list[Leaf] = field(default_factory=list)
    status: str = ""


class _Block(ArticleWriter):
    def __init__(self, leaves: Sequence[Leaf], start: Address, at: Place) -> None:
        super().__init__(at)
        self.leaves, self.start = leaves, start

    def read(self, group: tuple[str, str]) -> RawArticle:
        heading = next((leaf for leaf in reversed(self.leaves[: self.start.method]) if leaf.heading is not None), None)
        body = self._introduction(heading)
        spec, samples = self._halves(body)
        for part in self._parts(spec):
            self._read(part)
        self._read_samples(samples)
        return self.article(group, heading_text(self.leaves, heading) if heading else "", self.start)

    def _introduction(self, heading: Leaf | None) -> list[Leaf]:
        """Take title, method, badges and description; what remains are sections and samples."""
        head = heading.heading if heading else None
        rest: list[Leaf] = []
        for at, leaf in enumerate(self.leaves):
            if (head is not None and leaf.heading is head) or self.start.method <= at < self.start.end:
                continue
            if rest or self._opens_section(at):
                rest.append(leaf)
            elif labels.says("deprecated", leaf.text):
                self.deprecated = leaf
            elif is_prose(leaf) or " " in leaf.words:
                self.prose.append(leaf)
            elif not is_chrome(leaf.text):
                self.label(leaf.words)
        return rest

    def _opens_section(self, at: int) -> bool:
        return section_title(self.leaves, at) is not None or _repeats(self.leaves, at, self.start)

    def _halves(self, body: Sequence[Leaf]) -> tuple[list[Leaf], list[Leaf]]:
        """The written part and the column of samples: it begins where method and path stand again, or at "Request"."""
        for at in range(len(body)):
            if _repeats(body, at, self.start) or (labels.says("request", body[at].text) and not is_prose(body[at])):
                return list(body[:at]), list(body[at:])
        return list(body), []

    def _parts(self, leaves: Sequence[Leaf]) -> Iterator[_Part]:
        part: _Part | None = None
        for at, leaf in enumerate(leaves):
            meant = section_title(leaves, at)
            if meant in ("body", "headers") and part and part.meaning in ("responses", "status"):
                part.leaves.append(leaf)  # the parts of one response
                continue
            if meant:
                if part:
                    yield part
                part = _Part(meant, leaf.words)
            elif part and part.meaning in ("responses", "status") and _is_status(leaves, at):
                if leaf.kind == "option":
                    part.leaves.append(leaf)
                    continue
                yield part
                part = _Part("status", leaf.words, status=leaf.words)
            elif part:
                part.leaves.append(leaf)
        if part:
            yield part

    def _read(self, part: _Part) -> None:
        if part.meaning == "responses":
            statuses = [leaf for leaf in part.leaves if leaf.kind == "option" and STATUS.fullmatch(leaf.words)]
            shown = next((leaf for leaf in statuses if leaf.selected), statuses[0] if statuses else None)
            rest = [leaf for leaf in part.leaves if leaf not in statuses]
            for leaf in statuses:
                self._response(_Part("status", leaf.words, rest if leaf is shown else [], leaf.words))
            if not statuses and rest:
                self.unplaced.extend(rest)
        elif part.meaning == "status":
            self._response(part)
        elif part.meaning == "callbacks":
            self._section("structure", part, "callbacks")
        elif part.meaning == "authentication":
            self._section("authentication", part, "authentication")
        else:
            role: Role = _PARAMETERS.get(part.meaning, "header" if part.meaning == "headers" else "body")
            self._section(role, part, "header" if part.meaning == "headers" else part.meaning)

    def _response(self, part: _Part) -> None:
        role = role_of(part.status)
        headers, body = _split_headers(part.leaves)
        self._section(role, _Part("status", part.status, body, part.status), part.status)
        if headers:
            self._section(role, _Part("status", "Response headers", headers, part.status), f"{part.status} headers")

    def _unwrapped(self, table: Table, status: str) -> tuple[Table, Table | None]:
        """The body and the headers of a response whose rows are "Headers" and "Response"; else the table itself."""
        wrappers = {row.name: row for row in table.fields if row.type == "object" and row.required is None}
        headers, body = wrappers.get("Headers"), wrappers.get("Response")
        if headers is None or body is None or len(table.fields) != 2 or not status:
            return table, None
        about = "\n\n".join(text for text in (table.description, body.description) if text)
        whole = type_of_whole(body.type, body.constraints)
        return Table(body.children, whole, about, table.unplaced), Table(headers.children)

    def _section(self, role: Role, part: _Part, path: str) -> None:
        media = next((leaf for leaf in part.leaves if MEDIA_TYPE.fullmatch(leaf.words) and not is_prose(leaf)), None)
        shown = [leaf for leaf in part.leaves if leaf is not media and not _is_noise(leaf)]
        table = read_table(shown, self.at(path))
        media_type = media.words if media else ""
        table, headers = self._unwrapped(table, part.status)
        self.section(role, part.title, path, table, status=part.status, media_type=media_type)
        if headers and headers.fields:
            self.section(role, "Response headers", f"{path} headers", headers, status=part.status)

    def _read_samples(self, leaves: Sequence[Leaf]) -> None:
        """Samples stand under the request's header, answers under a status."""
        status, language, title = "", "", ""
        answering = False
        known = [section.status for section in self.sections if section.status]
        for at, leaf in enumerate(leaves):
            if leaf.kind == "code-block":
                if labels.says("no content", leaf.text):
                    continue
                if answering:
                    status = status or (known[0] if len(known) == 1 else "")
                    self._example(role_of(status), title, leaf, status, "")
                else:
                    self._example("parameter", language, leaf, "", language)
                title = ""
            elif labels.says("responses", leaf.text) or (
                STATUS.fullmatch(leaf.words) and (leaf.selected or leaf.kind == "text")
            ):
                answering = True
                status = leaf.words if STATUS.fullmatch(leaf.words) else ""
            elif leaf.kind == "option":
                if leaf.selected and not answering:
                    language = leaf.words
            elif (
                not answering
                and not is_prose(leaf)
                and not is_chrome(leaf.text)
                and not _in_address(leaves, at, self.start)
            ):
                language = leaf.words if not labels.says("request", leaf.text) else language
            elif answering and not is_prose(leaf) and not is_chrome(leaf.text) and not MEDIA_TYPE.fullmatch(leaf.words):
                title = leaf.words

    def _example(self, role: Role, title: str, leaf: Leaf, status: str, language: str) -> None:
        name = f"{status or language or 'sample'}{'/' + title if title and title != language else ''}"
        made_up = samples.is_made_up(leaf.text, self.sections)
        self.example(role, title or status, leaf.text, name, language=language.lower(), status=status, made_up=made_up)


def section_title(leaves: Sequence[Leaf], at: int) -> str | None:
    """The meaning of a section's title that stands here. A field may be called "body": then its type stands beside
    it."""
    leaf = leaves[at]
    if leaf.kind != "text" or is_prose(leaf) or leaf.inside("code", "option") is not None:
        return None
    meant = labels.meaning(leaf.text, *_TITLES)
    if meant is None or starts_row(leaves, at):
        return None
    return meant


def _repeats(leaves: Sequence[Leaf], at: int, start: Address) -> bool:
    """Whether method and path of the operation stand here again: the header of its samples."""
    if leaves[at].text.strip().lower() not in METHODS:
        return False
    again = next(addresses(leaves[at : at + 40]), None)
    return again is not None and again.method == 0 and again.repeats(start)


def _in_address(leaves: Sequence[Leaf], at: int, start: Address) -> bool:
    text = leaves[at].words
    return text.lower() in METHODS or (bool(text) and text in start.server + start.path)


def _split_headers(leaves: Sequence[Leaf]) -> tuple[list[Leaf], list[Leaf]]:
    """The rows under "Headers", and the others: what the toggle of that name holds, else what follows up to "Body"."""
    headers: list[Leaf] = []
    body: list[Leaf] = []
    held: set[object] | None = None
    target = body
    for at, leaf in enumerate(leaves):
        meant = section_title(leaves, at)
        if meant in ("headers", "header"):
            regions = opened_by(leaf)
            held = {element for region in regions for element in region.iter()} if regions else None
            target = body if held is not None else headers
        elif meant == "body":
            target = body
        elif held is not None and leaf.element in held:
            headers.append(leaf)
        else:
            target.append(leaf)
    return headers, body


def _is_status(leaves: Sequence[Leaf], at: int) -> bool:
    """Whether a status stands here as a label: with nothing but other statuses before it on its line. What follows a
    label of a row ("Example: 100") is a value."""
    leaf = leaves[at]
    if not STATUS.fullmatch(leaf.words) or is_prose(leaf) or leaf.inside("code") is not None:
        return False
    return at == 0 or leaves[at - 1].line != leaf.line or _is_status(leaves, at - 1)


def _is_noise(leaf: Leaf) -> bool:
    if leaf.kind == "option":
        return True
    return leaf.kind == "code-block" and labels.says("no content", leaf.text)
