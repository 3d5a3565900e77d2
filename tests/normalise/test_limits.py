"""Limits in sentences, and the table of the families that read descriptions."""

from __future__ import annotations

from typing import Any

import pytest

from speclift.model.raw import Place, RawField
from speclift.normalise.phrases import FAMILIES, read_description
from speclift.normalise.phrases.limits import LIMITS, read_limits
from speclift.normalise.phrases.multiples import read_multiple
from speclift.normalise.phrases.stated_defaults import read_default
from speclift.normalise.row_meaning import read_row


@pytest.mark.parametrize(
    ("text", "kind", "limits"),
    [
        ("Name, at most 40 characters.", "string", {"max_length": 40}),
        ("Between 3 and 20 characters.", "string", {"min_length": 3, "max_length": 20}),
        ("At least 8 and at most 16 characters.", "string", {"min_length": 8, "max_length": 16}),
        ("The text (max 255 chars)", "string", {"max_length": 255}),
        ("Must be at least 8 characters long.", "string", {"min_length": 8}),
        ("Maximum length is 1,024.", "string", {"max_length": 1024}),
        ("40 characters maximum", "string", {"max_length": 40}),
        ("exactly 2 letters", "string", {"min_length": 2, "max_length": 2}),
        ("Up to 10 items.", "array", {"max_items": 10}),
        ("Rating, a number between 1 and 5.", "integer", {"minimum": 1, "maximum": 5}),
        ("Value from 0 to 1.5.", "number", {"minimum": 0, "maximum": 1.5}),
        ("Must be greater than 0.", "number", {"exclusive_minimum": 0}),
        ("Page size (1-100).", "integer", {"minimum": 1, "maximum": 100}),
        ("Number of results (max 100)", "integer", {"maximum": 100}),
        ("Minimum value is -5.", "integer", {"minimum": -5}),
        ("How many, at most 100. Default: 20.", "integer", {"maximum": 100}),
        ("How many, at least 1, at most 100", "integer", {"minimum": 1, "maximum": 100}),
        # Numbers that limit nothing.
        ("Sent between 1 and 3 days after the order.", "integer", {}),
        ("Must be between 10 and 5.", "integer", {}),
        ("The maximum is 10% of the price.", "integer", {}),
        ("Version 1.2 of 2021.", "number", {}),
        ("The code has 6 digits.", "integer", {}),
        ("Up to 10 items.", "string", {}),
        ("At most 40 characters.", "boolean", {}),
        ("At most 40 characters.", "object", {}),
    ],
)
def test_a_sentence_limits_a_value(text: str, kind: str, limits: dict[str, Any]) -> None:
    found = read_limits(text, kind)
    assert found == limits
    assert found.keys() <= LIMITS


def test_no_two_families_give_the_same_fact() -> None:
    text = "Optional. Deprecated: in seconds, between 1 and 5 (example: `3`). May be null. See ObjectRoom."
    given = [set(family(text, "integer")) for family in FAMILIES]
    assert sum(map(len, given)) == len(set().union(*given))
    text = "Optional. Default: 2. In seconds; must be between 1 and 5 (example: `3`). May be null."
    assert read_description(text, "integer") == {
        "minimum": 1, "maximum": 5, "nullable": True, "required": False, "deprecated": False, "unit": "seconds",
        "default": "2", "examples": ("3",), "mentions": (),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "default"),
    [
        ("Which page. Default: 1.", "integer", "1"),
        ("Page size (default is 20)", "integer", "20"),
        ("Ratio, defaults to 0.5", "number", "0.5"),
        ("Whether to count; default value: `true`.", "boolean", "true"),
        ("Sorting, defaults to `asc`.", "string", "asc"),
        ('The default is "en".', "string", "en"),
        # What is no value of the kind.
        ("Default: the current user.", "string", None),
        ("Default: 20 per page.", "integer", None),
        ("Defaults to 1.5.", "integer", None),
        ("Default: 20.", "string", None),
        ("By default 20 rows.", "integer", None),
        ("Default: 20.", "object", None),
    ],
)
def test_a_sentence_states_a_default(text: str, kind: str, default: str | None) -> None:
    assert read_default(text, kind) == default


@pytest.mark.parametrize(
    ("text", "kind", "facts"),
    [
        ("Must be a multiple of 5.", "integer", {"multiple_of": 5}),
        ("The price, in multiples of 100.", "number", {"multiple_of": 100}),
        ("A multiple of 5.", "string", {}),
        ("It can be used multiple times.", "integer", {}),
    ],
)
def test_multiples(text: str, kind: str, facts: dict[str, int]) -> None:
    assert read_multiple(text, kind) == facts
    row = RawField("n", Place("page", "a", ""), type=kind.capitalize(), description=text)
    assert read_row(row, tagged=False).constraints == facts
