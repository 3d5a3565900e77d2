"""A documented example or default may be any JSON value, in every table, on rows of every type."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_notation import page
from spelled_out import spelled_out

from speclift.emit.yaml import dump
from speclift.pipeline.lift import lift
from speclift.pipeline.withdraw import withdraw
from speclift.workspace.source import unconfigured

TYPES = ("", "string", "integer", "number", "boolean", "object", "array", "string[]", "object[]", "Book", "date")
ROLES = ("path", "query", "header", "body", "success", "error")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def page_with(words: str, type_: str) -> dict[str, Any]:
    rows = [{"name": "a", "type": type_, "example": words}, {"name": "b", "type": type_, "default": words}]
    sections = [{"role": role, "rows": rows} for role in ROLES]
    calls = ("get /books/:a", "post /books", "put /books")
    return {
        "articles": [{"name": f"Call{number}", "call": call, "sections": sections} for number, call in enumerate(calls)]
    }


@settings(max_examples=150, deadline=None)
@given(value=JSON, type_=st.sampled_from(TYPES))
def test_any_json_value_is_an_example_and_a_default(value: Any, type_: str) -> None:
    (document,) = lift(page(page_with(json.dumps(value), type_)), unconfigured("sample")).documents.values()
    withdrawal = withdraw(document, "1")
    assert withdrawal.faults == ()
    assert dump(withdrawal.document)


@settings(max_examples=50, deadline=None)
@given(words=st.text(max_size=12), type_=st.sampled_from(TYPES))
def test_any_words_stand_in_their_place(words: str, type_: str) -> None:
    (document,) = lift(page(page_with(words, type_)), unconfigured("sample")).documents.values()
    assert withdraw(document, "1").faults == ()


@pytest.mark.parametrize(
    ("type_", "value"),
    [("object", {"pages": 320}), ("string[]", []), ("string[]", ["a"]), ("object[]", [{"a": 1}]), ("", 3), ("", "x")],
)
def test_a_value_that_fits_its_type_is_kept(type_: str, value: Any) -> None:
    said = page_with(json.dumps(value), type_)
    (document,) = lift(page({"articles": said["articles"][1:2]}), unconfigured("sample")).documents.values()
    sent = document["paths"]["/books"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    sent = spelled_out(document, sent)
    assert sent["properties"]["b"]["default"] == value
    assert sent["properties"]["a"]["examples"] == [value]
