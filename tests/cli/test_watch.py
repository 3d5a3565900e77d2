"""`speclift watch`: a source is built again on every change, and what it changed is told."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = "scraper/sources/whereby"


class Watched:
    """A running `speclift watch`, and the lines that it prints."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace / SOURCE
        self.process = subprocess.Popen(
            [sys.executable, "-m", "speclift", "watch", "whereby"],
            cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def stop(self) -> None:
        """End the process, and close what it printed to."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def until_it_watches(self) -> list[str]:
        """What is printed until the next change is waited for."""
        lines: list[str] = []
        while not lines or not lines[-1].startswith("watching "):
            lines.append(self._lines.get(timeout=90))
        return lines[:-1]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    shutil.copytree(ROOT / SOURCE, tmp_path / SOURCE)
    running = Watched(tmp_path)
    yield running
    running.stop()


def test_a_change_of_an_input_is_built_and_told_and_an_error_is_survived(watched: Watched, tmp_path: Path) -> None:
    first = watched.until_it_watches()
    assert first[-1].startswith("2 files changed, ")
    assert (tmp_path / "spec/whereby/v1.0.0.yaml").is_file()

    base = watched.folder / "base.yaml"
    text = base.read_text()
    base.write_text(text.replace("scheme: bearer", "scheme: basic"))
    told = "".join(watched.until_it_watches())
    assert "v1.0.0 breaking: " in told
    assert "scheme: basic" in (tmp_path / "spec/whereby/v1.0.0.yaml").read_text()

    base.write_text("servers: [")
    assert any("not YAML" in line for line in watched.until_it_watches())

    base.write_text(text)
    assert "v1.0.0 breaking: " in "".join(watched.until_it_watches())
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(timeout=60) == 0
