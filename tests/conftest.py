"""What all tests share: `--regen` rewrites expected outputs instead of comparing them."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine is, is no property of the code: no deadlines, and slow generation fails no test. A run of tox
# repeats itself, so that it fails for the change that it judges; pytest at a desk goes on searching.
settings.register_profile(
    "speclift", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="TOX_ENV_NAME" in os.environ
)
settings.load_profile("speclift")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--regen`, used by `tox -e regen`."""
    parser.addoption("--regen", action="store_true", help="rewrite expected outputs; review the diff")


@pytest.fixture(scope="session")
def regen(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten from today's behaviour."""
    return bool(request.config.getoption("--regen"))
