"""The mock as an ASGI application: what a client gets without a socket is what it gets over one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx2
import pytest
import trio

from speclift.document import load_document
from speclift.mock import MockApplication, MockServer
from speclift.mock.pool import MockPool

HERE = Path(__file__).parent
ROOMS = load_document(HERE / "rooms.yaml")
KEY = {"access_token": "mock-access-token"}
Use = Callable[[httpx2.AsyncClient], Awaitable[Any]]


def used(mock: MockApplication, use: Use) -> Any:
    async def main() -> Any:
        transport = httpx2.ASGITransport(mock)
        async with httpx2.AsyncClient(transport=transport, base_url="http://mock", params=KEY) as client:
            return await use(client)

    return asyncio.run(main())


def asked(mock: MockApplication, method: str, path: str, **options: Any) -> httpx2.Response:
    found = used(mock, lambda client: client.request(method, path, **options))
    assert isinstance(found, httpx2.Response)
    return found


REQUESTS: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/api/v1.0/rooms?page_size=3&tags=%D0%B0", {}),
    ("GET", "/api/v1.0/rooms/a%2Fb", {}),
    ("HEAD", "/api/v1.0/rooms/red", {}),
    ("POST", "/api/v1.0/rooms", {"json": {"name": "Red"}}),
    ("POST", "/api/v1.0/rooms", {"json": {"name": 5, "seats": "many"}}),
    ("DELETE", "/api/v1.0/rooms/red", {}),
    ("GET", "/api/v1.0/rooms/a/records/talk.mkv", {}),
    ("GET", "/nothing", {}),
    ("OPTIONS", "/api/v1.0/rooms", {}),
    ("GET", "/", {"headers": {"accept": "text/html"}}),
]


@pytest.mark.parametrize(("method", "path", "options"), REQUESTS)
def test_it_answers_as_the_server_does(method: str, path: str, options: dict[str, Any]) -> None:
    mock = MockApplication(ROOMS)
    with MockServer(ROOMS) as server, httpx2.Client(base_url=server.url, params=KEY) as client:
        over_a_socket = client.request(method, path, **options)
        in_process = asked(mock, method, path, **options)
        assert (in_process.status_code, in_process.content) == (over_a_socket.status_code, over_a_socket.content)
        # An ASGI server adds the length of an empty body, and the date.
        kept = {name: value for name, value in over_a_socket.headers.items() if name != "host"}
        assert dict(in_process.headers) == kept
        assert [(r.method, r.target, r.operation_id) for r in mock.requests] == [
            (r.method, r.target, r.operation_id) for r in server.requests
        ]


def test_faults() -> None:
    mock = MockApplication(ROOMS)
    mock.faults.add("getRoom", status=503, headers={"Retry-After": "1"}, delay=0.01)
    assert asked(mock, "GET", "/api/v1.0/rooms/red").headers["retry-after"] == "1"
    mock.faults.add("getRoom", drop_connection=True)
    with pytest.raises(ConnectionResetError):
        asked(mock, "GET", "/api/v1.0/rooms/red")
    mock.faults.add("downloadRecord", drop_connection=True, drop_after=100)
    with pytest.raises(ConnectionResetError):
        asked(mock, "GET", "/api/v1.0/rooms/a/records/b")
    mock.faults.add("*", status=500)
    mock.reset()
    assert (mock.faults.pending, mock.requests) == (0, [])


def test_a_body_too_large_is_refused_before_it_is_whole() -> None:
    mock = MockApplication(ROOMS, max_body=1000)
    assert asked(mock, "POST", "/api/v1.0/rooms", content=b"x" * 2000).status_code == 413
    assert mock.requests == []


def test_state_and_strictness() -> None:
    mock = MockApplication(ROOMS, stateful=True, strict=True)

    async def created(client: httpx2.AsyncClient) -> tuple[str, int, int]:
        room = (await client.post("/api/v1.0/rooms", json={"name": "Green"})).json()
        there = await client.get(f"/api/v1.0/rooms/{room['id']}")
        assert there.json()["name"] == "Green"
        await client.delete(f"/api/v1.0/rooms/{room['id']}")
        gone = await client.get(f"/api/v1.0/rooms/{room['id']}")
        return room["id"], gone.status_code, (await client.get("/api/v1.0/rooms/red/")).status_code

    assert used(mock, created)[1:] == (404, 404)
    mock.reset()
    assert asked(mock, "GET", "/api/v1.0/rooms/red").status_code == 200


def test_under_trio() -> None:
    mock = MockApplication(ROOMS)
    mock.faults.add("getRoom", delay=0.01)

    async def main() -> int:
        transport = httpx2.ASGITransport(mock)
        async with httpx2.AsyncClient(transport=transport, base_url="http://mock", params=KEY) as client:
            return (await client.get("/api/v1.0/rooms/red")).status_code

    assert trio.run(main) == 200


def test_lifespan_and_websocket() -> None:
    sent: list[Any] = []
    arriving = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    async def receive() -> Any:
        return arriving.pop(0)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    def scope(kind: str) -> Coroutine[Any, Any, None]:
        return MockApplication(ROOMS)({"type": kind}, receive, send)

    asyncio.run(scope("lifespan"))
    arriving.append({"type": "websocket.connect"})
    asyncio.run(scope("websocket"))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete", "websocket.close"]


def test_the_pool_shares_applications_and_gives_them_back_clean() -> None:
    with MockPool() as pool:
        mock = pool.asgi(HERE / "rooms.yaml")
        asked(mock, "GET", "/api/v1.0/rooms/red")
        assert pool.asgi(HERE / "rooms.yaml") is mock
        assert mock.requests == []
        assert pool.asgi(HERE / "rooms.yaml", strict=True) is not mock
