"""Canonical YAML."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from speclift.document.yaml12 import parse_yaml
from speclift.emit.yaml import dump

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


def test_nothing_is_an_alias() -> None:
    shared = {"a": [1]}
    assert dump({"x": shared, "y": shared}) == b"x:\n  a:\n  - 1\ny:\n  a:\n  - 1\n"


def test_texts_of_several_lines_are_blocks() -> None:
    assert dump({"description": "one\n\n- two"}) == b"description: |-\n  one\n\n  - two\n"


def test_order_is_kept_and_letters_are_letters() -> None:
    assert dump({"б": 1, "a": "Переговорка"}) == "б: 1\na: Переговорка\n".encode()


def test_what_yaml_would_take_for_something_else_is_quoted() -> None:
    document = {"a": "3.10", "b": "no", "c": "null", "d": "2020-01-01", "e": "1:30", "f": "0x1f", "on": "~", "200": "="}
    assert yaml.safe_load(dump(document)) == document
    assert parse_yaml(dump(document).decode(), "test") == document


@given(st.dictionaries(st.text(max_size=10), JSON, max_size=5))
def test_what_is_written_is_read_back(document: dict[str, Any]) -> None:
    assert yaml.load(dump(document), Loader=yaml.CSafeLoader) == document
    assert dump(document) == dump(document)
