"""A real server on loopback that answers from a script."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

ALICE = {"id": "alice", "display_name": "Alice", "avatar": None, "status": 1}


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
            wbufsize = -1  # head and body in one packet: in two, the second waits for the first's acknowledgement
            disable_nagle_algorithm = True

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
