"""Lists in pages, of every documented style, and servers that cannot count."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from acme._client import AsyncClient, Client
from acme._errors import NotFoundError, RepeatedPageError
from acme._pagination import AsyncPage, Page, Paging
from acme._paging_signs import number
from acme._request import PagedOperation
from acme._values import UNSET
from acme.client import API, AsyncAcme
from loopback import ALICE, Answer, Seen, Server


def user(number: int) -> dict[str, Any]:
    return {**ALICE, "id": f"user{number}"}


def numbered(server: Server, count: int, default: int = 2, **extra: Any) -> None:
    """Serve `count` users in pages as TrueConf Server does."""

    def page(seen: Seen) -> Answer:
        page, size = int(seen.query.get("page_id", 1)), int(seen.query.get("page_size", default))
        users = [user(i) for i in range(count)][(page - 1) * size : page * size]
        return Answer({"users": users, "next_page_id": page + 1 if page * size < count else -1, "cnt": count, **extra})

    server.handle = page


def test_iteration_follows_the_pages(server: Server, acme: Any) -> None:
    numbered(server, 5)
    page = acme().users.list()
    assert len(server.seen) == 1  # the first page is asked for at once, the others on the way
    assert (len(page.items), page.total) == (2, 5)
    assert repr(page) == "<Page 1: 2 items of 5>"
    assert [user.id for user in page] == ["user0", "user1", "user2", "user3", "user4"]
    assert [seen.query.get("page_id") for seen in server.seen] == [None, "2", "3"]


def test_pages_one_by_one_from_any_page(server: Server, acme: Any) -> None:
    numbered(server, 7)
    page = acme().users.list(page_id=2, page_size=3)
    assert [[user.id for user in page.items] for page in page.pages()] == [["user3", "user4", "user5"], ["user6"]]
    assert server.seen[-1].query == {"page_id": "3", "page_size": "3", "access_token": "s3cret-key"}
    following = page.next_page()
    assert following is not None
    assert following.next_page() is None
    assert page.next_page() is not None  # asking again repeats nothing


def test_pages_awaited(server: Server) -> None:
    numbered(server, 5)

    async def run() -> None:
        async with AsyncAcme(server.url) as client:
            assert [user.id async for user in client.users.list()] == [f"user{i}" for i in range(5)]
            page = await client.users.list()
            assert isinstance(page, AsyncPage)
            assert (page.total, len(page.items)) == (5, 2)
            assert [user.id async for user in page] == [f"user{i}" for i in range(5)]
            assert [len(page.items) async for page in client.users.list(page_size=3).pages()] == [3, 2]
            following = await page.next_page()
            assert following is not None
            assert following.items[0].id == "user2"

    asyncio.run(run())


def test_a_list_without_paging_is_a_page_too(server: Server, acme: Any) -> None:
    server.answers({"rights": ["a", "b"]})
    page = acme().users.rights()
    assert (list(page), page.total, page.next_page()) == (["a", "b"], 2, None)


def test_an_empty_page_ends_the_list(server: Server, acme: Any) -> None:
    server.answers({"users": [], "next_page_id": 2})
    page = acme().users.list()
    assert list(page) == []
    assert page.items == []
    assert len(server.seen) == 1


@pytest.mark.parametrize("next_page", [1, "1"])
def test_a_server_that_names_a_page_again_is_refused(server: Server, acme: Any, next_page: Any) -> None:
    server.answers({"users": [user(1)], "next_page_id": 2}, {"users": [user(2)], "next_page_id": next_page})
    users = iter(acme().users.list(page_id=1))
    assert [next(users).id, next(users).id] == ["user1", "user2"]
    with pytest.raises(RepeatedPageError, match="page 2 of getUserList names page 1"):
        next(users)


def test_a_server_that_names_the_same_page_for_ever_is_refused(server: Server, acme: Any) -> None:
    server.answers({"users": [user(1)], "next_page_id": 2}, {"users": [user(2)], "next_page_id": 2})
    with pytest.raises(RepeatedPageError):
        list(acme().users.list())
    assert len(server.seen) == 2


def test_a_server_that_ignores_the_page_is_refused(server: Server, acme: Any) -> None:
    server.answers({"users": [user(1), user(2)], "next_page_id": 2}, {"users": [user(1), user(2)], "next_page_id": 3})
    users = iter(acme().users.list())
    assert [next(users).id, next(users).id] == ["user1", "user2"]
    with pytest.raises(RepeatedPageError, match="page 2 of getUserList is the same as the one before it") as caught:
        next(users)
    assert "secret" not in str(caught.value)


def test_an_error_on_a_later_page(server: Server, acme: Any) -> None:
    server.answers({"users": [user(1)], "next_page_id": 2}, Answer(b"", 404))
    with pytest.raises(NotFoundError):
        list(acme().users.list())


def listed(server: Server, paging: Paging, query: dict[str, Any] | None = None) -> list[Any]:
    """Read a whole list, sync and async, and see that both ask for the same."""
    operation: PagedOperation[Any] = PagedOperation("list", "GET", "/x", returns=object, paging=paging)
    with Client(API, server.url, credentials={}) as client:
        page: Page[Any] = client._transport.page(operation.request(query=query or {}))
        items = list(page)
    asked = [seen.target for seen in server.seen]
    server.seen.clear()

    async def run() -> list[Any]:
        async with AsyncClient(API, server.url, credentials={}) as client:
            return [item async for item in client._transport.page(operation.request(query=query or {}))]

    assert asyncio.run(run()) == items
    assert [seen.target for seen in server.seen] == asked
    return items


def serve(server: Server, pages: dict[tuple[str, str] | None, Any]) -> None:
    """Answer by a query parameter."""

    def answer(seen: Seen) -> Answer:
        for key, body in pages.items():
            if key is not None and seen.query.get(key[0]) == key[1]:
                return Answer(body)
        return Answer(pages[None])

    server.handle = answer


def test_tokens(server: Server) -> None:
    paging = Paging("token", token="cursor", size="limit", items="/results", next="/cursor")
    serve(
        server,
        {
            None: {"results": [1], "cursor": "a b"},
            ("cursor", "a b"): {"results": [], "cursor": "c"},
            ("cursor", "c"): {"results": [2], "cursor": None},
        },
    )
    assert listed(server, paging, {"limit": 1, "fields": UNSET}) == [1, 2]
    assert [seen.query for seen in server.seen][1:] == [{"limit": "1", "cursor": "a b"}, {"limit": "1", "cursor": "c"}]


@pytest.mark.parametrize("last", [{}, {"cursor": None}, {"cursor": ""}, {"cursor": False}, {"cursor": "END"}])
def test_the_end_of_tokens(server: Server, last: Any) -> None:
    serve(server, {None: {"results": [1], "cursor": "a"}, ("cursor", "a"): {"results": [2], **last}})
    assert listed(server, Paging("token", token="cursor", items="/results", next="/cursor", end=("END",))) == [1, 2]


def test_tokens_that_repeat(server: Server) -> None:
    serve(server, {None: {"results": [1], "cursor": "a"}, ("cursor", "a"): {"results": [2], "cursor": "a"}})
    with pytest.raises(RepeatedPageError):
        listed(server, Paging("token", token="cursor", items="/results", next="/cursor"))


@pytest.mark.parametrize("total", [5, "5"])
def test_offsets_with_a_total(server: Server, total: Any) -> None:
    def page(seen: Seen) -> Answer:
        start, count = int(seen.query.get("offset", 0)), int(seen.query.get("count", 2))
        return Answer({"data": list(range(5))[start : start + count], "total": total})

    server.handle = page
    paging = Paging("offset", offset="offset", size="count", items="/data", total="/total")
    assert listed(server, paging) == [0, 1, 2, 3, 4]
    assert len(server.seen) == 3
    server.seen.clear()
    assert listed(server, paging, {"offset": 3, "count": 1}) == [3, 4]
    assert [seen.query["offset"] for seen in server.seen] == ["3", "4"]


def test_offsets_without_a_total_end_with_an_empty_page(server: Server) -> None:
    server.handle = lambda seen: Answer(list(range(5))[int(seen.query.get("offset", 0)) :][:2])
    assert listed(server, Paging("offset", offset="offset")) == [0, 1, 2, 3, 4]
    assert len(server.seen) == 4


def test_offsets_that_the_server_names(server: Server) -> None:
    serve(
        server,
        {
            None: {"data": [1], "next": 7},
            ("offset", "7"): {"data": [2], "next": True},
            ("offset", "8"): {"data": [3], "next": False},
        },
    )
    assert listed(server, Paging("offset", offset="offset", items="/data", next="/next")) == [1, 2, 3]


def test_page_numbers_without_next(server: Server) -> None:
    def page(seen: Seen) -> Answer:
        start = int(seen.query.get("page", 0)) * 2
        return Answer({"data": list(range(5))[start : start + 2], "total": 5})

    server.handle = page
    assert listed(server, Paging("page", page="page", items="/data", total="/total", first=0)) == [0, 1, 2, 3, 4]
    assert len(server.seen) == 3
    server.seen.clear()
    assert listed(server, Paging("page", page="page", items="/data", first=0)) == [0, 1, 2, 3, 4]
    assert len(server.seen) == 3  # a total that is not documented is believed as well
    server.handle = lambda seen: Answer({"data": list(range(5))[int(seen.query.get("page", 0)) * 2 :][:2]})
    server.seen.clear()
    assert listed(server, Paging("page", page="page", items="/data", first=0)) == [0, 1, 2, 3, 4]
    assert len(server.seen) == 4  # nothing but an empty page says that it was the last


def test_page_numbers_from_the_middle_with_a_size(server: Server) -> None:
    def page(seen: Seen) -> Answer:
        start = (int(seen.query["page"]) - 1) * 2
        return Answer({"data": list(range(6))[start : start + 2], "total": 6, "more": start + 2 < 6})

    server.handle = page
    paging = Paging("page", page="page", size="size", items="/data", total="/total")
    assert listed(server, paging, {"page": 2, "size": 2}) == [2, 3, 4, 5]
    assert len(server.seen) == 2
    server.seen.clear()
    flagged = Paging("page", page="page", items="/data", next="/more")
    assert listed(server, flagged, {"page": 2}) == [2, 3, 4, 5]
    assert len(server.seen) == 2


def test_a_full_page_that_the_server_cut_short_is_not_the_last(server: Server) -> None:
    server.handle = lambda seen: Answer(list(range(5))[(int(seen.query.get("page", 1)) - 1) * 2 :][:2])
    assert listed(server, Paging("page", page="page", size="size"), {"size": 1000}) == [0, 1, 2, 3, 4]


def test_a_documented_next_that_the_server_omits_ends_the_list_unless_the_total_says_more(server: Server) -> None:
    serve(server, {None: {"data": [1], "total": 2}, ("page", "2"): {"data": [2], "total": 2}})
    assert listed(server, Paging("page", page="page", items="/data", next="/next", total="/total")) == [1, 2]
    server.seen.clear()
    assert listed(server, Paging("page", page="page", items="/data", next="/next")) == [1, 2]
    serve(server, {None: {"data": [1]}, ("page", "2"): {"data": [2]}})
    server.seen.clear()
    assert listed(server, Paging("page", page="page", items="/data", next="/next")) == [1]


def test_links(server: Server, other: Server) -> None:
    paging = Paging("link", items="/data", next="/links/next")
    serve(
        server,
        {
            None: {"data": [1], "links": {"self": "/x", "next": f"{other.url}/x?page_token=PA%2F2&ids=1&ids=2"}},
            ("page_token", "PA/2"): {"data": [2], "links": {}},
        },
    )
    assert listed(server, paging, {"page_size": 1}) == [1, 2]
    assert server.seen[1].target.endswith("/x?page_token=PA%2F2&ids=1&ids=2")
    assert other.seen == []  # only the link's query is taken
    server.seen.clear()
    serve(server, {None: {"data": [1]}})
    assert listed(server, paging) == [1]


def test_pointers_through_lists_and_with_escapes(server: Server) -> None:
    server.answers({"a/b": {"~": [{"data": [1]}]}})
    assert listed(server, Paging("none", items="/a~1b/~0/0/data")) == [1]


@pytest.mark.parametrize(
    ("value", "count"), [(3, 3), ("3", 3), (True, None), (-1, None), ("x", None), (1.5, None), (None, None)]
)
def test_counts(value: Any, count: int | None) -> None:
    assert number(value) == count
