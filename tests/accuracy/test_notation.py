"""What renderers print about a value: `notation.yaml` holds the words and the schema that they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from speclift.readers.rendered.notation import enum_of, limits, nullable, type_of, value_of
from speclift.readers.rendered.samples import CLOSED, filled, merged, of_sample

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "notation.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("printed", "schema"), TABLE["types"].items())
def test_type_words(printed: str, schema: Any) -> None:
    assert type_of(printed) == schema


@pytest.mark.parametrize(("printed", "keywords"), TABLE["limits"].items())
def test_limits(printed: str, keywords: Any) -> None:
    assert limits(printed) == keywords


@pytest.mark.parametrize(("sample", "schema"), TABLE["samples"])
def test_a_sample_shows_names_and_types_and_requires_nothing(sample: Any, schema: Any) -> None:
    assert of_sample(sample) == schema


def test_a_sample_fills_closed_parts_only() -> None:
    schema = {"type": "object", "properties": {"open": {"type": "object"}, "shut": {"type": "object", CLOSED: "shut"}}}
    got = filled(schema, {"open": {"a": 1}, "shut": {"b": 2}, "more": 3})
    assert got["properties"]["open"] == {"type": "object"}
    assert got["properties"]["shut"]["properties"] == {"b": {"type": "integer"}}
    assert set(got["properties"]) == {"open", "shut"}


def test_a_sample_of_another_type_fills_nothing() -> None:
    closed = {"type": "object", CLOSED: "x"}
    assert filled(closed, ["a"]) == closed


def test_drawings_that_show_more_and_less_are_one_schema() -> None:
    less = {"type": "object", "properties": {"a": {CLOSED: "a"}}}
    more = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {}}}
    assert merged(less, more) == more
    assert merged(more, less) == more


def test_drawings_of_different_types_are_not_one_schema() -> None:
    assert merged({"type": "string"}, {"type": "integer"}) is None


def test_null_is_an_allowed_value_of_what_may_be_null() -> None:
    assert nullable({"type": "string", "enum": ["a"]}) == {"type": ["string", "null"], "enum": ["a", None]}
    assert enum_of(["a", "null"], {"type": ["string", "null"]})["enum"] == ["a", None]


def test_values_take_the_type_of_their_schema() -> None:
    assert value_of("5", {"type": "string"}) == "5"
    assert value_of("5", {"type": "integer"}) == 5
    assert value_of('"5"', {"type": "string"}) == "5"
    assert value_of("a,b", {"type": "array", "items": {"type": "string"}}) == ["a", "b"]
    assert value_of("not a number", {"type": "integer"}) == "not a number"
