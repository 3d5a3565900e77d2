"""JSON methods over a WebSocket (`x-transport: websocket`): from a frame to its answer, without a socket.

Enters: a JSON frame. Leaves: the answering frame. The first frame must authorise: `{"method": "auth", "type":
"secured", "credentials": PIN}`. A method is the operation with its name as `x-rpc-method`; its answer is the recorded
one with the request's `requestId`. What fails has the key `error`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclift.document import Operation, iterate_operations
from speclift.mock.messages import Request
from speclift.mock.preferences import Preferences
from speclift.mock.refusal import Refused

if TYPE_CHECKING:
    from speclift.mock.faults import Fault
    from speclift.mock.service import Service


class Methods:
    """The JSON methods of a document."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._operations = {
            str(operation.value.get("x-rpc-method") or operation.path.strip("/")): operation
            for operation in iterate_operations(service.document)
            if operation.value.get("x-transport") == "websocket"
        }

    def __bool__(self) -> bool:
        """Whether the document has any."""
        return bool(self._operations)

    def request(self, text: str) -> tuple[Request, Operation | None, Any]:
        """A frame as a request (method "WS", the frame as its body), its operation, and its JSON (None: it is none)."""
        try:
            frame = json.loads(text)
        except (ValueError, RecursionError):
            frame = None
        name = str(frame.get("method", "")) if isinstance(frame, dict) else ""
        operation = self._operations.get(name)
        identifier = operation.operation_id if operation is not None else ""
        path = operation.path if operation is not None else f"/{name}"
        return Request("WS", path, (), text.encode("utf-8", "replace"), identifier), operation, frame

    def authorise(self, frame: Any) -> tuple[bool, dict[str, Any]]:
        """Whether the first frame opens the connection, and its answer."""
        pin = self._service.credentials.pin
        if not isinstance(frame, dict) or frame.get("method") != "auth":
            return False, self._failed(frame, "The first frame must have the method auth.")
        good = frame.get("type") == "secured" and frame.get("credentials") == pin
        if not (good or (pin is None and frame.get("type") in ("secured", "unsecured"))):
            return False, self._failed(frame, "The PIN is wrong.")
        operation = self._operations.get("auth")
        recorded = self._recorded(operation, None) if operation is not None else {}
        token, _ = self._service.tokens.issue(frozenset())
        standard = {"result": True, "token": token, "tokenForHttpServer": token, "previleges": 2}
        return True, {**standard, **recorded, "method": "auth", "requestId": _identifier(frame)}

    def answer(self, request: Request, operation: Operation | None, frame: Any, fault: Fault | None) -> dict[str, Any]:
        """The answer to a frame of an authorised connection."""
        if not isinstance(frame, dict):
            return self._failed(frame, "The frame is not a JSON object.")
        if operation is None:
            return self._failed(frame, f"There is no method {frame.get('method')!r}.")
        if fault is not None and fault.status is not None:
            return self._failed(frame, f"The mock was asked to answer {fault.status}.")
        try:
            schema = self._service.bodies.documented_schema(operation)
            if schema is not None:
                self._service.bodies.validate(schema, frame)
            recorded = self._recorded(operation, fault.example if fault else None, frame, request)
        except Refused as refused:
            return self._failed(frame, refused.message)
        return {**recorded, "method": frame.get("method"), "requestId": _identifier(frame)}

    def _recorded(
        self,
        operation: Operation,
        example: str | None,
        frame: dict[str, Any] | None = None,
        request: Request | None = None,
    ) -> dict[str, Any]:
        answer = self._service.responses.choose(operation, Preferences(example=example), None)
        if frame is not None and request is not None and example is None:
            answer = self._service.paged(operation, answer, frame, request)
        value = self._service.value(answer)
        return dict(value) if isinstance(value, dict) else {"result": value}

    def _failed(self, frame: Any, message: str) -> dict[str, Any]:
        method = frame.get("method", "") if isinstance(frame, dict) else ""
        return {"method": method, "requestId": _identifier(frame), "result": False, "error": message}


def _identifier(frame: Any) -> str:
    """The request's id, which is echoed; empty when it had none."""
    identifier = frame.get("requestId", "") if isinstance(frame, dict) else ""
    return identifier if isinstance(identifier, str) else str(identifier)
