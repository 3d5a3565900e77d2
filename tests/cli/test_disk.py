"""What the disk refuses is one line, and what lay there stays: files where folders belong, links, no more space."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "build": ["build", "rocketchat", "--quiet"],
    "build a page": ["build", "document.yaml", "--out", "{place}", "--quiet"],
    "generate": ["generate", "document.yaml", "--out", "{place}"],
    "site": ["site", "--out", "{place}"],
    "publish": ["publish", "rocketchat", "--dry-run", "--dist", "{place}"],
    "init": ["init", "second", "document.yaml", "--yes"],
}
PLACES = {"build": "spec", "init": "scraper/sources/second"}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A source that is built, and a document."""
    shutil.copytree(ROOT / "scraper/sources/rocketchat", tmp_path / "scraper/sources/rocketchat")
    for place in ("spec/rocketchat", "generated/rocketchat-v1"):
        shutil.copytree(ROOT / place, tmp_path / place, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests/openapi/cases/openapi-3-0.yaml", tmp_path / "document.yaml")
    return tmp_path


def run(workspace: Path, command: str, place: str, prepare: Callable[[], None] | None = None) -> str:
    """What a command says that has to refuse: one line."""
    words = [word.replace("{place}", place) for word in COMMANDS[command]]
    done = subprocess.run(
        [sys.executable, "-m", "speclift", "-q", *words],
        cwd=workspace,
        capture_output=True,
        text=True,
        preexec_fn=prepare,
        timeout=300,
        # What measures this process's coverage would write on the full disk, too.
        env={name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_CORE_"))},
    )
    told = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert done.returncode == 2, done.stderr
    assert len(told) == 1, done.stderr
    assert "please report" not in told[0]
    assert "Traceback" not in done.stderr
    return told[0]


def everything(workspace: Path) -> dict[str, bytes | str]:
    return {
        path.relative_to(workspace).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in workspace.rglob("*")
        if (path.is_symlink() or path.is_file()) and ".speclift" not in path.parts
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_where_a_folder_belongs(workspace: Path, command: str) -> None:
    place = workspace / PLACES.get(command, "place")
    if place.is_dir():
        shutil.rmtree(place)
    place.write_text("mine")
    before = everything(workspace)
    run(workspace, command, "place")
    assert everything(workspace) == before


@pytest.mark.parametrize("command", ["build", "init"])
def test_a_link_to_nowhere(workspace: Path, command: str) -> None:
    place = workspace / PLACES[command]
    if place.is_dir():
        shutil.rmtree(place)
    place.symlink_to("/nonexistent/place")
    before = everything(workspace)
    run(workspace, command, "place")
    assert everything(workspace) == before


@pytest.mark.parametrize("command", ["build", "build a page", "generate", "site", "publish", "init"])
def test_no_more_space(workspace: Path, command: str) -> None:
    """As on a full disk: no file may grow beyond 400 bytes."""
    source = workspace / "scraper/sources/rocketchat/source.toml"
    source.write_text('title = "Another"\n' + source.read_text().partition("\n")[2])
    before = everything(workspace)
    run(workspace, command, "place", lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400)))
    after = everything(workspace)
    assert {path: after.get(path) for path in before} == before


@pytest.mark.parametrize(
    "place", ["spec/rocketchat/notes.md", "spec/rocketchat/deep/spec.rb", "generated/rocketchat-v1/x.py"]
)
def test_a_file_that_no_build_wrote_is_never_removed(workspace: Path, place: str) -> None:
    if place.startswith("generated"):
        shutil.rmtree(workspace / "generated/rocketchat-v1")
    file = workspace / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine")
    assert "was not written by speclift" in run(workspace, "build", "")
    assert file.read_text() == "mine"


def test_a_package_that_is_no_longer_made_goes(workspace: Path) -> None:
    shutil.copytree(workspace / "generated/rocketchat-v1", workspace / "generated/rocketchat-v0")
    shutil.copytree(workspace / "generated/rocketchat-v1", workspace / "generated/other")
    marked = workspace / "generated/other/pyproject.toml"
    marked.write_text(marked.read_text().replace("spec/rocketchat/", "spec/other/"))
    done = subprocess.run([sys.executable, "-m", "speclift", "build", "rocketchat", "-q"], cwd=workspace)
    assert done.returncode == 0
    assert sorted(path.name for path in (workspace / "generated").iterdir()) == ["other", "rocketchat-v1"]
