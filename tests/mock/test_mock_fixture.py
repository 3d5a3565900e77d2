"""The pytest fixture as a user's test sees it, and the pool behind it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from speclift.document import load_document
from speclift.mock.pool import MockPool
from speclift.model.findings import InputError

HERE = Path(__file__).parent


def test_the_fixture(tmp_path: Path) -> None:
    shutil.copy(HERE / "rooms.yaml", tmp_path)
    (tmp_path / "test_it.py").write_text(
        """
import httpx2

def test_one(speclift_mock):
    server = speclift_mock("rooms.yaml")
    assert httpx2.get(server.url + "/api/v1.0/rooms/red?access_token=mock-access-token").status_code == 200
    assert len(server.requests) == 1
    server.faults.add("*", status=500, times=None)

def test_two(speclift_mock):
    server = speclift_mock("rooms.yaml")
    assert server.requests == []
    assert server.faults.pending == 0
""",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_the_plugin_costs_nothing() -> None:
    code = "import sys, speclift.mock.pytest_plugin; print(*(m for m in sys.modules if m[:3] in ('spe', 'h11')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "speclift speclift.mock speclift.mock.pytest_plugin"


def test_pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    folder = tmp_path / "spec" / "rooms"
    folder.mkdir(parents=True)
    shutil.copy(HERE / "rooms.yaml", folder / "v1.yaml")
    document = load_document(HERE / "rooms.yaml")
    with MockPool() as pool:
        named = pool("rooms", "v1")
        assert pool("spec/rooms/v1.yaml") is named
        assert pool("rooms", "v1", items=3) is not named
        assert pool(document) is pool(document)
        monkeypatch.chdir(below)
        assert pool("rooms", "v1") is named
        with pytest.raises(InputError, match=r"no document spec/rooms/v9\.yaml"):
            pool("rooms", "v9")
        with pytest.raises(InputError, match="no such file"):
            pool("none.yaml")
        url = named.url
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(url)
