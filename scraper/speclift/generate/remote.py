"""Methods that are called over a WebSocket: how the document says that they are carried.

Enters: an opened document (`x-rpc`, and operations with `x-transport: websocket`). Leaves: `Rpc`, in the runtime's
words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate.access import CLIENT_ARGUMENTS, Scheme
from speclift.generate.literals import literal
from speclift.generate.words import distinct, variable

if TYPE_CHECKING:
    from speclift.generate.document import Document

_MEMBERS = {"method": "method", "request-id": "request_id", "error": "error", "event": "event"}
"""The words of `x-rpc` for the members of a frame, and the runtime's."""


@dataclass(frozen=True, slots=True)
class Rpc:
    """How methods are carried by a WebSocket: the arguments of the runtime's `Rpc`, and the secret that opens a
    session.
    """

    values: tuple[str, ...]
    scheme: Scheme | None


def rpc_of(document: Document) -> list[Rpc]:
    """How the document's methods are carried by a WebSocket; nothing where it has none."""
    stated = document.rpc
    if not any(operation.node.text("x-transport") == "websocket" for operation in document.operations):
        return []
    values = [f"{own}={literal(stated[word])}" for word, own in _MEMBERS.items() if isinstance(stated.get(word), str)]
    frame = stated.get("authentication")
    frame = {str(key): value for key, value in frame.items()} if isinstance(frame, dict) else {}
    # The member whose value is written as a placeholder ("PIN") is the secret; its word is the client's keyword.
    secret = next((key for key, value in frame.items() if isinstance(value, str) and value.isupper()), "")
    scheme = None
    if secret:
        argument = next(iter(distinct([frame[secret].lower()], variable, CLIENT_ARGUMENTS).values()))
        words = "The secret that opens the session."
        scheme = Scheme(argument, "FrameSecret", (literal(argument),), ((argument, words),))
        values += [
            f"secured={literal({key: value for key, value in frame.items() if key != secret})}",
            f"secret={literal(secret)}",
            f"argument={literal(argument)}",
        ]
    if isinstance(stated.get("unauthenticated"), dict):
        values.append(f"unsecured={literal(stated['unauthenticated'])}")
    where = stated.get("configuration")
    if isinstance(where, dict) and isinstance(where.get("path"), str):
        values += [f"configuration={literal(where['path'])}", f"port={literal(str(where.get('port', '')))}"]
    return [Rpc(tuple(values), scheme)]
