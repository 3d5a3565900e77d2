"""A document that answers requests and remembers them: what the server and the ASGI application have in common.

Enters: a document and `Request`s. Leaves: `Reply`s, each with the fault that happens to it.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from speclift.mock.events import Events
from speclift.mock.messages import Reply, Request, json_reply
from speclift.mock.methods import Methods
from speclift.mock.refusal import Refused
from speclift.mock.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.document import Operation
    from speclift.mock.credentials import Credentials, Tokens
    from speclift.mock.faults import Fault, Faults
    from speclift.mock.paging import Manner

CONFIGURATION = "/public/default/config.json"
"""Where a client of JSON methods asks for the port of the WebSocket (TrueConf VideoSDK's address for it)."""

_MOST_REQUESTS = 100_000
_MOST_BYTES = 64 * 1024 * 1024
"""Of a server that runs for weeks, the older requests are forgotten: from so many on, or so many bytes of them."""


class Options(TypedDict, total=False):
    """What a mock can be asked for, whether it is on a socket or not.

    `strict` refuses what the document does not say; `stateful` keeps what is created, changed and deleted. `items` is
    how many items a list that pages has, `token_lifetime` is in seconds of `clock`, `rate_limits` enforces documented
    ones, `download_size` and `max_body` are in bytes, `paging` is how lists page where it is not as documented.
    """

    credentials: Credentials | None
    strict: bool
    stateful: bool
    items: int
    token_lifetime: float
    download_size: int
    max_body: int
    rate_limits: bool
    clock: Callable[[], float]
    paging: Manner | None


class Mock:
    """A mock of one document, without a transport. Raises `InputError` when the document is not OpenAPI."""

    def __init__(self, document: dict[str, Any], **options: Unpack[Options]) -> None:
        self.max_body = options.pop("max_body", 16 * 1024 * 1024)
        of_service: dict[str, Any] = dict(options)
        self._service = Service(document, **of_service)
        self.requests: list[Request] = []
        """Every request so far, in the order of arrival; frames of a WebSocket have the method "WS"."""
        self.events = Events()
        """Frames that are pushed over the WebSocket."""
        self.watch: Callable[[Request, Reply], None] | None = None
        """Called for every request that was answered, from the thread that answers it."""
        self.remember = True
        """Whether requests are kept in `requests`."""
        self._methods = Methods(self._service)
        self._lock = threading.Lock()
        self._bytes = 0

    @property
    def document(self) -> dict[str, Any]:
        """The document that is served."""
        return self._service.document

    @property
    def faults(self) -> Faults:
        """The faults that a test orders."""
        return self._service.faults

    @property
    def tokens(self) -> Tokens:
        """The OAuth tokens issued so far."""
        return self._service.tokens

    @property
    def credentials(self) -> Credentials:
        """What the mock takes for good."""
        return self._service.credentials

    @property
    def port(self) -> int:
        """The port that is listened on; 0 without one."""
        return 0

    def reset(self) -> None:
        """Forget requests, faults and what was created, so that the next test finds it as new. Tokens stay good."""
        self.requests.clear()
        self.faults.clear()
        self._service.forget()

    def record(self, request: Request, operation: Operation | None) -> Fault | None:
        """Remember a request; the fault that happens to it."""
        if self.remember:
            with self._lock:
                self.requests.append(request)
                self._bytes += _size(request)
                if len(self.requests) > _MOST_REQUESTS or self._bytes > _MOST_BYTES:
                    self._forget_the_oldest()
        return self.faults.take(operation, request)

    def receive(self, request: Request) -> tuple[Reply, Fault | None]:
        """Answer a request."""
        fault = None
        try:
            request, match = self._service.route(request)
            fault = self.record(request, None if isinstance(match, Refused) else match.operation)
            if isinstance(match, Refused) and self._methods and request.path == CONFIGURATION:
                reply = json_reply(200, {"config": {"websocket": {"port": self.port}}})
            else:
                reply = self._service.answer(request, match, fault)
        except Exception as error:
            # The last guard: no request may end a connection without an answer, nor print a traceback.
            print(
                f"speclift mock: {request.method} {request.path[:200]!a}: {error!r:.500}", file=sys.stderr, flush=True
            )
            reply = json_reply(500, {"message": f"The mock failed, which is a bug of speclift: {error!r:.500}"})
        if self.watch is not None:
            self.watch(request, reply)
        return reply, fault

    def _forget_the_oldest(self) -> None:
        """Keep the newer half. The list is public, so what it holds is counted anew."""
        self._bytes = sum(map(_size, self.requests))
        while len(self.requests) > _MOST_REQUESTS or self._bytes > _MOST_BYTES:
            half = (len(self.requests) + 1) // 2
            self._bytes -= sum(map(_size, self.requests[:half]))
            del self.requests[:half]


def _size(request: Request) -> int:
    return len(request.body) + len(request.target) + sum(len(name) + len(value) for name, value in request.headers)
