"""Lists are read to their end from servers that number, end and describe their pages in other ways than documented."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from acme._client import AsyncClient, Client
from acme._errors import RepeatedPageError
from acme._pagination import Paging
from acme._request import PagedOperation
from acme.client import API
from loopback import Answer, Seen, Server

COUNT, SIZE = 11, 3  # the last of four pages is not full

SAYS: dict[str, Callable[[int, int, int | None], tuple[dict[str, Any], dict[str, str]]]] = {
    # what an answer says beside its items: of this page's number, its index from 0, and the next page's number
    "nothing": lambda page, index, following: ({}, {}),
    "next_page_id": lambda page, index, following: ({"next_page_id": -1 if following is None else following}, {}),
    "nextPage": lambda page, index, following: ({"meta": {"nextPage": following}}, {}),
    "total": lambda page, index, following: ({"totalCount": COUNT}, {}),
    "page": lambda page, index, following: ({"page": page}, {}),
    "has_more": lambda page, index, following: ({"has_more": following is not None}, {}),
    "total_pages": lambda page, index, following: ({"pagination": {"total_pages": 4}}, {}),
    "link": lambda page, index, following: (
        {
            "_links": {"next": {"href": f"https://elsewhere.example/x?page={following}"}}
            if following is not None
            else {}
        },
        {},
    ),
    "header": lambda page, index, following: (
        {},
        {"Link": f'</x?page=0>; rel="first", </x?page={following}>; rel="next"'} if following is not None else {},
    ),
    "next_cursor": lambda page, index, following: (
        {"response_metadata": {"next_cursor": "" if following is None else f"cursor {following}"}},
        {},
    ),
}
BEYOND = ("empty", "404", "last again")
LAST_IS_TOLD = {"next_page_id", "nextPage", "total", "has_more", "total_pages", "link", "header", "next_cursor"}


def pages_of(numbering: int, beyond: str, says: str, drifted: bool) -> Callable[[Seen], Answer]:
    """A server of `COUNT` items that numbers its pages from `numbering`."""

    def answer(seen: Seen) -> Answer:
        asked = int(seen.query.get("cursor", f"cursor {seen.query.get('page', numbering)}").removeprefix("cursor "))
        index = asked - numbering
        last = (COUNT - 1) // SIZE
        if index > last and beyond == "404":
            return Answer({"error": {"message": "no such page"}}, 404)
        index = min(index, last) if beyond == "last again" else max(index, 0)
        items = [{"number": n} for n in range(COUNT)][index * SIZE : (index + 1) * SIZE]
        if drifted:
            items = [{"renamed": item["number"]} for item in items]
        more = index < last
        body, headers = SAYS[says](numbering + index, index, numbering + index + 1 if more else None)
        return Answer({"data": items, **body}, headers=headers)

    return answer


def read(server: Server, paging: Paging) -> list[Any]:
    """Every item of the list, sync and async, which ask for the same."""
    operation: PagedOperation[Any] = PagedOperation("list", "GET", "/x", returns=object, paging=paging)
    server.seen.clear()
    with Client(API, server.url, credentials={}, max_retries=0) as client:
        items = list(client._transport.page(operation.request()))
    asked = [seen.target for seen in server.seen]
    server.seen.clear()

    async def run() -> list[Any]:
        async with AsyncClient(API, server.url, credentials={}, max_retries=0) as client:
            return [item async for item in client._transport.page(operation.request())]

    assert asyncio.run(run()) == items
    assert [seen.target for seen in server.seen] == asked
    return items


@pytest.mark.parametrize("documented_first", [0, 1])
@pytest.mark.parametrize("numbering", [0, 1])
@pytest.mark.parametrize("says", SAYS)
def test_no_item_is_lost_and_none_comes_twice(server: Server, documented_first: int, numbering: int, says: str) -> None:
    for beyond in BEYOND:
        server.handle = pages_of(numbering, beyond, says, drifted=False)
        items = read(server, Paging("page", page="page", items="/data", first=documented_first))
        assert sorted(item["number"] for item in items) == list(range(COUNT)), (beyond, items)
        if says in LAST_IS_TOLD - {"total"}:
            probed = says in ("has_more", "total_pages") and numbering == 1
            assert len(server.seen) == 4 + probed, (beyond, [seen.target for seen in server.seen])


@pytest.mark.parametrize("numbering", [0, 1])
@pytest.mark.parametrize("beyond", BEYOND)
def test_a_total_costs_no_request_where_the_numbering_is_the_documented_one(
    server: Server, numbering: int, beyond: str
) -> None:
    server.handle = pages_of(numbering, beyond, "total", drifted=False)
    read(server, Paging("page", page="page", items="/data", first=numbering))
    assert len(server.seen) == 4


@pytest.mark.parametrize("says", ["next_page_id", "nothing", "total"])
def test_pages_are_compared_as_they_came_and_not_as_they_were_decoded(server: Server, says: str) -> None:
    from acme.models import Group

    server.handle = pages_of(1, "empty", says, drifted=True)
    operation: PagedOperation[Group] = PagedOperation(
        "list", "GET", "/x", returns=Group, paging=Paging("page", page="page", items="/data")
    )
    with Client(API, server.url, credentials={}) as client:
        assert len(list(client._transport.page(operation.request()))) == COUNT


def test_the_numbering_of_a_server_is_learnt_once(server: Server) -> None:
    operation: PagedOperation[Any] = PagedOperation(
        "list", "GET", "/x", returns=object, paging=Paging("page", page="page", items="/data")
    )
    for numbering, requests in ((0, [None, "1", "2", "3", "4"]), (1, [None, "2", "3", "4", "5"])):
        server.handle = pages_of(numbering, "empty", "nothing", drifted=False)
        with Client(API, server.url, credentials={}) as client:
            for _ in range(2):
                server.seen.clear()
                assert len(list(client._transport.page(operation.request()))) == COUNT
        assert [seen.query.get("page") for seen in server.seen] == requests


def test_a_list_that_is_documented_without_pages_follows_what_the_answer_names(server: Server) -> None:
    server.handle = pages_of(1, "404", "next_cursor", drifted=False)
    assert len(read(server, Paging("none", items="/data"))) == COUNT
    server.handle = lambda seen: Answer({"data": [1], "next_start": 5})  # not about pages after all
    assert read(server, Paging("none", items="/data")) == [1]


def test_a_short_list_is_told_once(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    server.handle = lambda seen: Answer({"data": [1, 2] if "page" not in seen.query else [], "total": 9}, 200)
    assert read(server, Paging("page", page="page", items="/data", total="/total")) == [1, 2]
    told = [record.getMessage() for record in caplog.records if "missing" in record.getMessage()]
    assert len(told) == 2  # by the sync and the async client
    assert "expected 9 items, received '2 items'" in told[0]


def test_a_server_that_repeats_a_page_although_it_has_more_is_refused(server: Server) -> None:
    numbers = itertools.count(2)
    server.handle = lambda seen: Answer({"data": [{"number": 1}], "next_page": next(numbers), "total": 9})
    with pytest.raises(RepeatedPageError, match="page 2 of list is the same as the one before it"):
        read(server, Paging("page", page="page", items="/data"))
