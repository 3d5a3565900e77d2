"""Phrases of descriptions and labelled facts: one line per phrase."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.model.raw import Place, RawField
from speclift.normalise.phrases.constraints import read_constraints
from speclift.normalise.phrases.described import described_type
from speclift.normalise.phrases.rates import read_rate
from speclift.normalise.phrases.units import read_unit
from speclift.normalise.phrases.values_below import values_below

PLACE = Place("page.html", "", "")


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ("Rate limiting: 3 requests per 1000ms.", (3, 1)),
        ("Rate limited to 10 requests per minute", (10, 60)),
        ("Limited to 1,000 calls every 2 hours.", (1000, 7200)),
        ("You can send up to 5 API calls / second.", (5, 1)),
        ("No more than 100 requests in a day? No more than 100 requests a day.", (100, 86400)),
        ("The rate limit is 2 queries per 250 ms", (2, 0.25)),
        ("maximum of 7 requests within 1.5 seconds", (7, 1.5)),
        ("Rate limit: 0 requests per second", None),
        ("Rate limit: 3 requests per 0 seconds", None),
        ("Takes 3 requests per page.", None),
        ("Rate limiting applies.", None),
    ],
)
def test_a_rate(said: str, rate: tuple[int, float] | None) -> None:
    assert read_rate(said) == rate


@given(st.text(alphabet="rate limit 0123456789,.per ms", max_size=80))
def test_a_rate_is_positive_or_none(said: str) -> None:
    found = read_rate(said)
    assert found is None or min(found) > 0


@pytest.mark.parametrize(
    ("said", "base"),
    [
        ("list of conferences.", "array"),
        (" The list of users", "array"),
        ("An array of names", "array"),
        ("Список участников", "array"),
        ("Returns a list of users", None),
        ("listed users", None),
        ("", None),
    ],
)
def test_a_type_that_a_description_begins_with(said: str, base: str | None) -> None:
    found = described_type(said)
    assert (found.base if found else None) == base


def row(description: str, *below: tuple[str, str], **more: Any) -> RawField:
    children = tuple(RawField(name, PLACE, description=meaning) for name, meaning in below)
    return RawField("state", PLACE, description=description, children=children, **more)


@pytest.mark.parametrize(
    "announced",
    [
        "The state. The following values are possible:",
        "State that can be as follows:",
        "One of the following:",
        "Allowed values:",
        "Состояние. Принимает следующие значения:",
    ],
)
def test_rows_below_an_announcement_are_values(announced: str) -> None:
    said, values = values_below(row(announced, ("on", "it runs"), ("off", "")))
    assert said.allowed == ("on", "off")
    assert said.children == ()
    assert said.description == f"{announced}\n\n- `on` — it runs\n- `off`"
    assert [value.name for value in values] == ["on", "off"]


@pytest.mark.parametrize(
    "some",
    [
        row("The object has the following fields:", ("id", "")),
        row("Each consists of the following values:", ("id", "")),
        row("Anything at all.", ("id", "")),
        row("Allowed values:"),
        row("Allowed values:", ("a", ""), allowed=("b",)),
        row("Allowed values:", ("", "no name")),
    ],
    ids=str,
)
def test_rows_below_anything_else_are_fields(some: RawField) -> None:
    assert values_below(some) == (some, ())


@pytest.mark.parametrize(
    ("label", "words", "said"),
    [
        ("range", "1-1000", {"minimum": 1, "maximum": 1000}),
        ("range", ">=0", {"minimum": 0}),
        ("range", "<= 2.5", {"maximum": 2.5}),
        ("range", "<10", {"exclusive_maximum": 10}),
        ("range", ">-1", {"exclusive_minimum": -1}),
        ("range", "=5", {"minimum": 5, "maximum": 5}),
        ("range", "-5 to -1", {"minimum": -5, "maximum": -1}),
        ("range", "0..1e3", {"minimum": 0, "maximum": 1000}),
        ("length", "1-64", {"min_length": 1, "max_length": 64}),
        ("length", ">=1", {"min_length": 1}),
        ("length", "39", {"max_length": 39}),
    ],
)
def test_a_labelled_span(label: str, words: str, said: dict[str, Any]) -> None:
    assert read_constraints(((label, words),)) == (said, ())


@pytest.mark.parametrize(("label", "words"), [("range", "soon"), ("range", "1.2.3-4"), ("length", "short")])
def test_a_span_that_is_none_stays_unknown(label: str, words: str) -> None:
    assert read_constraints(((label, words),)) == ({}, ((label, words),))


@pytest.mark.parametrize(
    "said", ["Accepts RFC 3339 datetime or Unix timestamp.", "A Unix timestamp or an ISO 8601 date.", "Name."]
)
def test_what_may_be_written_in_two_ways_has_no_unit(said: str) -> None:
    assert read_unit(said) == ""
