"""What the families of a review look at: the articles of each version as printed, told apart, with what examples show.

Enters: editions, and the fields of each object that recorded examples show. Leaves: `ReviewedPage`.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.normalise.addresses import Address, read_address
from speclift.normalise.editions import Edition, is_operation
from speclift.normalise.names import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.model.raw import RawArticle, RawField, RawText
    from speclift.normalise.definitions import Definition
    from speclift.normalise.observe import Observed


class Call(Struct, frozen=True, dict=True):
    """An operation's article, and its address."""

    article: RawArticle
    address: Address

    @property
    def method(self) -> str:
        """The method as printed, in capitals."""
        return self.article.kind.strip().upper()

    @cached_property
    def errors(self) -> tuple[RawField, ...]:
        """The rows of its tables of errors that are reasons: those with words about them."""
        sections = (section for section in self.article.sections if section.role == "error")
        return tuple(row for section in sections for row in section.fields if row.name.strip())

    @cached_property
    def things(self) -> tuple[str, ...]:
        """The literal segments of its path, without the version's prefix: `conferences`, `invitations`."""
        parts = re.sub(r"\{[^}]*\}", "", self.address.path).split("/")
        return tuple(part for part in parts if part and not re.fullmatch(r"(?:api|v?\d[\d.]*)", part))


class ReviewedVersion(Struct, frozen=True, dict=True):
    """One version: its edition, and the objects that the page defines in it with what examples show of each."""

    edition: Edition
    definitions: Mapping[str, Definition]
    observed: Observed

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The operations of the version that stand under an address."""
        return tuple(
            Call(article, read_address(article.url))
            for article in self.edition.articles
            if is_operation(article) and article.transport == "http"
        )

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str], Call]:
        """The calls by what they are called in every version."""
        return {key_of(call.article): call for call in self.calls}

    @cached_property
    def objects(self) -> tuple[RawArticle, ...]:
        """The articles that define objects."""
        return tuple(article for article in self.edition.articles if not is_operation(article))


class ReviewedPage(Struct, frozen=True):
    """All versions of a page, oldest first."""

    versions: tuple[ReviewedVersion, ...]


def key_of(article: RawArticle) -> tuple[str, str]:
    """What an article is called in every version."""
    return article.group, article.name


def rows_of(article: RawArticle) -> Iterator[RawField]:
    """Every row of every table of an article, at any depth."""

    def below(rows: tuple[RawField, ...]) -> Iterator[RawField]:
        for row in rows:
            yield row
            yield from below(row.children)

    for section in article.sections:
        yield from below(section.fields)


def texts_of(article: RawArticle) -> Iterator[tuple[str, RawText | RawField]]:
    """What an article says in sentences, with the piece of the page that says it."""
    for text in (*article.description, *((article.deprecated,) if article.deprecated else ())):
        yield text.text, text
    for row in rows_of(article):
        if row.description:
            yield row.description, row


def plain(text: str) -> str:
    """A text without code spans, link targets and addresses: what a person wrote as words."""
    text = re.sub(r"```.*?```|`[^`]*`", " \u00b7 ", text, flags=re.DOTALL)
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    return re.sub(r"https?://\S+", " \u00b7 ", text)


def same_words(one: str, other: str) -> bool:
    """Whether two names name the same thing: `groups` and `group`, `user_id` and `userId`."""
    return _singular(words_of(one)) == _singular(words_of(other))


def _singular(words: tuple[str, ...]) -> list[str]:
    return [word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words]
