"""What a person sees on a terminal: bars, a drawn table, and nothing to do the second time."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from speclift.cli.watching import Bars, Lines, Nothing


def on_a_terminal(cwd: Path, *arguments: str) -> str:
    """What the command writes when standard output and standard error are a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "speclift", *arguments]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "140"}
    process = subprocess.Popen(command, cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    seen = bytearray()
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not chunk:
            break
        seen += chunk
    os.close(ours)
    assert process.wait() == 0, seen.decode("utf-8", "replace")
    return seen.decode("utf-8", "replace")


def test_a_build_draws_bars_and_a_table(workspace: Path) -> None:
    seen = on_a_terminal(workspace, "build", "trueconf-server", "--no-packages")
    assert "check and write documents" in seen
    assert "11/11" in seen
    assert "all 11" in seen
    assert "Words of the pages" in seen


def test_a_whole_build_makes_packages_and_the_next_one_has_nothing_to_do(workspace: Path) -> None:
    command = [sys.executable, "-m", "speclift", "build"]
    first = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=True)
    assert "785" in first.stdout
    assert (workspace / "generated/trueconf-server-v3-10/pyproject.toml").is_file()
    second = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=True)
    assert second.stdout.startswith("nothing to do")
    as_json = subprocess.run([*command, "--json"], cwd=workspace, capture_output=True, text=True, check=True)
    assert json.loads(as_json.stdout)["changed"] == []
    (workspace / "spec/trueconf-server/v3.yaml").write_text("edited\n")
    third = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=True)
    assert third.stdout.splitlines()[-1] == "changed: 1 file"
    (workspace / ".speclift/stamp.json").write_text("{")
    fourth = subprocess.run([*command, "-q"], cwd=workspace, capture_output=True, text=True, check=True)
    assert fourth.stdout == ""


def test_progress_in_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with Lines("acme") as lines:
        lines.stage("read", 1)
        lines.stage("write", 3)
        lines.advance()
    assert capsys.readouterr().err == "acme: read\nacme: write (3)\n"


def test_progress_without_a_terminal_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for progress in (Nothing(), Bars("acme")):
        with progress:
            progress.advance()
            progress.stage("read", 1)
            progress.advance()
    assert capsys.readouterr().out == ""


def test_a_broken_pipe_exits_quietly(workspace: Path) -> None:
    command = f"{sys.executable} -m speclift diff trueconf-server --all | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=workspace, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] in ("0", "1")  # 1: the framework's own word for a pipe that closed early
