"""Which piece of a page went where."""

from __future__ import annotations

import pytest

from speclift.model.api import Fact
from speclift.model.ledger import Counts, Ledger, places, quote, words_of
from speclift.model.raw import Place, RawApi, RawArticle, RawExample, RawField, RawGroup, RawSection, RawText


def at(path: str) -> Place:
    return Place("page", "api-A-Get", "1.0.0", path)


CHILD = RawField("b", at("row/b"), type="String")
ROW = RawField(
    "a",
    at("row"),
    type="Object",
    required=False,
    description="What.",
    default="1",
    size="1..2",
    allowed=("x", "y"),
    example="e",
    constraints=(("min", "1"),),
    children=(CHILD,),
)
ARTICLE = RawArticle(
    "A",
    "Get",
    "1.0.0",
    "Get it",
    at(""),
    kind="get",
    url="/a",
    deprecated=RawText("Old.", at("deprecated")),
    description=(RawText("Words.", at("description")),),
    permission=(RawText("admin", at("permission")),),
    labels=(RawText("new", at("label")),),
    sections=(RawSection("parameter", "Parameter", at("section"), (ROW,)),),
    examples=(RawExample("success", "Ok", "{}", at("example")),),
)
GROUP = RawGroup("A", "Group A", (RawText("About A.", at("group/description")),), at("group"))
PAGE = RawApi("Title", "apidoc", (ARTICLE,), (GROUP,), (RawText("About.", at("about")),))


def test_every_place_is_walked_once() -> None:
    found = list(places(PAGE))
    assert len(found) == len(set(found)) == 12


def test_a_row_is_quoted_with_its_labels() -> None:
    said = "a (optional) | Object | What. | Default value: 1 | Size range: 1..2"
    said += " | Allowed values: x, y | Example: e | min: 1"
    assert quote(ROW) == said
    assert quote(RawField("a", at("x"), required=True)) == "a (required)"


def test_every_piece_can_be_quoted() -> None:
    pieces = [ARTICLE, GROUP, ARTICLE.sections[0], ARTICLE.examples[0], ARTICLE.description[0]]
    assert [quote(piece) for piece in pieces] == ["get /a", "Group A", "Parameter", "{}", "Words."]
    assert quote(RawArticle("A", "n", "", "Title", at("t"))) == "Title"
    with pytest.raises(TypeError, match="int is not a piece of a page"):
        quote(1)


def test_the_words_of_an_article() -> None:
    assert {"Get it", "Old.", "Words.", "admin", "new", "Parameter", "What.", "{}", "b | String"} <= set(
        words_of(ARTICLE)
    )


def test_what_went_nowhere_is_unaccounted() -> None:
    ledger = Ledger()
    ledger.used("1.0", "/paths", [Fact(ARTICLE, "path")])
    ledger.prose("1.0", "/info/description", [Fact(PAGE.description[0], "description")])
    ledger.noted([CHILD.place])
    assert ledger.unaccounted(PAGE) == tuple(
        place for place in places(PAGE) if place not in {ARTICLE.place, CHILD.place, PAGE.description[0].place}
    )


def test_a_piece_counts_once_as_the_strongest() -> None:
    ledger = Ledger()
    ledger.prose("1.0", "/info/description", [Fact(ROW, "x"), Fact(CHILD, "x")])
    ledger.used("1.0", "/paths", [Fact(ROW, "row")])
    ledger.used("1.1", "/paths", [Fact(ROW, "row")])
    ledger.noted([ROW.place, CHILD.place, GROUP.place])
    assert ledger.counts() == Counts(used=1, noted=2, prose=0)


def test_an_explanation_looks_at_the_place_then_below_then_above() -> None:
    ledger = Ledger()
    ledger.used("1.0", "/a/b", [Fact(ROW, "row"), Fact(ROW, "row")])
    ledger.used("1.0", "/a/b/c", [Fact(CHILD, "row")])
    assert [fact.pointer for fact in ledger.explain("1.0", "/a/b")] == ["/a/b"]
    assert [fact.pointer for fact in ledger.explain("1.0", "/a")] == ["/a/b", "/a/b/c"]
    assert [fact.pointer for fact in ledger.explain("1.0", "/a/b/c/d/e")] == ["/a/b/c"]
    assert ledger.explain("1.0", "/z") == ()
    assert ledger.explain("2.0", "/a") == ()


def test_the_pointer_of_a_place_is_its_first() -> None:
    ledger = Ledger()
    ledger.used("1.0", "/first", [Fact(ROW, "row")])
    ledger.used("1.0", "/second", [Fact(ROW, "row")])
    assert ledger.pointer("1.0", ROW.place) == "/first"
    assert ledger.pointer("1.0", GROUP.place) == ""
    assert ledger.pointer("9", ROW.place) == ""
