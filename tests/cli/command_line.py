"""The command as a user runs it: in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def speclift(cwd: Path, *arguments: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run the command in `cwd`."""
    command = [sys.executable, "-P", "-m", "speclift", *arguments]  # the console script: the folder is not on the path
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=timeout)
