"""A small web site on loopback whose answers a test writes down."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the site says at one path: `failures` first, one a request (a status, or 0: nothing, and the connection
    ends), then itself."""

    content: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    broken: bool = False
    failures: list[int] = field(default_factory=list)


@dataclass
class Site:
    """The site: answers by path, and the requests it saw as (path, headers)."""

    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.seen]


@contextmanager
def serve() -> Iterator[Site]:
    """A running site."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = site.answers.get(self.path, Answer(b"not here", 404))
            failure = answer.failures.pop(0) if answer.failures else None
            if answer.broken or failure == 0:
                self.close_connection = True
                return
            if failure is not None:
                answer = Answer(b"later", failure)
            fresh = answer.etag and self.headers.get("If-None-Match") == answer.etag
            content = b"" if fresh else answer.content
            self.send_response(304 if fresh else answer.status)
            for name, value in {**answer.headers, **({"ETag": answer.etag} if answer.etag else {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
