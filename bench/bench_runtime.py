"""The figures of the runtime, as ratios within one run: decoding, one call over loopback, import.

Run by `tox -e bench`, or `pytest bench/bench_runtime.py -s`. Both sides of a ratio are measured in turn, so that a busy
machine slows both; the median of the pairs counts.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "runtime"))

USER: dict[str, Any] = {
    "id": "alice",
    "display_name": "Alice Liddell",
    "avatar": None,
    "status": 1,
    "role": "admin",
    "is_active": True,
    "groups": [{"id": "1", "title": "Staff"}, {"id": "2", "title": "Wonderland"}],
    "class": 3,
    "rating": 4.5,
    "labels": {"seen": 1, "met": 2},
    "undocumented": {"a": [1, 2, 3]},
}
PAGE = json.dumps({"users": [USER | {"id": f"user{i}"} for i in range(1000)], "next_page_id": -1, "cnt": 1000}).encode()
OBJECT = json.dumps({"user": USER}).encode()


def paired(ours: Callable[[], object], theirs: Callable[[], object], rounds: int, each: int = 1) -> float:
    """How long ours takes, in terms of theirs."""
    ratios = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(each):
            ours()
        middle = time.perf_counter()
        for _ in range(each):
            theirs()
        ratios.append((middle - start) / (time.perf_counter() - middle))
    return statistics.median(ratios)


def said(what: str, ratio: float, reach: str) -> None:
    """Print one line of the table."""
    print(f"\n{what}: {ratio:.2f} ({reach})")


def test_decoding_against_json_loads() -> None:
    """Bytes to typed objects, drift handling on, against `json.loads` alone."""
    import logging

    from acme._drift import Reporter
    from acme.resources.users import _GET, _LIST

    reporter = Reporter(logging.getLogger("acme"), None, False)
    page = 1 / paired(lambda: _LIST.reader(PAGE, reporter), lambda: json.loads(PAGE), 60)
    one = 1 / paired(lambda: _GET.reader(OBJECT, reporter), lambda: json.loads(OBJECT), 60, 200)
    said("1,000 users, times faster than json.loads", page, "at least 2.5")
    said("one object, times faster than json.loads", one, "at least 2.2")
    assert page >= 2.5
    assert one >= 2.2


def test_decoding_a_page_with_one_undocumented_value_per_user() -> None:
    """The slow way, for the record: every user drifts."""
    import logging

    from acme._drift import Reporter
    from acme.resources.users import _LIST

    logging.getLogger("acme").setLevel(logging.ERROR)
    drifting = PAGE.replace(b'"status": 1', b'"status": 77')
    reporter = Reporter(logging.getLogger("acme"), None, False)
    said(
        "1,000 drifting users against json.loads",
        paired(lambda: _LIST.reader(drifting, reporter), lambda: json.loads(drifting), 15),
        "",
    )


@pytest.fixture
def port() -> Iterator[int]:
    """A server that costs next to nothing: it answers every request with the same bytes."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(OBJECT) + OBJECT
    program = f"""
import socket, threading
answer = {answer!r}
listener = socket.create_server(("127.0.0.1", 0)); print(listener.getsockname()[1], flush=True)
def serve(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    pending = b""
    while received := connection.recv(65536):
        pending += received
        while b"\\r\\n\\r\\n" in pending:
            pending = pending.split(b"\\r\\n\\r\\n", 1)[1]
            connection.sendall(answer)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.kill()


def test_one_call_against_bare_httpx2(port: int) -> None:
    """A sync call over a kept-alive connection; the bare one builds the same URL and reads the JSON."""
    import httpx2
    from acme.client import Acme

    root = f"http://127.0.0.1:{port}"
    with Acme(root, access_token="k") as acme, httpx2.Client(timeout=30) as bare:

        def ours() -> object:
            return acme.users.get("alice")

        def theirs() -> object:
            return bare.get(f"{root}/api/v3.10/users/alice", params={"access_token": "k"}).json()

        def leanest() -> object:
            return bare.get(
                f"{root}/api/v3.10/users/alice?access_token=k", headers={"Accept": "application/json"}
            ).json()

        ours(), theirs(), leanest()
        ratio = paired(ours, theirs, 600)
        lean = paired(ours, leanest, 600)
    said("one call, sync, against httpx2", ratio, "at most 1.08")
    said("one call, sync, against httpx2 with the URL written out", lean, "at most 1.08")
    assert ratio <= 1.08
    assert lean <= 1.08


def test_one_async_call_against_bare_httpx2(port: int) -> None:
    """The same, awaited."""
    import httpx2
    from acme.client import AsyncAcme

    root = f"http://127.0.0.1:{port}"

    async def run() -> tuple[float, float]:
        async with AsyncAcme(root, access_token="k") as acme, httpx2.AsyncClient(timeout=30) as bare:

            async def ours() -> object:
                return await acme.users.get("alice")

            async def theirs() -> object:
                return (await bare.get(f"{root}/api/v3.10/users/alice", params={"access_token": "k"})).json()

            async def leanest() -> object:
                url = f"{root}/api/v3.10/users/alice?access_token=k"
                return (await bare.get(url, headers={"Accept": "application/json"})).json()

            await ours(), await theirs(), await leanest()
            return await awaited(ours, theirs, 600), await awaited(ours, leanest, 600)

    ratio, lean = asyncio.run(run())
    said("one call, async, against httpx2", ratio, "at most 1.08")
    said("one call, async, against httpx2 with the URL written out", lean, "at most 1.08")
    assert ratio <= 1.08
    assert lean <= 1.08


async def awaited(ours: Callable[[], Awaitable[object]], theirs: Callable[[], Awaitable[object]], rounds: int) -> float:
    """The same as `paired`, awaited."""
    ratios = []
    for _ in range(rounds):
        start = time.perf_counter()
        await ours()
        middle = time.perf_counter()
        await theirs()
        ratios.append((middle - start) / (time.perf_counter() - middle))
    return statistics.median(ratios)


def test_import_against_httpx2_and_msgspec(tmp_path: Path) -> None:
    """A fresh interpreter with client and types of a first call, against one with what they stand on."""
    ours = """
from acme.client import Acme
from acme.resources import users
users._GET.reader
"""
    theirs = "import httpx2, msgspec"
    # compiled once, as an installed package is
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "runtime"), "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(program: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", program], env=environment, check=True)

    run(ours)(), run(theirs)()
    ratio = paired(run(ours), run(theirs), 15)
    said("import, and the first call's types, against import httpx2, msgspec", ratio, "at most 1.25")
    assert ratio <= 1.25
