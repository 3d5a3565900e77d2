"""Where operations are found, by the one rule of `naming.py`."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from packages_under_test import HERE, answer, minimal

from speclift.generate import generate
from speclift.python_api.surface import surface

CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "naming.yaml").read_text("utf-8"))


def place(document: dict[str, Any]) -> dict[str, str]:
    return {id_: ".".join(method.path) for id_, method in surface(document).methods.items()}


def operation(title: str, tag: str = "Rooms", **more: Any) -> dict[str, Any]:
    return {"tags": [tag], "summary": title, "operationId": title.replace(" ", ""), "responses": answer(), **more}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rule(case: dict[str, Any]) -> None:
    tag = {"name": case["tag"]} | {
        key: case[of] for key, of in (("x-parent", "parent"), ("x-resource", "resource")) if of in case
    }
    stated = {"operationId": case["id"]} if "id" in case else {}
    described = {"tags": [case["tag"]], "summary": case["title"], "responses": answer(), **stated}
    tags = [tag, *([{"name": case["parent"]}] if "parent" in case else [])]
    document = minimal({case.get("path", "/x"): {case.get("method", "get"): described}}, tags=tags)
    assert list(place(document).values()) == [case["name"]]


def test_a_clash_leaves_the_first_its_name() -> None:
    document = minimal({"/a": {"get": operation("Get Room Owner")}, "/b": {"get": operation("Get Owner")}})
    assert place(document) == {"GetRoomOwner": "rooms.owner", "GetOwner": "rooms.get_owner"}
    (finding,) = generate(document).findings
    assert finding.rule == "generate-name-clash"
    assert finding.message == "rooms.owner is another operation's; this one is rooms.get_owner"
    assert finding.pointer == "/paths/~1b/get"


def test_a_patch_beside_a_put_is_called_by_its_method() -> None:
    item = {"put": {"tags": ["Rooms"], "responses": answer()}, "patch": {"tags": ["Rooms"], "responses": answer()}}
    document = minimal({"/rooms/{id}": item})
    assert sorted(place(document).values()) == ["rooms.patch", "rooms.update"]


def test_a_further_clash_falls_back_on_the_operation_id() -> None:
    paths = {f"/{index}": {"get": operation("Get Owner", operationId=f"ownerNumber{index}")} for index in range(3)}
    assert place(minimal(paths)) == {
        "ownerNumber0": "rooms.owner",
        "ownerNumber1": "rooms.get_owner",
        "ownerNumber2": "rooms.owner_number_2",
    }


def test_equal_operation_ids_are_told_apart() -> None:
    paths = {f"/{index}": {"get": operation("Get Owner", operationId="same")} for index in range(5)}
    document = minimal(paths)
    package = generate(document)
    assert len(set(package.operations)) == 1
    assert package.documented == 5
    assert len(package.findings) == 4


def test_a_resource_has_its_name_before_any_operation() -> None:
    document = minimal(
        {"/a": {"get": operation("Get Participants")}, "/b": {"get": operation("List", tag="Rooms Participants")}},
        tags=[{"name": "Rooms"}, {"name": "Rooms Participants", "x-parent": "Rooms"}],
    )
    assert place(document) == {"GetParticipants": "rooms.get_participants", "List": "rooms.participants.list"}


def test_what_is_added_later_renames_nothing() -> None:
    before = minimal({"/a": {"get": operation("Get Room Owner")}, "/b": {"get": operation("Get Owner")}})
    more = {f"/{index}": {"get": operation(f"Get Owner {index}"), "post": operation("Owner")} for index in range(3)}
    after = minimal({**before["paths"], **more})
    assert place(before).items() <= place(after).items()


def test_exceptions_overrule_and_choose_first() -> None:
    document = minimal(
        {"/a": {"get": operation("Get Owner")}, "/b": {"get": operation("Whatever it is")}},
        **{"x-speclift": {"names": {"Whateveritis": "rooms.owner", "unknown": "x.y"}}},
    )
    assert place(document) == {"GetOwner": "rooms.get_owner", "Whateveritis": "rooms.owner"}


def test_parents_that_go_in_circles_end() -> None:
    tags = [{"name": "A", "x-parent": "B"}, {"name": "B", "x-parent": "A"}]
    document = minimal({"/a": {"get": operation("Run", tag="A")}}, tags=tags)
    assert place(document) == {"Run": "b.a.run"}
