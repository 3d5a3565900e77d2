"""The pytest fixture that ships with speclift: a mock of any document, in one line.

    def test_topic(speclift_mock):
        server = speclift_mock("spec/trueconf-server/v3.10.yaml")
        ...  # server.url, server.requests, server.faults

    async def test_users(speclift_mock):
        mock = speclift_mock.asgi("spec/trueconf-server/v3.10.yaml")
        ...  # httpx2.AsyncClient(transport=httpx2.ASGITransport(mock), base_url="http://mock")

Registered as an entry point, so this module is imported by every pytest run of whoever has speclift installed:
nothing of ours is imported until the fixture is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.mock.pool import MockPool


@pytest.fixture(scope="session")
def _speclift_mock_pool() -> Iterator[MockPool]:
    from speclift.mock.pool import MockPool

    with MockPool() as pool:
        yield pool


@pytest.fixture
def speclift_mock(_speclift_mock_pool: MockPool) -> MockPool:
    """A function that gives a running `MockServer` for a document, a path, or (source, version) of the workspace."""
    return _speclift_mock_pool
