"""JSON printed anew as the template prints it. `json-printed.json` holds what Node.js made of each text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.readers.apidoc.json_text import reformatted

PRINTED = json.loads((Path(__file__).parent / "json-printed.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "printed"), PRINTED, ids=lambda text: text[:20])
def test_prints_what_javascript_prints(text: str, printed: str) -> None:
    assert reformatted(text) == printed


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=12,
    )
)
def test_means_the_same_and_is_stable(value: object) -> None:
    printed = reformatted(json.dumps(value))
    assert json.loads(printed) == value
    assert reformatted(printed) == printed


def test_what_nests_without_end_is_left_as_it_is() -> None:
    endless = "[" * 100_000
    assert reformatted(endless) == endless
    deep = "[" * 900 + "]" * 900
    assert json.loads(reformatted(deep)) == json.loads(deep)
