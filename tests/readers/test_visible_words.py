"""The ledger that cannot be fooled: visible words found without the readers, held against what the readers took."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from speclift.model.ledger import flags, said
from speclift.model.raw import RawApi, RawField
from speclift.pipeline.visible_words import Coverage, coverage
from speclift.readers import READERS, reader_for
from speclift.readers.kit.labels import Labels
from speclift.readers.page import Page
from speclift.readers.visible_words import visible_runs

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
PAGES = sorted(
    path for form in ("cases/*.html", "cases/*/page.html", "recorded/*.html.gz") for path in HERE.glob(f"*/{form}")
)
TRUECONF = HERE / "apidoc/trueconf-served.html.gz"
KNOWN = {
    "apidoc/home-made": ("Not an operation",),
    "apidoc/template-0.17-russian": ("Types_of_things - Телефон",),
    "apidoc/template-0.24-turkish": ("İzin: admin",),
    "document360/copied-text": ("stringRequired", "ExampleRScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f"),
    "document360/endpoint-with-everything": ("string",),
    "gitbook/everything-open": ("object · Meta",),
    "gitbook/headers-and-response-wrappers": ("object · Thing", "object", "string"),
    "vuepress/several-methods": ("Две команды.",),
}
"""What is not taken, page by page: text glued to its label, an item's type that the array's type says already, the
title of a whole body beside its type, prose above the first method."""


def named(path: Path) -> str:
    name = path.name.partition(".")[0]
    return f"{path.relative_to(HERE).parts[0]}/{path.parent.name if name == 'page' else name}"


def page_of(path: Path) -> Page:
    return Page(path.name, gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())


def covered(path: Path, page: Page, raw: RawApi) -> Coverage:
    labels = reader_for(path.relative_to(HERE).parts[0]).labels  # type: ignore[attr-defined]
    return coverage([page], said(raw), flags(raw), labels, raw.versions)


READ = {path: reader_for(path.relative_to(HERE).parts[0]).read([page_of(path)]) for path in PAGES}
SHOWN = [path for path in PAGES if "data-" not in path.name and path.parent.name != "home-made"]
"""Pages that show what they document. (The home-made page's words are single letters, each many times.)"""


def test_every_visible_word_of_a_large_page_was_taken() -> None:
    page = page_of(TRUECONF)
    found = covered(TRUECONF, page, reader_for("apidoc").read([page]))
    assert found.shown > 100_000
    assert found.runs == ()


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_visible_word_was_taken(path: Path) -> None:
    assert set(covered(path, page_of(path), READ[path]).runs) == set(KNOWN.get(named(path), ()))


CELLS: dict[str, Callable[[RawField], RawField]] = {
    "name": lambda row: replace(row, name=""),
    "type": lambda row: replace(row, type=""),
    "description": lambda row: replace(row, description=""),
    "required": lambda row: replace(row, required=None),
    "deprecated": lambda row: replace(row, deprecated=False),
    "default": lambda row: replace(row, default=None),
    "size": lambda row: replace(row, size=None),
    "example": lambda row: replace(row, example=None),
    "allowed": lambda row: replace(row, allowed=()),
    "constraints": lambda row: replace(row, constraints=()),
}


def without(value: Any, cell: Callable[[RawField], RawField]) -> Any:
    """The reading of a page by a reader that does not handle one kind of cell."""
    if isinstance(value, RawField):
        value = cell(value)
    if isinstance(value, Struct):
        names = [name for name in value.__struct_fields__ if isinstance(getattr(value, name), tuple)]
        return replace(value, **{name: without(getattr(value, name), cell) for name in names}) if names else value
    return tuple(without(item, cell) for item in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("platform", READERS)
def test_a_kind_of_cell_that_a_reader_drops_is_reported(platform: str, cell: str) -> None:
    pages = [path for path in SHOWN if path.relative_to(HERE).parts[0] == platform]
    mutants = {path: without(READ[path], CELLS[cell]) for path in pages}
    if mutants == {path: READ[path] for path in pages}:
        pytest.skip("the platform has no such cell")
    before = sum(covered(path, page_of(path), READ[path]).lost for path in pages)
    after = sum(covered(path, page_of(path), mutants[path]).lost for path in pages)
    assert after > before


@pytest.mark.parametrize("part", ["sections", "examples", "description"])
@pytest.mark.parametrize("path", SHOWN, ids=named)
def test_a_part_of_an_article_that_a_reader_drops_is_reported(path: Path, part: str) -> None:
    raw = READ[path]
    for number, article in enumerate(raw.articles):
        if getattr(article, part):
            articles = (*raw.articles[:number], replace(article, **{part: ()}), *raw.articles[number + 1 :])
            after = covered(path, page_of(path), replace(raw, articles=articles))
            assert after.lost > covered(path, page_of(path), raw).lost


def test_words_that_nothing_took_are_a_finding() -> None:
    page = Page("p.html", b"<main><h1>Books</h1><p>Nobody reads this.</p></main>")
    found = coverage([page], Counter(["Books"]), Counter(), Labels({}, {})).finding()
    assert found.rule == "words-not-taken"
    assert [quote.text for quote in found.quotes] == ["Nobody reads this."]
    assert "3 of 4 visible words" in found.message


INVENTED = {
    "label": "<span>zorkword</span>",
    "limit": "<span>Zorklimit: <code>17171</code></span>",
    "section": "<div><h4>Zorkparameters</h4><div><span>zorkname</span><span>string</span></div></div>",
    "hidden": '<span aria-hidden="true">zork</span><div hidden><p>zork</p></div><p style="display: none">zork</p>',
}


@pytest.mark.parametrize("invented", INVENTED)
@pytest.mark.parametrize("path", SHOWN, ids=named)
def test_words_that_a_page_invents_stand_in_the_reading_or_are_reported(path: Path, invented: str) -> None:
    page = page_of(path)
    plain = re.sub(rb"(?s)<script.*?</script>", lambda script: b" " * len(script[0]), page.content)
    start = next(at for mark in (b"<main", b"<article id", b"<body") if (at := plain.find(mark)) >= 0)
    end = min(at for tag in (b"</h2>", b"</h1>", b"</h3>") if (at := plain.find(tag, start)) > 0) + 5
    content = page.content[:end] + INVENTED[invented].encode() + page.content[end:]
    other = Page(page.name, content)
    raw = reader_for(path.relative_to(HERE).parts[0]).read([other])
    found = covered(path, other, raw)
    taken = any("zork" in text.lower() for text in said(raw))
    reported = any("zork" in run.lower() for run in found.runs)
    assert taken or reported if invented != "hidden" else not reported


VISIBLE = {
    "<p>a <b>b</b> c</p>": ["a", "b", "c"],
    "<p>a&nbsp;&lt;b&gt;</p>": ["a <b>"],
    "<p hidden>a</p>b": ["b"],
    '<p class="hidden md:block">a</p>': ["a"],
    '<p hidden="until-found">a</p>': ["a"],
    '<div hidden id="S:1">late</div>': ["late"],
    "<script>a < b</script><style>c</style><template>d</template>e": ["e"],
    "<div hidden><div>a</div>b</div>c": ["c"],
    '<p title="a > b">c</p>': ["c"],
    '<p title="it\'s">c</p>': ["c"],
    "<p>1 < 2</p>": ["1", "2"],
    "<!-- a <p>b</p> --><p>c": ["c"],
    "<p>a<!--": ["a"],
    "<nav>a</nav><header>b</header><footer>c</footer><p>d</p>": ["d"],
    "<aside><pre>a</pre></aside>": ["a"],
    "<p>x</p><main><p>a</p></main><p>y</p>": ["a"],
    '<p><a href="/next">Next</a> →</p><p>see <a href="/b">b</a></p>': ["→", "see", "b"],
    '<ul><li><a href="#a">a</a></li></ul><td><a href="#T">T</a></td>': ["T"],
    "<pre><td>1</td><td>{</td><td>2</td><td>}</td></pre>": ["{", "}"],
    '{"a": "<p>b</p>"}': [],
}


@pytest.mark.parametrize("markup", VISIBLE)
def test_visible_runs(markup: str) -> None:
    assert sorted(visible_runs(Page("p", markup.encode())).elements()) == sorted(VISIBLE[markup])
