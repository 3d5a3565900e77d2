"""Building the wheel and the sdist of a package, the same bytes on every machine.

Enters: the files of a package in memory, or its folder. Leaves: `.whl` and `.tar.gz` files. hatchling writes
reproducible archives (fixed times, sorted entries, normalised modes) when SOURCE_DATE_EPOCH does not say otherwise;
it runs in a process of its own because it looks at the working directory and the environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = "1580601600"
"""The time stamp inside the archives (2 February 2020, hatchling's own default), whatever the environment says."""


_NEEDED = ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG", "VIRTUAL_ENV")
"""What hatchling may see of the environment: no credentials, no path of modules."""


def build_distributions(name: str, files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    """Build wheel and sdist of the package `name` from its files into `out`; returns the two paths.

    The files are laid out in a temporary folder of a fixed shape, so neither the path nor the state of the work tree
    (caches, editor files) can leak into the archives. Raises `InputError` with hatchling's own words when it fails.
    """
    with TemporaryDirectory(prefix="speclift-publish-") as scratch:
        root = Path(scratch, name)
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            target.chmod(0o644)
        folder = Path(scratch, "dist")
        kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
        environment = {**kept, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        command = [sys.executable, "-P", "-m", "hatchling", "build", "-d", str(folder), "-t", "sdist", "-t", "wheel"]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            words = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
            raise InputError(f"hatchling could not build it: {words[-1]}", file=f"generated/{name}")
        out.mkdir(parents=True, exist_ok=True)
        paths = []
        for built in sorted(folder.iterdir()):
            beside = out / f".{built.name}.new"
            shutil.copyfile(built, beside)
            paths.append(beside.replace(out / built.name))
        return tuple(paths)
