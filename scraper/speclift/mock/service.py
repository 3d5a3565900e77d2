"""From a request to a reply, without a socket.

Enters: a document and a `Request`. Leaves: a `Reply`. In this order: an ordered fault, the route, the documented
security, the parameters, the body; then the recorded answer, paged, generated or streamed.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from speclift.check.survey import Survey
from speclift.document import Operation, dereference, iterate_operations
from speclift.document.media_types import with_own_media_types
from speclift.document.soundness import require_sound
from speclift.mock.bodies import Bodies
from speclift.mock.credentials import Credentials, Tokens
from speclift.mock.envelope import Envelope
from speclift.mock.faults import Fault, Faults
from speclift.mock.index import index
from speclift.mock.messages import Reply, Request, json_reply
from speclift.mock.oauth import TokenEndpoint
from speclift.mock.paging import Manner, Page, item_schema, items_at, multiplied, with_items
from speclift.mock.parameters import Parameters
from speclift.mock.preferences import Preferences, preferences
from speclift.mock.rates import Rates
from speclift.mock.refusal import Refused
from speclift.mock.replies import Replies
from speclift.mock.resources import list_pointer
from speclift.mock.responses import Answer, Responses
from speclift.mock.routes import Match, Routes
from speclift.mock.security import Security
from speclift.mock.state import State
from speclift.mock.targets import require_readable
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_MOST_ITEMS = 10_000
"""Of one list, whatever `Prefer: items=` asks for."""

_MOST_LISTS = 200
"""Kept; what a client asks for beyond them is made each time."""


class Service:
    """Answers requests from one document.

    `items` is how many items a list that pages has; `download_size` how many bytes a download; `token_lifetime` is in
    seconds of `clock`. `paging` is how lists page where it is not as documented. `strict` refuses what the document
    does not say, `stateful` keeps what clients create, change and delete.
    """

    def __init__(
        self,
        document: dict[str, Any],
        *,
        credentials: Credentials | None = None,
        strict: bool = False,
        stateful: bool = False,
        items: int = 45,
        token_lifetime: float = 3600.0,
        download_size: int = 64 * 1024,
        rate_limits: bool = False,
        clock: Callable[[], float] = time.monotonic,
        paging: Manner | None = None,
    ) -> None:
        self._manner = paging or Manner()
        document = with_own_media_types(require_sound(document).root.mapping())
        self.document = document
        self.credentials = credentials or Credentials()
        self.tokens = Tokens(token_lifetime, clock)
        self.faults = Faults()
        self.validators = Survey(document).validators
        self.bodies = Bodies(document, self.validators, strict=strict)
        self.responses = Responses(document, strict=strict)
        self._items = items
        self._routes = Routes(document, strict=strict)
        self._security = Security(document, self.credentials, self.tokens, strict=strict)
        self._parameters = Parameters(document, self.validators, strict=strict)
        self._envelope = Envelope(document, self.responses)
        self._oauth = TokenEndpoint(document, self.credentials, self.tokens)
        self._replies = Replies(document, self._envelope, download_size)
        self._rates = Rates(clock) if rate_limits else None
        self._security.accept(self._recorded_tokens())
        self._lists: dict[tuple[str, str, str, int], list[Any]] = {}
        self._state = (
            State(document, self.validators, self.value, self._success, self._first_items) if stateful else None
        )

    def _recorded_tokens(self) -> Iterator[str]:
        """The access tokens in recorded answers of the token endpoint: who copies the documentation gets through."""
        for operation in iterate_operations(self.document):
            if self._oauth.serves(operation):
                for answer in self.responses.all(operation):
                    token = answer.value.get("access_token") if isinstance(answer.value, dict) else None
                    if isinstance(token, str):
                        yield token

    def route(self, request: Request) -> tuple[Request, Match | Refused]:
        """The request with its operation's id, and the route, or why there is none."""
        try:
            require_readable(request)
            match = self._routes.find(request.method, request.path)
        except Refused as refused:
            return request, refused
        return replace(request, operation_id=match.operation.operation_id), match

    def answer(self, request: Request, match: Match | Refused, fault: Fault | None = None) -> Reply:
        """The reply to a request that was routed; `fault` may decide it."""
        operation = match.operation if isinstance(match, Match) else None
        try:
            if fault is not None and (fault.status is not None or fault.example is not None):
                reply = self._faulty(fault, operation)
            elif isinstance(match, Match):
                reply = self._answer(request, match)
            elif (own := self._own(request, match)) is not None:
                reply = own
            else:
                raise match
        except Refused as refused:
            reply = self._envelope.reply(refused, operation).with_headers(("x-mock-reason", refused.message[:500]))
        return reply.with_headers(*fault.headers.items()) if fault is not None else reply

    def _own(self, request: Request, refused: Refused) -> Reply | None:
        """What the mock answers of its own where the document has no operation: the list of routes, OPTIONS."""
        if refused.status == 404 and request.path == "/" and request.method in ("GET", "HEAD"):
            return index(self.document, self._routes, self.credentials, request)
        if refused.status == 405 and request.method == "OPTIONS":
            return Reply(204, b"", refused.headers)
        if request.method == "OPTIONS" and request.target == "*":
            return Reply(204, b"", (("allow", ", ".join(self._routes.methods)),))
        return None

    def _faulty(self, fault: Fault, operation: Operation | None) -> Reply:
        if fault.example is not None and operation is not None:
            answer = self.responses.choose(operation, Preferences(example=fault.example, code=fault.status), None)
            reply = self._replies.reply(answer)
            return reply if fault.status is None else Reply(fault.status, reply.body, reply.headers)
        status = fault.status or 500
        if fault.body is not None:
            return Reply(status, fault.body, (("content-type", "application/json"),))
        if status < 400:
            return Reply(status)
        return self._envelope.reply(Refused(status, "ordered", f"The mock was asked to answer {status}."), operation)

    def _answer(self, request: Request, match: Match) -> Reply:
        operation = match.operation
        preferred = preferences(request)
        if not self._oauth.serves(operation):
            self._security.enforce(operation, request)
        if self._rates is not None:
            self._rates.enforce(operation)
        parameters = self._parameters.read(match, request, self._security.query_names)
        body = self.bodies.read(operation, request)
        answer = self.responses.choose(operation, preferred, request.header("accept"))
        if self._oauth.serves(operation) and preferred.example is None and preferred.code is None:
            return json_reply(200, self._oauth.answer(request, body, answer.value))
        if not answer.is_error and preferred.example is None:
            if self._state is not None:
                answer = self._state.applied(match, body, answer)
            kept = self._state.listed(match, answer) if self._state is not None else None
            named = {name: value for (_, name), value in parameters.items()}
            answer = self.paged(operation, answer, named, request, kept)
        return self._replies.reply(answer, request, operation, dynamic=preferred.dynamic)

    def value(self, answer: Answer) -> Any:
        """The recorded value of an answer, or one made from its schema."""
        return self._replies.value(answer)

    def forget(self) -> None:
        """Forget what was created, changed and deleted."""
        if self._state is not None:
            self._state.forget()

    def paged(
        self,
        operation: Operation,
        answer: Answer,
        parameters: dict[str, Any],
        request: Request,
        kept: tuple[str, list[Any]] | None = None,
    ) -> Answer:
        """The page that was asked for of the recorded items, or of those that are `kept` for the pointer of a list.

        The answer itself where the operation does not page.
        """
        paging = operation.value.get("x-pagination")
        if not isinstance(paging, dict) or paging.get("style") == "none":
            return answer if kept is None else replace(answer, value=with_items(self.value(answer), *kept))
        page = Page(paging, parameters, self._default_size(operation, paging), self._manner)
        value = self._replies.value(answer)
        recorded = items_at(value, page.items) if page.items is not None else None
        if recorded is None:
            return answer
        wanted = preferences(request).items
        if wanted is not None and wanted > _MOST_ITEMS:
            raise Refused(400, "tooManyItems", f"A list of the mock has at most {_MOST_ITEMS} items.")
        items = kept[1] if kept is not None and wanted is None else None
        if items is None:
            items = self._multiplied(answer, recorded, str(page.items), self._items if wanted is None else wanted)
        host = request.header("host")
        target = f"http://{host}{request.path}" if host else request.path

        def fits(filled: Any) -> bool:
            return not answer.schema or self.validators.judge(answer.schema, filled, "response") != "invalid"

        return replace(answer, value=page.fill(value, items, target, request.query, fits))

    def _success(self, operation: Operation) -> Answer:
        return self.responses.choose(operation, Preferences(), None)

    def _first_items(self, operation: Operation) -> list[Any]:
        """The items that a list begins with: the recorded ones, and of a list that pages, as many as wanted."""
        answer = self._success(operation)
        pointer = list_pointer(operation, self.value(answer)) or ""
        recorded = items_at(self.value(answer), pointer) or []
        paging = operation.value.get("x-pagination")
        pages = isinstance(paging, dict) and paging.get("style") != "none"
        return self._multiplied(answer, recorded, pointer, self._items) if pages else recorded

    def _multiplied(self, answer: Answer, recorded: list[Any], pointer: str, wanted: int) -> list[Any]:
        """The recorded items, multiplied, each still one of its schema; made once."""
        key = (answer.schema or answer.response, answer.media_type, answer.name, wanted)
        if key not in self._lists:
            schema = item_schema(self.document, answer.schema, pointer) if answer.schema else None

            def fits(item: Any) -> bool:
                return schema is None or self.validators.judge(schema, item, "response") == "valid"

            if all(item == {} for item in recorded) and schema is not None:
                recorded = [self._replies.made(schema)]
            made = multiplied(recorded, wanted, fits)
            if len(self._lists) < _MOST_LISTS:
                self._lists[key] = made
            return made
        return self._lists[key]

    def _default_size(self, operation: Operation, paging: dict[str, Any]) -> int:
        request = paging.get("request")
        name = request.get("size") if isinstance(request, dict) else None
        for parameter in operation.parameters:
            if parameter.get("name") == name:
                try:
                    schema = dereference(self.document, parameter.get("schema"))
                except InputError:
                    schema = None
                default = schema.get("default") if isinstance(schema, dict) else None
                if isinstance(default, int) and default > 0:
                    return default
        return 20
