"""What other tools want to find: groups of tags, an error response on every operation, null where paging ends."""

from __future__ import annotations

from typing import Any

from speclift.emit.completion import add_error_response, admit_end_of_paging, tag_groups


def test_nested_tags_stand_in_the_group_of_the_one_above_and_no_tag_is_left_out() -> None:
    tags = [{"name": "Rooms"}, {"name": "Room guests", "x-parent": "Rooms"}, {"name": "Logs"}]
    tags.append({"name": "Guest notes", "x-parent": "Room guests"})
    assert tag_groups(tags) == [
        {"name": "Rooms", "tags": ["Rooms", "Room guests", "Guest notes"]},
        {"name": "Logs", "tags": ["Logs"]},
    ]


def test_tags_without_nesting_have_no_groups() -> None:
    assert tag_groups([{"name": "Rooms"}, {"name": "Logs", "x-parent": "Gone"}]) == []


def test_tags_nested_in_a_circle_are_each_in_one_group() -> None:
    groups = tag_groups([{"name": "A", "x-parent": "B"}, {"name": "B", "x-parent": "A"}])
    assert sorted(name for group in groups for name in group["tags"]) == ["A", "B"]


def test_an_operation_without_a_documented_error_answers_the_error_of_the_api() -> None:
    operation: dict[str, Any] = {"responses": {"200": {"description": "OK"}}}
    add_error_response(operation, {"Error": {}})
    assert operation["responses"]["default"]["content"]["application/json"]["schema"]["$ref"].endswith("/Error")
    unknown: dict[str, Any] = {"responses": {"200": {"description": "OK"}}}
    add_error_response(unknown, {})
    assert unknown["responses"]["default"] == {"description": "Error"}


def test_a_documented_error_is_left_as_it_is() -> None:
    for status in ("404", "4XX", "default"):
        operation: dict[str, Any] = {"responses": {status: {"description": "No"}}}
        add_error_response(operation, {"Error": {}})
        assert operation == {"responses": {status: {"description": "No"}}}


def test_the_next_page_may_be_null_where_null_ends_the_paging() -> None:
    schemas: dict[str, Any] = {
        "List": {"properties": {"meta": {"$ref": "#/components/schemas/Meta"}}},
        "Meta": {"properties": {"next": {"type": "integer"}}},
    }
    operation: dict[str, Any] = {
        "x-pagination": {"response": {"next": "/meta/next"}, "end": [-1, None]},
        "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/List"}}}}},
    }
    admit_end_of_paging(operation, schemas)
    admit_end_of_paging(operation, schemas)
    assert schemas["Meta"]["properties"]["next"] == {"type": ["integer", "null"]}


def test_paging_that_does_not_end_with_null_changes_nothing() -> None:
    schemas: dict[str, Any] = {"List": {"properties": {"next": {"type": "integer"}}}}
    reference = {"schema": {"$ref": "#/components/schemas/List"}}
    for paging in ({"response": {"next": "/next"}, "end": [-1]}, {"response": {"next": "/gone"}, "end": [None]}, {}):
        responses = {"200": {"content": {"application/json": reference}}}
        admit_end_of_paging({"x-pagination": paging, "responses": responses}, schemas)
    assert schemas == {"List": {"properties": {"next": {"type": "integer"}}}}
