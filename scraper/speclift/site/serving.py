"""Showing a site on this machine: a plain file server that builds again when an input changed.

Enters: the folder, a port, what builds it, and what tells whether anything changed. Leaves: nothing; runs until it is
stopped by Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

_SECONDS = 1.0


class _Quiet(SimpleHTTPRequestHandler):
    """Files of the folder, no log line for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
        """Say nothing."""


def serve_site(out: Path, port: int, rebuild: Callable[[], None], picture: Callable[[], object]) -> None:
    """Serve a folder on 127.0.0.1 until it is told to stop. Raises `InputError` when the port is taken."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(out)))
    except (OSError, OverflowError) as error:
        raise InputError(f"cannot listen: {error}", place=f"port {port}", hint="--port 0 takes a free one") from None
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C stops it)", flush=True)
    seen = picture()
    while not stopped.wait(_SECONDS):
        now = picture()
        if now != seen:
            seen = now
            try:
                rebuild()
                print("built again", flush=True)
            except InputError as error:
                print(f"error: {error}", file=sys.stderr, flush=True)
    server.shutdown()
    server.server_close()
