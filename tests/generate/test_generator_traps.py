"""What openapi-python-client 0.29.1 gets wrong when it is used as it comes, and ours must not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from packages_under_test import Server, answer, client, minimal

from speclift.generate import generate
from speclift.model.findings import InputError
from speclift.python_api.surface import surface

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Load = Callable[[dict[str, Any]], ModuleType]

LINK = "https://docs.example.com/api/a-very-long-page-name-with-many-hyphens-that-goes-on-and-on/and-on-and-on-and-on/#get-user"


def get(schema: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"get": {"operationId": "getUser", "tags": ["Users"], "responses": answer(schema), **more}}


def users(document: dict[str, Any]) -> str:
    return generate(document).files["src/small_api_v1/resources/users.py"]


def test_the_link_is_there_unbroken() -> None:
    assert f"\n        {LINK}\n" in users(minimal({"/user": get(externalDocs={"url": LINK})}))


def test_both_descriptions_of_a_parameter_are_read() -> None:
    outside = {"name": "a", "in": "query", "description": "Said outside.", "schema": {"type": "string"}}
    inside = {"name": "b", "in": "query", "schema": {"type": "string", "description": "Said inside."}}
    text = users(minimal({"/user": get(parameters=[outside, inside])}))
    assert "            a: Said outside.\n            b: Said inside.\n" in text


def test_no_object_is_printed_in_place_of_its_text() -> None:
    package = generate(
        minimal(
            {"/user": get(summary="Get User", description="A user.")}, tags=[{"name": "Users", "description": "D."}]
        )
    )
    for text in package.files.values():
        assert "UntrustedString" not in text
        assert " object at 0x" not in text


@pytest.mark.parametrize("name", ["params", "headers", "client", "url", "self", "timeout", "cookies"])
def test_a_parameter_named_as_a_local_reaches_the_server(name: str, load: Load) -> None:
    parameters = [{"name": name, "in": place, "schema": {"type": "string"}} for place in ("query", "header")]
    document = minimal({"/user": get({"type": "object"}, parameters=parameters)})
    arguments = {one.location: one.name for one in surface(document).methods["getUser"].keywords}
    api = Server({})
    client(load(document), api).users.get(**{arguments["query"]: "in query", arguments["header"]: "in header"})
    assert api.last.url.params[name] == "in query"
    assert api.last.headers[name] == "in header"


def test_schemas_that_differ_in_punctuation_stay_apart() -> None:
    schemas = {
        name: {"type": "object", "properties": {key: {}}} for name, key in (("A-B", "x"), ("AB", "y"), ("A_B", "z"))
    }
    properties = {name: {"$ref": f"#/components/schemas/{name}"} for name in schemas}
    document = minimal({"/user": get({"type": "object", "properties": properties})}, components={"schemas": schemas})
    found = surface(document).models
    assert found["AB"] == {"y": "JSON | Unset"}
    assert sorted(key for fields in found.values() for key in fields if key in "xyz") == ["x", "y", "z"]
    assert [finding.rule for finding in generate(document).findings] == ["generate-schema-name-clash"] * 2


@pytest.mark.parametrize("neighbour", [None, "user-name", "userName", "USER_NAME"])
def test_a_name_does_not_depend_on_its_neighbours(neighbour: str | None) -> None:
    properties: dict[str, Any] = {neighbour: {"type": "string"}} if neighbour else {}
    properties["user_name"] = {"type": "integer"}
    found = surface(minimal({"/user": get({"type": "object", "properties": properties})})).models
    assert next(iter(found.values()))["user_name"] == "int | Unset"


@pytest.mark.parametrize(
    ("schemas", "rule"),
    [
        ({"A": {"$ref": "#/components/schemas/A"}}, ["generate-circular-schema"]),
        (
            {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}},
            ["generate-circular-schema"],
        ),
        ({"A": {"allOf": [{"$ref": "#/components/schemas/A"}]}}, ["generate-circular-schema"]),
        ({"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}}, ["generate-circular-schema"]),
        ({"A": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}}}, []),
        (
            {"A": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/A"}}},
            ["generate-circular-schema"],
        ),
        ({"A": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/A"}]}}, ["generate-circular-schema"]),
    ],
)
def test_a_schema_that_refers_to_itself_is_no_traceback(schemas: dict[str, Any], rule: list[str]) -> None:
    document = minimal({"/user": get({"$ref": "#/components/schemas/A"})}, components={"schemas": schemas})
    assert sorted({finding.rule for finding in generate(document).findings}) == rule


def test_a_circular_path_item_raises_input_error() -> None:
    with pytest.raises(InputError, match="leads round in a circle"):
        generate(minimal({"/a": {"$ref": "#/paths/~1a"}}))


def test_an_unresolved_reference_raises_input_error() -> None:
    for reference in ("#/components/schemas/None", "#/components/nothing/here", "#/paths/~1user/get/7"):
        with pytest.raises(InputError, match="leads nowhere"):
            generate(minimal({"/user": get({"type": "object", "properties": {"a": {"$ref": reference}}})}))


def test_all_of_with_parts_that_disagree_loses_no_operation() -> None:
    parts = [{"type": "object", "properties": {"id": {"type": kind}}} for kind in ("string", "integer")]
    found = surface(minimal({"/user": get({"allOf": parts})}))
    assert found.models == {"GetUserResult": {"id": "int | Unset"}}


@pytest.mark.parametrize("media_type", ["application/xml", "video/mp4", "application/x-unheard-of", "multipart/mixed"])
def test_no_media_type_costs_an_operation(media_type: str) -> None:
    operation = get()
    operation["get"]["responses"]["200"]["content"] = {media_type: {"schema": {"type": "string"}}}
    operation["post"] = {"responses": {}, "requestBody": {"content": {media_type: {"schema": {"type": "string"}}}}}
    assert len(generate(minimal({"/user": operation})).operations) == 2


def test_the_output_holds_no_cache() -> None:
    assert not [path for path in generate(minimal({"/user": get()})).files if "cache" in path]


def test_booleans_and_odd_constants_are_schemas(load: Load) -> None:
    properties = {
        "any": True,
        "none": False,
        "list": {"const": [1]},
        "object": {"const": {"a": 1}},
        "null": {"const": None},
        "empty": {"enum": []},
    }
    document = minimal({"/user": get({"type": "object", "properties": properties})})
    fields = next(iter(surface(document).models.values()))
    assert fields == {
        "any": "JSON | Unset", "none": "JSON | Unset", "list_": "JSON | Unset", "object_": "JSON | Unset", "null":
        "None | Unset", "empty": "JSON | Unset",
    }  # fmt: skip
    api = Server({"any": 1, "null": None})
    assert client(load(document), api).users.get().any == 1


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"openapi": "2.0"}, "speclift reads OpenAPI 3.0.x, 3.1.x and 3.2.x"),
        ({"swagger": "2.0"}, "speclift reads OpenAPI 3.0, 3.1 and 3.2"),
        ({"openapi": "3.1.0", "info": ["x"]}, "/info: an object is expected, not a list"),
        ({"openapi": "3.1.0", "paths": {"/a": 7}}, "/paths/~1a: an object is expected"),
        (
            {"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": [{"name": "x", "in": "nowhere"}]}}}},
            "/paths/~1a/get/parameters/0/in: path, query, header or cookie is expected, not 'nowhere'",
        ),
        (
            {"openapi": "3.1.0", "components": {"schemas": {"A": {"type": "text"}}}},
            "/components/schemas/A/type: a type of JSON",
        ),
    ],
)
def test_a_value_that_is_no_document_raises_input_error(broken: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        generate(broken)


def test_few_words_are_enough(load: Load) -> None:
    document = {"openapi": "3.1.0", "info": {"title": "X", "version": "1"}, "paths": {"/": {"get": {}}}}
    api = Server(None, content=b"")
    client(load(document), api, server="localhost").default.get()
    assert api.last.url.path == "/"


def test_documented_examples_decode_to_what_they_say(load: Load) -> None:
    example = {"id": 1, "tags": ["a"], "owner": {"name": "n"}, "extra": {"x": [1, {"y": None}]}}
    schema = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "owner": {"type": "object", "properties": {"name": {"type": "string"}}},
            "extra": {"type": "object"},
        },
    }
    module = load(minimal({"/user": get(schema)}))
    user = client(module, Server(example)).users.get()
    encode = __import__(f"{module.__name__}._encode", fromlist=["to_json"]).to_json
    assert json.loads(encode(user)) == example


def test_what_stands_in_a_path_must_be_given_though_nobody_describes_it() -> None:
    document = minimal({"/user/{user_id}": get()})
    assert "def get(self, user_id: str, **options" in users(document)
    [method] = surface(document).methods.values()
    assert [(one.name, one.location, one.required) for one in method.positional] == [("user_id", "path", True)]


def test_a_field_of_the_body_that_is_called_like_an_identifier_says_so() -> None:
    content = {"application/json": {"schema": {"type": "object", "properties": {"user_id": {"type": "string"}}}}}
    document = minimal({"/user/{user_id}": get(requestBody={"content": content})})
    [method] = surface(document).methods.values()
    named = [(one.name, one.wire, one.location) for one in (*method.positional, *method.keywords)]
    assert named == [("user_id", "user_id", "path"), ("user_id_body", "user_id", "json")]
