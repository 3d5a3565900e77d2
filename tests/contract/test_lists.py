"""Every list of every package, read to its end from servers of every manner: no item is lost or comes twice."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path
from typing import Any

import pytest
from packages import Package, bound, documents, label, package
from served import Served, recorded_credentials
from values import arguments

from speclift.mock import Manner, MockServer

DOCUMENTS = [path for path in documents() if any(o.data.get("x-pagination") for o in package(path).operations)]
ITEMS, SIZE = 11, 4

MANNERS = {
    f"{numbering}-{beyond}-{says}": Manner(first=numbering, beyond=beyond, says=says)  # type: ignore[arg-type]
    for numbering, beyond, says in itertools.product(
        (0, 1), ("empty", "last", "missing"), ("documented", "undocumented", "nothing")
    )
}


def read(one: Package, served: Served, asynchronous: bool) -> dict[str, int]:
    """How many distinct items each list gives, by its operation."""
    found: dict[str, int] = {}
    lists = [operation for operation in one.operations if operation.data.get("x-pagination")]

    def sized(operation: Any) -> dict[str, Any]:
        size = operation.data["x-pagination"]["request"].get("size")
        return {p.name: SIZE for p in operation.method.keywords if p.wire == size}

    def arguments_of(operation: Any) -> tuple[list[Any], dict[str, Any]]:
        given = arguments(one, operation)
        paging = set(operation.data["x-pagination"]["request"].values())
        kept = {
            p.name: v for p in operation.method.keywords if (v := given.keywords.get(p.name)) and p.wire not in paging
        }
        return given.positional, {**kept, **sized(operation)}

    def counted(raw: list[dict[str, Any]]) -> int:
        assert len(raw) == len({repr(item) for item in raw}), "an item came twice"
        return len(raw)

    async def awaited() -> None:
        async with served.client(asynchronous=True) as client:
            for operation in lists:
                positional, keywords = arguments_of(operation)
                items = [item async for item in bound(client, operation.method)(*positional, **keywords)]
                found[operation.data["operationId"]] = counted([item.to_dict() for item in items])

    if asynchronous:
        asyncio.run(awaited())
        return found
    with served.client() as client:
        for operation in lists:
            positional, keywords = arguments_of(operation)
            items = list(bound(client, operation.method)(*positional, **keywords))
            found[operation.data["operationId"]] = counted([item.to_dict() for item in items])
    return found


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_every_list_is_read_to_its_end(path: Path, manner: str) -> None:
    one = package(path)
    with MockServer(
        dict(one.document), items=ITEMS, credentials=recorded_credentials(one), paging=MANNERS[manner]
    ) as server:
        served = Served(one, server)
        for asynchronous in (False, True):
            found = read(one, served, asynchronous)
            assert found == dict.fromkeys(found, ITEMS)
            assert found
