"""A small package to publish, and an index that misbehaves in one given way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from speclift.publish.upload import Index

PACKAGE = {
    "pyproject.toml": b'[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n'
    b'[project]\nname = "acme-client"\nversion = "1.0.0"\nreadme = "README.md"\n\n'
    b'[tool.hatch.build.targets.wheel]\npackages = ["src/acme_client"]\n',
    "README.md": b"# Acme\n",
    "src/acme_client/__init__.py": b'"""Acme."""\n\nANSWER = 42\n',
    "src/acme_client/py.typed": b"",
}

_JSON = "application/vnd.pypi.simple.v1+json"
LISTINGS = {
    "json": (200, _JSON, b'{"files": [{"filename": "acme_client-1.0.0.tar.gz", "hashes": {"sha256": "ab12"}}]}'),
    "odd-json": (200, _JSON, b'{"files": 7}'),
    "forbidden-listing": (403, "text/plain", b"no"),
}


@contextmanager
def refusing_index(kind: str) -> Iterator[Index]:
    """An index that answers uploads with 403 (`forbidden`), hangs up in the middle (`dies`), or lists oddly."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, media_type, content = LISTINGS.get(kind, (404, "text/plain", b""))
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            if kind == "dies":
                self.rfile.read(100)
                self.connection.close()
                return
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_error(403, "invalid credentials")

        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def finish(self) -> None:
            try:
                super().finish()
            except (OSError, ValueError):  # the connection that was closed above
                return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        yield Index(upload=f"{url}/", simple=f"{url}/simple/")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
