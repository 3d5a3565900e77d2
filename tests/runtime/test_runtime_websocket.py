"""JSON methods over a real WebSocket: matching, concurrency, events, timeouts, reconnection, sync and async."""

from __future__ import annotations

import asyncio
import gc
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from acme import models
from acme._api import Api, Rpc
from acme._auth import FrameSecret
from acme._client import AsyncClient, Client
from acme._errors import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    DriftError,
    RpcError,
    StatusError,
    TokenError,
)
from acme._frames import Event, addresses, with_port
from acme._pagination import Paging
from acme._request import Operation, PagedOperation
from acme._websocket import WebSocketClient
from acme._websocket_async import AsyncWebSocketClient
from loopback import ALICE
from websocket_server import Peer, WebSocketServer


class Busy(StatusError):  # noqa: N818
    reason = "busy"


RPC = Rpc(
    secured={"method": "auth", "type": "secured"},
    unsecured={"method": "auth", "type": "unsecured"},
    configuration="/public/default/config.json",
    port="/config/websocket/port",
)
API = Api(
    client="Device",
    package="acme",
    version="1",
    environment="ACME",
    server="ws://{host}:{port}",
    variables={"host": None, "port": "8765"},
    schemes={"pin": FrameSecret("pin")},
    reasons=lambda: {"busy": Busy},
    rpc=RPC,
)
USER: Operation[models.User] = Operation("user", "POST", "/user", returns=models.User, at="/user", remote="getUser")
ECHO: Operation[Any] = Operation("echo", "POST", "/echo", returns=object, remote="echo")
SAFE: Operation[Any] = Operation("safe", "POST", "/safe", returns=object, remote="echo", idempotent=True)
USERS: PagedOperation[models.User] = PagedOperation(
    "users", "POST", "/users", returns=models.User, paging=Paging("none", items="/users"), remote="getUsers"
)


def standard(peer: Peer, frame: dict[str, Any]) -> None:
    """Answer as VideoSDK does."""
    head = {"method": frame["method"], "requestId": frame.get("requestId", "")}
    match frame["method"]:
        case "auth" if frame["type"] == "secured" and frame["credentials"] != "1234":
            peer.send(**head, error="The PIN 9999 is wrong")
        case "auth":
            peer.send(**head, result=True, token="t")
        case "getUser":
            peer.send(**head, user=ALICE, result=True)
        case "getUsers":
            peer.send(**head, users=[ALICE, {**ALICE, "id": "bob"}])
        case "echo":
            peer.send(**head, said=frame.get("say"))
        case "fail":
            peer.send(**head, error=frame["with"])


@pytest.fixture
def device() -> Iterator[WebSocketServer]:
    server = WebSocketServer(standard)
    yield server
    server.stop()
    gc.collect()


@pytest.fixture
def client(device: WebSocketServer) -> Iterator[Callable[..., Any]]:
    made: list[WebSocketClient] = []

    def make(**options: Any) -> WebSocketClient:
        pin = options.pop("pin", "1234")
        client = WebSocketClient(
            API, options.pop("server", device.url), **{"credentials": {"pin": pin}, "timeout": 5.0, **options}
        )
        client._transport.sleep = lambda _: time.sleep(0.01)
        made.append(client)
        return client

    yield make
    for one in made:
        one.close()


def awaited(device: WebSocketServer, use: Callable[[Any], Any], **options: Any) -> Any:
    """Use an async client."""

    async def run() -> Any:
        async with AsyncWebSocketClient(
            API, device.url, **{"credentials": {"pin": "1234"}, "timeout": 5.0, **options}
        ) as client:

            async def pause(_: float) -> None:
                await asyncio.sleep(0.01)

            client._transport.sleep = pause
            return await use(client)

    return asyncio.run(run())


def echo(say: Any, operation: Operation[Any] = ECHO) -> Any:
    return operation.request(json={"say": say})


def test_a_method_is_called_and_its_answer_decoded(device: WebSocketServer, client: Any) -> None:
    one = client()
    assert device.peers == []  # nothing is opened before it is needed
    assert one._transport.send(USER.request(json={"method": "getUser"})).id == "alice"
    assert device.frames == [
        {"method": "auth", "type": "secured", "credentials": "1234", "requestId": "1"},
        {"method": "getUser", "requestId": "2"},
    ]
    assert [user.id for user in one._transport.page(USERS.request())] == ["alice", "bob"]
    assert one._transport.raw(USER.request()).parse().id == "alice"
    assert len(device.peers) == 1


def test_the_same_awaited(device: WebSocketServer) -> None:
    async def use(client: Any) -> None:
        assert (await client._transport.send(USER.request())).id == "alice"
        assert [user.id async for user in client._transport.page(USERS.request())] == ["alice", "bob"]
        answers = await asyncio.gather(*(client._transport.send(echo(i)) for i in range(50)))
        assert [answer["said"] for answer in answers] == list(range(50))

    awaited(device, use)
    assert len(device.peers) == 1


def test_answers_out_of_order_reach_their_callers(device: WebSocketServer, client: Any) -> None:
    held: list[tuple[Peer, dict[str, Any]]] = []

    def reversing(peer: Peer, frame: dict[str, Any]) -> None:
        if frame["method"] != "echo":
            return standard(peer, frame)
        held.append((peer, frame))
        if len(held) == 8:
            for waiting in reversed(held):
                standard(*waiting)
        return None

    device.handle = reversing
    one = client()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda i: one._transport.send(echo(i)), range(8)))
    assert [answer["said"] for answer in answers] == list(range(8))
    assert len({frame["requestId"] for frame in device.frames}) == 9
    assert len(device.peers) == 1  # threads open one connection


def test_a_number_of_the_callers_own(device: WebSocketServer, client: Any) -> None:
    assert client()._transport.send(ECHO.request(json={"requestId": "mine", "say": 1}))["requestId"] == "mine"


def test_a_number_in_flight_is_refused(device: WebSocketServer) -> None:
    device.handle = lambda peer, frame: standard(peer, frame) if frame["method"] == "auth" else None

    async def use(client: Any) -> None:
        first = asyncio.create_task(client._transport.send(ECHO.request(json={"requestId": "1"})))
        await asyncio.sleep(0.2)
        with pytest.raises(ValueError, match="requestId '1'"):
            await client._transport.send(ECHO.request(json={"requestId": "1"}))
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)

    awaited(device, use)


def test_a_server_that_echoes_no_number(device: WebSocketServer, client: Any) -> None:
    device.handle = lambda peer, frame: peer.send(method=frame["method"], requestId="", said=frame.get("say"))
    assert client()._transport.send(echo(7))["said"] == 7


@pytest.mark.parametrize(
    ("said", "kind", "reason", "message"),
    [
        ("Not now", RpcError, "", "Not now"),
        ("busy", Busy, "busy", "busy"),
        ({"code": 5, "message": "No"}, RpcError, "5", "No"),
        ([{"reason": "busy"}], Busy, "busy", "busy"),
        (["pin 1234 leaked"], RpcError, "", "pin [secret] leaked"),
        (True, RpcError, "", "True"),
    ],
)
def test_failures(device: WebSocketServer, client: Any, said: Any, kind: type, reason: str, message: str) -> None:
    operation: Operation[Any] = Operation("fail", "POST", "/fail", returns=object, remote="fail")
    with pytest.raises(kind) as caught:
        client()._transport.send(operation.request(json={"with": said}))
    assert (caught.value.reason, caught.value.message, caught.value.status) == (reason, message, 0)
    assert str(caught.value).startswith(f"fail {device.url} -> ")

    async def use(client: Any) -> None:
        with pytest.raises(kind):
            await client._transport.send(operation.request(json={"with": said}))

    awaited(device, use)


def test_a_wrong_pin(device: WebSocketServer, client: Any) -> None:
    with pytest.raises(TokenError) as caught:
        client(pin="9999")._transport.send(echo(1))
    assert "9999" not in str(caught.value)

    async def use(client: Any) -> None:
        with pytest.raises(TokenError):
            await client._transport.send(echo(1))

    awaited(device, use, credentials={"pin": "9999"})


def test_without_a_pin(device: WebSocketServer, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client(pin=None)._transport.send(echo(1))
    assert device.frames[0] == {"method": "auth", "type": "unsecured", "requestId": "1"}
    monkeypatch.setenv("ACME_PIN", "1234")
    client(pin=None)._transport.send(echo(1))
    assert device.frames[2]["credentials"] == "1234"


def test_an_api_without_a_first_frame(device: WebSocketServer) -> None:
    bare = msgspec.structs.replace(API, rpc=Rpc(), schemes={})
    with WebSocketClient(bare, device.url, credentials={}) as client:
        client._transport.send(echo(1))

    async def run() -> None:
        async with AsyncWebSocketClient(bare, device.url, credentials={}) as client:
            await client._transport.send(echo(1))

    asyncio.run(run())
    assert [frame["method"] for frame in device.frames] == ["echo", "echo"]


def test_drift_in_a_frame(device: WebSocketServer, client: Any) -> None:
    device.handle = lambda peer, frame: peer.send(
        method=frame["method"], requestId=frame["requestId"], user={**ALICE, "status": 77}
    )
    told: list[Any] = []
    assert client(on_drift=told.append)._transport.send(USER.request()).status == 77
    assert told[0].place == "user.status"
    with pytest.raises(DriftError):
        client(strict=True)._transport.send(USER.request())


def test_no_answer_in_time(device: WebSocketServer, client: Any) -> None:
    device.handle = lambda peer, frame: standard(peer, frame) if frame.get("say") != "silence" else None
    one = client(timeout=0.3)
    with pytest.raises(APITimeoutError, match=r"no answer within 0\.3 s"):
        one._transport.send(echo("silence"))
    assert one._transport.send(echo("hello"))["said"] == "hello"  # over the same connection
    assert len(device.peers) == 1

    async def use(client: Any) -> None:
        with pytest.raises(APITimeoutError):
            await client._transport.send(echo("silence"))

    awaited(device, use, timeout=0.3)


def test_a_late_answer_is_dropped(device: WebSocketServer, client: Any) -> None:
    device.handle = lambda peer, frame: (
        time.sleep(0.4) if frame.get("say") == "late" else None,
        standard(peer, frame),
    )[1]
    one = client(timeout=0.2)
    with pytest.raises(APITimeoutError):
        one._transport.send(echo("late"))
    time.sleep(0.3)
    assert one._transport.send(echo("next"))["said"] == "next"


@pytest.mark.parametrize("end", ["drop", "close"])
def test_a_lost_connection_is_opened_again(device: WebSocketServer, client: Any, end: str) -> None:
    one = client()
    one._transport.send(echo(1))
    getattr(device.peers[0], end)()
    time.sleep(0.2)
    assert one._transport.send(echo(2))["said"] == 2
    assert len(device.peers) == 2
    assert [frame["method"] for frame in device.frames] == ["auth", "echo", "auth", "echo"]

    async def use(client: Any) -> None:
        await client._transport.send(echo(1))
        getattr(device.peers[2], end)()
        await asyncio.sleep(0.2)
        assert (await client._transport.send(echo(2)))["said"] == 2

    awaited(device, use)


def breaking(device: WebSocketServer, times: int) -> None:
    """Break the connection instead of the first answers."""
    left = [times]

    def handle(peer: Peer, frame: dict[str, Any]) -> None:
        if frame["method"] == "echo" and left[0]:
            left[0] -= 1
            peer.drop()
        else:
            standard(peer, frame)

    device.handle = handle


def test_a_call_without_an_answer_is_repeated_only_if_that_is_harmless(device: WebSocketServer, client: Any) -> None:
    breaking(device, 1)
    with pytest.raises(APIConnectionError, match="closed the WebSocket"):
        client()._transport.send(echo(1))
    breaking(device, 1)
    assert client()._transport.send(echo(1, SAFE))["said"] == 1
    breaking(device, 1)
    one = client().with_options(retry_unsafe=True)
    assert one._transport.send(echo(1))["said"] == 1
    breaking(device, 9)
    with pytest.raises(APIConnectionError):
        client(max_retries=1)._transport.send(echo(1, SAFE))

    async def use(client: Any) -> None:
        breaking(device, 1)
        with pytest.raises(APIConnectionError):
            await client._transport.send(echo(1))
        breaking(device, 1)
        assert (await client._transport.send(echo(1, SAFE)))["said"] == 1

    awaited(device, use)


def test_connection_refused_raises_api_connection_error(device: WebSocketServer, client: Any) -> None:
    device.stop()
    with pytest.raises(APIConnectionError, match="cannot be opened"):
        client()._transport.send(echo(1))

    async def use(client: Any) -> None:
        with pytest.raises(APIConnectionError, match="cannot be opened"):
            await client._transport.send(echo(1))

    awaited(device, use)


def test_the_server_is_no_websocket(server: Any, client: Any) -> None:
    server.answers({"ok": True})
    with pytest.raises(APIConnectionError, match="cannot be opened"):
        client(server=server.url.replace("http", "ws"), max_retries=0)._transport.send(echo(1))


def test_events_reach_the_hook_and_the_iterators(device: WebSocketServer, client: Any) -> None:
    def pushing(peer: Peer, frame: dict[str, Any]) -> None:
        peer.send(event="incoming", number=len(device.frames))
        standard(peer, frame)

    device.handle = pushing
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    one = client(on_event=heard.put)
    events = one.events(timeout=0.3)
    one._transport.send(echo(1))
    assert [event.frame["number"] for event in events] == [2]
    assert heard.get(timeout=1) == Event("incoming", {"event": "incoming", "number": 1})
    assert heard.get(timeout=1).name == "incoming"


def test_events_awaited(device: WebSocketServer) -> None:
    def pushing(peer: Peer, frame: dict[str, Any]) -> None:
        peer.send(event="incoming", number=len(device.frames))
        standard(peer, frame)

    device.handle = pushing
    heard: list[str] = []

    async def hook(event: Event) -> None:
        await asyncio.sleep(0)
        heard.append(event.name)

    async def use(client: Any) -> list[int]:
        return [event.frame["number"] async for event in client.events(timeout=0.3)]

    assert awaited(device, use, on_event=hook) == [1]
    assert heard == ["incoming"]


def test_events_go_on_after_a_lost_connection_and_end_with_the_client(device: WebSocketServer, client: Any) -> None:
    def pushing(peer: Peer, frame: dict[str, Any]) -> None:
        standard(peer, frame)
        peer.send(event="hello", peer=len(device.peers))

    device.handle = pushing
    one = client()
    events = one.events()
    assert next(events).frame["peer"] == 1
    device.peers[0].drop()
    assert next(events).frame["peer"] == 2
    threading.Timer(0.1, one.close).start()
    assert list(events) == []

    async def use(client: Any) -> None:
        events = client.events()
        assert (await anext(events)).frame["peer"] == 3
        device.peers[2].drop()
        assert (await anext(events)).frame["peer"] == 4
        closing = asyncio.create_task(client.close())
        assert [event async for event in events] == []
        await closing

    awaited(device, use)


def test_events_of_a_server_that_is_gone(device: WebSocketServer, client: Any) -> None:
    one = client(max_retries=1)
    events = one.events()
    device.stop()
    with pytest.raises(APIConnectionError):
        next(events)


def test_events_awaited_of_a_server_that_is_gone(device: WebSocketServer) -> None:
    async def use(client: Any) -> None:
        events = client.events()
        waiting = asyncio.ensure_future(anext(events))
        await asyncio.sleep(0.2)
        device.stop()
        with pytest.raises(APIConnectionError):
            await waiting

    awaited(device, use, max_retries=1)


def test_frames_without_a_waiting_call_are_logged(
    device: WebSocketServer, client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def noisy(peer: Peer, frame: dict[str, Any]) -> None:
        peer.text("no json")
        peer.text("[1]")
        peer.binary()
        peer.send(method="other", requestId="99")
        peer.send(method="other")
        standard(peer, frame)

    device.handle = noisy
    assert client()._transport.send(echo(1))["said"] == 1
    assert "The server sent a frame that is no JSON object" in caplog.messages
    assert "The server sent a binary frame" in caplog.messages

    async def use(client: Any) -> None:
        assert (await client._transport.send(echo(1)))["said"] == 1

    awaited(device, use)


def test_a_hook_that_fails_breaks_nothing(
    device: WebSocketServer, client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def pushing(peer: Peer, frame: dict[str, Any]) -> None:
        peer.send(event="x")
        standard(peer, frame)

    def refuse(_: Event) -> None:
        raise RuntimeError("mine")

    device.handle = pushing
    assert client(on_event=refuse)._transport.send(echo(1))["said"] == 1
    assert "A listener failed" in caplog.messages

    async def use(client: Any) -> None:
        assert (await client._transport.send(echo(1)))["said"] == 1

    async def refuse_later(event: Event) -> None:
        refuse(event)

    awaited(device, use, on_event=refuse)
    caplog.clear()
    awaited(device, use, on_event=refuse_later)
    assert set(caplog.messages) == {"A listener failed"}


def test_closing_lets_waiting_calls_fail(device: WebSocketServer, client: Any) -> None:
    device.handle = lambda peer, frame: standard(peer, frame) if frame["method"] == "auth" else None
    one = client()
    threading.Timer(0.2, one.close).start()
    with pytest.raises(APIConnectionError, match="the client was closed"):
        one._transport.send(echo(1))

    async def use(client: Any) -> None:
        call = asyncio.create_task(client._transport.send(echo(1)))
        await asyncio.sleep(0.2)
        await client.close()
        with pytest.raises(APIConnectionError, match="the client was closed"):
            await call

    awaited(device, use)


def test_an_unclosed_client_does_not_keep_the_process_alive(device: WebSocketServer) -> None:
    program = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_runtime_websocket import *
client = WebSocketClient(API, {device.url!r}, credentials={{"pin": "1234"}})
print(client._transport.send(echo("alive"))["said"])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.strip() == "alive"


# Nothing of this over HTTP, and HTTP as ever


def test_a_remote_method_is_never_sent_over_http(server: Any) -> None:
    with (
        Client(API, server.url, credentials={}) as client,
        pytest.raises(ConfigurationError, match="cannot be called over HTTP"),
    ):
        client._transport.send(echo(1))

    async def run() -> None:
        async with AsyncClient(API, server.url, credentials={}) as client:
            with pytest.raises(ConfigurationError):
                await client._transport.send(echo(1))

    asyncio.run(run())
    assert server.seen == []


def test_other_operations_go_over_http(server: Any) -> None:
    server.answers({"ok": True})
    operation: Operation[Any] = Operation("x", "GET", "/x", returns=object)
    with WebSocketClient(API, server.url, credentials={}) as client:
        assert client._transport.send(operation.request()) == {"ok": True}

    async def run() -> None:
        async with AsyncWebSocketClient(API, server.url, credentials={}) as client:
            assert await client._transport.send(operation.request()) == {"ok": True}

    asyncio.run(run())


@pytest.mark.parametrize("body", [{"json": [1]}, {"form": {"a": 1}}])
def test_arguments_are_an_object(client: Any, body: Any) -> None:
    with pytest.raises(ConfigurationError, match="a JSON object"):
        client()._transport.send(ECHO.request(**body))


# Where it is


@pytest.mark.parametrize(
    ("given", "address", "configuration"),
    [
        ("10.0.0.5", "ws://10.0.0.5:8765", "http://10.0.0.5/public/default/config.json"),
        ("room", "ws://room:8765", "http://room/public/default/config.json"),
        ("10.0.0.5:99", "ws://10.0.0.5:99", ""),
        ("ws://10.0.0.5:99", "ws://10.0.0.5:99", ""),
        ("ws://10.0.0.5", "ws://10.0.0.5:8765", ""),
        ("wss://room/x", "wss://room:8765/x", ""),
        ("http://room:8080", "ws://room:8080", "http://room:8080/public/default/config.json"),
        ("https://room", "wss://room:8765", "https://room/public/default/config.json"),
        ("[::1]:99", "ws://[::1]:99", ""),
    ],
)
def test_addresses(given: str, address: str, configuration: str) -> None:
    assert addresses(API, RPC, given) == (address, configuration)


def test_addresses_of_other_documents() -> None:
    assert addresses(API, Rpc(), "room") == ("ws://room:8765", "")
    fixed = msgspec.structs.replace(API, server="ws://localhost:4307", variables={}, prefix="/ws")
    assert addresses(fixed, Rpc(), None) == ("ws://localhost:4307/ws", "")
    plain = msgspec.structs.replace(API, server="ws://localhost", variables={})
    assert addresses(plain, Rpc(), None) == ("ws://localhost", "")
    with pytest.raises(ConfigurationError):
        addresses(API, RPC, None)


@pytest.mark.parametrize(
    ("configuration", "address"),
    [
        (b'{"config": {"websocket": {"port": 1234}}}', "ws://room:1234/x"),
        (b'{"config": {"websocket": {"port": "1234"}}}', "ws://room:1234/x"),
        (b'{"config": {}}', "ws://room:8765/x"),
        (b'{"config": {"websocket": {"port": null}}}', "ws://room:8765/x"),
        (b"<html>", "ws://room:8765/x"),
    ],
)
def test_the_port_of_a_configuration(configuration: bytes, address: str) -> None:
    assert with_port("ws://room:8765/x", RPC, configuration) == address


def test_the_port_is_asked_for_over_http(device: WebSocketServer, client: Any) -> None:
    other = WebSocketServer(standard)
    device.configuration = b'{"config": {"websocket": {"port": %d}}}' % other.port
    web = device.url.replace("ws", "http")
    client(server=web)._transport.send(echo(1))
    assert (device.asked, len(other.peers)) == (["/public/default/config.json"], 1)

    async def use(client: Any) -> None:
        client._transport.wire._given = web
        await client._transport.send(echo(1))

    awaited(device, use)
    assert len(other.peers) == 2
    device.configuration = b""  # it says nothing: the same port
    client(server=web)._transport.send(echo(1))
    assert len(device.peers) == 1
    other.stop()


def test_with_options_keeps_the_connection(device: WebSocketServer, client: Any) -> None:
    one = client()
    one._transport.send(echo(1))
    one.with_options(timeout=1)._transport.send(echo(2))
    assert len(device.peers) == 1
