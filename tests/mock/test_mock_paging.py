"""How recorded items are multiplied, and pages put together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.mock.paging import Page, item_schema, items_at, multiplied, put


@pytest.mark.parametrize(
    ("item", "limit", "second"),
    [
        ({"id": "red"}, 20, {"id": "red-2"}),
        ({"id": 7}, 20, {"id": 9}),
        ({"id": "user@example.com"}, 30, {"id": "user-2@example.com"}),
        ({"id": "abcdefgh"}, 8, {"id": "abc00002"}),
        ({"id": "ab"}, 2, {"id": "2"}),
        ({"name": "Red", "open": True}, 20, {"name": "Red-2", "open": True}),
        ({"colour": "red"}, 20, {"colour": "red-2"}),
        ({"open": True, "seats": []}, 20, {"open": True, "seats": []}),
        ("red", 20, "red-2"),
        (3, 20, 5),
        (True, 20, True),
        (None, 20, None),
        ([], 20, []),
    ],
)
def test_the_second_of_one(item: Any, limit: int, second: Any) -> None:
    """What identifies an item changes, within the limits of its schema; what cannot change stays."""

    def fits(value: Any) -> bool:
        values = value.values() if isinstance(value, dict) else [value]
        return all(len(str(inner)) <= limit for inner in values)

    assert multiplied([item], 2, fits) == [item, second]


@given(st.integers(0, 200), st.integers(1, 60), st.integers(0, 1))
def test_pages_cover_everything_once(wanted: int, size: int, first: int) -> None:
    items = multiplied([{"id": "a"}, {"id": "b"}], wanted, lambda _: True)
    paging = {
        "style": "page",
        "request": {"page": "p", "size": "s"},
        "response": {"items": "/x", "next": "/n"},
        "first": first,
    }
    seen: list[Any] = []
    number: Any = first
    while number is not None:
        answer = Page(paging, {"p": number, "s": size}, 20).fill({"x": []}, items, "/", [])
        seen += answer["x"]
        number = answer["n"]
    assert seen == items
    assert len({item["id"] for item in items}) == wanted


def test_no_items_of_nothing() -> None:
    assert multiplied([], 5, lambda _: True) == []


def test_put() -> None:
    assert put({}, "/a/b", 1) == {"a": {"b": 1}}
    assert put({"a": 3}, "/a/b", 1) == {"a": {"b": 1}}
    assert put([], "", 1) == 1
    assert put([], "/a", 1) == []
    assert put([], "/a/b", 1) == []
    assert put({"a": {"b": 1}}, "/a/b/c", 1) == {"a": {"b": {"c": 1}}}


def test_items_at() -> None:
    assert items_at({"a": [1]}, "/a") == [1]
    assert items_at({"a": 1}, "/a") is None
    assert items_at({}, "/a") is None


def test_item_schema() -> None:
    document: dict[str, Any] = {
        "s": {"allOf": [3, {"properties": {"a": {"$ref": "#/list"}}}]},
        "list": {"items": {}},
        "loop": {"allOf": [{"$ref": "#/loop"}]},
    }
    assert item_schema(document, "/s", "/a") == "/list/items"
    assert item_schema(document, "/list", "") == "/list/items"
    assert item_schema(document, "/s", "/b") is None
    assert item_schema(document, "/loop", "/b") is None
    assert item_schema(document, "/none", "/b") is None


def test_malformed_paging() -> None:
    for paging in ({}, {"request": 1, "response": 2, "first": "x", "end": 3}, {"response": {"items": 1, "next": None}}):
        page = Page(paging, {"None": 3}, 20)
        assert page.items is None
        assert page.fill({"a": 1}, [1, 2], "/", []) == {"a": 1}
