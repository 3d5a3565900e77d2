"""What changes mean for the generated package: sentences about calls, fields and members."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from documents_of_cases import SHOP, apply

from speclift.generate.methods import Method, Parameter
from speclift.python_api.compare import compare_surfaces, python_changes
from speclift.python_api.surface import Surface
from speclift.report.writers import html, markdown


def said(*edits: dict[str, Any], reverse: bool = False) -> set[tuple[str, str]]:
    new = copy.deepcopy(SHOP)
    for edit in edits:
        apply(new, edit)
    pair = (new, SHOP) if reverse else (SHOP, new)
    return {(change.level.value, change.explain()) for change in python_changes(*pair)}


def test_what_stays() -> None:
    assert said() == set()
    assert said({"set": "/components/schemas/Pet/properties/name/maxLength", "to": 3}) == set()


def methods() -> Any:
    from speclift.python_api.surface import surface

    return surface(SHOP)


@pytest.fixture(scope="module")
def call() -> Any:
    surface = methods()
    receiver = surface.client.lower()

    def name(operation_id: str) -> str:
        return f"{receiver}.{'.'.join(surface.methods[operation_id].path)}()"

    return name


def test_methods(call: Any) -> None:
    gone = said({"remove": "/paths/~1photos"})
    assert ("breaking", f"{call('addPhoto')} was removed") in gone
    come = said({"remove": "/paths/~1photos"}, reverse=True)
    assert ("info", f"{call('addPhoto')} was added") in come


def test_keywords(call: Any) -> None:
    assert ("breaking", f"{call('listPets')} lost keyword 'limit'") in said(
        {"remove": "/paths/~1pets/get/parameters/0"}
    )
    back = said({"remove": "/paths/~1pets/get/parameters/0"}, reverse=True)
    assert ("info", f"{call('listPets')} takes keyword 'limit'") in back
    required = {"set": "/paths/~1pets/get/parameters/0/required", "to": True}
    assert ("breaking", f"{call('listPets')} demands keyword 'limit'") in said(required)
    assert ("info", f"{call('listPets')} can do without keyword 'limit'") in said(required, reverse=True)
    added = {
        "set": "/paths/~1pets/get/parameters/4",
        "to": {"name": "x", "in": "query", "required": True, "schema": {}},
    }
    assert ("breaking", f"{call('listPets')} demands keyword 'x'") in said(added)


def test_types_of_keywords(call: Any) -> None:
    found = said({"set": "/paths/~1pets/get/parameters/0/schema", "to": {"type": "boolean"}})
    assert any(level == "breaking" and text.startswith(f"{call('listPets')} takes 'limit' as") for level, text in found)


def test_results(call: Any) -> None:
    edit = {"remove": "/paths/~1orders/post/responses/200/content"}
    assert any(
        level == "breaking" and text.startswith(f"{call('createOrder')} returns 'None'") for level, text in said(edit)
    )


def test_deprecation(call: Any) -> None:
    assert ("info", f"{call('listPets')} is deprecated") in said({"set": "/paths/~1pets/get/deprecated", "to": True})


def test_fields() -> None:
    assert ("breaking", "Pet.age was removed") in said({"remove": "/components/schemas/Pet/properties/age"})
    assert ("info", "Pet.age was added") in said({"remove": "/components/schemas/Pet/properties/age"}, reverse=True)
    changed = said({"set": "/components/schemas/Pet/properties/age", "to": {"type": "string"}})
    assert any(level == "breaking" and text.startswith("Pet.age is ") for level, text in changed)
    optional = said({"set": "/components/schemas/Pet/required", "to": ["id"]})
    assert any(level == "breaking" and text.startswith("Pet.name is ") for level, text in optional)
    narrowed = said({"set": "/components/schemas/Pet/properties/age/nullable", "to": False})
    assert any(level == "info" and text.startswith("Pet.age is ") for level, text in narrowed)


def test_markdown_and_html() -> None:
    new = copy.deepcopy(SHOP)
    apply(new, {"remove": "/paths/~1pets/get/parameters/0"})
    (change,) = [one for one in python_changes(SHOP, new) if one.name == "limit"]
    assert markdown.inline(change.explained()).endswith("()` lost keyword `limit`")
    assert html.inline(change.explained()).endswith("()</code> lost keyword <code>limit</code>")
    assert change.operation_id == "listPets"


def method(path: str = "users.list", **said: Any) -> Method:
    values: dict[str, Any] = {
        "operation_id": "listUsers", "positional": (), "keywords": (), "result": "Page[User]", "raises": (),
        "deprecated": False,
    }  # fmt: skip
    return Method(path=tuple(path.split(".")), **values | said)


def argument(name: str, wire: str = "", kind: str = "str", required: bool = False) -> Parameter:
    return Parameter(name, wire or name, "query", kind, required)


def held(*methods: Method, client: str = "TrueConfServer", **said: Any) -> Surface:
    values: dict[str, Any] = {"package": "p", "models": {}, "enums": {}, "errors": {}}
    return Surface(client=client, methods={one.operation_id: one for one in methods}, **values | said)


BEFORE = method(
    keywords=(argument("page"), argument("size", kind="int | str")),
    positional=(argument("group"),),
    raises=("NotFound",),
)
SURFACES: dict[str, tuple[Surface, Surface, list[tuple[str, str]]]] = {
    "client renamed": (held(), held(client="Server"), [("breaking", "TrueConfServer is now 'Server'")]),
    "method moved": (
        held(method()),
        held(method("people.list")),
        [("breaking", "server.users.list() is now 'server.people.list()'")],
    ),
    "operation renamed, method kept": (held(method()), held(method(operation_id="getUsers")), []),
    "keyword renamed": (
        held(method(keywords=(argument("page", "p"),))),
        held(method(keywords=(argument("page_", "p"),))),
        [("breaking", "server.users.list() calls keyword 'page' now 'page_'")],
    ),
    "positional argument more": (
        held(BEFORE),
        held(replace(BEFORE, positional=(argument("group"), argument("name")))),
        [("breaking", "server.users.list() takes 'group, name' by position, no longer 'group'")],
    ),
    "positional argument less": (
        held(BEFORE),
        held(replace(BEFORE, positional=())),
        [("breaking", "server.users.list() takes 'nothing' by position, no longer 'group'")],
    ),
    "positional argument renamed": (
        held(BEFORE),
        held(replace(BEFORE, positional=(argument("team"),))),
        [("breaking", "server.users.list() calls 'group' now 'team': it breaks who gives it by name")],
    ),
    "type of a keyword narrowed": (
        held(BEFORE),
        held(replace(BEFORE, keywords=(argument("page"), argument("size", kind="int")))),
        [("breaking", "server.users.list() takes 'size' as 'int', no longer as 'int | str'")],
    ),
    "type of a keyword widened": (
        held(BEFORE),
        held(
            replace(
                BEFORE, keywords=(argument("page", kind="list[str | int] | str"), argument("size", kind="str | int"))
            )
        ),
        [
            ("info", "server.users.list() takes 'page' as 'list[str | int] | str', no longer as 'str'"),
            ("info", "server.users.list() takes 'size' as 'str | int', no longer as 'int | str'"),
        ],
    ),
    "errors of a method": (
        held(BEFORE),
        held(replace(BEFORE, raises=("Gone",))),
        [
            ("warning", "server.users.list() no longer raises 'NotFound'"),
            ("info", "server.users.list() may raise 'Gone'"),
        ],
    ),
    "errors": (
        held(errors={"A": "Error", "B": "Error"}),
        held(errors={"B": "NotFound", "C": "Error"}),
        [
            ("breaking", "A was removed: nothing raises it"),
            ("breaking", "B is a 'NotFound', no longer a 'Error'"),
            ("info", "C was added"),
        ],
    ),
    "enumerations": (
        held(enums={"State": {"ON": 1, "OFF": 0, "OLD": 7}, "Gone": {}}),
        held(enums={"State": {"ON": 2, "OFF": 0, "NEW": 3}, "Come": {}}),
        [
            ("breaking", "State.ON stands for '2', no longer for '1'"),
            ("breaking", "State.OLD was removed"),
            ("info", "State.NEW was added"),
            ("info", "Come was added"),
            ("breaking", "Gone was removed"),
        ],
    ),
    "a client without words": (
        held(method(), client="_"), held(client="_"), [("breaking", "client.users.list() was removed")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SURFACES)
def test_surfaces(name: str) -> None:
    old, new, expected = SURFACES[name]
    assert [(change.level.value, change.explain()) for change in compare_surfaces(old, new)] == expected
