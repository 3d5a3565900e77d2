"""What all tests share: `--regen` rewrites expected outputs instead of comparing them."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--regen`, used by `tox -e regen`."""
    parser.addoption("--regen", action="store_true", help="rewrite expected outputs; review the diff")


@pytest.fixture(scope="session")
def regen(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten from today's behaviour."""
    return bool(request.config.getoption("--regen"))
