"""Recorded example -> typed result -> back to JSON: nothing lost, nothing invented."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from packages import Operation, Package, bound, documents, label, package
from served import Served
from values import arguments
from waivers import waived

DOCUMENTS = documents()


def recorded(operation: Operation) -> Iterator[tuple[str, str, Any]]:
    """The recorded JSON examples of success: status, name, value."""
    for status, response in operation.data["responses"].items():
        if status.startswith("2"):
            for media_type, media in response.get("content", {}).items():
                if media_type.endswith("json"):
                    for name, example in media.get("examples", {}).items():
                        yield status, name, example["value"]


def opened(value: Any, recorded_value: Any, package: Package, operation: Operation) -> Any:
    """What of a recorded answer a method gives back: all of it, or what stands in the envelope that it opens."""
    paging = operation.data.get("x-pagination", {}).get("response", {}).get("items")
    if paging is not None:
        return pointed(recorded_value, paging)
    if isinstance(recorded_value, Mapping) and len(recorded_value) == 1:
        (inner,) = recorded_value.values()
        if same(value, inner):
            return inner
    return recorded_value


def pointed(value: Any, pointer: str) -> Any:
    for part in pointer.strip("/").split("/") if pointer.strip("/") else ():
        value = value[part]
    return value


def same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def back_to_json(package: Package, result: Any) -> Any:
    """A typed result as JSON again, by the package's own means. A page gives its items."""
    to_json = importlib.import_module(f"{package.module.__name__}._encode").to_json
    items = getattr(result, "items", None)
    pages = items is not None and not isinstance(result, Mapping) and not callable(items)
    return json.loads(to_json(items if pages else result))


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_examples_come_back_as_they_were_recorded(
    path: Path, asynchronous: bool, serve: Callable[[Package], Served]
) -> None:
    one = package(path)
    served = serve(one)
    drift: list[Any] = []
    found: list[str] = []
    checked = 0

    def compare(operation: Operation, name: str, value: Any, result: Any) -> None:
        back = back_to_json(one, result)
        if not same(back, opened(back, value, one, operation)):
            found.append(
                f"{operation.data['operationId']} {name}: {json.dumps(back)[:300]} is not {json.dumps(value)[:300]}"
            )

    cases = [
        (operation, status, name, value) for operation in one.operations for status, name, value in recorded(operation)
    ]

    async def all_awaited() -> None:
        nonlocal checked
        async with served.client(asynchronous=True, on_drift=drift.append) as client:
            for operation, status, name, value in cases:
                served.prefer = f"code={status}, example={name}"
                given = arguments(one, operation)
                result = bound(client, operation.method)(*given.positional, **given.keywords)
                compare(operation, name, value, await result if inspect.isawaitable(result) else result)
                checked += 1

    if asynchronous:
        asyncio.run(all_awaited())
    else:
        with served.client(on_drift=drift.append) as client:
            for operation, status, name, value in cases:
                served.prefer = f"code={status}, example={name}"
                given = arguments(one, operation)
                compare(operation, name, value, bound(client, operation.method)(*given.positional, **given.keywords))
                checked += 1
    found += [f"drift: {one}" for one in drift]
    assert waived("examples", path, found) == []
    assert checked == len(cases) > 0
