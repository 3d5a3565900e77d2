"""An article while it is written: sections, examples, labels and what could not be placed, each with its place.

Enters: what a reader finds, in page order. Leaves: a `RawArticle`, and the runs of text that nobody understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawArticle, RawExample, RawSection, RawText, Role
from speclift.readers.kit.markdown_text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclift.readers.kit.address import Address
    from speclift.readers.kit.leaves import Leaf
    from speclift.readers.kit.rows import Table


def role_of(status: str) -> Role:
    """Whether a response with this status ("200", "4XX", "default", "") tells of success or of an error."""
    return "success" if not status or status[0] in "123" else "error"


class ArticleWriter:
    """Collects the parts of one article. `place` is the article's own; parts stand at paths below it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.sections: list[RawSection] = []
        self.examples: list[RawExample] = []
        self.labels: list[RawText] = []
        self.prose: list[Leaf] = []
        self.unplaced: list[Leaf] = []
        self.deprecated: Leaf | None = None

    def at(self, path: str) -> Place:
        """A place inside the article."""
        return Place(self.place.page, self.place.anchor, self.place.version, path)

    def label(self, words: str) -> None:
        """Keep words that document nothing that the vocabulary has a name for: a badge, a remark."""
        self.labels.append(RawText(words, self.at(f"label/{len(self.labels) + 1}")))

    def section(
        self,
        role: Role,
        title: str,
        path: str,
        table: Table,
        *,
        status: str = "",
        media_type: str = "",
    ) -> None:
        """Add a table. One of which nothing could be read is not understood; a stray word beside rows is a label."""
        if table.fields or table.type:
            for leaf in table.unplaced:
                self.label(leaf.words)
        else:
            self.unplaced.extend(table.unplaced)
        place = self.at(path)
        self.sections.append(
            RawSection(role, title, place, table.fields, table.description, status, media_type, table.type)
        )

    def example(
        self,
        role: Role,
        title: str,
        text: str,
        name: str,
        *,
        language: str = "",
        status: str = "",
        media_type: str = "",
        made_up: bool = False,
    ) -> None:
        """Add an example under `example/name`, `example/name#2` and so on."""
        path = f"example/{name}" if name else "example"
        again = sum(1 for example in self.examples if example.place.path.split("#")[0] == path)
        place = self.at(path if not again else f"{path}#{again + 1}")
        self.examples.append(RawExample(role, title, text, place, language, status, media_type, made_up))

    def texts(self, words: Iterable[str], path: str) -> tuple[RawText, ...]:
        """Paragraphs with places `path/1`, `path/2` and so on."""
        return tuple(RawText(text, self.at(f"{path}/{number}")) for number, text in enumerate(words, 1))

    def not_understood(self) -> tuple[RawText, ...]:
        """What could not be placed."""
        return self.texts((leaf.words for leaf in self.unplaced), "unplaced")

    def article(
        self,
        group: tuple[str, str],
        title: str,
        address: Address | None,
        *,
        name: str = "",
        url: str = "",
        transport: str = "http",
        description: Sequence[str] = (),
    ) -> RawArticle:
        """The article. `group` is (identifier, title), `name` the anchor's where none is given, `url` and
        `description` stand for what the address and the prose leaves tell."""
        return RawArticle(
            group=group[0],
            group_title=group[1],
            name=name or self.place.anchor,
            version="",
            title=title,
            place=self.place,
            kind=address.verb if address else "",
            url=url or ((address.path or address.server) if address else ""),
            transport=transport,
            deprecated=RawText(self.deprecated.words, self.at("deprecated")) if self.deprecated else None,
            description=self.texts(description or paragraphs(self.prose), "description"),
            sections=tuple(self.sections),
            examples=tuple(self.examples),
            labels=tuple(self.labels),
        )
