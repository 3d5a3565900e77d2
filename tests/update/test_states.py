"""States of pages: what an edition of a page means is told rightly. Other sources by their own recorded pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from shop_page import GET, LIST, Article, Row, page, with_parameter, without_answer

from speclift.pipeline.recording import recorded_pages
from speclift.pipeline.update import Update, update_source
from speclift.python_api.verdict import verdict
from speclift.readers.page import Page
from speclift.workspace.source import load_source, unconfigured

SOURCE = unconfigured("shop", "https://docs.shop.example/", "apidoc")
SOURCES = Path(__file__).parents[2] / "scraper/sources"


def answered(article: Article, row: Row, value: object) -> Article:
    """The article whose answer, and its example, have one field more."""
    assert isinstance(article.example, dict)
    return replace(article, answer=(*article.answer, row), example={**article.example, row.name: value})


def typed(article: Article, name: str, kind: str) -> Article:
    rows = tuple(replace(row, type=kind) if row.name == name else row for row in article.parameters)
    return replace(article, parameters=rows)


def optional(article: Article, name: str, *, is_optional: bool) -> Article:
    rows = tuple(replace(row, optional=is_optional) if row.name == name else row for row in article.parameters)
    return replace(article, parameters=rows)


POST = Article("AddGood", "post", "/goods", "Add one", parameters=(Row("label", "String", "What it is called."),),
               answer=(Row("id", "Number", "Its number."),), example={"id": 8})  # fmt: skip
BIG = (LIST, GET, POST)
COLOUR = "colour"

STATES: dict[str, tuple[tuple[Article, ...], str, str]] = {
    "the same": (BIG, "unchanged", ""),
    "another order of operations": ((GET, LIST, POST), "layout", "none"),
    "a summary": ((replace(LIST, title="List all goods"), GET, POST), "api", "none"),
    "a description": ((replace(LIST, text="Lists everything."), GET, POST), "api", "none"),
    "a description of a field": (
        (replace(LIST, parameters=(Row(COLOUR, "String", "By colour.", optional=True),)), GET, POST), "api", "none",
    ),
    "another recorded value": ((LIST, replace(GET, example={"id": 8, "price": 900}), POST), "api", "none"),
    "an operation added": ((*BIG, replace(GET, name="GetPart", url="/parts/:id")), "api", "minor"),
    "an operation removed": ((LIST, GET), "api", "major"),
    "an optional parameter added": (
        (with_parameter(LIST, Row("place", "String", "Where.", optional=True)), GET, POST), "api", "minor",
    ),
    "a required parameter added": ((with_parameter(LIST, Row("place", "String", "Where.")), GET, POST), "api", "major"),
    "a parameter removed": ((replace(LIST, parameters=()), GET, POST), "api", "major"),
    "a parameter became required": ((optional(LIST, COLOUR, is_optional=False), GET, POST), "api", "major"),
    "a parameter of another type": ((typed(LIST, COLOUR, "Boolean"), GET, POST), "api", "major"),
    "a parameter renamed": (
        (replace(LIST, parameters=(Row("paint", "String", "Only those of a colour.", optional=True),)), GET, POST),
        "api", "major",
    ),
    "a field of a body became optional": ((LIST, GET, optional(POST, "label", is_optional=True)), "api", "patch"),
    "a field of a body added": ((LIST, GET, with_parameter(POST, Row("size", "Number", "In cm.", optional=True))),
                                "api", "minor"),
    "a required field of a body added": ((LIST, GET, with_parameter(POST, Row("size", "Number", "In cm."))),
                                         "api", "major"),
    "a field of an answer added": ((LIST, answered(GET, Row("stock", "Number", "How many."), 3), POST), "api", "minor"),
    "a field of an answer removed": ((LIST, without_answer(GET, "price"), POST), "api", "major"),
    "the path of an operation": ((LIST, replace(GET, url="/articles/:id"), POST), "api", "major"),
    "the method of an operation": ((LIST, GET, replace(POST, method="put")), "api", "major"),
    "two changes": (
        (with_parameter(LIST, Row("place", "String", "Where.", optional=True)), without_answer(GET, "price"), POST),
        "api", "major",
    ),
}  # fmt: skip


def told(update: Update) -> str:
    """The release that the changes of an update demand."""
    assert set(update.changes) <= {"1.0.0"}
    return "".join(verdict(one.wire, one.python).release for one in update.changes.values())


@pytest.mark.parametrize("name", STATES)
def test_a_state_of_the_shop(name: str) -> None:
    articles, state, release = STATES[name]
    update = update_source(SOURCE, [Page("page.html", page(BIG))], [Page("page.html", page(articles))])
    assert update.state == state
    assert told(update) in (release, "" if release == "none" else release), [
        change.explain() for one in update.changes.values() for change in (*one.wire, *one.python)
    ]


@pytest.mark.parametrize("layout", ["wide", "dark <new> & 'odd'", "built 2031-01-01T00:00:00Z"])
def test_another_layout_writes_nothing(layout: str) -> None:
    update = update_source(
        SOURCE, [Page("page.html", page())], [Page("page.html", page(layout=layout))], packages=False
    )
    assert (update.state, update.to_write, update.findings) == ("layout", False, ())


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "the same": lambda content: content,
    "a comment at the end": lambda content: content + b"\n<!-- built on 2031-01-01 by 4711 -->\n",
    "a comment at the beginning": lambda content: content.replace(b"<head", b"<!-- cache: miss --><head", 1),
    "a style sheet": lambda content: content.replace(b"</head>", b'<link rel="stylesheet" href="/new.css"></head>', 1),
    "a script": lambda content: content.replace(b"</body>", b"<script>window.build=17</script></body>", 1),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", ["rocketchat", "signalwire", "trueconf-videosdk", "whereby"])
def test_what_says_nothing_of_the_api_is_no_change_of_the_other_sources(name: str, edit: str) -> None:
    source = load_source(SOURCES / name)
    recorded = recorded_pages(SOURCES / name)
    fetched = [replace_content(one, EDITS[edit](one.content)) for one in recorded]
    update = update_source(source, recorded, fetched, packages=False)
    same = all(one.content == two.content for one, two in zip(recorded, fetched, strict=True))
    assert update.state == ("unchanged" if same else "layout")
    assert not update.to_write
    assert update.changes == {}


def replace_content(one: Page, content: bytes) -> Page:
    return Page(one.name, content)


def test_there_are_forty_states() -> None:
    assert len(STATES) + 3 + len(EDITS) * 4 >= 40
