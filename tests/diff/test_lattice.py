"""The lattice: since, until and changed for everything that any version has."""

from __future__ import annotations

import copy
from typing import Any

from documents_of_cases import SHOP, apply

from speclift.diff.lattice import Item, Lattice, lattice, since, until


def edited(document: dict[str, Any], *edits: dict[str, Any]) -> dict[str, Any]:
    new = copy.deepcopy(document)
    for edit in edits:
        apply(new, edit)
    return new


V1 = SHOP
V2 = edited(
    V1,
    {"set": "/components/schemas/Pet/properties/colour", "to": {"type": "string", "enum": ["red"]}},
    {"set": "/components/schemas/PetInput/properties/colour", "to": {"type": "string"}},
    {"set": "/paths/~1pets/get/parameters/4", "to": {"name": "colour", "in": "query", "schema": {"type": "string"}}},
    {
        "set": "/paths/~1orders/get",
        "to": {"operationId": "listOrders", "responses": {"200": {"description": "Orders."}}},
    },
    {"remove": "/paths/~1photos"},
)
V3 = edited(
    V2,
    {"set": "/components/schemas/Pet/properties/colour/enum", "to": ["red", "blue"]},
    {"move": "/paths/~1pets~1{petId}", "to": "/paths/~1animals~1{id}"},
    {"set": "/paths/~1animals~1{id}/get/parameters/0/name", "to": "id"},
    {"set": "/paths/~1animals~1{id}/delete/parameters/0/name", "to": "id"},
    {"set": "/components/schemas/Pet/properties/name/maxLength", "to": 40},
)
V4 = edited(V3, {"set": "/paths/~1photos", "to": V1["paths"]["/photos"]})
HELD: Lattice = lattice({"v1": V1, "v2": V2, "v3": V3, "v4": V4})


def item(subject: str) -> Item:
    (found,) = [one for one in HELD.items if one.subject == subject]
    return found


def test_operations() -> None:
    assert item("POST /pets").versions == ("v1", "v2", "v3", "v4")
    assert (item("GET /orders").since, item("GET /orders").until) == ("v2", "")
    assert since(HELD, "listOrders") == "v2"
    assert since(HELD, "listPets") == since(HELD, "nothing") == ""


def test_an_operation_that_was_away() -> None:
    assert item("POST /photos").versions == ("v1", "v4")
    assert (item("POST /photos").since, item("POST /photos").until) == ("", "")
    gone = lattice({"v1": V1, "v2": V2})
    assert until(gone, "addPhoto") == "v1"
    assert until(gone, "listPets") == until(gone, "nothing") == ""


def test_a_renamed_operation_keeps_its_age() -> None:
    renamed = item("GET /animals/{id}")
    assert renamed.since == ""
    assert [version for version, _ in renamed.changed] == ["v2", "v3"]
    assert HELD.operation("getPet") == ""


def test_parameters_and_what_bodies_take() -> None:
    assert item("GET /pets: query parameter colour").since == "v2"
    assert HELD.parameter("listPets", "colour") == "v2"
    assert HELD.parameter("listPets", "limit") == ""
    assert HELD.parameter("createPet", "colour") == "v2"
    assert HELD.parameter("createPet", "name") == ""
    assert HELD.parameter("listOrders", "anything") == ""


def test_fields_and_values() -> None:
    assert item("Pet.colour").since == "v2"
    assert HELD.field("Pet", "colour") == "v2"
    assert HELD.field("Pet", "name") == HELD.field("Nobody", "name") == ""
    assert item("Pet.colour: blue").since == "v3"
    assert item("Pet.colour: red").since == "v2"
    assert item("Order.address.city").versions == ("v1", "v2", "v3", "v4")
    (changed,) = item("Pet.name").changed
    assert changed[0] == "v3"
    assert [change.rule for change in changed[1]] == ["response-max-length-lowered"]


def test_what_is_as_old_as_its_operation_has_no_age() -> None:
    grown = edited(V2, {"set": "/paths/~1orders/get/parameters", "to": [{"name": "page", "in": "query", "schema": {}}]})
    assert lattice({"v1": V1, "v2": grown}).parameter("listOrders", "page") == ""


def test_one_version_alone() -> None:
    alone = lattice({"v1": V1})
    assert alone.steps == ()
    assert all(one.since == one.until == "" and not one.changed for one in alone.items)


def test_fields_of_bodies_written_in_the_operation() -> None:
    assert item("POST /photos: request body, multipart/form-data note").versions == ("v1", "v4")
