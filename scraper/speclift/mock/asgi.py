"""The mock as an ASGI application: for tests inside one process, and for any ASGI server.

    mock = MockApplication(load_document("spec/trueconf-server/v3.10.yaml"))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(mock), base_url="http://mock") as client:
        await client.get("/api/v3.10/users", params={"access_token": mock.credentials.access_token})

Enters: ASGI scopes "http" and "lifespan" (a WebSocket is closed: JSON methods are the socket server's). Leaves: what
`MockServer` would answer. An ordered fault that drops the connection raises `ConnectionResetError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio

from speclift.mock.core import Mock
from speclift.mock.messages import Reply, Request, json_reply, printable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, MutableMapping

    from speclift.mock.faults import Fault

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]

_WITHOUT_BODY = (204, 304)


class MockApplication(Mock):
    """A mock of one document as an ASGI application. The options are those of `speclift.mock.core.Options`.

    `requests`, `faults`, `tokens`, `credentials` and `reset` are those of `MockServer`. Raises `InputError` when the
    document is not OpenAPI.
    """

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Serve one scope, as ASGI wants it."""
        match scope["type"]:
            case "http":
                await self._http(scope, receive, send)
            case "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1003})
            case "lifespan":
                while (message := await receive())["type"] == "lifespan.startup":
                    await send({"type": "lifespan.startup.complete"})
                await send({"type": f"{message['type']}.complete"})

    async def _http(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        request = _request(scope, await self._body(receive))
        if len(request.body) > self.max_body:
            reply, fault = json_reply(413, {"message": f"The body has more than {self.max_body} bytes."}), None
        else:
            reply, fault = self.receive(request)
        if fault is not None and fault.delay:
            await anyio.sleep(fault.delay)
        if fault is not None and fault.drop_connection and fault.drop_after is None:
            raise ConnectionResetError("the mock was asked to drop the connection")
        headers = [
            (name.lower().encode("ascii"), printable(value))
            for name, value in reply.headers
            if name.lower() != "content-length"
        ]
        length = len(reply.body) if reply.length is None else reply.length
        if reply.status not in _WITHOUT_BODY:
            headers.append((b"content-length", str(length).encode()))
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        if request.method != "HEAD" and reply.status not in _WITHOUT_BODY:
            for chunk in _chunks(reply, fault):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _body(self, receive: Receive) -> bytes:
        """The body, or as much of it as shows that it is too long."""
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body", False) or len(body) > self.max_body:
                return bytes(body)


def _request(scope: MutableMapping[str, Any], body: bytes) -> Request:
    raw = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    target = raw.partition(b"?")[0] + (b"?" + query if query else b"")
    return Request(
        scope["method"],
        target.decode("ascii", "replace"),
        tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]),
        body,
    )


def _chunks(reply: Reply, fault: Fault | None) -> Iterator[bytes]:
    """The body in pieces; where a fault cuts it, `ConnectionResetError` after so many bytes."""
    left = fault.drop_after if fault is not None else None
    for chunk in reply.chunks if reply.chunks is not None else [reply.body]:
        if left is not None and len(chunk) >= left:
            yield chunk[:left]
            raise ConnectionResetError("the mock was asked to drop the connection")
        left = None if left is None else left - len(chunk)
        yield chunk
