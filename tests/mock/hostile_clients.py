"""Hostile connections, one after the other and many at once: `python tests/mock/hostile_clients.py 10000`.

Prints the memory of the mock before and after, and whether it still answers.
"""

from __future__ import annotations

import contextlib
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

HEAD = b"POST /api/v1.0/rooms HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
ATTACKS = [
    b"",
    b"\x00" * 5000,
    b"GET / HTTP/1.1\r\n",
    b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000,
    b"GET /" + b"a" * 200_000,
    b"GET /api/v1.0/rooms?" + b"a=1&" * 9000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
    b"GET /%ff%zz%00 HTTP/1.1\r\nhost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: x\r\nprefer: items=10000\r\n\r\n" * 50,
    HEAD + b"content-length: 1000000\r\n\r\n{",
    HEAD + b"content-length: 3\r\n\r\n" + b"[" * 5000,
    HEAD + b"content-length: -1\r\n\r\n",
    HEAD + b"content-length: 200000\r\n\r\n" + b"[" * 200_000,
    HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
    HEAD + b"transfer-encoding: chunked\r\n\r\n" + b"1\r\n{\r\n" * 5000,
    HEAD + b"expect: 100-continue\r\ncontent-length: 5\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xaa" * 500,
]


def attack(port: int, data: bytes, *, hold: float = 0.0) -> None:
    """Open a connection, send bytes, wait, and leave without a word."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as stream:
        stream.sendall(data)
        time.sleep(hold)
        stream.settimeout(0.01)
        with contextlib.suppress(TimeoutError):
            stream.recv(4096)


def _memory(process: int) -> int:
    """The resident memory of a process, in KiB."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@contextlib.contextmanager
def _mock() -> Iterator[tuple[subprocess.Popen[str], str]]:
    document = Path(__file__).parent / "rooms.yaml"
    command = [sys.executable, "-m", "speclift", "mock", str(document), "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def main(count: int) -> None:
    """Attack by eight threads, half of the connections held open for a moment; print the memory on the way."""
    with _mock() as (process, url):
        port = int(url.rpartition(":")[2])
        done = threading.Semaphore(0)

        def attacks(seed: int) -> None:
            order = random.Random(seed)
            for _ in range(count // 8):
                attack(port, order.choice(ATTACKS), hold=order.choice([0.0, 0.0, 0.02]))
                done.release()

        threads = [threading.Thread(target=attacks, args=(seed,)) for seed in range(8)]
        for thread in threads:
            thread.start()
        for number in range(count // 8 * 8):
            done.acquire()
            if number % max(count // 10, 1) == 0:
                print(f"{number} connections: {_memory(process.pid)} KiB", flush=True)
        for thread in threads:
            thread.join()
        good = f"{url}/api/v1.0/rooms/red?access_token=mock-access-token"
        with urllib.request.urlopen(good, timeout=10) as answer:
            print(f"{count} connections: {_memory(process.pid)} KiB, then {answer.status}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
