"""An update that is killed, or finds the disk full, leaves old trees or new ones; and the next one finishes it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time

import pytest
from shop_page import GET, LIST, page, without_answer
from watched_workspace import Watched

NEW = [LIST, without_answer(GET, "price")]


def tree(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.startswith(f"{name}/")}


@pytest.fixture
def new(watched: Watched) -> dict[str, bytes]:
    """What an update that nobody disturbs makes; the site serves the new page."""
    before = watched.files()
    watched.serve(NEW, etag="")
    assert watched.fetch(packages=True).returncode == 0
    made = watched.files()
    for path in made.keys() - before.keys():
        (watched.root / path).unlink()
    for path, content in before.items():
        (watched.root / path).write_bytes(content)
    return made


def test_a_killed_update_leaves_each_tree_old_or_new_and_is_finished_by_the_next(
    watched: Watched, new: dict[str, bytes]
) -> None:
    before = watched.files()
    command = [sys.executable, "-m", "speclift", "build", "shop", "--fetch"]
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=watched.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    killed = 0
    for _ in range(200_000):
        time.sleep(0.0005)
        # From the moment it begins to write, each attempt is killed a little later.
        if (watched.root / ".speclift" / "spec.new").exists() or time.monotonic() - started > 60:
            time.sleep(0.001 * killed)
            process.send_signal(signal.SIGKILL)
        if process.poll() is not None:
            now = watched.files()
            for name in ("spec", "generated"):
                assert tree(now, name) in (tree(before, name), tree(new, name))
            killed += 1
            if killed == 3 or process.returncode == 0:
                break
            process = subprocess.Popen(command, cwd=watched.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process.kill()
    process.wait()
    assert watched.fetch(packages=True).returncode == 0
    assert watched.files() == new
    assert watched.recorded() == page(NEW)


def test_an_update_stopped_between_documents_and_page_is_finished_by_the_next(
    watched: Watched, new: dict[str, bytes]
) -> None:
    # The page is recorded last: this is what a kill right before that leaves.
    for path, content in {**tree(new, "spec"), **tree(new, "generated")}.items():
        (watched.root / path).write_bytes(content)
    done = watched.fetch("--json", packages=True)
    assert done.returncode == 0
    assert '"state": "api"' in done.stdout
    assert watched.files() == new


def test_a_full_disk_is_one_line_and_leaves_everything_as_it_was(watched: Watched) -> None:
    watched.serve(NEW)
    before = watched.files()
    command = [sys.executable, "-m", "speclift", "build", "shop", "--fetch", "--quiet", "--no-packages"]
    # Whoever measures coverage writes files of his own.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        command,
        cwd=watched.root,
        capture_output=True,
        text=True,
        check=False,
        env={**outside, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert done.returncode == 2, done.stderr
    assert "cannot write" in done.stderr
    assert "intact" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert watched.files() == before
