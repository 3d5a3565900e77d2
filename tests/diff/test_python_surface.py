"""What changes mean for the generated package: sentences about calls, fields and members."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from documents_of_cases import SHOP, apply

from speclift.diff.python_surface import python_changes


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
    from speclift.generate import surface

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
    assert change.explain("markdown").endswith("()` lost keyword `limit`")
    assert change.explain("html").endswith("()</code> lost keyword <code>limit</code>")
    assert change.operation_id == "listPets"
