"""The mock under attack: it answers afterwards, with its memory as it was."""

from __future__ import annotations

import threading
import urllib.request

import hostile_clients
from rounds import Rounds

MOST_GROWTH = 60 * 1024
"""KiB: what the interpreter keeps of memory that it used once."""


def test_the_mock_under_load(rounds: Rounds) -> None:
    with hostile_clients._mock() as (process, url):
        port = int(url.rpartition(":")[2])
        before = hostile_clients._memory(process.pid)
        for chance in rounds(0.05):
            data = [chance.choice(hostile_clients.ATTACKS) for _ in range(40)]
            threads = [
                threading.Thread(target=hostile_clients.attack, args=(port, one), kwargs={"hold": 0.02}) for one in data
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
            with urllib.request.urlopen(
                f"{url}/api/v1.0/rooms/red?access_token=mock-access-token", timeout=30
            ) as answer:
                assert answer.status == 200
        assert hostile_clients._memory(process.pid) - before < MOST_GROWTH
