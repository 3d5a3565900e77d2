"""One operation of a Fern page: an endpoint page, or a guide that embeds the endpoint's tables.

Enters: the leaves of the operation. Leaves: a `RawArticle`. Method and address stay empty where the page prints none: a
guide (an SDK page) shows the tables of an endpoint without saying which.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from speclift.readers.fern.table import read_table, starts_row
from speclift.readers.fern.words import SECTIONS, labels
from speclift.readers.kit.address import METHODS
from speclift.readers.kit.article import ArticleWriter, role_of
from speclift.readers.kit.leaves import common_element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from speclift.model.raw import Place, RawArticle, RawText, Role
    from speclift.readers.kit.address import Address
    from speclift.readers.kit.leaves import Leaf

_ROLES: dict[str, Role] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "parameter",
    "body": "body",
    "response": "success",
    "response headers": "success",
    "errors": "error",
    "authentication": "authentication",
}
_STATUS = re.compile(r"\b([1-5]\d\d)\b")
_LISTED = re.compile(
    r"\s*This endpoint (?:expects|returns) (?:an? |the )?((?:optional )?list of [\w ]{1,60})\.", re.IGNORECASE
)
"""What Fern prints where a body is a list: the rows below are those of an item."""
_ERROR = re.compile(r"[45](?:\d\d|XX)")
_PARAMETER = re.compile(r"(?<=/):([A-Za-z_][\w-]*)")


@dataclass(slots=True)
class _Part:
    meaning: str
    title: str
    leaves: list[Leaf] = field(default_factory=list)
    begins: Leaf | None = None


def section_at(leaves: Sequence[Leaf], at: int) -> str | None:
    """The meaning of a section's title that stands here: a heading that is one of Fern's."""
    leaf = leaves[at]
    if leaf.kind != "text" or leaf.heading is None or starts_row(leaves, at):
        return None
    return labels.meaning(leaf.text, *SECTIONS)


def read_article(
    leaves: Sequence[Leaf], address: Address | None, place: Place, group: tuple[str, str], title: str
) -> tuple[RawArticle, tuple[RawText, ...]]:
    """Read one operation; also returns the words that could not be placed."""
    reading = _Reading(leaves, address, place)
    for part in reading.parts():
        reading.read(part)
    reading.samples()
    url = _PARAMETER.sub(r"{\1}", address.path or address.server) if address else ""
    return reading.article(group, title, address, url=url), reading.not_understood()


class _Reading(ArticleWriter):
    def __init__(self, leaves: Sequence[Leaf], address: Address | None, place: Place) -> None:
        super().__init__(place)
        self.leaves, self.address = leaves, address
        self._codes: list[int] = []
        self._cards = _cards(leaves)

    def parts(self) -> Iterator[_Part]:
        """The titled sections. Headings of the author's own, and the column of samples, end a section."""
        part: _Part | None = None
        shown = range(self.address.method, self.address.end) if self.address else range(0)
        for at, leaf in enumerate(self.leaves):
            if at in shown:
                continue
            if leaf.kind == "code-block" and not (part and self._describes(leaf, part)):
                self._codes.append(at)
                continue
            meant = section_at(self.leaves, at)
            if meant or leaf.heading is not None or (self._is_sample(leaf) and leaf.kind != "code-block"):
                if part:
                    yield part
                part = _Part(meant, leaf.words, begins=leaf) if meant else None
                if not meant:
                    self._outside(leaf)
            elif part:
                part.leaves.append(leaf)
            else:
                self._outside(leaf)
        if part:
            yield part

    def _outside(self, leaf: Leaf) -> None:
        """Words in no section: the description, badges, the titles of samples."""
        if labels.meaning(leaf.text, "deprecated"):
            self.deprecated = leaf
        elif leaf.heading is not None or self._is_sample(leaf) or labels.is_chrome(leaf.text):
            return
        elif _is_prose(leaf) or " " in leaf.words:
            self.prose.append(leaf)
        else:
            self.label(leaf.words)

    def _describes(self, code: Leaf, part: _Part) -> bool:
        """Whether a block of code stands in a field's description: bare (a sample has a title), within the section."""
        titled = any(
            leaf in self._cards and self._cards[leaf] == self._cards.get(code)
            for leaf in self.leaves
            if leaf is not code
        )
        if titled or not part.leaves or part.begins is None:
            return code.inside("p", "li", "blockquote") is not None
        section = common_element([part.begins, part.leaves[-1]])
        return section is not None and section in set(code.upwards())

    def _is_sample(self, leaf: Leaf) -> bool:
        """Whether a run of text belongs to a card with code: its title, its language, its choice of answers."""
        return leaf in self._cards

    def read(self, part: _Part) -> None:
        if part.meaning == "errors":
            self._errors(part)
            return
        table = read_table(part.leaves, self.at(part.meaning))
        if listed := _LISTED.match(table.description):
            table = replace(table, type=listed[1])
        if labels.is_printed_by_platform(table.description):
            table = replace(table, description="")
        status = _STATUS.match(table.description) if part.meaning == "response" else None
        self.section(_ROLES[part.meaning], part.title, part.meaning, table, status=status[1] if status else "")

    def _errors(self, part: _Part) -> None:
        """Each error is a status, a name, and what an opened one shows."""
        current: list[Leaf] = []
        status = ""
        for leaf in [*part.leaves, None]:
            begins = leaf is not None and _ERROR.fullmatch(leaf.words) is not None
            if leaf is None or begins:
                if status:
                    self._error(status, current)
                elif current:
                    self.unplaced.extend(current)
                status, current = (leaf.words if leaf else ""), []
            elif leaf is not None:
                current.append(leaf)

    def _error(self, status: str, leaves: list[Leaf]) -> None:
        title = leaves[0].words if leaves and not starts_row(leaves, 0) else ""
        path = f"error {status}"
        table = read_table(leaves[1:] if title else leaves, self.at(path))
        self.section("error", title or status, path, table, status=status)

    def samples(self) -> None:
        """Each block of code, by the words above it: the card's title, else the heading."""
        before = 0
        for at in self._codes:
            above = [
                leaf
                for leaf in self.leaves[before:at]
                if leaf.kind == "text" and (self._is_sample(leaf) or leaf.heading is not None)
            ]
            before = at + 1
            titles = [leaf.words for leaf in above if not labels.is_chrome(leaf.text)]
            heading = next((leaf.words for leaf in reversed(above) if leaf.heading is not None), "")
            titles = [title for title in titles if title != heading and title.lower() not in METHODS]
            self._example(heading, titles, self.leaves[at])

    def _example(self, heading: str, titles: list[str], leaf: Leaf) -> None:
        answer = any(labels.meaning(word, "response") for word in (heading, *titles, *heading.split()))
        told = _STATUS.search(" ".join(titles))
        status = told[1] if told else ""
        role: Role = role_of(status) if answer or status else "parameter"
        spoken = next((one for one in titles if _is_language(one)), "")
        language = spoken.lower() if role == "parameter" else ""
        title = heading or (language and spoken) or (titles[0] if titles else "")
        self.example(role, title, leaf.text, title or "sample", language=language, status=status)


_LANGUAGES = frozenset(
    [
        "curl",
        "python",
        "typescript",
        "javascript",
        "node.js",
        "go",
        "java",
        "c#",
        "csharp",
        "ruby",
        "php",
        "swift",
        "rust",
        "kotlin",
        "bash",
        "shell",
        "http",
        "json",
    ]
)


def _is_language(words: str) -> bool:
    return words.lower() in _LANGUAGES


def _is_prose(leaf: Leaf) -> bool:
    return leaf.inside("p", "li", "blockquote", "td", "th") is not None


def _cards(leaves: Sequence[Leaf]) -> dict[Leaf, int]:
    """Leaf -> the code block whose card it stands in.

    The card is the widest element round one block of code that holds no other, no heading, no row and no prose.
    """
    codes = [at for at, leaf in enumerate(leaves) if leaf.kind == "code-block"]
    holds: Counter[HtmlElement] = Counter()
    for at in codes:
        holds.update(leaves[at].upwards())
    closed: set[HtmlElement] = set()
    for at, leaf in enumerate(leaves):
        if leaf.kind != "code-block" and (leaf.heading is not None or _is_prose(leaf) or starts_row(leaves, at)):
            for element in leaf.upwards():
                if element in closed:
                    break
                closed.add(element)
    cards: dict[HtmlElement, int] = {}
    for at in codes:
        card = None
        for element in leaves[at].upwards():
            if element in closed or holds[element] > 1:
                break
            card = element
        if card is not None:
            cards[card] = at
    found: dict[Leaf, int] = {}
    for leaf in leaves:
        card = next((element for element in leaf.upwards() if element in cards), None)
        if card is not None:
            found[leaf] = cards[card]
    return found
