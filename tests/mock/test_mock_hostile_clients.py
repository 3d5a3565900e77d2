"""Hostile clients: whatever they send, each gets 400 or is let go, and the server goes on with its memory bounded."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
from hostile_clients import ATTACKS, attack

from speclift.document import load_document
from speclift.mock import MockServer, Request
from speclift.mock import core as core_module

HERE = Path(__file__).parent
ROOMS = load_document(HERE / "rooms.yaml")
KEY = {"access_token": "mock-access-token"}
GOOD = "/api/v1.0/rooms/red"


def exchange(server: MockServer, data: bytes) -> bytes:
    """What the server answers to raw bytes, until it closes the connection."""
    host = server.url.rpartition("/")[2].rpartition(":")[0]
    with socket.create_connection((host, server.port), timeout=10) as stream:
        with contextlib.suppress(OSError):
            stream.sendall(data)
            stream.shutdown(socket.SHUT_WR)
        found = b""
        with contextlib.suppress(OSError):
            while chunk := stream.recv(65536):
                found += chunk
    return found


def posted(body: bytes, media_type: str = "application/json", length: object = None) -> bytes:
    size = len(body) if length is None else length
    head = f"POST /api/v1.0/rooms HTTP/1.1\r\nhost: x\r\ncontent-type: {media_type}\r\ncontent-length: {size}\r\n\r\n"
    return head.encode() + body


STRANGE = {
    "many query fields": b"GET /api/v1.0/rooms?" + b"a=1&" * 1000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
    "many fields of a form": posted(b"a=1&" * 5000, "application/x-www-form-urlencoded"),
    "bytes that are no text": b"GET /api/v1.0/rooms?tags=%ff HTTP/1.1\r\nhost: x\r\n\r\n",
    "a number beyond every float": posted(b'{"name": "Red", "seats": 1e999}'),
    "half a surrogate": posted(b'{"name": "\\ud800", "seats": -1}'),
    "infinity": posted(b'{"name": "Red", "seats": Infinity}'),
    "two bodies in one": posted(b'{"name": "Red"}', length=3),
    "a chunk that is too long": b"POST /api/v1.0/rooms HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    + b"f" * 16
    + b"\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    "a method of bytes": b"G\xffT / HTTP/1.1\r\nhost: x\r\n\r\n",
    "a space in the target": b"GET /a b HTTP/1.1\r\nhost: x\r\n\r\n",
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a tunnel": b"CONNECT example.com:443 HTTP/1.1\r\nhost: x\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xaa" * 500,
    "an endless head": b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000,
    "no HTTP": b"\x00\x01\x02" * 1000,
    "a negative length": posted(b"", length=-1),
    "a length beyond the limit": posted(b"", length="9" * 20),
    "a bad chunk": b"POST /api/v1.0/rooms HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    "JSON that ends too early": posted(b"{"),
    "deep JSON": posted(b"[" * 100_000),
    "a number of 9,000 digits": posted(b"1" * 9000),
    "a broken escape": b"GET /api/v1.0/rooms/%ff%zz%00 HTTP/1.1\r\nhost: x\r\n\r\n",
    "multipart without a boundary": posted(b"--", "multipart/form-data"),
}


@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_what_is_malformed_is_refused_and_the_server_goes_on(data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    with MockServer(ROOMS) as server:
        answer = exchange(server, data)
        assert answer.startswith(b"HTTP/1.1 4"), answer[:200]
        assert httpx2.get(f"{server.url}/api/v1.0/rooms/red", params=KEY).status_code == 200
    assert "Traceback" not in capsys.readouterr().err


def test_the_whole_address_as_target_is_read() -> None:
    """As clients send it to a proxy (RFC 9112, 3.2.2)."""
    with MockServer(ROOMS) as server:
        for target in (b"http://x" + GOOD.encode(), b"HTTP://x:80" + GOOD.encode()):
            head = b"GET " + target + b"?access_token=mock-access-token HTTP/1.1\r\nhost: x\r\n\r\n"
            assert exchange(server, head).startswith(b"HTTP/1.1 200")
        assert b'"routes"' in exchange(server, b"GET http://x HTTP/1.1\r\nhost: x\r\n\r\n")


def trickled(server: MockServer, *parts: bytes) -> bytes:
    """The answer to bytes that come one part after the other, a moment between them."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as stream:
        stream.settimeout(0.05)
        found = b""
        for part in (*parts, *[b"x"] * 1000):
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                stream.sendall(part)
            try:
                chunk = stream.recv(65536)
            except TimeoutError:
                continue
            except ConnectionResetError:
                break
            if not chunk:
                break
            found += chunk
        return found


def test_a_head_that_trickles_has_a_deadline() -> None:
    with MockServer(ROOMS, request_timeout=0.5) as server:
        assert trickled(server, b"GET / HTTP/1.1\r\n", b"a: ").startswith(b"HTTP/1.1 408")


def test_a_body_that_trickles_has_a_deadline() -> None:
    with MockServer(ROOMS, request_timeout=0.5) as server:
        assert trickled(server, posted(b"{", length=50_000)).startswith(b"HTTP/1.1 408")


def test_a_silent_connection_is_closed() -> None:
    with (
        MockServer(ROOMS, idle_timeout=0.2) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=10) as stream,
    ):
        assert stream.recv(100) == b""


def test_a_body_in_a_million_chunks_is_refused() -> None:
    head = b"POST /api/v1.0/rooms HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    with MockServer(ROOMS) as server:
        assert exchange(server, head + b"1\r\na\r\n" * 150_000).startswith(b"HTTP/1.1 400")


def test_held_connections_do_not_block_others() -> None:
    with MockServer(ROOMS, max_connections=8) as server, contextlib.ExitStack() as held:
        for _ in range(40):
            stream = held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            stream.sendall(b"GET / HTTP/1.1\r\n")
        assert httpx2.get(server.url + GOOD, params=KEY).status_code == 200
        assert len(server._connections) <= 8


def test_bodies_under_way_are_bounded_together() -> None:
    with MockServer(ROOMS) as server:
        server.budget.take(256 * 1024 * 1024 - 10)
        assert exchange(server, posted(b'{"name": "Red Room"}')).startswith(b"HTTP/1.1 503")
        server.budget.give(1000)
        assert exchange(server, posted(b'{"name": "Red Room"}')).startswith(b"HTTP/1.1 403")


def test_remembered_requests_are_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core_module, "_MOST_BYTES", 10_000)
    with MockServer(ROOMS) as server:
        for number in range(50):
            server.receive(Request("POST", f"/api/v1.0/rooms?n={number}", (), b"x" * 1000))
            assert sum(len(request.body) for request in server.requests) <= 10_000
        assert server.requests[-1].target.endswith("n=49")
        server.requests.clear()
        server.receive(Request("POST", "/a", (), b"x" * 1000))
        server.receive(Request("POST", "/b", (), b"x" * 1000))
        assert [request.path for request in server.requests] == ["/a", "/b"]
        server.receive(Request("POST", "/c", (), b"x" * 20_000))
        assert server.requests == []


def test_a_failure_of_the_mock_is_an_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with MockServer(ROOMS) as server:
        monkeypatch.setattr(server._service, "answer", lambda *_: 1 / 0)
        answer = httpx2.get(server.url + GOOD, params=KEY)
        assert (answer.status_code, "bug of speclift" in answer.json()["message"]) == (500, True)
    assert capsys.readouterr().err.count("\n") == 1


FEW_FILES = """
import resource, socket, sys, time
from speclift.document import load_document
from speclift.mock import MockServer
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
with MockServer(load_document(sys.argv[1])) as server:
    print(server.port, flush=True)
    sys.stdin.readline()
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_it_outlives_a_lack_of_file_descriptors() -> None:
    command = [sys.executable, "-c", FEW_FILES, str(HERE / "rooms.yaml")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with contextlib.ExitStack() as held:
            for _ in range(60):
                held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            assert httpx2.get(f"http://127.0.0.1:{port}{GOOD}", params=KEY, timeout=20).status_code == 200
        process.communicate("\n", timeout=10)
        assert process.returncode == 0


def test_a_thousand_hostile_connections_leave_it_as_it_was() -> None:
    """The full ten thousand: `python tests/mock/hostile_clients.py 10000`."""
    with MockServer(ROOMS, request_timeout=2, idle_timeout=2) as server:
        server.remember = False
        for number in range(1000):
            attack(server.port, ATTACKS[number % len(ATTACKS)])
        assert httpx2.get(server.url + GOOD, params=KEY).status_code == 200
        deadline = time.monotonic() + 10
        while server._connections and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not server._connections
