"""Long runs in a bounded time: `SPECLIFT_ENDURANCE=3600` seconds in all.

Each test has a share of the seconds and makes rounds until they are over; each round has a seed of its own, and a test
that fails says by which command its round is run again (`SPECLIFT_SEED=N`: one round, of this seed). Without either,
each test makes the same few rounds at every run: what chance finds belongs to `tox -e endurance`, not to a change that
did not cause it.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("endurance", "document", "mock")]

from rounds import Rounds  # noqa: E402 - found by the path above

SECONDS = float(os.environ.get("SPECLIFT_ENDURANCE", "0"))
ONLY = os.environ.get("SPECLIFT_SEED", "")
FIRST = int(ONLY) if ONLY else time.time_ns() % 10**9 if SECONDS else 1
FEW = 1 if ONLY else 15
"""Rounds of each test where no time is given."""

_SEED = pytest.StashKey[int]()
_COUNT = pytest.StashKey[int]()


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Rounds:
    """A sequence of seeded sources of chance, for a share of the seconds; at least one."""

    def made(share: float) -> Iterator[random.Random]:
        end = time.monotonic() + SECONDS * share
        seed = FIRST
        while True:
            request.node.stash[_SEED] = seed
            yield random.Random(seed)
            request.node.stash[_COUNT] = seed - FIRST + 1
            seed += 1
            if time.monotonic() > end if SECONDS and not ONLY else seed - FIRST >= FEW:
                return

    return made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """How often a test went round, and how its failure is met again."""
    report = yield
    if report.when == "call" and _SEED in item.stash:
        if report.failed:
            again = f"SPECLIFT_SEED={item.stash[_SEED]} {sys.executable} -m pytest {item.nodeid!r}"
            report.sections.append(("to run this round again", again))
        report.sections.append(("rounds", str(item.stash.get(_COUNT, 0))))
        report.user_properties.append(("rounds", item.stash.get(_COUNT, 0)))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The first seed, and the rounds of each test."""
    counted = [
        (report.nodeid, dict(report.user_properties).get("rounds"))
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
    ]
    lines = [f"{name.rpartition('::')[2]}: {count} rounds" for name, count in counted if count is not None]
    if lines:
        terminalreporter.write_line(f"endurance, first seed {FIRST}: " + ", ".join(lines))
