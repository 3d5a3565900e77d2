"""Documents of strangers: every field of a document × every payload, by every command that reads one.

Each is done, or refused in one line with the place; no traceback, and nothing is written before.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from speclift.check import check
from speclift.diff import compare
from speclift.document import join_pointer, parse_document
from speclift.document.schema import regular
from speclift.document.soundness import require_sound
from speclift.generate import generate
from speclift.mock.messages import Request
from speclift.mock.service import Service
from speclift.model.findings import InputError
from speclift.python_api.surface import surface

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.1",
    "info": {"title": "Rooms", "version": "1", "description": "About rooms."},
    "servers": [{"url": "https://{host}/v1", "variables": {"host": {"default": "a.example.com", "enum": ["a"]}}}],
    "tags": [{"name": "Rooms", "description": "d", "x-parent": "Rooms", "x-resource": "rooms"}],
    "security": [{"key": []}],
    "paths": {
        "/rooms/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "post": {
                "operationId": "editRoom",
                "tags": ["Rooms"],
                "summary": "Edit room",
                "description": "Edits.",
                "externalDocs": {"url": "https://example.com"},
                "deprecated": False,
                "servers": [{"url": "https://b.example.com"}],
                "security": [{"oauth": ["all"]}, {"key": []}],
                "parameters": [
                    {
                        "name": "page",
                        "in": "query",
                        "description": "d",
                        "style": "form",
                        "explode": True,
                        "schema": {"type": "integer", "minimum": 1, "maximum": 9, "default": 1},
                        "example": 2,
                    },
                    {"$ref": "#/components/parameters/Size"},
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Room"},
                            "examples": {"one": {"summary": "s", "value": {"name": "n"}}},
                        }
                    },
                },
                "responses": {
                    "200": {
                        "description": "OK",
                        "headers": {"X-Left": {"schema": {"type": "integer"}}},
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {
                                        "rooms": {"type": "array", "items": {"$ref": "#/components/schemas/Room"}},
                                        "next": {"type": ["integer", "null"]},
                                    },
                                }
                            }
                        },
                    },
                    "default": {"$ref": "#/components/responses/Error"},
                },
                "x-pagination": {
                    "style": "page",
                    "request": {"page": "page", "size": "size"},
                    "response": {"items": "/rooms", "next": "/next"},
                    "first": 1,
                    "end": [None],
                },
                "x-rate-limit": {"requests": 3, "seconds": 1},
                "x-codeSamples": [{"lang": "curl", "source": "curl"}],
            },
        }
    },
    "components": {
        "parameters": {"Size": {"name": "size", "in": "query", "schema": {"type": "integer"}}},
        "responses": {
            "Error": {
                "description": "No",
                "content": {
                    "application/json": {
                        "schema": {"type": "object", "properties": {"reason": {"type": "string"}}},
                        "examples": {"gone": {"summary": "Gone.", "value": {"reason": "gone"}}},
                    }
                },
            }
        },
        "schemas": {
            "Room": {
                "title": "Room",
                "description": "A room.",
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "n", "format": "x"},
                    "size": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5},
                    "kind": {"$ref": "#/components/schemas/Kind"},
                    "guests": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
                    "of": {
                        "oneOf": [{"$ref": "#/components/schemas/Hall"}, {"$ref": "#/components/schemas/Cell"}],
                        "discriminator": {"propertyName": "type", "mapping": {"hall": "#/components/schemas/Hall"}},
                    },
                    "extra": {"type": "object", "additionalProperties": {"type": "string"}},
                },
                "additionalProperties": False,
            },
            "Kind": {
                "type": "string",
                "enum": ["a", "b"],
                "x-enum-varnames": ["A", "B"],
                "x-enum-descriptions": ["a", "b"],
            },
            "Hall": {"allOf": [{"$ref": "#/components/schemas/Cell"}, {"type": "object", "properties": {"seats": {}}}]},
            "Cell": {"type": "object", "properties": {"type": {"const": "cell"}}, "required": ["type"]},
        },
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": "d"},
            "oauth": {
                "type": "oauth2",
                "flows": {"password": {"tokenUrl": "/token", "scopes": {"all": "Everything."}}},
            },
        },
    },
    "x-speclift": {"package": "rooms", "client": "Rooms", "names": {"editRoom": "rooms.edit"}},
    "x-rpc": {"method": "method"},
}  # fmt: skip

PAYLOADS: dict[str, Any] = {
    "a number": 7,
    "a text": "surprise",
    "a truth": True,
    "nothing": None,
    "a list": [],
    "a list of a number": [7],
    "an object": {},
    "an object of a number": {"a": 7},
    "a number beyond a float": 10**400,
    "a reference to itself": {"$ref": "#"},
    "a reference to nothing": {"$ref": "#/components/schemas/Nobody"},
    "a reference out of the document": {"$ref": "other.yaml"},
    "a reference that is a number": {"$ref": 7},
}


def places(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value inside `value`."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*steps, key)
        yield from places(inner, (*steps, key))


def with_value(steps: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The document with another value at the end of `steps`."""
    document = copy.deepcopy(DOCUMENT)
    inside: Any = document
    for step in steps[:-1]:
        inside = inside[step]
    inside[steps[-1]] = value
    return document


def with_key(steps: tuple[str | int, ...], key: str) -> dict[str, Any]:
    """The document with another name for what stands at `steps`; of elements of arrays there are none."""
    document = copy.deepcopy(DOCUMENT)
    inside: Any = document
    for step in steps[:-1]:
        inside = inside[step]
    if isinstance(inside, dict):
        entries = list(inside.items())
        inside.clear()
        inside.update((key if name == steps[-1] else name, value) for name, value in entries)
    return document


def serve(document: dict[str, Any]) -> None:
    service = Service(document)
    request, match = service.route(Request("POST", "/v1/rooms/1", (), b'{"name": "n"}'))
    assert 200 <= service.answer(request, match).status < 600


def outcome(run: Callable[[dict[str, Any]], object], document: dict[str, Any]) -> str:
    """What is wrong with how a command takes a document; "" when it is done, or refused in one line with the place."""
    try:
        run(document)
    except InputError as error:
        return "" if error.place and "\n" not in str(error) else f"refused as {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


COMMANDS: dict[str, Callable[[dict[str, Any]], object]] = {
    "generate": generate,
    "check": check,
    "diff": lambda document: compare(document, DOCUMENT),
    "mock": serve,
    "upgrade": surface,
}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_field_is_read_or_refused_in_one_line(payload: str) -> None:
    faults = []
    for steps in places(DOCUMENT):
        document = with_value(steps, PAYLOADS[payload])
        for command, run in COMMANDS.items():
            fault = outcome(run, document)
            if fault:
                faults.append(f"{command}: {join_pointer(*steps)}: {fault}")
    assert faults == []


DIGITS = "9" * 5000


@pytest.mark.parametrize(
    "steps",
    [
        ("paths", "/rooms/{id}", "post", "responses", "200"),
        ("paths", "/rooms/{id}", "post", "responses", "default"),
        ("paths", "/rooms/{id}"),
        ("components", "schemas", "Room"),
        ("components", "schemas", "Room", "properties", "name"),
        ("components", "securitySchemes", "key"),
        ("components", "responses", "Error", "content", "application/json", "examples", "gone"),
    ],
)
def test_a_name_of_5000_digits_is_a_name(steps: tuple[str | int, ...]) -> None:
    for command, run in COMMANDS.items():
        fault = outcome(run, with_key(steps, DIGITS))
        assert not fault.startswith("ValueError"), (command, fault)


@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|aa)+$", f"a{{{DIGITS}}}", "(" * 3000, "(?<!a+)b"])
def test_no_pattern_takes_for_ever(pattern: str) -> None:
    text = "a" * 60 + "!"
    assert regular.matches(pattern, text) in (False, None)
    schema = {"type": "string", "pattern": pattern, "enum": [text], "example": text}
    document = with_value(("components", "schemas", "Room", "properties", "name"), schema)
    for command, run in COMMANDS.items():
        assert outcome(run, document) == "", command


@pytest.mark.parametrize("address", ["http://[::1", "//[", "http://a:99999999/", "http://a..b/", ":", "http://[x]y/"])
@pytest.mark.parametrize(
    "steps",
    [
        ("servers", 0, "url"),
        ("paths", "/rooms/{id}", "post", "servers", 0, "url"),
        ("paths", "/rooms/{id}", "post", "externalDocs", "url"),
        ("components", "securitySchemes", "oauth", "flows", "password", "tokenUrl"),
    ],
)
def test_an_address_that_is_none_stops_nobody(steps: tuple[str | int, ...], address: str) -> None:
    for command, run in COMMANDS.items():
        assert outcome(run, with_value(steps, address)) == "", command


def test_the_document_itself_is_sound() -> None:
    for run in COMMANDS.values():
        run(DOCUMENT)


@pytest.mark.parametrize(
    ("steps", "value", "message"),
    [
        (
            ("paths", "/rooms/{id}", "post", "responses"),
            7,
            "/post/responses: an object is expected, not 7",
        ),
        (("components", "securitySchemes", "oauth"), [], "/components/securitySchemes/oauth: an object is expected"),
        (
            ("components", "securitySchemes", "oauth", "flows", "password", "scopes"),
            "all",
            "/components/securitySchemes/oauth/flows/password/scopes: an object is expected, not 'all'",
        ),
        (("paths", "/rooms/{id}", "parameters", 0, "in"), None, "/paths/~1rooms~1{id}/parameters/0: `in` is missing"),
        (("paths", "/rooms/{id}", "post", "security"), [7], "/paths/~1rooms~1{id}/post/security/0: an object is"),
        (("paths", "/rooms/{id}", "post", "x-pagination", "style"), {}, "/post/x-pagination: "),
        (
            ("components", "schemas", "Room", "properties", "name", "maxLength"),
            10**400,
            "/components/schemas/Room/properties/name/maxLength: a number of 64 bits is expected",
        ),
        (("components", "responses", "Error"), {"$ref": "#/components/responses/Error"}, "leads round in a circle"),
        (("paths", "/rooms/{id}", "post", "tags"), ["Rooms", {}], "/paths/~1rooms~1{id}/post/tags/1: text is expected"),
        (("tags", 0, "x-parent"), ["Rooms"], "/tags/0/x-parent: text is expected"),
        (
            ("components", "schemas", "Room", "required"),
            "name",
            "/schemas/Room/required: a list is expected",
        ),
        (("components", "schemas", "Room", "required"), ["name", []], "/components/schemas/Room/required/1: text is"),
    ],
)
def test_the_refusal_names_the_place(steps: tuple[str | int, ...], value: Any, message: str) -> None:
    with pytest.raises(InputError) as refused:
        require_sound(with_value(steps, value), "rooms.yaml")
    assert str(refused.value).startswith("rooms.yaml: ")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("steps", "value"),
    [
        (("paths", "/rooms/{id}", "post", "tags"), None),
        (("paths", "/rooms/{id}", "post", "tags"), ["Rooms", None]),
        (("components", "schemas", "Room", "required"), ["name", None, 7]),
        (("info", "version"), 1.0),
        (("components", "schemas", "Room", "properties", "name", "x-extension"), {"type": 7}),
    ],
)
def test_null_is_left_out_and_a_number_is_text(steps: tuple[str | int, ...], value: Any) -> None:
    assert require_sound(with_value(steps, value)).root.value == with_value(steps, value)


def test_a_document_that_was_judged_is_not_judged_again() -> None:
    sound = require_sound(DOCUMENT, "rooms.yaml")
    assert require_sound(sound) is sound
    assert generate(sound) == generate(DOCUMENT)
    assert compare(sound, with_value(("paths",), {})) == compare(DOCUMENT, with_value(("paths",), {}))


def test_a_bomb_of_aliases_is_refused_while_it_is_read() -> None:
    lines = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    bomb = "\n".join(["openapi: 3.1.1", "a0: &a0 [x]", *lines])
    with pytest.raises(InputError, match="aliases repeat more than"):
        parse_document(bomb.encode(), name="bomb.yaml")
