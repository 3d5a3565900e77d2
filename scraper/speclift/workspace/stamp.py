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
    picture = _picture(workspace, names, Path(os.devnull))
    files = picture["files"]
    assert isinstance(files, dict)  # noqa: S101 - made two lines above
    for directory in beside:
        _stat_tree(str(directory), files)
    return picture


def is_current(workspace: Workspace, names: Iterable[str], templates: Path) -> bool:
    """Whether the last complete build of these sources saw exactly today's files. Costs one `stat` per file."""
    try:
        recorded = json.loads(_file(workspace).read_bytes())
    except (OSError, ValueError):
        return False
    return bool(recorded == _picture(workspace, names, templates))


def record(workspace: Workspace, names: Iterable[str], templates: Path) -> None:
    """Remember today's files as those of a complete build."""
    write_file(_file(workspace), json.dumps(_picture(workspace, names, templates)).encode())


def _file(workspace: Workspace) -> Path:
    return workspace.scratch / "stamp.json"


def _picture(workspace: Workspace, names: Iterable[str], templates: Path) -> dict[str, object]:
    names = sorted(names)
    files: dict[str, list[int]] = {}
    code = Path(__file__).parents[1]
    for directory in (code, templates, workspace.sources, workspace.spec, workspace.generated):
        _stat_tree(str(directory), files)
    return {"speclift": __version__, "python": list(sys.version_info[:3]), "names": names, "files": files}


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
