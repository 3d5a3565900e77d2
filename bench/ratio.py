"""Ratios: two things measured in turn, so that a busy machine slows both; the median of the pairs counts."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any


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


def cold(code: str, *arguments: str, rounds: int = 5) -> list[Any]:
    """What `code` prints as JSON in a fresh process, several times."""
    found = []
    for _ in range(rounds):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout))
    return found


def processor_seconds(command: list[str], **options: Any) -> float:
    """Processor time of a command and its children, user and system."""
    before = os.times()
    subprocess.run(command, check=True, capture_output=True, **options)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def said(what: str, measured: float, reach: str) -> None:
    """Print one line of the table."""
    print(f"\n{what}: {measured:.2f} ({reach})")
