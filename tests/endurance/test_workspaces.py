"""Kills and builds at once: no file of the user is lost, no source is left of two builds in silence."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rounds import Rounds

ROOT = Path(__file__).parents[2]
SPECLIFT = [sys.executable, "-m", "speclift"]
SOURCES = ("rocketchat", "signalwire")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two small sources, built, and files of the user everywhere."""
    for name in SOURCES:
        shutil.copytree(ROOT / "scraper/sources" / name, tmp_path / "scraper/sources" / name)
    run(tmp_path, "build", "--quiet")
    for place in ("spec", "generated", "spec/mine", "generated/my-package"):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        for number in range(10):
            (tmp_path / place / f"user{number}.txt").write_text(f"{place} {number}")
    return tmp_path


def run(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*SPECLIFT, *arguments], cwd=workspace, capture_output=True, text=True, timeout=300)


def start(workspace: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*SPECLIFT, *arguments], cwd=workspace, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def files(workspace: Path) -> dict[str, bytes]:
    """What lies under `spec/` and `generated/`."""
    return {
        path.relative_to(workspace).as_posix(): path.read_bytes()
        for place in ("spec", "generated")
        for path in (workspace / place).rglob("*")
        if path.is_file()
    }


def users(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in found.items() if "/user" in path}


def edit(workspace: Path, name: str, chance: random.Random) -> None:
    """Another title: every document and every package changes."""
    source = workspace / "scraper/sources" / name / "source.toml"
    lines = [line for line in source.read_text().splitlines() if not line.startswith("title")]
    source.write_text("\n".join([f'title = "Edition {chance.randrange(10**6)}"', *lines]) + "\n")


def test_kills_at_random_moments(rounds: Rounds, workspace: Path) -> None:
    mine = users(files(workspace))
    for chance in rounds(0.2):
        for name in SOURCES:
            edit(workspace, name, chance)
        process = start(workspace, "build", "--quiet")
        time.sleep(chance.uniform(0.0, 4.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert users(files(workspace)) == mine
        if chance.random() < 0.2:
            again = run(workspace, "build", "--quiet")
            assert again.returncode == 0, again.stderr
            assert users(files(workspace)) == mine
            assert run(workspace, "build", "--check", "--quiet").returncode == 0
            assert not (workspace / ".speclift/journal.json").exists()
    again = run(workspace, "build", "--quiet")
    assert again.returncode == 0, again.stderr
    assert run(workspace, "build", "--check", "--quiet").returncode == 0
    assert users(files(workspace)) == mine


def test_builds_at_once(rounds: Rounds, workspace: Path) -> None:
    mine = users(files(workspace))
    for chance in rounds(0.2):
        for name in SOURCES:
            edit(workspace, name, chance)
        commands = [["build", name, "--quiet"] for name in SOURCES] + [["build", "--quiet"], ["build", "--force", "-q"]]
        pair = [start(workspace, *chance.choice(commands)) for _ in range(2)]
        for process in pair:
            _, said = process.communicate(timeout=300)
            assert process.returncode == 0, said
        assert users(files(workspace)) == mine
    assert run(workspace, "build", "--quiet").returncode == 0
    assert run(workspace, "build", "--check", "--quiet").returncode == 0
    assert users(files(workspace)) == mine
