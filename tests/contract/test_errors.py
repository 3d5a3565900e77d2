"""Each documented reason raises its class, with what the answer said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from packages import Operation, Package, bound, documents, label, package
from served import Served
from values import arguments

DOCUMENTS = documents()


def documented(operation: Operation) -> Iterator[tuple[str, str, Any]]:
    """The documented errors of an operation: status, name of the example, value."""
    for status, response in operation.data["responses"].items():
        if not status.startswith("2"):
            for media in response.get("content", {}).values():
                for name, example in media.get("examples", {}).items():
                    yield status, name, example["value"]


def reason_in(value: Any, known: Mapping[str, Any]) -> str:
    """The first text inside an error's JSON that is a reason for which the package has a class."""
    if isinstance(value, str):
        return value if value in known else ""
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return next((found for part in parts if (found := reason_in(part, known))), "")


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_each_documented_reason_raises_its_class(
    path: Path, asynchronous: bool, serve: Callable[[Package], Served], tmp_path: Path
) -> None:
    one = package(path)
    served = serve(one)
    errors = __import__(f"{one.module.__name__}.errors", fromlist=["errors"])
    found: list[str] = []
    cases = [(operation, *error) for operation in one.operations for error in documented(operation)]

    def judge(operation: Operation, status: str, name: str, value: Any, error: Exception | None) -> None:
        subject = f"{operation.data['operationId']} {status} {name}"
        reason = reason_in(value, errors.REASONS)
        expected = errors.REASONS[reason] if reason else errors.StatusError
        if not isinstance(error, expected):
            found.append(f"{subject}: raised {error!r}, documented {expected.__name__}")
            return
        if reason and error.reason != reason:
            found.append(f"{subject}: reason {error.reason!r}")
        if status.isdigit() and error.status != int(status):
            found.append(f"{subject}: status {error.status}")
        if operation.method.raises and reason and expected.__name__ not in operation.method.raises:
            found.append(f"{subject}: {expected.__name__} is not in the docstring")
        if served.server.credentials.access_token in str(error) + repr(error):
            found.append(f"{subject}: shows the secret")

    def target(operation: Operation) -> dict[str, Any]:
        return {"to": tmp_path / "download"} if "Path" in operation.method.result else {}

    async def all_awaited() -> None:
        async with served.client(asynchronous=True) as client:
            for operation, status, name, value in cases:
                served.prefer = f"code={status}, example={name}" if status.isdigit() else f"example={name}"
                given = arguments(one, operation)
                error: Exception | None = None
                try:
                    await bound(client, operation.method)(*given.positional, **given.keywords, **target(operation))
                except errors.StatusError as caught:
                    error = caught
                judge(operation, status, name, value, error)

    if asynchronous:
        asyncio.run(all_awaited())
    else:
        with served.client() as client:
            for operation, status, name, value in cases:
                served.prefer = f"code={status}, example={name}" if status.isdigit() else f"example={name}"
                given = arguments(one, operation)
                error = None
                try:
                    bound(client, operation.method)(*given.positional, **given.keywords, **target(operation))
                except errors.StatusError as caught:
                    error = caught
                judge(operation, status, name, value, error)
    assert found == []
    assert not (tmp_path / "download").exists()
