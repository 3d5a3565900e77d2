"""Changing rows and words wherever they stand in a `RawApi`.

Enters: `RawApi` and a function. Leaves: the same page with every row, or every run of words, replaced by what the
function makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import is_

from msgspec.structs import replace

from speclift.model.raw import RawApi, RawArticle, RawField, RawGroup, RawSection, RawText

Rows = Callable[[RawField, RawSection, RawArticle], RawField]
Words = Callable[[str, RawText | RawField | RawSection], str]


def with_rows(raw: RawApi, change: Rows) -> RawApi:
    """Every row changed, what is below a row before the row itself."""

    def row(one: RawField, section: RawSection, article: RawArticle) -> RawField:
        if one.children:
            below = tuple([row(child, section, article) for child in one.children])
            if not _same(below, one.children):
                one = replace(one, children=below)
        return change(one, section, article)

    def section(one: RawSection, article: RawArticle) -> RawSection:
        fields = tuple([row(field, one, article) for field in one.fields])
        return one if _same(fields, one.fields) else replace(one, fields=fields)

    def article(one: RawArticle) -> RawArticle:
        sections = tuple([section(part, one) for part in one.sections])
        return one if _same(sections, one.sections) else replace(one, sections=sections)

    articles = tuple([article(one) for one in raw.articles])
    return raw if _same(articles, raw.articles) else replace(raw, articles=articles)


def _same(ones: Sequence[object], others: Sequence[object]) -> bool:
    return len(ones) == len(others) and all(map(is_, ones, others))


def with_words(raw: RawApi, change: Words) -> RawApi:
    """Every description changed: of rows, sections, articles and groups. Examples stay as recorded."""

    def text(one: RawText) -> RawText:
        words = change(one.text, one)
        return one if words == one.text else replace(one, text=words)

    def texts(some: tuple[RawText, ...]) -> tuple[RawText, ...]:
        made = tuple([one for one in map(text, some) if one.text])
        return some if _same(made, some) else made

    def row(field: RawField, _: RawSection, __: RawArticle) -> RawField:
        words = change(field.description, field)
        return field if words == field.description else replace(field, description=words)

    def section(one: RawSection) -> RawSection:
        words = change(one.description, one)
        return one if words == one.description else replace(one, description=words)

    def group(one: RawGroup) -> RawGroup:
        return replace(one, description=texts(one.description))

    raw = with_rows(raw, row)

    def article(one: RawArticle) -> RawArticle:
        said, sections = texts(one.description), tuple([section(part) for part in one.sections])
        if said is one.description and _same(sections, one.sections):
            return one
        return replace(one, description=said, sections=sections)

    articles = tuple([article(one) for one in raw.articles])
    groups = tuple(group(one) for one in raw.groups)
    return replace(raw, articles=articles, groups=groups, description=texts(raw.description))


def words_of(raw: RawApi) -> Iterator[str]:
    """Every description that `with_words` would change."""
    for text in raw.description:
        yield text.text
    for group in raw.groups:
        for text in group.description:
            yield text.text
    for article in raw.articles:
        for text in article.description:
            yield text.text
        for section in article.sections:
            yield section.description
            yield from _row_words(section.fields)


def _row_words(rows: tuple[RawField, ...]) -> Iterator[str]:
    for row in rows:
        yield row.description
        if row.children:
            yield from _row_words(row.children)
