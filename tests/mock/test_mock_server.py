"""The mock over a real socket: what a client sees of connections, tokens, faults and shutdown."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from httpx2.websockets import WebSocketDisconnect, WebSocketNetworkError

from speclift.document import load_document
from speclift.mock import Credentials, Faults, MockServer, Reply, Request, serve
from speclift.mock.downloads import download
from speclift.mock.multipart import parse_multipart
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOMS = load_document(HERE / "rooms.yaml")
KEY = {"access_token": "mock-access-token"}
TOKEN = "/oauth2/v1/token"
CLIENT = {"grant_type": "client_credentials", "client_id": "mock-client", "client_secret": "mock-client-secret"}


@pytest.fixture(scope="module")
def shared() -> Iterator[MockServer]:
    with MockServer(ROOMS, max_body=100_000) as running:
        yield running


@pytest.fixture
def server(shared: MockServer) -> MockServer:
    shared.reset()
    return shared


@pytest.fixture
def client(server: MockServer) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=server.url + "/api/v1.0", params=KEY) as client:
        yield client


def raw(server: MockServer, data: bytes, *, end: bool = True) -> bytes:
    """Everything that the server answers to `data`."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as stream:
        stream.sendall(data)
        if end:
            stream.shutdown(socket.SHUT_WR)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while part := stream.recv(65536):
                received += part
        return received


def test_requests_are_recorded(server: MockServer, client: httpx2.Client) -> None:
    client.post("/rooms", json={"name": "Red"}, headers={"X-A": "b"})
    client.get("/nothing")
    first, second = server.requests
    assert (first.method, first.path, first.operation_id) == ("POST", "/api/v1.0/rooms", "createRoom")
    assert first.query == [("access_token", "mock-access-token")]
    assert first.header("x-a") == "b"
    assert first.json() == {"name": "Red"}
    assert second.operation_id == ""
    assert second.header("x-a") is None


def test_a_connection_is_kept(server: MockServer) -> None:
    one = b"GET /api/v1.0/rooms/red?access_token=mock-access-token HTTP/1.1\r\nHost: a\r\n\r\n"
    assert raw(server, one * 3).count(b"HTTP/1.1 200 OK") == 3
    answer = raw(server, one.replace(b"Host: a", b"Host: a\r\nConnection: close"), end=False)
    assert b"connection: close" in answer.lower()


def test_head_has_no_body(client: httpx2.Client) -> None:
    answer = client.head("/rooms/red")
    assert answer.headers["content-length"] == "40"
    assert answer.content == b""


def test_chunked_body(server: MockServer, client: httpx2.Client) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"name":'
        yield b' "Red"}'

    answer = client.post("/rooms", content=chunks(), headers={"content-type": "application/json"})
    assert answer.status_code == 201
    assert server.requests[0].json() == {"name": "Red"}


def test_expect_continue(server: MockServer) -> None:
    head = b"POST /api/v1.0/rooms HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as stream:
        stream.sendall(head)
        assert stream.recv(65536).startswith(b"HTTP/1.1 100")
        stream.sendall(b"{}")
        assert stream.recv(65536).startswith(b"HTTP/1.1 403")


def test_body_too_large(client: httpx2.Client) -> None:
    answer = client.post("/rooms", content=b"x" * 200_000, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert "100000" in answer.json()["message"]


@pytest.mark.parametrize(
    "data", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nbroken header\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"]
)
def test_malformed_requests(server: MockServer, data: bytes) -> None:
    assert raw(server, data).startswith(b"HTTP/1.1 400")


def test_half_a_request_and_none(server: MockServer) -> None:
    assert raw(server, b"") == b""
    assert raw(server, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab")[:12] in (b"", b"HTTP/1.1 400")


def test_text_of_the_document_cannot_split_the_answer() -> None:
    with MockServer(load_document(HERE / "styles.yaml")) as server:
        answer = raw(server, b"GET /answers HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"x-named: one two\r\n" in answer
        head = raw(server, b"GET /pictures HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"content-type: image/png\r\n" in head


def test_concurrent_clients(server: MockServer) -> None:
    """One that waits for its answer holds up nobody."""
    server.faults.add("getRoom", delay=30)
    with socket.create_connection(("127.0.0.1", server.port)) as waiting:
        waiting.sendall(b"GET /api/v1.0/rooms/red?access_token=mock-access-token HTTP/1.1\r\nHost: a\r\n\r\n")
        while server.faults.pending:
            time.sleep(0.01)
        statuses = [httpx2.get(f"{server.url}/api/v1.0/rooms/red", params=KEY).status_code for _ in range(8)]
        waiting.setblocking(False)
        with pytest.raises(BlockingIOError):
            waiting.recv(1)
    assert statuses == [200] * 8


def test_download(client: httpx2.Client) -> None:
    answer = client.get("/rooms/a/records/talk.mkv")
    path = "/api/v1.0/rooms/a/records/talk.mkv"
    assert answer.content == b"".join(download(path, 65536))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-length"] == "65536"
    again = client.get("/rooms/a/records/talk.mkv", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/rooms/a/records/talk.mkv").headers["etag"] == answer.headers["etag"]
    assert client.get("/rooms/b/records/talk.mkv").content != answer.content


def test_download_size() -> None:
    with MockServer(ROOMS, download_size=1_000_000) as server:
        answer = httpx2.get(f"{server.url}/api/v1.0/rooms/a/records/b", params=KEY)
        assert len(answer.content) == 1_000_000


# Tokens.


def test_tokens_expire_and_are_refreshed() -> None:
    now = [0.0]
    with (
        MockServer(ROOMS, token_lifetime=60, clock=lambda: now[0]) as server,
        httpx2.Client(base_url=server.url) as client,
    ):
        issued = client.post(TOKEN, json=CLIENT).json()
        assert issued["expires_in"] == 60
        bearer = {"Authorization": f"Bearer {issued['access_token']}"}
        assert client.get("/api/v1.0/rooms/red", headers=bearer).status_code == 200
        assert client.get("/api/v1.0/rooms/red", params={"access_token": issued["access_token"]}).status_code == 200
        now[0] = 60
        expired = client.get("/api/v1.0/rooms/red", headers=bearer)
        assert expired.status_code == 403
        assert expired.json()["error"]["errors"][0]["reason"] == "tokenExpired"
        assert "invalid_token" in expired.headers["www-authenticate"]
        refresh = {"grant_type": "refresh_token", "refresh_token": issued["refresh_token"]}
        renewed = client.post(TOKEN, json=refresh).json()
        bearer = {"Authorization": f"Bearer {renewed['access_token']}"}
        assert client.get("/api/v1.0/rooms/red", headers=bearer).status_code == 200
        assert client.post(TOKEN, json=refresh).status_code == 403
        server.tokens.expire_all()
        assert client.get("/api/v1.0/rooms/red", headers=bearer).status_code == 403


def test_scopes(server: MockServer) -> None:
    issued = httpx2.post(server.url + TOKEN, json={**CLIENT, "scope": "rooms:read"}).json()
    assert issued["scope"] == "rooms:read"
    bearer = {"Authorization": f"Bearer {issued['access_token']}"}
    assert httpx2.get(f"{server.url}/api/v1.0/rooms/red", headers=bearer).status_code == 200
    refused = httpx2.post(f"{server.url}/api/v1.0/rooms", headers=bearer, json={"name": "Red"})
    assert refused.status_code == 403
    assert "insufficient_scope" in refused.headers["www-authenticate"]


def test_own_credentials() -> None:
    own = Credentials(access_token="a", api_keys={"token": "b"}, username="u", password="p")
    with MockServer(ROOMS, credentials=own) as server:
        url = f"{server.url}/api/v1.0/rooms/red"
        assert httpx2.get(url, params={"access_token": "b"}).status_code == 200
        assert httpx2.get(url, headers={"Authorization": "Bearer a"}).status_code == 200
        assert httpx2.get(url, params=KEY).status_code == 403
        assert server.credentials is own


# Faults.


def test_fault_status_and_headers(server: MockServer, client: httpx2.Client) -> None:
    server.faults.add("getRoom", status=503, times=2, headers={"Retry-After": "1"})
    answers = [client.get("/rooms/red") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert answers[0].headers["retry-after"] == "1"
    assert answers[0].json()["error"]["code"] == 503
    assert server.faults.pending == 0


def test_fault_by_path_template_address_or_all(server: MockServer, client: httpx2.Client) -> None:
    for target in ("/rooms/{room_id}", "/api/v1.0/rooms/red", "*"):
        server.faults.add(target, status=500)
        assert client.get("/rooms/red").status_code == 500
    server.faults.add("/api/v1.0/nowhere", status=502, body=b"<gateway>")
    assert client.get("/nowhere").content == b"<gateway>"
    server.faults.add("listRooms", status=500)
    server.faults.clear()
    assert client.get("/rooms").status_code == 200


def test_fault_by_documented_example(server: MockServer, client: httpx2.Client) -> None:
    server.faults.add("getRoom", example="roomNotFound")
    server.faults.add("getRoom", example="roomNotFound", status=410)
    assert [client.get("/rooms/red").status_code for _ in range(3)] == [404, 410, 200]
    server.faults.add("getRoom", status=202)
    assert client.get("/rooms/red").content == b""


def test_fault_drops_the_connection(server: MockServer, client: httpx2.Client) -> None:
    server.faults.add("getRoom", drop_connection=True)
    with pytest.raises(httpx2.NetworkError):
        client.get("/rooms/red")
    server.faults.add("downloadRecord", drop_connection=True, drop_after=1000)
    with pytest.raises(httpx2.TransportError):
        client.get("/rooms/a/records/b")
    server.faults.add("downloadRecord", drop_connection=True, drop_after=1_000_000)
    assert len(client.get("/rooms/a/records/b").content) == 65536


def test_rate_limits() -> None:
    now = [0.0]
    document = copy.deepcopy(ROOMS)
    document["paths"]["/rooms"]["get"]["x-rate-limit"] = {"requests": 2, "seconds": 60}
    with MockServer(document, rate_limits=True, clock=lambda: now[0]) as server:
        url = f"{server.url}/api/v1.0/rooms"
        assert [httpx2.get(url, params=KEY).status_code for _ in range(2)] == [200, 200]
        now[0] = 12.5
        refused = httpx2.get(url, params=KEY)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "48")
        assert refused.json()["error"]["code"] == 429
        assert httpx2.get(f"{url}/red", params=KEY).status_code == 200
        now[0] = 60.5
        assert httpx2.get(url, params=KEY).status_code == 200


# Starting and stopping.


def test_port_in_use(server: MockServer) -> None:
    with pytest.raises(InputError, match=f"port {server.port}: .*another port"):
        MockServer(ROOMS, port=server.port).start()
    for host, port in (("192.0.2.1", 0), ("127.0.0.1", 70_000)):
        with pytest.raises(InputError, match="cannot listen"):
            MockServer(ROOMS, host, port).start()


def test_not_a_document() -> None:
    with pytest.raises(InputError, match="Swagger"):
        MockServer({"swagger": "2.0"})


def test_ipv6() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6")
    try:
        server = MockServer(ROOMS, "::1").start()
    except InputError:
        pytest.skip("no IPv6 on this machine")
    with server:
        assert httpx2.get(f"{server.url}/api/v1.0/rooms/red", params=KEY).status_code == 200


def test_closing_lets_requests_end() -> None:
    server = MockServer(ROOMS).start()
    server.faults.add("getRoom", delay=0.3)
    answers: list[httpx2.Response] = []
    url = f"{server.url}/api/v1.0/rooms/red"
    thread = threading.Thread(target=lambda: answers.append(httpx2.get(url, params=KEY)))
    with httpx2.Client() as idle:
        idle.get(f"{server.url}/api/v1.0/rooms/mine", params=KEY)
        thread.start()
        while len(server.requests) < 2:
            time.sleep(0.01)
        server.close()
        server.close()
        thread.join()
        assert answers[0].status_code == 200
        assert answers[0].headers["connection"] == "close"
        with pytest.raises(httpx2.TransportError):
            idle.get(url, params=KEY)


def test_closing_does_not_wait_for_ever() -> None:
    server = MockServer(ROOMS, grace=0.2).start()
    server.faults.add("getRoom", delay=0.8)
    with socket.create_connection(("127.0.0.1", server.port)) as stream:
        stream.sendall(b"GET /api/v1.0/rooms/red?access_token=mock-access-token HTTP/1.1\r\nHost: a\r\n\r\n")
        while not server.requests:
            time.sleep(0.01)
        server.close()
        assert stream.recv(100) == b""


SCRIPT = """
import sys
from speclift.document import load_document
from speclift.mock import serve
def announce(server):
    print(server.url, flush=True)

def watch(request, reply):
    print(request.path, reply.status, flush=True)

serve(load_document(sys.argv[1]), announce=announce, watch=watch)
print("closed", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_until_told_to_stop(number: signal.Signals) -> None:
    command = [sys.executable, "-c", SCRIPT, str(HERE / "rooms.yaml")]
    inherited = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell starts what it puts in the background
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, inherited)
    with process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx2.get(f"{url}/api/v1.0/rooms/red", params=KEY).status_code == 200
        assert process.stdout.readline() == "/api/v1.0/rooms/red 200\n"
        process.send_signal(number)
        assert process.stdout.readline() == "closed\n"
        assert process.wait(5) == 0


def test_serve_beside_the_main_thread() -> None:
    """Signals belong to the main thread; elsewhere only the process's end stops it."""
    addresses: queue.Queue[str] = queue.Queue()
    threading.Thread(
        target=serve, args=(ROOMS,), kwargs={"announce": lambda server: addresses.put(server.url)}, daemon=True
    ).start()
    assert httpx2.get(f"{addresses.get(timeout=5)}/api/v1.0/rooms/red", params=KEY).status_code == 200


# JSON methods over a WebSocket.


@pytest.fixture(scope="module")
def frames() -> Iterator[MockServer]:
    with MockServer(load_document(HERE / "frames.yaml")) as running:
        yield running


def ask(websocket: Any, **frame: Any) -> Any:
    websocket.send_text(json.dumps(frame))
    return json.loads(websocket.receive_text())


UPGRADE = (
    b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
AUTH = {"method": "auth", "type": "secured", "credentials": "mock-pin"}


def test_configuration_and_methods_tried_over_http(frames: MockServer, server: MockServer) -> None:
    assert httpx2.get(f"{frames.url}/public/default/config.json").json() == {
        "config": {"websocket": {"port": frames.port}}
    }
    with MockServer(load_document(HERE / "frames.yaml"), strict=True) as strict:
        refused = httpx2.post(f"{strict.url}/getScheduler", json={"method": "getScheduler"})
        assert (refused.status_code, refused.headers["upgrade"]) == (426, "websocket")
    tried = httpx2.post(f"{frames.url}/getScheduler", json={"method": "getScheduler"})
    assert (tried.status_code, tried.json()["cnt"]) == (200, 45)
    assert httpx2.get(f"{server.url}/public/default/config.json").status_code == 404


def test_first_frame_authorises(frames: MockServer) -> None:
    with httpx2.Client() as client, client.websocket(f"ws://127.0.0.1:{frames.port}/") as websocket:
        assert "auth" in ask(websocket, method="getScheduler", requestId="1")["error"]
        assert ask(websocket, **{**AUTH, "credentials": "wrong"})["error"] == "The PIN is wrong."
        good = ask(websocket, **AUTH, requestId="7")
        assert (good["result"], good["requestId"], good["method"]) == (True, "7", "auth")


def test_methods(frames: MockServer) -> None:
    frames.reset()
    with httpx2.Client() as client, client.websocket(f"ws://127.0.0.1:{frames.port}/") as websocket:
        ask(websocket, **AUTH)
        answer = ask(websocket, method="getScheduler", requestId="1", page=2, pageSize=40)
        assert [answer[key] for key in ("method", "requestId", "cnt", "result")] == ["getScheduler", "1", 45, True]
        assert len(answer["conferences"]) == 5
        assert "page" in ask(websocket, method="getScheduler", page="x")["error"]
        assert ask(websocket, method="none", requestId=3) == {
            "method": "none",
            "requestId": "3",
            "result": False,
            "error": "There is no method 'none'.",
        }
        assert ask(websocket, method="echo")["result"] == 7
        websocket.send_text("{")
        assert "not a JSON object" in json.loads(websocket.receive_text())["error"]
        frames.faults.add("getScheduler", example="nobody")
        assert ask(websocket, method="getScheduler")["cnt"] == 0
        frames.faults.add("getScheduler", status=500)
        assert "500" in ask(websocket, method="getScheduler")["error"]
        frames.faults.add("getScheduler", example="nonsense")
        assert "nonsense" in ask(websocket, method="getScheduler")["error"]
        websocket.ping()
        assert ask(websocket, method="echo")["result"] == 7
    assert frames.requests[0].method == "WS"
    assert frames.requests[1].operation_id == "getScheduler"


def test_events_and_late_answers(frames: MockServer) -> None:
    frames.reset()
    with httpx2.Client() as client, client.websocket(f"ws://127.0.0.1:{frames.port}/") as websocket:
        ask(websocket, **AUTH)
        frames.events.add({"event": "before"}, times=2)
        for _ in range(2):
            assert ask(websocket, method="echo") == {"event": "before"}
            assert json.loads(websocket.receive_text())["result"] == 7
        assert ask(websocket, method="echo")["result"] == 7
        assert frames.events.push({"event": "now"}) == 1
        assert json.loads(websocket.receive_text()) == {"event": "now"}
        frames.faults.add("getScheduler", delay=0.2)
        websocket.send_text(json.dumps({"method": "getScheduler", "requestId": "late"}))
        assert ask(websocket, method="echo", requestId="soon")["requestId"] == "soon"
        assert json.loads(websocket.receive_text())["requestId"] == "late"
    deadline = time.monotonic() + 5
    while frames.events.push({"event": "nobody"}) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert frames.events.push({"event": "nobody"}) == 0


def test_dropped_websocket(frames: MockServer) -> None:
    frames.reset()
    with httpx2.Client() as client, client.websocket(f"ws://127.0.0.1:{frames.port}/") as websocket:
        ask(websocket, **AUTH)
        frames.faults.add("echo", drop_connection=True)
        with pytest.raises(WebSocketNetworkError):
            ask(websocket, method="echo")


def test_no_websocket_where_none_is_documented(server: MockServer) -> None:
    assert raw(server, b"GET /no HTTP/1.1\r\nHost: a\r\n" + UPGRADE + b"\r\n").startswith(b"HTTP/1.1 404")


def test_malformed_websockets(frames: MockServer) -> None:
    assert raw(frames, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n").startswith(
        b"HTTP/1.1 400"
    )
    assert b"101" in raw(frames, b"GET / HTTP/1.1\r\nHost: a\r\n" + UPGRADE + b"\r\n\xff\xff\xff")


def test_a_frame_that_is_too_long_ends_the_connection() -> None:
    with (
        MockServer(load_document(HERE / "frames.yaml"), max_body=1000) as server,
        httpx2.Client() as client,
        client.websocket(f"ws://127.0.0.1:{server.port}/") as websocket,
    ):
        websocket.send_text("x" * 2000)
        with pytest.raises(WebSocketDisconnect) as caught:
            websocket.receive_text()
        assert caught.value.code == 1009


def test_open_pin() -> None:
    with (
        MockServer(load_document(HERE / "frames.yaml"), credentials=Credentials(pin=None)) as server,
        httpx2.Client() as client,
        client.websocket(f"ws://127.0.0.1:{server.port}/") as websocket,
    ):
        assert ask(websocket, method="auth", type="unsecured")["result"] is True


def test_values() -> None:
    """Requests and replies are plain values."""
    request = Request("GET", "/a?b=%20&c", (("x", "1"), ("x", "2")))
    assert request.query == [("b", " "), ("c", "")]
    assert request.header("X") == "1, 2"
    reply = Reply(200, b"", (("a", "1"),)).with_headers(("A", "2"), ("b", "3"))
    assert reply.headers == (("A", "2"), ("b", "3"))


@pytest.mark.parametrize(("times", "hits"), [(0, 1), (1, 1), (2, 2), (3, 3), (None, 5)])
def test_a_fault_happens_as_often_as_ordered(times: int | None, hits: int) -> None:
    """One that is ordered happens once at least; the next in line takes its turn when it is over."""
    faults = Faults()
    faults.add("*", status=500, times=times)
    faults.add("/rooms", status=502, times=None)
    request = Request("GET", "/rooms")
    taken = [fault.status for fault in (faults.take(None, request) for _ in range(5)) if fault is not None]
    assert taken == [500] * hits + [502] * (5 - hits)
    assert faults.pending == (2 if times is None else 1)


def test_parts_of_a_form_are_values() -> None:
    """What is compared, kept and handed to several readers does not change under them."""
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--'
    [part] = parse_multipart(body, "multipart/form-data; boundary=x")
    assert {part, *parse_multipart(body, "multipart/form-data; boundary=x")} == {part}
    with pytest.raises(dataclasses.FrozenInstanceError):
        part.content = b"2"  # type: ignore[misc]
    assert part.content == b"1"
    assert not hasattr(part, "__dict__")  # a form has thousands of them
