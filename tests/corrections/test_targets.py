"""Targets: names are followed without jsonpath, and lead where jsonpath leads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonpath import JSONPathEnvironment

from speclift.document import targets

DOCUMENT: Any = {
    "paths": {"/users/{id}": {"get": {"parameters": [{"name": "a"}, {"name": "b"}]}}, "it's": 1, "": {"a": 2}},
    "a": {"b": {"c": [1, 2], "a": None}, "a": {"a": {"b": 3}}, "ключ": 4},
}

NAMES = [
    "$",
    "$.a",
    "$['a'].b",
    "$.a['a', 'b'].a",
    "$.a[\"b\"]['c']",
    "$.paths['/users/{id}'].get",
    "$.none.a",
    "$.paths['']",
]
MORE = [
    '$.paths["it\'s"]',
    "$.a.ключ",
    "$.a.b.c[0]",
    "$..a",
    "$.a.*",
    "$.paths['/users/{id}'].get.parameters[?@.name == 'b']",
    "$.a.b.c[-1:]",
    "$ .a",
    r"$.paths['it\'s']",
]


def expected(query: str) -> list[tuple[str | int, ...]]:
    found = JSONPathEnvironment(strict=True).compile(query).finditer(DOCUMENT)
    return list(dict.fromkeys(match.parts for match in found))


@pytest.mark.parametrize("query", [*NAMES, *MORE])
def test_leads_where_jsonpath_leads(query: str) -> None:
    assert targets.compiled(query)(DOCUMENT) == expected(query)


@pytest.mark.parametrize("query", NAMES)
def test_names_need_no_jsonpath(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_environment", None)
    targets.compiled(query)


steps = st.sampled_from(
    [".a", ".b", ".c", "['a']", '["b"]', "['a','c']", "['b' , \"a\"]", "[0]", ".*", "..a", "[ 'a' ]", " "]
)


@given(st.lists(steps, max_size=5).map("".join))
def test_any_steps_lead_where_jsonpath_leads(rest: str) -> None:
    query = f"${rest}"
    try:
        wanted = expected(query)
    except Exception:  # jsonpath raises several kinds
        with pytest.raises(Exception):  # noqa: B017, PT011
            targets.compiled(query)
        return
    assert targets.compiled(query)(DOCUMENT) == wanted


@pytest.mark.parametrize("query", ["", "a", "$a", "$.a[", "$.['a']", "$.a.", "$.1", "$['a'", "$['a\n']"])
def test_what_is_no_query_is_refused_by_jsonpath(query: str) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011 - jsonpath raises several kinds
        targets.compiled(query)
