"""One command at a time writes into a workspace.

Enters: the scratch folder of a workspace. Leaves: a lock that the operating system drops when its holder dies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from speclift.model.findings import InputError

PATIENCE = 1800.0
"""Seconds to wait for another build: far longer than any takes."""


@contextmanager
def writing(scratch: Path, waiting: Callable[[str], None], *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a workspace while its files are read and written; `waiting` is told when another holds it.

    Raises `InputError` when the lock cannot be made, or is not free after `patience` seconds.
    """
    path = scratch / "lock"
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting(f"another speclift writes into {scratch.parent}: waiting for it")
            lock.acquire(timeout=patience)
    except Timeout:
        raise InputError("another speclift holds the lock", file=str(path), hint="stop it, or wait for it") from None
    except OSError as error:
        hint = "check the permissions of the folder"
        raise InputError(f"cannot lock the workspace: {error.strerror}", file=str(path), hint=hint) from None
    try:
        yield
    finally:
        lock.release()
