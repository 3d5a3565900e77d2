"""Writing trees of files so that a build killed at any moment loses nothing, and the next one finishes what it began.

Enters: directories and the files that each shall hold. Leaves: which paths changed. Only what a build owns is touched:
for each name directly under a directory that belongs to it (`spec/<source>`, `generated/<package>`) a new tree is made
beside, unchanged files as hard links, and the two change places in one system call (renameat2 with RENAME_EXCHANGE,
Linux 3.15; elsewhere two renames). A journal is written before the first exchange and removed after the last, so that
`recover` knows what is left to do.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speclift.model.findings import InputError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class Tree:
    """What a directory shall hold under the names that belong to the build; everything else in it stays as it is."""

    directory: Path
    owned: frozenset[str]
    files: Mapping[str, bytes]


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
    """`replace_all` for one directory: the relative paths that changed."""
    return replace_all([Tree(directory, owned, files)], scratch)[0]


def replace_all(trees: Sequence[Tree], scratch: Path) -> list[tuple[str, ...]]:
    """Make every directory hold its files; returns the relative paths that changed in each.

    Nothing is touched where nothing changed. Raises `InputError` when the disk is full or may not be written, when a
    target is a symbolic link, or a file where a folder belongs: the old files are then intact.
    """
    changes = [differences(tree.directory, tree.owned, tree.files) for tree in trees]
    if not any(changes):
        return changes
    for tree in trees:
        _refuse_escapes(tree.files)
    with _disk_error(trees[0].directory):
        scratch.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix="stage-", dir=scratch))
    try:
        moves: list[tuple[Path, Path]] = []
        for number, (tree, changed) in enumerate(zip(trees, changes, strict=True)):
            with _disk_error(tree.directory):
                moves += _staged(tree, set(changed), stage / str(number))
        with _disk_error(trees[0].directory):
            _write_journal(scratch / JOURNAL, moves)
            for new, old in moves:
                _exchange(new, old)
            (scratch / JOURNAL).unlink()
    finally:
        if not (scratch / JOURNAL).exists():
            shutil.rmtree(stage, ignore_errors=True)
    return changes


def recover(scratch: Path) -> bool:
    """Finish the exchanges that a killed build had begun, and drop what it had half made; whether there was anything.

    Raises `InputError` when the disk refuses.
    """
    journal = scratch / JOURNAL
    interrupted = is_interrupted(scratch)
    if interrupted:
        with _disk_error(journal):
            for entry in _journal(journal):
                new, old = Path(entry["new"]), Path(entry["old"])
                if _inode(old) != entry["inode"] and (new.exists() or entry["inode"] is None):
                    _exchange(new, old)
            journal.unlink()
    for stage in scratch.glob("stage-*"):
        shutil.rmtree(stage, ignore_errors=True)
    return interrupted


def is_interrupted(scratch: Path) -> bool:
    """Whether a build was killed between the first exchange and the last: its output is of two builds."""
    return (scratch / JOURNAL).is_file()


def write_file(path: Path, content: bytes) -> None:
    """Write one file atomically: beside its place first, then renamed. Raises `InputError` when the disk refuses."""
    with _disk_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(beside).chmod(0o666 & ~_umask())
            Path(beside).replace(path)
        finally:
            Path(beside).unlink(missing_ok=True)


def _umask() -> int:
    """The permissions that new files of this process lack. There is no way to ask but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


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


def _staged(tree: Tree, changed: set[str], stage: Path) -> Iterator[tuple[Path, Path]]:
    """Make what is new beside what is old, for each owned name in which anything changed: pairs to exchange."""
    if tree.directory.is_symlink() or (tree.directory.exists() and not tree.directory.is_dir()):
        raise InputError("is no folder of its own", file=str(tree.directory), hint="move it away and build again")
    tree.directory.mkdir(parents=True, exist_ok=True)
    for name in sorted({path.partition("/")[0] for path in changed}):
        target = tree.directory / name
        if target.is_symlink():
            raise InputError("is a symbolic link", file=str(target), hint="move it away and build again")
        new = stage / name
        for path, content in tree.files.items():
            if path.partition("/")[0] == name:
                place = stage / path
                place.parent.mkdir(parents=True, exist_ok=True)
                if path in changed or not _linked(tree.directory / path, place):
                    place.write_bytes(content)
        yield new, target


def _linked(old: Path, new: Path) -> bool:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # another file system, or one without hard links
        try:
            shutil.copy2(old, new, follow_symlinks=False)
        except OSError:  # gone meanwhile
            return False
    return True


def _inode(path: Path) -> int | None:
    try:
        return path.stat(follow_symlinks=False).st_ino
    except OSError:
        return None


def _write_journal(journal: Path, moves: Sequence[tuple[Path, Path]]) -> None:
    entries = [{"new": str(new.absolute()), "old": str(old.absolute()), "inode": _inode(new)} for new, old in moves]
    write_file(journal, json.dumps(entries).encode())


def _journal(journal: Path) -> list[dict[str, Any]]:
    try:
        entries = json.loads(journal.read_bytes())
        if all(isinstance(entry["new"], str) and isinstance(entry["old"], str) for entry in entries):
            return list(entries)
    except (ValueError, TypeError, KeyError):
        pass
    raise InputError("is damaged", file=str(journal), hint="remove it and build again")


def _exchange(new: Path, old: Path) -> None:
    """Let `new` take the place of `old`, and `old` that of `new`, so that it can be dropped; either may be missing."""
    if not new.exists():
        if old.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
        return
    if not old.exists():
        new.rename(old)
        return
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        done = library.renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE)
        if done == 0:
            return
        if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(old))
    aside = new.with_name(f"{new.name}.old")
    old.rename(aside)
    new.rename(old)
    aside.rename(new)


@contextmanager
def _disk_error(place: Path) -> Iterator[None]:
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
