"""A small WebSocket server that answers frames as a test says, and tells its port over HTTP."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import wsproto
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, Request, TextMessage

Handler = Callable[["Peer", dict[str, Any]], None]


class Peer:
    """One connection."""

    def __init__(self, stream: socket.socket) -> None:
        self.stream = stream
        self.protocol = wsproto.WSConnection(wsproto.ConnectionType.SERVER)
        self.lock = threading.Lock()

    def write(self, event: Any) -> None:
        with self.lock:
            self.stream.sendall(self.protocol.send(event))

    def send(self, **frame: Any) -> None:
        self.write(TextMessage(json.dumps(frame)))

    def text(self, text: str) -> None:
        self.write(TextMessage(text))

    def binary(self) -> None:
        self.write(BytesMessage(b"\0"))

    def drop(self) -> None:
        self.stream.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.write(CloseConnection(1001, "going away"))


class WebSocketServer:
    """Answers each frame by `handle`; `frames` are those it got, `peers` the connections it had."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle
        self.frames: list[dict[str, Any]] = []
        self.peers: list[Peer] = []
        self.configuration: bytes = b""
        self.asked: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    def _accept(self) -> None:
        while True:
            try:
                stream, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(stream,), daemon=True).start()

    def _serve(self, stream: socket.socket) -> None:
        peer = Peer(stream)
        try:
            data = stream.recv(65536)
            if b"upgrade: websocket" not in data.lower():
                self.asked.append(data.split()[1].decode())
                status = b"200 OK" if self.configuration else b"404 Not Found"
                head = b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                stream.sendall(head % (status, len(self.configuration)) + self.configuration)
                return
            self.peers.append(peer)
            while data:
                peer.protocol.receive_data(data)
                for event in peer.protocol.events():
                    match event:
                        case Request():
                            peer.write(AcceptConnection())
                        case TextMessage():
                            frame = json.loads(event.data)
                            self.frames.append(frame)
                            self.handle(peer, frame)
                        case Ping():
                            peer.write(event.response())
                        case CloseConnection():
                            peer.write(event.response())
                            return
                data = stream.recv(65536)
        except (OSError, wsproto.utilities.ProtocolError):
            pass
        finally:
            stream.close()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)  # wakes the accepting thread, which would keep it open
        self.listener.close()
        for peer in self.peers:
            with contextlib.suppress(OSError):
                peer.drop()
