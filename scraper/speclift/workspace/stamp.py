"""Knowing quickly that there is nothing to build: sizes and times of every input and output of the last build.

Enters: a workspace. Leaves: yes or no, and a file `.speclift/stamp.json` that is never committed and never trusted by
`build --check`. Inputs are the sources, the templates and speclift's own code; outputs are `spec/` and `generated/`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from speclift import __version__
from speclift.workspace.atomic_tree import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.workspace.layout import Workspace

_IGNORED = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", ".git"})


class Stamp:
    """A remembered picture of inputs, in a file of the scratch folder, under a key (one file may hold several)."""

    def __init__(self, path: Path, key: str) -> None:
        self._path, self._key = path, key

    def _known(self) -> dict[str, object]:
        try:
            known = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def is_current(self, picture: dict[str, object]) -> bool:
        """Whether this is the picture that was recorded last."""
        return self._known().get(self._key) == picture

    def record(self, picture: dict[str, object]) -> None:
        """Remember a picture. Raises `InputError` when the disk refuses."""
        write_file(self._path, json.dumps(self._known() | {self._key: picture}).encode())


def picture_of(workspace: Workspace, names: Iterable[str], beside: Iterable[Path]) -> dict[str, object]:
    """Sizes and times of every input and output of a build, and of the folders `beside` them."""
    seen = inputs(workspace, names, workspace.sources)
    return seen | {"outputs": _files(workspace.spec, workspace.generated, *beside)}


def inputs(workspace: Workspace, names: Iterable[str], templates: Path) -> dict[str, object]:
    """A picture of everything that a build of these sources reads. Take it before the build: what is edited while one
    runs must not count as seen."""
    code = Path(__file__).parents[1]
    files = _files(code, templates, workspace.sources)
    return {"speclift": __version__, "python": list(sys.version_info[:3]), "names": sorted(names), "files": files}


def is_current(workspace: Workspace, seen: dict[str, object]) -> bool:
    """Whether the last complete build saw exactly these inputs, and left what lies there. Costs a `stat` per file."""
    try:
        recorded = json.loads(_file(workspace).read_bytes())
    except (OSError, ValueError):
        return False
    return bool(recorded == {"inputs": seen, "outputs": _files(workspace.spec, workspace.generated)})


def record(workspace: Workspace, seen: dict[str, object]) -> None:
    """Remember the inputs of a complete build, and its output as it lies there now."""
    picture = {"inputs": seen, "outputs": _files(workspace.spec, workspace.generated)}
    write_file(_file(workspace), json.dumps(picture).encode())


def _file(workspace: Workspace) -> Path:
    return workspace.scratch / "stamp.json"


def _files(*directories: Path) -> dict[str, list[int]]:
    """Size and time of every file below some directories."""
    files: dict[str, list[int]] = {}
    for directory in directories:
        _stat_tree(str(directory), files)
    return files


def _stat_tree(directory: str, files: dict[str, list[int]]) -> None:
    try:
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name in _IGNORED:
            continue
        if entry.is_dir(follow_symlinks=False):
            _stat_tree(entry.path, files)
        else:
            status = entry.stat(follow_symlinks=False)
            files[entry.path] = [status.st_size, status.st_mtime_ns]
