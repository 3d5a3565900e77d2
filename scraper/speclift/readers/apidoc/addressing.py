"""Puts a reading at its address: places get their page, anchor and version, texts their version back.

Enters: a `RawArticle` with blank places, and where it stands. Leaves: the same article, complete. Texts that do not
mention the version stay the very same `str` objects, so a later stage that keeps what it made of a text in a
dictionary pays once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.model.raw import Place, RawArticle, RawExample, RawField, RawSection, RawText

if TYPE_CHECKING:
    from collections.abc import Iterable

Tell = Callable[[str], str]
"""Spells an article's own version in, wherever it was spelled out of a text."""


class Address(Struct, frozen=True):
    """Where an article stands. `printing` is above 1 where the page prints one version of an article again: the paths
    of such an article say so, since no two facts of a page share a place."""

    page: str
    anchor: str
    version: str
    printing: int = 1


class Named(Struct, frozen=True):
    """What the opening tag and the heading of an article say."""

    group: str
    name: str
    title: str
    group_title: str


def addressed(article: RawArticle, address: Address, named: Named, tell: Tell | None) -> RawArticle:
    """`article` at `address`, under its names."""
    return _Addressing(address, tell or str).article(article, named)


class _Addressing:
    def __init__(self, address: Address, tell: Tell) -> None:
        self._page, self._anchor, self._version = address.page, address.anchor, address.version
        self._again = f"printing {address.printing}" if address.printing > 1 else ""
        self._tell = tell

    def article(self, article: RawArticle, named: Named) -> RawArticle:
        tell = self._tell
        return RawArticle(
            group=named.group,
            name=named.name,
            version=self._version,
            title=named.title,
            place=self._place(article.place),
            group_title=named.group_title,
            kind=article.kind,
            url=tell(article.url),
            transport=article.transport,
            deprecated=None if article.deprecated is None else self._text(article.deprecated),
            description=self._texts(article.description),
            permission=self._texts(article.permission),
            sections=tuple([self._section(section) for section in article.sections]),
            examples=tuple([self._example(example) for example in article.examples]),
            labels=self._texts(article.labels),
        )

    def _place(self, place: Place) -> Place:
        path = place.path
        if self._again:
            path = f"{self._again}/{path}" if path else self._again
        return Place(self._page, self._anchor, self._version, path)

    def _text(self, text: RawText) -> RawText:
        return RawText(self._tell(text.text), self._place(text.place))

    def _texts(self, texts: Iterable[RawText]) -> tuple[RawText, ...]:
        return tuple([self._text(text) for text in texts])

    def _section(self, section: RawSection) -> RawSection:
        tell = self._tell
        return RawSection(
            section.role,
            section.title,
            self._place(section.place),
            tuple([self._field(each) for each in section.fields]),
            tell(section.description),
            section.status,
            section.media_type,
            section.type,
        )

    def _field(self, each: RawField) -> RawField:
        tell = self._tell
        return RawField(
            each.name,
            self._place(each.place),
            tell(each.type),
            each.required,
            each.deprecated,
            tell(each.description),
            None if each.default is None else tell(each.default),
            each.size,
            each.allowed,
            each.example,
            tuple([(tell(label), tell(value)) for label, value in each.constraints]) if each.constraints else (),
            tuple([self._field(child) for child in each.children]) if each.children else (),
        )

    def _example(self, example: RawExample) -> RawExample:
        return RawExample(
            example.role,
            example.title,
            self._tell(example.text),
            self._place(example.place),
            example.language,
            example.status,
            example.media_type,
        )
