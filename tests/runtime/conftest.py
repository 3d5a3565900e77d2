"""A real server on loopback that answers from a script, and clients for it that do not sleep."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@dataclass
class Seen:
    """A request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """What to answer. `cut`: break the connection after so many bytes; `hang`: seconds before the answer."""

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    hang: float = 0.0
    silent: bool = False

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Server:
    """Answers from `script` in turn (the last one again and again), or by `handle`."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.script: list[Answer] = []
        self.handle: Callable[[Seen], Answer] | None = None
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.headers.get("Transfer-Encoding") == "chunked":
                    body = b""
                    while size := int(self.rfile.readline(), 16):
                        body += self.rfile.read(size)
                        self.rfile.readline()
                    self.rfile.readline()
                headers = {name.lower(): value for name, value in self.headers.items()}
                answer = outer.next(Seen(self.command, self.path, headers, body))
                if answer.hang:
                    outer.stopping.wait(answer.hang)
                if answer.silent:
                    self.close_connection = True
                    return
                content = answer.content
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if not {"Content-Length", "Transfer-Encoding"} & answer.headers.keys():
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if answer.cut is not None:
                    content = content[: answer.cut]
                    self.close_connection = True
                if answer.headers.get("Transfer-Encoding") == "chunked":
                    content = b"%x\r\n%s\r\n" % (len(content), content) + (
                        b"" if answer.cut is not None else b"0\r\n\r\n"
                    )
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = answer  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                """Clients break connections on purpose here."""

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}"

    def next(self, seen: Seen) -> Answer:
        with self.lock:
            self.seen.append(seen)
            if self.handle is None:
                return self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return self.handle(seen)

    def answers(self, *answers: Any) -> None:
        self.script = [answer if isinstance(answer, Answer) else Answer(answer) for answer in answers]

    def close(self) -> None:
        self.stopping.set()
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def other() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Load the certificates once: httpx2 does so for every client, which takes longer than the rest of a test."""
    import functools

    from httpx2._transports import default

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(default, "create_ssl_context", functools.cache(default.create_ssl_context))
        yield


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("ACME_"):
            monkeypatch.delenv(name)


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that clients wanted to make."""
    return []


@pytest.fixture
def acme(server: Server, pauses: list[float]) -> Iterator[Callable[..., Any]]:
    """Makes sync clients of the server, which note their pauses instead of sleeping."""
    from acme.client import Acme

    made = []

    def make(**options: Any) -> Acme:
        address = options.pop("server", server.url)
        client = Acme(address, **{"access_token": "s3cret-key", **options})
        client._transport.sleep = pauses.append
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


ALICE = {"id": "alice", "display_name": "Alice", "avatar": None, "status": 1}


@pytest.fixture
def alice() -> dict[str, Any]:
    return dict(ALICE)
