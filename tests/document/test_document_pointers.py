"""Pointers, references and operations."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.document import dereference, iterate_operations, join_pointer, resolve, split_pointer
from speclift.document.pointers import order_of
from speclift.model.findings import InputError

DOCUMENT: dict[str, Any] = {
    "paths": {
        "/a/{x}": {
            "parameters": [
                {"name": "x", "in": "path"},
                {"$ref": "#/components/parameters/p"},
                {"$ref": "#/nowhere"},
                7,
            ],
            "get": {"operationId": "one", "parameters": [{"name": "x", "in": "path", "description": "own"}]},
            "post": {"operationId": 5},
            "put": None,
        },
        "/b": {"$ref": "#/components/pathItems/b"},
        "/c": 3,
        "/d": {"$ref": "other.yaml"},
    },
    "components": {
        "parameters": {"p": {"name": "p", "in": "query"}},
        "pathItems": {"b": {"delete": {"operationId": "two"}}},
        "loop": {"a": {"$ref": "#/components/loop/b"}, "b": {"$ref": "#/components/loop/a"}},
        "odd": {"a/b~c %": [1, 2]},
    },
}


@given(st.lists(st.text()))
def test_pointers_split_as_they_join(parts: list[str]) -> None:
    assert split_pointer(join_pointer(*parts)) == tuple(parts)


def test_resolve() -> None:
    assert resolve(DOCUMENT, "#/components/odd/a~1b~0c%20%25/1") == 2
    assert resolve(DOCUMENT, join_pointer("components", "odd", "a/b~c %", 0)) == 1
    assert resolve(DOCUMENT, "#") is DOCUMENT
    assert resolve(DOCUMENT, "") is DOCUMENT


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("#/components/none", "no 'none'"),
        ("#/components/odd/a~1b~0c%20%25/2", "leads nowhere"),
        ("#/components/odd/a~1b~0c%20%25/²", "leads nowhere"),
        ("#/components/odd/a~1b~0c%20%25/" + "9" * 30, "leads nowhere"),
        ("other.yaml#/a", "out of the document"),
        ("https://example.com/a", "out of the document"),
        ("#anchor", "not a JSON pointer"),
    ],
)
def test_references_that_lead_nowhere(reference: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        resolve(DOCUMENT, reference)


def test_dereference_ends() -> None:
    assert dereference(DOCUMENT, {"$ref": "#/components/parameters/p"})["name"] == "p"
    assert dereference(DOCUMENT, 3) == 3
    with pytest.raises(InputError, match="circle"):
        dereference(DOCUMENT, {"$ref": "#/components/loop/a"})


def test_operations() -> None:
    found = list(iterate_operations(DOCUMENT))
    assert [(o.method, o.path, o.operation_id) for o in found] == [
        ("get", "/a/{x}", "one"),
        ("post", "/a/{x}", ""),
        ("delete", "/b", "two"),
    ]
    assert found[0].pointer == "/paths/~1a~1{x}/get"
    assert found[0].parameters == (
        {"name": "x", "in": "path", "description": "own"},
        {"name": "p", "in": "query"},
    )
    assert list(iterate_operations({"paths": []})) == []


def test_a_number_of_5000_digits_is_no_index() -> None:
    digits = "9" * 5000
    assert resolve({"a": {digits: 1}}, f"/a/{digits}") == 1
    with pytest.raises(InputError, match="leads nowhere"):
        resolve({"a": [1]}, f"/a/{digits}")
    assert sorted(["b", "10", "9", digits, "a"], key=order_of) == [digits, "a", "b", "9", "10"]
