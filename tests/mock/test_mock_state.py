"""`stateful`: on every document of the repository, what is created is found, listed, changed, deleted and then gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from speclift.document import Operation, iterate_operations, load_document
from speclift.mock import Request
from speclift.mock.generated import Generator
from speclift.mock.preferences import Preferences
from speclift.mock.resources import Resources, Role
from speclift.mock.routes import Routes
from speclift.mock.service import Service

REPOSITORY = Path(__file__).parents[2]
DOCUMENTS = [
    path
    for path in sorted((REPOSITORY / "spec").glob("*/*.yaml"))
    if path.parent.name != "trueconf-server" or path.stem in ("v3", "v3.5", "v3.10")
]


class Day:
    """Requests to one stateful mock of a document."""

    def __init__(self, path: Path) -> None:
        self.document = load_document(path)
        self.service = Service(self.document, stateful=True, items=7)
        self.resources = Resources(self.document, self.answered)
        self.operations = list(iterate_operations(self.document))
        self.paths = {route.operation.pointer: route.shown for route in Routes(self.document).in_order}

    def answered(self, operation: Operation) -> Any:
        """The recorded answer of an operation's success."""
        return self.service.value(self.service.responses.choose(operation, Preferences(), None))

    def roles(self) -> dict[tuple[str, ...], dict[str, tuple[Operation, Role]]]:
        """The operations of each collection by what they do."""
        found: dict[tuple[str, ...], dict[str, tuple[Operation, Role]]] = {}
        for operation in self.operations:
            role = self.resources.role(operation)
            if role is not None:
                found.setdefault(role.collection.template, {})[role.kind] = operation, role
        return found

    def ask(self, operation: Operation, names: dict[str, str], body: Any = None) -> tuple[int, Any]:
        path = self.paths[operation.pointer]
        for name, value in names.items():
            path = path.replace("{" + name + "}", value)
        sent = [("authorization", "Bearer mock-access-token")]
        if body is not None:
            sent.append(("content-type", "application/json"))
        request = Request(
            operation.method.upper(), path, tuple(sent), b"" if body is None else json.dumps(body).encode()
        )
        reply = self.service.answer(*self.service.route(request))
        return reply.status, json.loads(reply.body) if reply.body else None

    def body(self, operation: Operation) -> Any:
        """The least that an operation takes."""
        content = operation.value.get("requestBody", {}).get("content", {}).get("application/json", {})
        return Generator(self.document, skip="readOnly").value(content.get("schema", {})) or {}


def identifier(value: Any, name: str) -> str | None:
    for inside in (value, *(value.values() if isinstance(value, dict) else ())):
        if isinstance(inside, dict) and name in inside:
            return str(inside[name])
    return None


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_created_is_found_changed_deleted_and_gone(path: Path) -> None:
    day = Day(path)
    cycles = 0
    for template, roles in day.roles().items():
        if "create" not in roles or "get" not in roles or template.count("{}") > 0:
            continue
        create, role = roles["create"]
        get, name, parameter = roles["get"][0], role.collection.identity, role.collection.parameter
        sent = {key: value for key, value in day.body(create).items() if key not in (name, parameter)}
        status, created = day.ask(create, {}, sent)
        assert status < 300, (create.operation_id, created)
        new = identifier(created, name)
        assert new is not None
        assert new != str(role.collection.recorded[name])
        status, shown = day.ask(get, {parameter: new})
        assert (status, identifier(shown, name)) == (200, new)
        if "list" in roles:
            status, listed = day.ask(roles["list"][0], {})
            assert status == 200
            assert new in json.dumps(listed)
        if "change" in roles:
            assert day.ask(roles["change"][0], {parameter: new}, day.body(roles["change"][0]))[0] == 200
        if "delete" in roles:
            assert day.ask(roles["delete"][0], {parameter: new})[0] < 300
            for operation, one in roles.values():
                if one.kind in ("get", "delete"):
                    assert day.ask(operation, {parameter: new})[0] == 404, operation.operation_id
        cycles += 1
    written = any(operation.method == "post" and day.resources.role(operation) for operation in day.operations)
    assert bool(cycles) == written


def test_answers_of_a_stateful_mock_fit_their_schemas() -> None:
    """What was sent and does not fit an answer is kept, and not shown."""
    service = Service(load_document(Path(__file__).parent / "rooms.yaml"), stateful=True)
    request = Request("POST", "/api/v1.0/rooms?access_token=mock-access-token", (("content-type", "application/json"),))
    for name in ("Red", "x" * 500):
        sent = json.dumps({"name": name, "colour": 3}).encode()
        reply = service.answer(*service.route(Request(request.method, request.target, request.headers, sent)))
        room = json.loads(reply.body)
        assert room.keys() == {"id", "name", "seats"}
        assert room["name"] == name
        assert len(room["id"]) <= 12
