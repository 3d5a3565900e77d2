"""Several commands in one workspace, edits while a build runs, kills: nothing of the user is lost, nothing is mixed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from speclift.model.findings import InputError
from speclift.workspace.layout import Workspace
from speclift.workspace.lock import writing

ROOT = Path(__file__).parents[2]
BUILD = [sys.executable, "-m", "speclift", "build"]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two small sources, and files of the user beside everything that a build writes."""
    for name in ("rocketchat", "whereby"):
        shutil.copytree(ROOT / "scraper/sources" / name, tmp_path / "scraper/sources" / name)
    for place in ("spec", "generated", "spec/mine", "generated/my-package"):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        for number in range(20):
            (tmp_path / place / f"user{number}.txt").write_text(f"{place} {number}")
    return tmp_path


def users(workspace: Path) -> dict[str, str]:
    return {path.relative_to(workspace).as_posix(): path.read_text() for path in workspace.rglob("user*.txt")}


def start(workspace: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*BUILD, *arguments], cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process: subprocess.Popen[str]) -> str:
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    return said


def test_builds_at_once_lose_no_file_of_the_user_and_leave_both_sources(workspace: Path) -> None:
    before = users(workspace)
    for _ in range(3):
        running = [start(workspace, name, "--force") for name in ("rocketchat", "whereby")]
        for process in running:
            finish(process)
        assert users(workspace) == before
        shutil.rmtree(workspace / "spec/rocketchat")
        shutil.rmtree(workspace / "spec/whereby")
    finish(start(workspace))
    assert subprocess.run([*BUILD, "--check"], cwd=workspace, capture_output=True).returncode == 0


def test_a_build_waits_for_another_and_says_so(workspace: Path) -> None:
    (workspace / ".speclift").mkdir()
    with FileLock(workspace / ".speclift/lock"):
        process = start(workspace, "rocketchat", "--quiet")
        assert process.stderr is not None
        assert "another speclift writes into" in process.stderr.readline()
        assert process.poll() is None
    finish(process)


def test_a_lock_that_is_never_free_is_one_line(tmp_path: Path) -> None:
    told: list[str] = []
    lock = writing(tmp_path, told.append, patience=0.1)
    with FileLock(tmp_path / "lock"), pytest.raises(InputError, match="another speclift holds the lock"):
        lock.__enter__()
    assert told == [f"another speclift writes into {tmp_path.parent}: waiting for it"]


def test_what_is_edited_while_a_build_runs_is_built_by_the_next(workspace: Path) -> None:
    source = workspace / "scraper/sources/rocketchat/source.toml"
    process = start(workspace)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("whereby"):  # rocketchat has been read
            source.write_text(source.read_text().replace("title = ", 'title = "Edited" # ', 1))
            break
    finish(process)
    again = subprocess.run([*BUILD, "--json"], cwd=workspace, capture_output=True, text=True)
    assert any("rocketchat" in path for path in json.loads(again.stdout)["changed"])


def test_killed_builds_lose_nothing_and_the_next_one_repairs(workspace: Path) -> None:
    before = users(workspace)
    for attempt in range(6):
        process = start(workspace, "--force")
        time.sleep(0.4 + 0.25 * attempt)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert users(workspace) == before
        source = workspace / "scraper/sources/whereby/base.yaml"
        os.utime(source)
    finish(start(workspace))
    assert users(workspace) == before
    assert subprocess.run([*BUILD, "--check"], cwd=workspace, capture_output=True).returncode == 0


def test_no_command_works_on_the_output_of_two_builds(workspace: Path) -> None:
    finish(start(workspace, "rocketchat"))
    (workspace / ".speclift/journal.json").write_text("[]")
    with pytest.raises(InputError, match="documents and packages are of two builds"):
        Workspace(workspace).document("rocketchat", "v1")
    finish(start(workspace, "rocketchat"))
    assert Workspace(workspace).document("rocketchat", "v1").is_file()


@pytest.mark.parametrize("place", ["spec", "spec/rocketchat"])
def test_a_file_where_a_folder_belongs_is_one_line_and_stays(workspace: Path, place: str) -> None:
    target = workspace / place
    if target.is_dir():
        shutil.rmtree(target)
    target.write_text("mine")
    done = subprocess.run([*BUILD, "rocketchat", "--quiet"], cwd=workspace, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    if place == "spec":
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert target.read_text() == "mine"
