"""`user_program.py`: strict type checkers have nothing to say about it, and it does on the mock what it says."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packages import REPOSITORY, package

from speclift.mock import MockServer

PROGRAM = Path(__file__).with_name("user_program.py")
SOURCES = REPOSITORY / "generated" / "trueconf-server-v3-10" / "src"


@pytest.fixture
def server() -> Iterator[MockServer]:
    newest = package(REPOSITORY / "spec/trueconf-server/v3.10.yaml")
    assert newest.module  # it can be imported by its name from here on
    with MockServer(dict(newest.document), items=45, stateful=True) as running:
        yield running


def arguments(server: MockServer, folder: Path) -> Any:
    import user_program

    known = server.credentials
    return user_program.Server(server.url, known.client_id, known.client_secret, folder)


def test_it_runs(server: MockServer, tmp_path: Path) -> None:
    import user_program

    done = user_program.run(arguments(server, tmp_path))
    assert done == {
        "users": 45,
        "size": 64 * 1024,
        "reasons": ["conferenceNotFound", "user_id", "user_id", "user_id", "configuration", "nobody listens"],
    }


def test_it_runs_awaited(server: MockServer, tmp_path: Path) -> None:
    import user_program

    done = asyncio.run(user_program.awaited(arguments(server, tmp_path)))
    assert done == {"users": 45, "size": 64 * 1024, "reasons": ["userNotFound"]}


def test_mypy_strict() -> None:
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file", os.devnull, str(PROGRAM)]
    environment = {**os.environ, "MYPYPATH": str(SOURCES)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Success"), done.stdout


def test_pyright_strict(tmp_path: Path) -> None:
    pytest.importorskip("pyright")
    shutil.copy(PROGRAM, tmp_path)
    (tmp_path / "pyrightconfig.json").write_text(
        json.dumps({"typeCheckingMode": "strict", "extraPaths": [str(SOURCES)]}), "utf-8"
    )
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    diagnostics = json.loads(done.stdout)["generalDiagnostics"]
    assert [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in diagnostics] == []
