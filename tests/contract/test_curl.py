"""The request that a client sends is the documented curl: method, path, query, headers, body."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from packages import Operation, Package, bound, documents, label, package
from served import Served
from values import Arguments, arguments, expected_path, recorded_call, sent_body
from waivers import waived

DOCUMENTS = documents()


def differences(served: Served, operation: Operation, given: Arguments) -> list[str]:
    """What differs between the last request that the mock saw and the recorded call, in words."""
    one: Package = served.package
    request = served.server.requests[-1]
    name = operation.data["operationId"]
    call = recorded_call(operation)
    found = []
    own = operation.data.get("servers")
    prefix = "" if own else one.prefix
    if request.method.lower() != operation.verb:
        found.append(f"{name}: sent {request.method}, documented {operation.verb}")
    if request.path != prefix + expected_path(operation, given.positional):
        found.append(f"{name}: sent {request.path}, documented {prefix}{operation.path}")
    if call is None:
        return found
    if call.method.lower() != operation.verb:
        found.append(f"{name}: curl-method: {call.method}")
    placed = call.path
    for parameter in operation.method.positional:
        placed = placed.replace(parameter.wire, "{" + parameter.wire + "}").replace("{{", "{").replace("}}", "}")
    if placed.split("/") != (prefix + operation.path).split("/"):
        found.append(f"{name}: curl-path: {call.path}")
    query = sorted((key, value) for key, value in request.query if key not in _secrets(one))
    expected = sorted((key, value) for key, value in call.query if key not in _secrets(one))
    invented = {p.wire for p in operation.method.keywords if p.name in given.invented and p.location == "query"}
    if [pair for pair in query if pair[0] not in invented] != expected:
        found.append(f"{name}: sent query {query}, documented {expected}")
    body = sent_body(one, operation, call)
    media_type = dict(request.headers).get("content-type", "").split(";")[0]
    if request.body and "content-type" in call.headers and media_type != call.headers["content-type"]:
        found.append(f"{name}: sent {media_type}, documented {call.headers['content-type']}")
    if call.form:
        if media_type != "multipart/form-data":
            found.append(f"{name}: sent {media_type}, documented a form")
        return found
    sent = json.loads(request.body) if request.body else None
    if isinstance(sent, dict):
        made_up = {p.wire for p in operation.method.keywords if p.name in given.invented}
        sent = {key: value for key, value in sent.items() if key not in made_up} or None
    if sent != (body or None):
        found.append(f"{name}: sent body {sent}, documented {body}")
    return found


def _secrets(one: Package) -> set[str]:
    schemes = one.document.get("components", {}).get("securitySchemes", {})
    return {scheme["name"] for scheme in schemes.values() if scheme.get("in") == "query"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_requests_are_the_documented_calls(
    path: Path, asynchronous: bool, serve: Callable[[Package], Served], tmp_path: Path
) -> None:
    one = package(path)
    served = serve(one)
    found: list[str] = []
    called = 0

    def target(operation: Operation) -> dict[str, Any]:
        return {"to": tmp_path / "download"} if "Path" in operation.method.result else {}

    async def all_awaited() -> None:
        nonlocal called
        async with served.client(asynchronous=True) as client:
            for operation in one.operations:
                given = arguments(one, operation)
                await bound(client, operation.method)(*given.positional, **given.keywords, **target(operation))
                called += 1
                found.extend(differences(served, operation, given))

    if asynchronous:
        asyncio.run(all_awaited())
    else:
        with served.client() as client:
            for operation in one.operations:
                given = arguments(one, operation)
                bound(client, operation.method)(*given.positional, **given.keywords, **target(operation))
                called += 1
                found.extend(differences(served, operation, given))
    assert called == len(one.operations) == len(one.surface.methods)
    assert waived("curl", path, found) == []
