"""What the page shows, completed by what its data holds.

Enters: articles read from the markup, and the same operations from the embedded data. Leaves: articles in which closed
disclosures are open. Where both speak, the page's words stand: nothing shown is replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import RawArticle, RawExample, RawField, RawSection
    from speclift.readers.gitbook.embedded import Embedded


def filled(articles: Sequence[RawArticle], embedded: Embedded) -> tuple[RawArticle, ...]:
    """Each article completed; operations that only the data has come last."""
    rest = dict(embedded.articles)
    done = [_article(article, rest.pop((article.kind, article.url), None)) for article in articles]
    return (*done, *rest.values())


def _article(shown: RawArticle, data: RawArticle | None) -> RawArticle:
    if data is None:
        return shown
    return replace(
        shown,
        title=shown.title or data.title,
        deprecated=shown.deprecated or data.deprecated,
        description=shown.description or data.description,
        sections=_sections(shown.sections, data.sections),
        examples=_examples(shown.examples, data.examples),
    )


def _sections(shown: Sequence[RawSection], data: Sequence[RawSection]) -> tuple[RawSection, ...]:
    mine = {section.place.path: section for section in shown}
    theirs = {section.place.path: section for section in data}
    merged = [_section(mine[path], theirs.get(path)) for path in mine]
    order = list(theirs)
    for path, section in theirs.items():
        if path not in mine:
            before = set(order[: order.index(path)])
            at = max((index + 1 for index, one in enumerate(merged) if one.place.path in before), default=0)
            merged.insert(at, section)
    return tuple(merged)


def _section(shown: RawSection, data: RawSection | None) -> RawSection:
    if data is None:
        return shown
    return replace(
        shown,
        fields=_fields(shown.fields, data.fields),
        description=shown.description or data.description,
        media_type=shown.media_type or data.media_type,
        type=shown.type or data.type,
    )


def _fields(shown: Sequence[RawField], data: Sequence[RawField]) -> tuple[RawField, ...]:
    if not shown:
        return tuple(data)
    merged: list[RawField] = []
    rest = list(shown)
    for known in data:
        mine = next((field for field in rest if field.name == known.name), None)
        if mine is None:
            merged.append(known)
        else:
            rest.remove(mine)
            merged.append(_field(mine, known))
    return (*merged, *rest)


def _field(shown: RawField, data: RawField) -> RawField:
    return replace(
        shown,
        type=shown.type or data.type,
        required=data.required if shown.required is None else shown.required,
        deprecated=shown.deprecated or data.deprecated,
        description=shown.description or data.description,
        default=data.default if shown.default is None else shown.default,
        allowed=shown.allowed or data.allowed,
        example=data.example if shown.example is None else shown.example,
        constraints=shown.constraints or data.constraints,
        children=_fields(shown.children, data.children),
    )


def _examples(shown: Sequence[RawExample], data: Sequence[RawExample]) -> tuple[RawExample, ...]:
    """The page shows one answer at a time; the data holds the others."""
    known = {(example.role, example.status) for example in shown}
    return (*shown, *(example for example in data if (example.role, example.status) not in known))
