"""What servers of strangers do: a table of behaviours, and a server on loopback that behaves so.

A behaviour is a function of the server's own address that gives what is sent, piece by piece; `RESET` breaks the
connection off, `SILENCE` says nothing until the test is over, a pause of 5 ms lies between pieces.
"""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

RESET = b"<reset>"
SILENCE = b"<silence>"
PAGE = b"<!DOCTYPE html><html><head><title>API</title></head><body><h1>API</h1><p>GET /v1/users</p></body></html>"
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
PAUSE = 0.005

Pieces = Iterable[bytes]


@dataclass(frozen=True)
class Behaviour:
    """What a server does: `pieces` at every address that begins with `path`, robots.txt being absent elsewhere."""

    name: str
    pieces: Callable[[str], Pieces]
    path: str = "/page"


def _faults() -> dict[str, Callable[[bytes], Iterator[bytes]]]:
    """What can happen at any stage of an answer; each is given what would go on for ever at that stage."""
    return {
        "silence": lambda _: iter([SILENCE]),
        "trickles": lambda more: (bytes([byte]) for byte in itertools.cycle(more)),
        "floods": lambda more: itertools.repeat(more * (65536 // len(more))),
        "closes": lambda _: iter(()),
        "resets": lambda _: iter([RESET]),
        "garbage": lambda _: iter([bytes(range(256)) * 16]),
        "nulls": lambda _: iter([bytes(4096)]),
    }


_GZIP = zlib.compressobj(wbits=31)
_GZIP_START = _GZIP.compress(b"") + _GZIP.flush(zlib.Z_FULL_FLUSH)
_NOTHING = b"\x00\x00\x00\xff\xff"

STAGES: dict[str, tuple[bytes, bytes]] = {
    "before the status": (b"", b"x"),
    "in the status": (b"HTTP/1.", b"1"),
    "after the status": (b"HTTP/1.1 200 OK\r\n", b"x: y\r\n"),
    "in a header": (HEAD + b"x-long: ", b"y"),
    "after informational answers": (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "in a body without length": (HEAD + b"\r\n<html>", b"<p>x</p>"),
    "in a body of some length": (HEAD + b"content-length: 900000000\r\n\r\n<html>", b"<p>x</p>"),
    "in a chunk": (HEAD + b"transfer-encoding: chunked\r\n\r\nfffffff\r\n", b"<p>"),
    "between chunks": (HEAD + b"transfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "in the size of a chunk": (HEAD + b"transfer-encoding: chunked\r\n\r\n", b"0"),
    "in the trailers": (HEAD + b"transfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"x: y\r\n"),
    "in a gzip of nothing": (HEAD + b"content-encoding: gzip\r\n\r\n" + _GZIP_START, _NOTHING),
}


def _bomb(pack: Callable[[bytes], bytes], encoding: bytes) -> Pieces:
    yield HEAD + b"content-encoding: " + encoding + b"\r\n\r\n"
    yield pack(bytes(40_000_000))


def _deflated(content: bytes) -> bytes:
    return zlib.compress(content, 9)


def _head(*lines: bytes, status: bytes = b"200 OK", body: bytes = PAGE) -> Pieces:
    return [b"HTTP/1.1 " + status + b"\r\ncontent-type: text/html\r\n" + b"".join(one + b"\r\n" for one in lines)
            + b"\r\n" + body]  # fmt: skip


def _to(location: bytes, status: bytes = b"302 Found") -> Pieces:
    return _head(b"location: " + location, b"content-length: 0", status=status, body=b"")


ENCODINGS: dict[str, Callable[[], Pieces]] = {
    "a gzip bomb": lambda: _bomb(lambda content: gzip.compress(content, 1), b"gzip"),
    "a deflate bomb": lambda: _bomb(_deflated, b"deflate"),
    "a gzip bomb in a gzip": lambda: _bomb(lambda content: gzip.compress(gzip.compress(content, 1)), b"gzip, gzip"),
    "a gzip cut off": lambda: _head(b"content-encoding: gzip", body=gzip.compress(PAGE)[:-20]),
    "a gzip that is none": lambda: _head(b"content-encoding: gzip"),
    "a gzip of a wrong sum": lambda: _head(b"content-encoding: gzip", body=gzip.compress(PAGE)[:-8] + bytes(8)),
    "a deflate that is none": lambda: _head(b"content-encoding: deflate"),
    "a br that was not asked for": lambda: _head(b"content-encoding: br", body=bytes(range(256))),
    "a zstd that was not asked for": lambda: _head(b"content-encoding: zstd", body=b"\x28\xb5\x2f\xfd" + bytes(99)),
    "an encoding that nobody knows": lambda: _head(b"content-encoding: x-wonder", body=bytes(range(256)) * 8),
    "a hundred encodings": lambda: _head(b"content-encoding: " + b"gzip, " * 100 + b"gzip", body=gzip.compress(PAGE)),
}

LENGTHS: dict[str, Callable[[], Pieces]] = {
    "a length too large": lambda: _head(b"content-length: 5000"),
    "a length too small": lambda: _head(b"content-length: 5"),
    "a negative length": lambda: _head(b"content-length: -5"),
    "a length that is no number": lambda: _head(b"content-length: many"),
    "a length of 5,000 digits": lambda: _head(b"content-length: " + b"9" * 5000),
    "two lengths": lambda: _head(b"content-length: 5", b"content-length: 50"),
    "length and chunks": lambda: _head(b"content-length: 5", b"transfer-encoding: chunked"),
    "chunks that are none": lambda: _head(b"transfer-encoding: chunked"),
    "a negative chunk": lambda: _head(b"transfer-encoding: chunked", body=b"-5\r\nxxxxx\r\n0\r\n\r\n"),
    "a chunk of 5,000 digits": lambda: _head(b"transfer-encoding: chunked", body=b"f" * 5000 + b"\r\nx\r\n"),
    "a long extension of a chunk": lambda: _head(
        b"transfer-encoding: chunked", body=b"1;" + b"x" * 2_000_000 + b"\r\nx\r\n0\r\n\r\n"
    ),
    "an unknown transfer": lambda: _head(b"transfer-encoding: x-wonder"),
}

HEADS: dict[str, Callable[[], Pieces]] = {
    "100,000 headers": lambda: _head(*[b"x-%d: y" % number for number in range(100_000)]),
    "a header of 10 MB": lambda: _head(b"x: " + b"y" * 10_000_000),
    "a header with a null": lambda: _head(b"x: a\0b"),
    "a header without a colon": lambda: _head(b"nothing"),
    "a header without a name": lambda: _head(b": x"),
    "a folded header": lambda: _head(b"x: a", b"  b"),
    "a header of bytes": lambda: _head(b"content-type: \xff\xfe\xfd", b"etag: \xff"),
    "HTTP/0.9": lambda: [PAGE],
    "HTTP/2": lambda: [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    "HTTP/9.9": lambda: [b"HTTP/9.9 200 OK\r\n\r\n" + PAGE],
    "status 999": lambda: _head(status=b"999 Wonder"),
    "status 000": lambda: _head(status=b"000 Nothing"),
    "a status that is no number": lambda: _head(status=b"OK"),
    "status 101": lambda: _head(b"upgrade: x", b"connection: upgrade", status=b"101 Switching", body=b""),
    "another protocol": lambda: [b"220 mail.example ESMTP\r\n"],
    "SSH": lambda: [b"SSH-2.0-OpenSSH_9.9\r\n", SILENCE],
}

TARGETS = {
    "file:///etc/passwd": b"file:///etc/passwd",
    "ftp": b"ftp://127.0.0.1/x",
    "javascript": b"javascript:alert(1)",
    "data": b"data:text/html,x",
    "the credentials of a cloud": b"http://169.254.169.254/latest/meta-data/",
    "the same in IPv6": b"http://[::ffff:169.254.169.254]/",
    "a link-local address": b"http://[fe80::1]/",
    "a port that is none": b"http://127.0.0.1:99999/",
    "port 0": b"http://127.0.0.1:0/",
    "no host": b"http:///x",
    "credentials": b"http://user:secret@127.0.0.1/",
    "an address without end": b"http://127.0.0.1/" + b"x" * 1_000_000,
    "an address with a null": b"http://127.0.0.1/\0",
    "an address of bytes": b"http://\xff\xfe/",
    "a name with two dots": b"http://a..b/",
    "a name of 300 letters": b"http://" + b"a" * 300 + b".example/",
    "brackets": b"http://[::1/",
    "nowhere": b"",
}

CONTENTS: dict[str, Callable[[], Pieces]] = {
    "no page": lambda: _head(body=b""),
    "white space": lambda: _head(body=b" \n" * 1000),
    "an image": lambda: [b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n\x89PNG" + bytes(100)],
    "an image called a page": lambda: _head(body=b"\x89PNG\r\n" + bytes(4000)),
    "half a page": lambda: _head(body=PAGE[:60]),
    "not changed, unasked": lambda: _head(status=b"304 Not Modified", body=b""),
    "no content": lambda: _head(status=b"204 No Content", body=b""),
    "a part": lambda: _head(b"content-range: bytes 0-5/900", status=b"206 Partial Content"),
    "an encoding that is none": lambda: _head(body=b"<meta charset=base64>" + b"\xe9" * 100 + PAGE),
    "a tag of 300,000 attributes": lambda: _head(body=b"<p " + b" ".join(b"a%d" % one for one in range(300_000))),
    "100,000 nested elements": lambda: _head(body=b"<html><body>" + b"<div>" * 100_000 + b"</html>"),
    **{
        f"status {status}": lambda status=status: _head(b"retry-after: 99999999", status=b"%d x" % status)
        for status in (400, 401, 403, 404, 410, 418, 429, 451, 500, 502, 503, 504)
    },
}

ROBOTS: dict[str, Callable[[], Pieces]] = {
    "never come": lambda: [SILENCE],
    "trickle": lambda: itertools.chain([HEAD + b"\r\n"], itertools.repeat(b"#")),
    "redirect to themselves": lambda: _to(b"/robots.txt"),
    "redirect to a file": lambda: _to(b"file:///etc/passwd"),
    "are broken": lambda: _head(status=b"500 x"),
    "are 70 MB": lambda: [HEAD + b"\r\n", b"User-agent: *\n" * 5_000_000],
    "are bytes": lambda: _head(body=bytes(range(256)) * 100),
    "forbid": lambda: _head(body=b"User-agent: *\nDisallow: /"),
    "want a day between pages": lambda: _head(body=b"User-agent: *\nCrawl-delay: 86400"),
    "want a delay of 5,000 digits": lambda: _head(body=b"User-agent: *\nCrawl-delay: " + b"9" * 5000),
    "are stars": lambda: _head(body=b"User-agent: *\nDisallow: /" + b"*a" * 3000),
}


def _endless() -> Iterator[Behaviour]:
    yield Behaviour("redirects: to itself", lambda base: _to(base.encode() + b"/page"))
    counter = itertools.count()
    yield Behaviour("redirects: ever on", lambda _: _to(b"/page%d" % next(counter)))
    yield Behaviour("redirects: ever deeper", lambda _: _to(b"x/page"), path="/")
    yield Behaviour(
        "redirects: TLS where there is none", lambda base: _to(b"https" + base.removeprefix("http").encode())
    )
    yield Behaviour("redirects: without a place", lambda _: _head(b"content-length: 0", status=b"301 Moved", body=b""))


def behaviours() -> Iterator[Behaviour]:
    """The whole table."""
    for stage, (sent, more) in STAGES.items():
        for fault, pieces in _faults().items():
            yield Behaviour(f"{fault} {stage}", lambda _, s=sent, m=more, p=pieces: itertools.chain([s], p(m)))
    families = {"body": ENCODINGS, "length": LENGTHS, "head": HEADS, "content": CONTENTS}
    for family, table in families.items():
        for name, answer in table.items():
            yield Behaviour(f"{family}: {name}", lambda _, a=answer: a())
    for name, target in TARGETS.items():
        yield Behaviour(f"redirects: {name}", lambda _, t=target: _to(t))
    yield from _endless()
    for name, answer in ROBOTS.items():
        yield Behaviour(f"robots: {name}", lambda _, a=answer: a(), path="/robots.txt")


@contextlib.contextmanager
def serve(behaviour: Behaviour) -> Iterator[str]:
    """The address of the page on a server that behaves so."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=50)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    stopped = threading.Event()

    def answers(path: str) -> Pieces:
        if path.startswith(behaviour.path) and (path != "/robots.txt" or behaviour.path == path):
            return behaviour.pieces(base)
        return _head(b"content-length: 0", status=b"404 Not Found" if path != "/page" else b"200 OK", body=b"")

    def speak(stream: socket.socket) -> None:
        with stream, contextlib.suppress(OSError):
            asked = stream.recv(65536).split(b" ")
            for piece in answers(asked[1].decode("latin-1") if len(asked) > 1 else "/page"):
                if piece == SILENCE:
                    stopped.wait(60)
                elif piece == RESET:
                    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                elif stopped.wait(PAUSE):
                    return
                else:
                    stream.sendall(piece)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                stream, _ = listener.accept()
                threading.Thread(target=speak, args=(stream,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"{base}/page"
    finally:
        stopped.set()
        listener.close()
