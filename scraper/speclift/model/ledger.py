"""The ledger: which piece of the page went where.

Enters: entries, appended while documents are made. Leaves: three answers. `unaccounted`: what of a page is in none
of used, noted and prose (it must be nothing). `counts`: how many pieces are in which. `explain`: the words behind a
JSON pointer.

A piece of the page is *used* when it has a pointer into a document, *noted* when it stands in a finding, *prose*
when it is a description. A piece that several rules read counts once, as the strongest of the three in that order.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from speclift.model.raw import Place, RawApi, RawArticle, RawExample, RawField, RawGroup, RawSection, RawText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclift.model.api import Fact, Origin

Fate = Literal["used", "noted", "prose"]


class Explanation(Struct, frozen=True):
    """A piece of the page behind a pointer: its words, its place, and the rule that read it."""

    pointer: str
    quote: str
    place: Place
    rule: str


class Counts(Struct, frozen=True):
    """How many pieces of a page were used, stand in a finding, or are prose."""

    used: int
    noted: int
    prose: int


class Ledger:
    """Where every piece of a page went. Grows while a page is lifted; asked afterwards."""

    def __init__(self) -> None:
        self._entries: dict[str, list[tuple[str, Sequence[Fact], Fate]]] = {}
        self._noted: list[Place] = []
        self._pointers: dict[str, dict[Place, str]] = {}

    def used(self, version: str, pointer: str, facts: Sequence[Fact]) -> None:
        """The facts made the place `pointer` of the document of `version`."""
        self._of(version).append((pointer, facts, "used"))

    def prose(self, version: str, pointer: str, facts: Sequence[Fact]) -> None:
        """The facts are words for people, and stand at `pointer`."""
        self._of(version).append((pointer, facts, "prose"))

    def noted(self, places: Iterable[Place]) -> None:
        """What stands at the places is quoted by a finding."""
        self._noted.extend(places)

    def _of(self, version: str) -> list[tuple[str, Sequence[Fact], Fate]]:
        entries = self._entries.get(version)
        if entries is None:
            entries = self._entries[version] = []
        return entries

    def _each(self, version: str) -> Iterator[tuple[str, Fact, Fate]]:
        for pointer, facts, fate in self._entries.get(version, ()):
            for fact in facts:
                yield pointer, fact, fate

    def explain(self, version: str, pointer: str) -> tuple[Explanation, ...]:
        """The pieces of the page behind a place of a document: of the place itself, else of what is below, else above.

        `pointer` is a JSON pointer (RFC 6901) without `#`; the version is spelled as in the document (`3.10`).
        """
        entries = list(self._each(version))
        exact = [entry for entry in entries if entry[0] == pointer]
        inside = pointer.rstrip("/") + "/"
        nearest = exact or [entry for entry in entries if entry[0].startswith(inside)]
        while not nearest and pointer:
            pointer = pointer.rpartition("/")[0]
            nearest = [entry for entry in entries if entry[0] == pointer] if pointer else []
        seen: dict[tuple[str, Place, str], Explanation] = {}
        for at, fact, _ in nearest:
            origin = fact.origin
            key = (at, origin.place, fact.rule)
            if key not in seen:
                seen[key] = Explanation(at, quote(origin), origin.place, fact.rule)
        return tuple(seen.values())

    def explanations(self, version: str) -> dict[str, tuple[Explanation, ...]]:
        """The pieces of the page behind every pointer that has any, in the order in which they were read."""
        found: dict[str, dict[tuple[Place, str], Explanation]] = {}
        for pointer, fact, _ in self._each(version):
            place = fact.origin.place
            found.setdefault(pointer, {}).setdefault(
                (place, fact.rule), Explanation(pointer, quote(fact.origin), place, fact.rule)
            )
        return {pointer: tuple(pieces.values()) for pointer, pieces in found.items()}

    def pointer(self, version: str, place: Place) -> str:
        """The first pointer that a piece of the page has in the document of a version, or ""."""
        if version not in self._pointers:
            pointers: dict[Place, str] = {}
            for pointer, fact, _ in self._each(version):
                pointers.setdefault(fact.origin.place, pointer)
            self._pointers[version] = pointers
        return self._pointers[version].get(place, "")

    def pointers(self) -> dict[Place, list[tuple[str, str]]]:
        """The version and the pointer of every place at which a piece of the page ended."""
        found: dict[Place, list[tuple[str, str]]] = {}
        for version in self._entries:
            for pointer, fact, _ in self._each(version):
                found.setdefault(fact.origin.place, []).append((version, pointer))
        return found

    def counts(self) -> Counts:
        """How many pieces went where; each counts once, as used before noted before prose."""
        fates = self._fates()
        values = list(fates.values())
        return Counts(values.count("used"), values.count("noted"), values.count("prose"))

    def unaccounted(self, raw: RawApi) -> tuple[Place, ...]:
        """The places of a page that are neither used nor noted nor prose, in page order."""
        known = self._fates()
        return tuple(dict.fromkeys(place for place in places(raw) if place not in known))

    def _fates(self) -> dict[Place, Fate]:
        fates: dict[Place, Fate] = {}
        rank = {"used": 2, "noted": 1, "prose": 0}
        for version in self._entries:
            for _, fact, fate in self._each(version):
                place = fact.origin.place
                if rank[fate] > rank.get(fates.get(place, ""), -1):
                    fates[place] = fate
        for place in self._noted:
            if fates.get(place) != "used":
                fates[place] = "noted"
        return fates


def places(raw: RawApi) -> Iterator[Place]:
    """Every place of a page that holds something, in page order."""
    for text in raw.description:
        yield text.place
    for group in raw.groups:
        yield group.place
        for text in group.description:
            yield text.place
    for article in raw.articles:
        yield from places_of(article)


def places_of(article: RawArticle) -> Iterator[Place]:
    """Every place of an article that holds something."""
    yield article.place
    if article.deprecated is not None:
        yield article.deprecated.place
    for text in (*article.description, *article.permission, *article.labels):
        yield text.place
    for section in article.sections:
        yield section.place
        yield from _rows(section.fields)
    for example in article.examples:
        yield example.place


def quotes(raw: RawApi) -> dict[Place, str]:
    """The words at every place of a page that holds something."""
    texts = [*raw.description, *(text for group in raw.groups for text in group.description)]
    for article in raw.articles:
        texts += [*([article.deprecated] if article.deprecated else ()), *article.description]
        texts += [*article.permission, *article.labels]
    pieces: list[Origin] = [*texts, *raw.groups, *raw.articles]
    for article in raw.articles:
        pieces += [*article.sections, *article.examples]
        pieces += [row for section in article.sections for row in all_rows(section.fields)]
    return {piece.place: quote(piece) for piece in pieces}


def said(raw: RawApi) -> Counter[str]:
    """Every text that a reader took from the page, cell by cell, with how often: the words of the page, each once."""
    texts: list[str] = [raw.title, *(text.text for text in (*raw.description, *raw.not_understood)), *raw.servers]
    texts.append(raw.generator)
    with_samples = any(article.examples for article in raw.articles)
    sampled = any(example.status for article in raw.articles for example in article.examples)
    for group in raw.groups:
        texts.append(group.title)
        texts.extend(text.text for text in group.description)
    for article in raw.articles:
        texts += [article.kind, article.url, article.title, article.group_title, *raw.servers]
        if with_samples:
            texts += [article.kind, article.url]  # a sample stands below method and address once more
        if article.deprecated is not None:
            texts.append(article.deprecated.text)
        texts += [text.text for text in (*article.description, *article.permission, *article.labels)]
        if sampled:  # samples repeat what is said of each response
            texts += [section.description for section in article.sections if section.status]
        for section in article.sections:
            texts += [section.title, section.description, section.status, section.media_type, section.type]
            for row in all_rows(section.fields):
                texts += (row.name, row.type, row.description)
                if row.default or row.size or row.example:
                    texts += [cell for cell in (row.default, row.size, row.example) if cell]
                texts += row.allowed
                texts += ["array of"] * row.type.count("[]")
                for fact in row.constraints:
                    texts += fact
        for example in article.examples:
            texts += [example.title, example.text, example.language, example.status, example.media_type]
    return Counter(texts)


def flags(raw: RawApi) -> Counter[str]:
    """How many rows (and articles) carry each label of one word: required, optional, deprecated."""
    rows = [row for article in raw.articles for section in article.sections for row in all_rows(section.fields)]
    counter = Counter({True: "required", False: "optional"}[row.required] for row in rows if row.required is not None)
    counter["deprecated"] = sum(row.deprecated for row in rows) + sum(
        article.deprecated is not None for article in raw.articles
    )
    return counter


def words_of(article: RawArticle) -> Iterator[str]:
    """Everything that an article says, piece by piece, as `quote` gives it."""
    yield quote(article)
    yield article.title
    for text in (*((article.deprecated,) if article.deprecated else ()), *article.description, *article.permission):
        yield text.text
    for label in article.labels:
        yield label.text
    for section in article.sections:
        yield section.title
        for row in all_rows(section.fields):
            yield quote(row)
            yield row.description
    for example in article.examples:
        yield example.text


def all_rows(rows: tuple[RawField, ...]) -> Iterator[RawField]:
    """The rows and those below them, in page order."""
    for row in rows:
        yield row
        yield from all_rows(row.children)


def _rows(rows: tuple[RawField, ...]) -> Iterator[Place]:
    for row in rows:
        yield row.place
        if row.children:
            yield from _rows(row.children)


def quote(origin: object) -> str:
    """The words of a piece of the page, as a person would copy them: a row with its cells parted by ` | `."""
    match origin:
        case RawText(text=text) | RawExample(text=text):
            return text
        case RawField():
            return _row(origin)
        case RawSection(title=title):
            return title
        case RawArticle(kind=kind, url=url, title=title):
            return " ".join(part for part in (kind, url) if part) or title
        case RawGroup(title=title):
            return title
    raise TypeError(f"{type(origin).__name__} is not a piece of a page")


def _row(row: RawField) -> str:
    label = {False: " (optional)", True: " (required)", None: ""}[row.required]
    cells = [row.name + label, row.type, row.description]
    if row.default is not None:
        cells.append(f"Default value: {row.default}")
    if row.size is not None:
        cells.append(f"Size range: {row.size}")
    if row.allowed:
        cells.append(f"Allowed values: {', '.join(row.allowed)}")
    if row.example is not None:
        cells.append(f"Example: {row.example}")
    cells.extend(f"{label}: {value}" for label, value in row.constraints)
    return " | ".join(cell for cell in cells if cell)
