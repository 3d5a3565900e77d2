"""`x-pagination` by the rules of a source."""

from __future__ import annotations

from typing import Any

from speclift.emit.paging import pagination
from speclift.workspace.source import Paging

PAGES = Paging("page", {"page": "page"}, {"next": ("/next",), "total": ("/cnt", "/meta/total")}, 1, (-1,))
QUERY = [{"name": "page", "in": "query"}]
LIST = {"type": "array", "items": {}}


def operation(schema: dict[str, Any], parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        "parameters": QUERY if parameters is None else parameters,
        "responses": {"default": {}, "200": {"content": {"application/json": {"schema": schema}}}},
    }


def test_the_one_list_of_the_answer_holds_the_items() -> None:
    schema = {"properties": {"users": LIST, "next": {"type": "integer"}, "cnt": {}}}
    assert pagination(operation(schema), {}, [PAGES]) == {
        "style": "page",
        "request": {"page": "page"},
        "response": {"items": "/users", "next": "/next", "total": "/cnt"},
        "first": 1,
        "end": [-1],
    }


def test_components_are_followed() -> None:
    schemas = {
        "Page": {"properties": {"rows": {"type": ["array", "null"]}, "meta": {"$ref": "#/components/schemas/Meta"}}},
        "Meta": {"properties": {"total": {}}},
    }
    found = pagination(operation({"$ref": "#/components/schemas/Page"}), schemas, [PAGES])
    assert found is not None
    assert found["response"] == {"items": "/rows", "total": "/meta/total"}
    assert "end" not in found


def test_the_answer_itself_may_be_the_list() -> None:
    found = pagination(operation(LIST), {}, [PAGES])
    assert found is not None
    assert found["response"] == {"items": ""}


def test_a_rule_may_say_where_the_items_are() -> None:
    rule = Paging("token", {"page": "page"}, {"items": ("/b",)})
    schema = {"properties": {"a": LIST, "b": LIST}}
    found = pagination(operation(schema), {}, [PAGES, rule])
    assert found is not None
    assert (found["style"], found["response"]) == ("token", {"items": "/b"})


def test_other_operations_have_no_pages() -> None:
    assert pagination(operation({"properties": {"a": LIST}}, []), {}, [PAGES]) is None
    assert pagination(operation({"properties": {"a": {}}}), {}, [PAGES]) is None
    assert pagination({"parameters": QUERY, "responses": {}}, {}, [PAGES]) is None
    assert pagination(operation({"properties": {"a": LIST}}), {}, [Paging("link")]) is None
