"""Writing a tree of files so that a build killed at any moment leaves the old tree or the new one, never a mixture.

Enters: a directory and the files it shall hold. Leaves: whether anything changed. The new tree is made beside the
old one, unchanged files as hard links, and the two directories change places in one system call (renameat2 with
RENAME_EXCHANGE, Linux 3.15; elsewhere two renames, and `recover` finishes what a kill between them left).
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def differences(directory: Path, owned: frozenset[str], files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The relative paths under `directory` that would be added, changed or removed by `replace`, sorted.

    `owned` are the names directly under `directory` that belong to the build: what lies in them and is not in `files`
    goes; anything else in `directory` stays.
    """
    changed = {path for path, content in files.items() if _read(directory / path) != content}
    for name in owned:
        for path in _files_under(directory / name):
            relative = path.relative_to(directory).as_posix()
            if relative not in files:
                changed.add(relative)
    return tuple(sorted(changed))


def replace(directory: Path, owned: frozenset[str], files: Mapping[str, bytes], scratch: Path) -> tuple[str, ...]:
    """Make `directory` hold `files` under its `owned` names; everything else in it stays as it is.

    Returns the relative paths that changed; when there are none, nothing is touched. Raises `InputError` when the disk
    is full or may not be written: the old tree is then intact.
    """
    changed = differences(directory, owned, files)
    if not changed:
        return ()
    _refuse_escapes(files)
    with _disk_trouble(directory):
        scratch.mkdir(parents=True, exist_ok=True)
        new = scratch / f"{directory.name}.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        untouched = set(files).difference(changed)
        if directory.is_dir():
            _link_unchanged(directory, new, owned, untouched)
        for path in changed:
            if path in files:
                target = new / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(files[path])
        directory.mkdir(parents=True, exist_ok=True)
        _exchange(new, directory)
        shutil.rmtree(new, ignore_errors=True)
    return changed


def recover(directory: Path, scratch: Path) -> None:
    """Finish what a kill left: put back a tree that was moved aside, drop a half-made one."""
    aside = scratch / f"{directory.name}.old"
    if aside.is_dir():
        if not directory.exists():
            aside.rename(directory)
        shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(scratch / f"{directory.name}.new", ignore_errors=True)


def write_file(path: Path, content: bytes) -> None:
    """Write one file atomically: beside its place first, then renamed. Raises `InputError` when the disk refuses."""
    with _disk_trouble(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        try:
            beside.write_bytes(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _files_under(path: Path) -> Iterator[Path]:
    if path.is_file() or path.is_symlink():
        yield path
    elif path.is_dir():
        for child in path.iterdir():
            if child.name != "__pycache__":
                yield from _files_under(child)


def _refuse_escapes(files: Mapping[str, bytes]) -> None:
    for path in files:
        if path.startswith("/") or ".." in path.split("/") or "\0" in path:
            raise InputError("a generated file would leave its folder", file=path)


def _link_unchanged(old: Path, new: Path, owned: frozenset[str], untouched: set[str]) -> None:
    for path in _files_under(old):
        relative = path.relative_to(old).as_posix()
        if relative in untouched or relative.split("/", 1)[0] not in owned:
            target = new / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, target, follow_symlinks=False)
            except OSError:  # another file system, or one without hard links
                shutil.copy2(path, target, follow_symlinks=False)


def _exchange(new: Path, old: Path) -> None:
    """Let two directories change places: atomically where the system can."""
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        done = library.renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE)
        if done == 0:
            return
        if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(old))
    aside = new.with_name(f"{old.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _disk_trouble(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            hint = "free some space and run the same command again; the old files are intact"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            hint = "check the permissions of the folder; the old files are intact"
        else:
            hint = "the old files are intact"
        raise InputError(f"cannot write: {error.strerror or error}", file=str(place), hint=hint) from error
