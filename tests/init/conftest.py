"""A site on loopback, and the command as a user runs it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).parents[1] / "fetch"))
sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))
sys.path.insert(0, str(Path(__file__).parents[1] / "update"))

from site_on_loopback import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """A running site without any page."""
    with serve() as running:
        yield running
