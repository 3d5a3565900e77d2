"""Strict type checkers have nothing to say about packages, nor about the examples in their README."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packages_under_test import module_name, read_document

from speclift.generate import generate, write

CALLS = """
from typing import assert_type
import acme_server_v3_10 as acme
from acme_server_v3_10 import AcmeServer, Conference, Page

client = AcmeServer("localhost", access_token="x")
conference = client.conferences.create(topic="Weekly", owner="alice", type=0, schedule={"type": 0, "days": ["monday"]})
assert_type(conference, Conference)
assert_type(client.conferences.list(), Page[Conference])
assert_type(client.conferences.ics("1", lang="de"), str)
client.conferences.create(topic="Weekly", owner="alice", type=acme.ConferenceCreateType.ROLE_BASED, pin=None)
client.conferences.create(topic="Weekly", owner="alice", type=7)  # expected: call-overload
client.conferences.create(owner="alice", type=0)  # expected: call-overload
client.conferences.create(topic="Weekly", owner="alice", type=0, schedule={"type": 5})  # expected: call-overload
client.conferences.get(7)  # expected: arg-type
client.conferences.update("1", "dynamic")  # expected: arg-type
client.conferences.update("1", conference)
client.conferences.create({"topic": "Weekly", "owner": "alice", "type": 0})
assert_type(client.with_raw_response.conferences.get("1").parse(), Conference)
assert_type(client.request("GET", "/x", returns=Conference), Conference)
client.conferences.get("1", timeout=3, extra_query={"x": 1})
client.conferences.get("1", extra_body=3)  # expected: arg-type
conference.topic = "other"  # expected: misc
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two packages, the examples of their READMEs, and some calls."""
    root = tmp_path_factory.mktemp("typed")
    for name in ("acme", "stranger", "remote"):
        package = generate(read_document(name))
        write(package, root)
        (root / package.name / "src").rename(root / "src") if not (root / "src").exists() else (
            root / package.name / "src" / module_name(package)
        ).rename(root / "src" / module_name(package))
        examples = re.findall(r"```python\n(.*?)```", package.files["README.md"], re.DOTALL)
        assert len(examples) >= 8
        for index, example in enumerate(examples):
            (root / "src" / f"example_{name}_{index}.py").write_text(example, "utf-8")
    (root / "src" / "calls.py").write_text(CALLS, "utf-8")
    return root / "src"


def test_mypy_strict(folder: Path) -> None:
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--show-error-codes", "."]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = re.findall(r"^(\S+?):(\d+): error: .*\[([\w-]+)\]$", run.stdout, re.MULTILINE)
    lines = CALLS.split("\n")
    expected = [
        ("calls.py", str(number), line.rpartition("expected: ")[2])
        for number, line in enumerate(lines, 1)
        if "expected" in line
    ]
    assert found == expected, run.stdout


def test_pyright_strict(folder: Path) -> None:
    pytest.importorskip("pyright")
    (folder / "pyrightconfig.json").write_text(
        json.dumps({"typeCheckingMode": "strict", "ignore": ["calls.py"]}), "utf-8"
    )
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = [
        f"{one['file']}:{one['range']['start']['line']}: {one['message']}"
        for one in json.loads(run.stdout)["generalDiagnostics"]
    ]
    assert found == []


def test_ruff_would_change_nothing(folder: Path) -> None:
    pytest.importorskip("ruff")
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--diff",
        "--isolated",
        "--line-length",
        "120",
        "--no-cache",
        "--exclude",
        "calls.py",
        ".",
    ]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    own = [line for line in run.stdout.splitlines() if line.startswith("--- ") and "/_" not in line]
    assert own == [], run.stdout


@pytest.mark.parametrize("name", ["acme_server_v3_10", "a_stranger_s_api_v2024_01_31"])
def test_every_type_of_the_public_interface_is_known(folder: Path, name: str) -> None:
    command = [sys.executable, "-m", "pyright", "--verifytypes", name, "--ignoreexternal", "--outputjson"]
    path = os.pathsep.join(
        [str(Path(sys.executable).parent), os.environ["PATH"]]
    )  # it asks `python` where packages are
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder)}
    run = subprocess.run(command, cwd=folder.parent, env=environment, capture_output=True, text=True, check=False)
    completeness = json.loads(run.stdout)["typeCompleteness"]
    unknown = [
        symbol["name"] for symbol in completeness["symbols"] if not symbol["isTypeKnown"] and symbol["isExported"]
    ]
    assert (unknown, completeness["completenessScore"]) == ([], 1)
