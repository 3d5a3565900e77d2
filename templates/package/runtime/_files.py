"""Files on their way up.

Enters: paths, bytes and file objects. Leaves: multipart parts, and bodies that are sent as they are.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Awaitable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias, TypeGuard

import msgspec

from ._encode import pairs
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping

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


class AsyncReadable(Protocol):
    """A binary file object whose `read` is awaited, e.g. what `anyio.open_file` gives."""

    def read(self) -> Awaitable[bytes]:
        """Read everything."""
        ...


AsyncFileSource: TypeAlias = FileSource | AsyncReadable | tuple[str, AsyncReadable] | tuple[str, AsyncReadable, str]
"""What an asynchronous client uploads: an asynchronous file object as well."""


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
    _refuse_awaited(source)
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
    _refuse_awaited(source)
    if is_path(source):
        return Path(source).read_bytes()
    return bytes(source if isinstance(source, bytes | bytearray) else source.read())


def is_awaited(source: object) -> bool:
    """Whether it is an asynchronous file object."""
    return inspect.iscoroutinefunction(getattr(source, "read", None))


def _refuse_awaited(source: object) -> None:
    if is_awaited(source):
        raise TypeError("an asynchronous file object needs the asynchronous client")


async def resolved(source: Any) -> Any:
    """A source that can be read without waiting for it: the file below an asynchronous one, or its content."""
    if is_named(source):
        return (source[0], await resolved(source[1]), *source[2:])
    if not is_awaited(source):
        return source
    below = getattr(source, "wrapped", None)  # anyio's
    return below if hasattr(below, "read") else bytes(await source.read())


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
        if hasattr(source, "read") and (is_awaited(source) or not source.seekable()):
            return False
    return True
