"""A download on its way to a file, a file object, a function or bytes.

Enters: chunks of an answer. Leaves: a file that is whole or not there, or with `resume` a part that the next call goes
on with.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias

import msgspec

from ._errors import IncompleteDownloadError
from ._files import is_path
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._request import Request


class AsyncWritable(Protocol):
    """A binary file object whose `write` is awaited, e.g. what `anyio.open_file` gives."""

    def write(self, data: bytes, /) -> Awaitable[object]:
        """Write some bytes."""
        ...


PathTarget: TypeAlias = str | os.PathLike[str]
"""Where a download becomes a file."""

Target: TypeAlias = IO[bytes] | Callable[[bytes], object]
"""Where a download goes: a binary file object, or a function that is called with each chunk."""

AsyncTarget: TypeAlias = AsyncWritable | IO[bytes] | Callable[[bytes], object]
"""Where an awaited download goes: a file object of either kind, or a function, whose answer is awaited if it can be."""

Progress: TypeAlias = Callable[[int, int | None], object]
"""Called with the bytes received so far, and with all there will be where the server says so."""


class Sink:
    """Takes a download: `start`, `write` for each chunk, then `finish`, or `abort` after an error, which leaves nothing
    behind, or a part to `resume` with.

    Raises `OSError` for a path that cannot be written, `TypeError` for what is no target.
    """

    def __init__(self, to: Any, progress: Progress | None, resume: bool, *, asynchronous: bool) -> None:
        self._to, self._progress = to, progress
        self._received = 0
        self.total: int | None = None
        self._buffer = bytearray()
        self._file: IO[bytes] | None = None
        self._path = Path(to) if is_path(to) else None
        self._part = self._tag = Path()
        self._resume = resume and self._path is not None
        if self._path is not None:
            if self._path.is_dir():
                raise IsADirectoryError(f"{self._path} is a directory; say the name of the file as well")
            if not self._path.parent.is_dir():
                raise FileNotFoundError(f"{self._path.parent}: there is no such directory to download to")
            mark = "" if resume else f".{secrets.token_hex(4)}"
            self._part = self._path.with_name(f".{self._path.name}{mark}.part")
            self._tag = self._part.with_name(f"{self._part.name}.etag")
        elif to is not None:
            self._check_target(to, asynchronous)

    @staticmethod
    def _check_target(to: Any, asynchronous: bool) -> None:
        write: Any = getattr(to, "write", None)
        if not callable(write) and not callable(to):
            raise TypeError(f"a download goes to a path, a binary file object, or a function, not {to!r}")
        taker: Any = write if callable(write) else to
        if not asynchronous and inspect.iscoroutinefunction(taker):
            raise TypeError("an asynchronous target needs the asynchronous client")

    @property
    def blocking(self) -> bool:
        """Whether what it does with the disk would hold up an event loop."""
        write = getattr(self._to, "write", None)
        return self._path is not None or (callable(write) and not inspect.iscoroutinefunction(write))

    @property
    def awaited(self) -> bool:
        """Whether it is an asynchronous file object."""
        return inspect.iscoroutinefunction(getattr(self._to, "write", None))

    def ranged(self, call: Request[bytes]) -> Request[bytes]:
        """Ask for the rest of a file of which a part is there already, unless the file has changed since."""
        if not self._resume:
            return call
        headers = {"Accept-Encoding": "identity", **call.extra_headers}
        tag = self._tag.read_text("utf-8") if self._tag.is_file() and self._part.is_file() else ""
        if tag and self._part.stat().st_size:
            headers |= {"Range": f"bytes={self._part.stat().st_size}-", "If-Range": tag}
        return msgspec.structs.replace(call, extra_headers=headers)

    def forget(self) -> None:
        """Throw away the part that is there."""
        self._part.unlink(missing_ok=True)
        self._tag.unlink(missing_ok=True)

    def start(self, status: int, headers: Mapping[str, str]) -> None:
        """Get ready for the body of an answer."""
        length = headers.get("content-length", "")
        announced = int(length) if length.isdigit() and "content-encoding" not in headers else None
        if self._path is not None:
            goes_on = self._resume and status == 206
            if self._resume and not goes_on:
                self.forget()
                tag = headers.get("etag", "") or headers.get("last-modified", "")
                if tag and not tag.startswith("W/"):
                    self._tag.write_text(tag, "utf-8")
            self._file = self._part.open("ab" if goes_on else "wb" if self._resume else "xb")
            self._received = self._file.tell()
        self.total = None if announced is None else announced + self._received
        self._begin: Any = UNSET
        if self._path is None and self._to is not None and not self.awaited:
            with contextlib.suppress(OSError, AttributeError):
                self._begin = self._to.tell() if self._to.seekable() else UNSET

    def write(self, chunk: bytes) -> object:
        """Take a chunk; returns what a function or an asynchronous file object answered."""
        if self._to is None:
            self._buffer += chunk
            return None
        file: Any = self._to if self._file is None else self._file
        write: Callable[[bytes], object] = getattr(file, "write", file)
        return write(chunk)

    def count(self, chunk: bytes) -> None:
        """Tell how far it is."""
        self._received += len(chunk)
        if self._progress is not None:
            self._progress(self._received, self.total)

    def check(self, received: int, announced: str | None) -> None:
        """Compare the bytes on the wire with the announced Content-Length. Raises `IncompleteDownloadError`.

        A body that came over no wire (a test's transport) has no such bytes.
        """
        if received == 0 < self._received:
            return
        if announced is not None and announced.isdigit() and received != int(announced):
            raise IncompleteDownloadError(f"the server announced {announced} bytes and sent {received}")

    def finish(self) -> None:
        """Put the file in its place."""
        if self._file is not None and self._path is not None:
            self._file.close()
            self._part.replace(self._path)
            self._tag.unlink(missing_ok=True)

    def abort(self) -> None:
        """Take back what was written, where it can be taken back."""
        if self._file is not None:
            self._file.close()
            if not (self._resume and self._tag.is_file()):
                self.forget()
        elif self._path is None and self._begin is not UNSET:
            with contextlib.suppress(OSError):
                self._to.seek(self._begin)
                self._to.truncate()

    @property
    def result(self) -> Path | bytes | None:
        """Where the file is now, or what it holds; None where it went elsewhere."""
        return bytes(self._buffer) if self._to is None else self._path
