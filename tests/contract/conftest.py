"""The mock of each document, once per run, and clients that talk to it over a real socket."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from packages import Package
from served import Served, recorded_credentials

from speclift.mock import MockServer


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Package], Served]]:
    """A function that gives the running mock of a package's document."""
    running: dict[str, Served] = {}

    def served(package: Package) -> Served:
        if package.name not in running:
            server = MockServer(dict(package.document), items=3, credentials=recorded_credentials(package)).start()
            running[package.name] = Served(package, server)
        found = running[package.name]
        found.prefer = ""
        found.server.requests.clear()
        return found

    yield served
    for one in running.values():
        one.server.close()


@pytest.fixture(autouse=True)
def _deprecated_operations_are_called_too() -> Iterator[None]:
    """Every operation is called here, and a package warns of those that are deprecated."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Deprecated", DeprecationWarning)
        yield
