"""JSON methods as frames of a WebSocket: which answer belongs to which call, what is an event, what is a failure.

Enters: calls and the text of frames. Leaves: the text of frames, answers in their futures, events. It performs nothing;
`_websocket` does.
"""

from __future__ import annotations

import copy
import itertools
import threading
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import httpx2
import msgspec

from ._api import Rpc
from ._decode import pointed, untyped
from ._encode import Json, to_builtins, to_json
from ._errors import ConfigurationError, ErrorDetail, RpcError
from ._values import UNSET, is_array, is_object

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Mapping

    from ._api import Api
    from ._errors import StatusError
    from ._exchange import Exchange
    from ._request import Call

__all__ = ["Event", "Future", "Methods", "Rpc"]


class Event(msgspec.Struct, frozen=True):
    """Something that happened, told by the server without being asked. `frame` is the whole of it."""

    name: str
    frame: dict[str, Any]


class Future(Protocol):
    """What a caller waits for: `concurrent.futures.Future` and `asyncio.Future` alike."""

    def done(self) -> bool:
        """Whether there is a result, or nobody waits any more."""
        ...

    def set_result(self, result: Any, /) -> None:
        """Give the result."""

    def set_exception(self, exception: BaseException, /) -> None:
        """Give an error instead."""


class Methods:
    """The calls of one connection that have no answer yet."""

    def __init__(self, rpc: Rpc, on_event: Callable[[Event], object], logger: logging.Logger) -> None:
        self._rpc, self._on_event, self._logger = rpc, on_event, logger
        self._numbers = itertools.count(1)
        self._waiting: dict[str, tuple[str, Future]] = {}
        self._lock = threading.Lock()
        self.closed: Exception | None = None

    def ask(self, method: str, members: Mapping[str, Any], future: Future) -> tuple[str, str]:
        """Number a call; returns its number and its frame. The answer comes into `future`.

        Raises `ValueError` for a number of the caller's own that a call in flight has.
        """
        rpc = self._rpc
        with self._lock:
            own = members.get(rpc.request_id)
            number = str(own) if own else self._free()
            if number in self._waiting:
                raise ValueError(f"{rpc.request_id} {number!r} is that of a call without an answer yet")
            self._waiting[number] = method, future
        return number, to_json({rpc.method: method, **members, rpc.request_id: number}).decode()

    def _free(self) -> str:
        return next(number for number in map(str, self._numbers) if number not in self._waiting)

    def forget(self, number: str) -> None:
        """Wait no longer for an answer."""
        with self._lock:
            self._waiting.pop(number, None)

    def receive(self, text: str) -> None:
        """Give a frame to whom it belongs. One that belongs to nobody (its caller waits no longer) is dropped."""
        rpc = self._rpc
        try:
            frame = untyped(text.encode("utf-8", "surrogatepass"))
        except ValueError:
            frame = None
        if not is_object(frame):
            self._logger.warning("The server sent a frame that is no JSON object")
        elif rpc.event in frame and rpc.method not in frame:
            try:
                self._on_event(Event(str(frame[rpc.event]), frame))
            except Exception:
                self._logger.exception("A listener failed")
        elif (future := self._asked(frame)) is not None:
            if not future.done():
                future.set_result(text.encode("utf-8", "surrogatepass"))
        else:
            self._logger.debug("A frame that answers no call: %s", frame.get(rpc.method))

    def _asked(self, frame: dict[str, Any]) -> Future | None:
        """The call that a frame answers: by its number; where the server gives none, the oldest of its method."""
        number, method = str(frame.get(self._rpc.request_id) or ""), frame.get(self._rpc.method)
        with self._lock:
            if not number:
                number = next((one for one, (asked, _) in self._waiting.items() if method in (asked, None, "")), "")
            return self._waiting.pop(number, (None, None))[1]

    def lost(self, error: Exception) -> None:
        """Let all fail that wait; no further call can be made over this connection."""
        with self._lock:
            self.closed = error
            waiting = list(self._waiting.values())
            self._waiting.clear()
        for _, future in waiting:
            if not future.done():
                future.set_exception(copy.copy(error))


def members_of(call: Call) -> dict[str, Any]:
    """The members of a call's frame. Raises `ConfigurationError` where its body is not a JSON object."""
    match call.body:
        case None:
            return {}
        case Json(value):
            members = to_builtins(value)
            if is_object(members):
                return members
        case _:
            pass
    raise ConfigurationError(f"{call.operation.id} is a method of a WebSocket: its arguments are a JSON object")


def failure(exchange: Exchange, rpc: Rpc, content: bytes, url: str, method: str) -> StatusError | None:
    """Make the exception that a frame means, None for an answer that is none."""
    frame = untyped(content)
    if not is_object(frame) or not frame.get(rpc.error):
        return None
    said: Any = frame[rpc.error]
    entries: list[Any] = said if is_array(said) else [said]
    details = tuple(ErrorDetail(entry if is_object(entry) else {"message": entry}) for entry in entries)
    first = details[0] if details else ErrorDetail({})
    known = exchange.api.reasons()
    reason = first.reason or str(first.fields.get("code", "")) or (str(said) if str(said) in known else "")
    return known.get(reason, RpcError)(
        exchange.credentials.scrub(first.message or reason),
        status=0,
        reason=exchange.credentials.scrub(reason),
        details=details,
        method=method,
        url=url,
        body=content,
    )


def opening(exchange: Exchange, rpc: Rpc) -> tuple[str, dict[str, Any]] | None:
    """The method and the members of a session's first frame; None where none is sent."""
    secret = exchange.credentials.given(rpc.argument)
    frame = dict(rpc.unsecured if secret is None else {**rpc.secured, rpc.secret: secret})
    if not frame:
        return None
    method = frame.pop(rpc.method, UNSET)
    return ("" if method is UNSET else str(method)), frame


def patience(exchange: Exchange) -> float | None:
    """Seconds to wait for an answering frame: the timeout for reading."""
    return (exchange.timeout or exchange.http.timeout).read


def answered(content: bytes, url: str) -> httpx2.Response:
    """Dress a frame as a response, for what decodes responses."""
    return httpx2.Response(200, content=content, request=httpx2.Request("WS", url))


def addresses(api: Api, rpc: Rpc, given: str | None) -> tuple[str, str]:
    """Find the address of the WebSocket, and that of the document that says its port ("" where the port is known).

    A stated port, or one after `ws://`, is the WebSocket's. After `http://` it is that of the document.
    """
    root = urlsplit(api.root(given))
    secure = root.scheme in ("wss", "https")
    host = f"[{root.hostname}]" if ":" in (root.hostname or "") else root.hostname or ""
    port = root.port or _default_port(api)
    address = f"{'wss' if secure else 'ws'}://{host}{f':{port}' if port else ''}{root.path}{api.prefix}"
    words = (given or "").strip()
    web = words.startswith(("http://", "https://"))
    socket = words.startswith(("ws://", "wss://"))
    stated = socket or (bool(words) and not web and urlsplit(f"//{words}").port is not None)
    if stated or not rpc.configuration:
        return address, ""
    location = words.rstrip("/") if web else f"{'https' if secure else 'http'}://{host}"
    return address, f"{location}{rpc.configuration}"


def _default_port(api: Api) -> str:
    """The documented port: `8765` of `ws://{host}:{port}` with its default."""
    port = urlsplit(api.server).netloc.rpartition(":")[2]
    return port if port.isdigit() else api.variables.get(port.strip("{}")) or ""


def with_port(address: str, rpc: Rpc, configuration: bytes) -> str:
    """Put the port of a configuration into an address; leave it where the configuration says none."""
    try:
        port = pointed(untyped(configuration), rpc.port)
    except ValueError:
        return address
    if not isinstance(port, int | str) or not str(port).isdigit():
        return address
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{port}{parts.path}"
