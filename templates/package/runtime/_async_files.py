"""Files without holding up an event loop: what waits for a disk happens in a thread.

Enters: calls that carry files. Leaves: calls whose files can be read at once, and bodies that are read part by part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import msgspec

from ._encode import Content, Multipart
from ._files import File, resolved, whole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from ._request import Call


async def in_thread(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call what waits for a disk, while the event loop goes on."""
    from anyio import to_thread

    return await to_thread.run_sync(function, *arguments)


async def at_once(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call what waits for nothing."""
    return function(*arguments)


class FromThread(httpx2.AsyncByteStream):
    """A body whose parts are read from files: in a thread, while the event loop goes on."""

    def __init__(self, body: Iterable[bytes]) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = iter(self._body)
        while (part := await in_thread(next, parts, None)) is not None:
            yield part


async def readable(call: Call) -> Call:
    """The call with all its files such that they can be read without waiting, or are read already."""
    match call.body:
        case Multipart(fields):
            files = {
                name: File(await resolved(value.source)) if isinstance(value, File) else value
                for name, value in fields.items()
            }
            return msgspec.structs.replace(call, body=Multipart(files))
        case Content(source, media_type):
            content = await in_thread(whole, await resolved(source))
            return msgspec.structs.replace(call, body=Content(content, media_type))
        case _:
            return call
