"""A workspace of its own, with the recorded TrueConf page, and the command as a user runs it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from command_line import Run, speclift

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose TrueConf documents are built; not to be changed."""
    root = tmp_path_factory.mktemp("built")
    source = root / "scraper/sources/trueconf-server"
    shutil.copytree(REPOSITORY / "scraper/sources/trueconf-server", source)
    done = speclift(root, "build", "trueconf-server", "--no-packages")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    """A copy of the built workspace that a test may change."""
    root = tmp_path / "workspace"
    shutil.copytree(built, root)
    return root


@pytest.fixture
def run(workspace: Path) -> Run:
    """The command, run in the workspace."""

    def run(*arguments: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        return speclift(workspace, *arguments, timeout=timeout)

    return run
