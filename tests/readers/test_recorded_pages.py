"""Recorded pages: what is read from each, and that its other forms say the same."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from page_changes import CHANGES, changed
from raw_as_json import dumped, without_page

from speclift.readers import reader_for
from speclift.readers.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.model.raw import RawApi, RawArticle, RawField, RawSection

HERE = Path(__file__).parent
RECORDED = sorted(HERE.glob("*/recorded/*.html.gz"))


def content(form: Path) -> bytes:
    return gzip.decompress(form.read_bytes())


@cache
def read(form: Path) -> RawApi:
    return read_as(form, content(form))


def read_as(form: Path, bytes_: bytes) -> RawApi:
    return reader_for(form.parent.parent.name).read([Page("page.html", bytes_)])


def recorded(name: str) -> RawApi:
    return read(HERE / f"{name}.html.gz")


def named(form: Path) -> str:
    return f"{form.parent.parent.name}/{form.name.removesuffix('.html.gz')}"


@pytest.mark.parametrize("form", RECORDED, ids=named)
def test_reads_what_is_expected(form: Path, regen: bool) -> None:
    expected = form.with_name(form.name.replace(".html.gz", ".json"))
    got = dumped(read(form))
    if regen:
        expected.write_text(got)
    assert json.loads(got) == json.loads(expected.read_text())


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("form", RECORDED, ids=named)
def test_survives_changes_of_the_markup_that_mean_nothing(form: Path, change: Callable[..., None]) -> None:
    assert read_as(form, changed(content(form), change)) == read(form)


@pytest.mark.parametrize("form", RECORDED, ids=named)
def test_every_place_is_given_once(form: Path) -> None:
    places = list(_places(read(form)))
    assert len(places) == len(set(places)) > 10


def _places(value: Any) -> Any:
    from msgspec import Struct
    from msgspec.structs import fields

    from speclift.model.raw import Place, RawGroup

    if isinstance(value, Place):
        yield value
    elif isinstance(value, Struct) and not isinstance(value, RawGroup):
        for field in fields(value):
            yield from _places(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _places(item)


def test_gitbook_streamed_out_of_order_reads_as_after_the_browser_ran_its_scripts() -> None:
    served, after = recorded("gitbook/recorded/as-served"), recorded("gitbook/recorded/after-scripts")
    assert served == after
    assert [article.title for article in served.articles] == [
        "Create meeting",
        "Get meetings",
        "Get meeting",
        "Delete meeting",
    ]


def test_gitbook_without_its_data_lacks_only_what_closed_toggles_hide() -> None:
    current, bare = recorded("gitbook/recorded/current"), recorded("gitbook/recorded/current-without-data")
    assert [_closed(article, other) for article, other in zip(current.articles, bare.articles, strict=True)] == list(
        bare.articles
    )


def test_gitbook_of_the_older_renderer_says_the_same_as_far_as_it_goes() -> None:
    older, bare = recorded("gitbook/recorded/as-served"), recorded("gitbook/recorded/current-without-data")
    for old, new in zip(older.articles, bare.articles, strict=True):
        assert _in_both(new, old) == _in_both(old, new)
    assert (older.title, older.servers, older.groups) == (bare.title, bare.servers, bare.groups)


def test_both_guesses_at_document360_say_the_same() -> None:
    assert recorded("document360/recorded/boxes") == recorded("document360/recorded/lists")


def test_fern_closed_lacks_only_the_rows_below_its_toggles() -> None:
    closed, opened = recorded("fern/recorded/closed"), recorded("fern/recorded/open")
    stripped = [
        replace(article, sections=tuple(replace(one, fields=_flat(one.fields)) for one in article.sections))
        for article in opened.articles
    ]
    assert stripped == list(closed.articles)
    assert replace(opened, articles=closed.articles) == closed


def _flat(fields: tuple[RawField, ...]) -> tuple[RawField, ...]:
    return tuple(replace(field, children=()) for field in fields)


def _closed(article: RawArticle, other: RawArticle) -> RawArticle:
    """`article` as the form without data shows it: toggles closed, one answer open, one sample shown."""
    shown = {section.place: section for section in other.sections}
    known = {example.place for example in other.examples}
    sections = []
    for section in article.sections:
        seen = shown[section.place]
        fields = tuple(
            replace(field, children=(), allowed=() if field.type.endswith("[]") else field.allowed)
            for field in section.fields
        )
        sections.append(
            replace(
                section,
                fields=fields if seen.fields else (),
                description=section.description if section.role != "body" else seen.description,
                type=seen.type,
            )
        )
    examples = tuple(example for example in article.examples if example.place in known)
    return replace(article, sections=tuple(sections), examples=examples)


def _in_both(article: RawArticle, other: RawArticle) -> RawArticle:
    """`article` as far as both renderers print it. The older one prints no optional labels, limits, defaults, base
    types of enumerations and deprecated fields; the newer one no titles of arrays; each hides other closed parts."""
    there = {section.place: section for section in other.sections}
    answers = {example.place for example in other.examples if example.role != "parameter"}
    return replace(
        article,
        sections=tuple(_section_in_both(section, there[section.place]) for section in article.sections),
        examples=tuple(example for example in article.examples if example.place in answers),
    )


def _section_in_both(section: RawSection, other: RawSection) -> RawSection:
    names = {field.name for field in other.fields}
    return replace(
        section,
        title="Response" if section.status else section.title,
        fields=tuple(_field_as_older(field) for field in section.fields if field.name in names),
        description=section.description if other.description else "",
        media_type=section.media_type if other.media_type else "",
    )


def _field_as_older(field: RawField) -> RawField:
    kind = field.type.replace("string", "enum") if field.allowed or field.name == "fields" else field.type
    return replace(
        field,
        type=kind,
        required=field.required or None,
        default=None,
        example=field.example if field.name != "results" else None,
        constraints=tuple(fact for fact in field.constraints if fact[0] not in ("min", "max", "array title")),
    )


def test_the_page_is_named_in_every_place() -> None:
    api = recorded("vuepress/recorded/getscheduler")
    assert without_page(api) == api
