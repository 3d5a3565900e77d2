"""Servers that never end: every request has a deadline for the whole exchange."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import chain, repeat

import pytest

from speclift.fetch.client import Limits, PoliteClient
from speclift.model.findings import InputError

_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"


def trickling_head() -> Iterator[bytes]:
    return chain([_HEAD], repeat(b"x: y\r\n"))


def gzip_of_nothing() -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    empty = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    return chain([_HEAD + b"content-encoding: gzip\r\n\r\n" + empty], repeat(b"\x00\x00\x00\xff\xff"))


def trickling_gzip() -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    start = packer.compress(b"") + packer.flush(zlib.Z_SYNC_FLUSH)
    return chain([_HEAD + b"content-encoding: gzip\r\n\r\n" + start], repeat(b""))


def trickling_body() -> Iterator[bytes]:
    return chain([_HEAD + b"\r\n"], repeat(b"x"))


@contextlib.contextmanager
def server(answer: Callable[[], Iterator[bytes]]) -> Iterator[str]:
    """A server that has no robots rules, and says the pieces of `answer` one by one, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def speak(stream: socket.socket) -> None:
        with stream, contextlib.suppress(OSError):
            asked = stream.recv(65536)
            if b"/robots.txt" in asked:
                stream.sendall(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                return
            for piece in answer():
                if stopped.wait(0.02):
                    return
                stream.sendall(piece)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                stream, _ = listener.accept()
                threading.Thread(target=speak, args=(stream,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/page"
    finally:
        stopped.set()
        listener.close()


@pytest.mark.parametrize("answer", [trickling_head, gzip_of_nothing, trickling_gzip, trickling_body])
def test_an_answer_that_never_ends_is_given_up_in_time(answer: Callable[[], Iterator[bytes]]) -> None:
    started = time.monotonic()
    with server(answer) as url, PoliteClient(limits=Limits(seconds=1.0)) as client, pytest.raises(InputError) as caught:
        client.get(url)
    assert url in str(caught.value)
    assert time.monotonic() - started < 30
