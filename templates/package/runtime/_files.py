"""Files on their way up and down.

Enters: paths, bytes and file objects. Leaves: multipart parts; a downloaded file that is whole or not there.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypeGuard

import msgspec

from ._encode import pairs
from ._errors import IncompleteDownloadError
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

__all__ = ["File", "FileSource", "Progress", "Sink", "Target"]

FileSource: TypeAlias = (
    str
    | os.PathLike[str]
    | bytes
    | IO[bytes]
    | tuple[str, str | os.PathLike[str] | bytes | IO[bytes]]
    | tuple[str, str | os.PathLike[str] | bytes | IO[bytes], str]
)
"""What can be uploaded: a path, bytes, a binary file object, or one of these as `(filename, source)` or
`(filename, source, content type)`. A text is a path."""

Target: TypeAlias = str | os.PathLike[str] | IO[bytes]
"""Where a download goes: a path, or a binary file object."""

Progress: TypeAlias = Callable[[int, int | None], object]
"""Called with the bytes received so far, and with all there will be where the server says so."""


class File(msgspec.Struct, frozen=True):
    """A field of a multipart body that is a file."""

    source: Any


def parts(fields: Mapping[str, object], opened: list[IO[bytes]]) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
    """Split a multipart body into httpx2's `files` and `data`. Files that are opened for it are added to `opened`.

    Raises `OSError` for a path that cannot be read.
    """
    files: list[tuple[str, Any]] = []
    data: dict[str, list[str]] = {}
    for name, value in fields.items():
        if isinstance(value, File):
            if value.source is not UNSET and value.source is not None:
                files.append((name, _part(value.source, opened)))
        else:
            for key, words in pairs({name: value}):
                data.setdefault(key, []).append(words)
    if not files:  # httpx2 would write a form without a file as urlencoded
        return [(name, (None, words)) for name, all_words in data.items() for words in all_words], {}
    return files, data


def _part(source: Any, opened: list[IO[bytes]]) -> tuple[Any, ...]:
    """Name, content and perhaps media type of one file. httpx2 reads a file object from its beginning, whenever it is
    sent."""
    name: str | None = None
    media: list[str] = []
    if is_named(source):
        name, source, *media = source
    if isinstance(source, bytes | bytearray):
        return (name or "upload", bytes(source), *media)
    if is_path(source):
        path = Path(source)
        opened.append(path.open("rb"))
        return (name or path.name, opened[-1], *media)
    if name is None:
        named = getattr(source, "name", None)
        name = Path(named).name if isinstance(named, str) and named else "upload"
    return (name, source, *media)


def whole(source: Any) -> bytes:
    """Read what is sent as it is: bytes, a path, a binary file object (from where it stands)."""
    if is_path(source):
        return Path(source).read_bytes()
    return bytes(source if isinstance(source, bytes | bytearray) else source.read())


def is_path(source: object) -> TypeGuard[str | os.PathLike[str]]:
    """Whether it names a file; a text is a path."""
    return isinstance(source, str | os.PathLike)


def is_named(source: object) -> TypeGuard[tuple[Any, ...]]:
    """Whether it is a source with its filename."""
    return isinstance(source, tuple)


def repeatable(fields: Mapping[str, object]) -> bool:
    """Whether a multipart body can be sent a second time: all its file objects can go back."""
    for value in fields.values():
        source: Any = value.source if isinstance(value, File) else None
        source = source[1] if is_named(source) else source
        if hasattr(source, "read") and not source.seekable():
            return False
    return True


class Sink:
    """Takes a download's bytes. Leaving its context without an error puts the file in its place; an error leaves
    nothing behind."""

    def __init__(self, to: Target, progress: Progress | None) -> None:
        self._to, self._progress = to, progress
        self._received = 0
        self.total: int | None = None
        self._path = Path(to) if is_path(to) else None
        if self._path is not None:
            if self._path.is_dir():
                raise IsADirectoryError(f"{self._path} is a directory; say the name of the file as well")
            if not self._path.parent.is_dir():
                raise FileNotFoundError(f"{self._path.parent}: there is no such directory to download to")

    @contextlib.contextmanager
    def open(self) -> Generator[Callable[[bytes], None]]:
        """Yield what to call with each chunk."""
        if self._path is None:
            with self._kept(self._to) as file:  # type: ignore[arg-type]
                yield self._writer(file)
            return
        part = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                yield self._writer(file)
            part.replace(self._path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    @staticmethod
    @contextlib.contextmanager
    def _kept(file: IO[bytes]) -> Generator[IO[bytes]]:
        """Take back what was written to a file object, where it can be taken back."""
        start = None
        with contextlib.suppress(OSError, AttributeError):
            start = file.tell() if file.seekable() else None
        try:
            yield file
        except BaseException:
            if start is not None:
                with contextlib.suppress(OSError):
                    file.seek(start)
                    file.truncate()
            raise

    def _writer(self, file: IO[bytes]) -> Callable[[bytes], None]:
        def write(chunk: bytes) -> None:
            file.write(chunk)
            self._received += len(chunk)
            if self._progress is not None:
                self._progress(self._received, self.total)

        return write

    def check(self, received: int, announced: str | None) -> None:
        """Compare the bytes on the wire with the announced Content-Length. Raises `IncompleteDownloadError`."""
        if announced is not None and announced.isdigit() and received != int(announced):
            raise IncompleteDownloadError(f"the server announced {announced} bytes and sent {received}")

    @property
    def path(self) -> Path | None:
        """Where the file is now; None for a file object."""
        return self._path
