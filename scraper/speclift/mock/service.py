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
from speclift.document.soundness import require_sound
from speclift.mock.bodies import Bodies
from speclift.mock.credentials import Credentials, Tokens
from speclift.mock.envelope import Envelope
from speclift.mock.faults import Fault, Faults
from speclift.mock.messages import Reply, Request, json_reply
from speclift.mock.oauth import TokenEndpoint
from speclift.mock.paging import Manner, Page, item_schema, items_at, multiplied
from speclift.mock.parameters import Parameters
from speclift.mock.preferences import Preferences, preferences
from speclift.mock.rates import Rates
from speclift.mock.refusal import Refused
from speclift.mock.replies import Replies
from speclift.mock.responses import Answer, Responses
from speclift.mock.routes import Match, Routes
from speclift.mock.security import Security
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Service:
    """Answers requests from one document.

    `items` is how many items a list that pages has; `download_size` how many bytes a download; `token_lifetime` is in
    seconds of `clock`. `paging` is how lists page where it is not as documented.
    """

    def __init__(
        self,
        document: dict[str, Any],
        *,
        credentials: Credentials | None = None,
        items: int = 45,
        token_lifetime: float = 3600.0,
        download_size: int = 64 * 1024,
        rate_limits: bool = False,
        clock: Callable[[], float] = time.monotonic,
        paging: Manner | None = None,
    ) -> None:
        self._manner = paging or Manner()
        self.document = require_sound(document).root.mapping()
        self.credentials = credentials or Credentials()
        self.tokens = Tokens(token_lifetime, clock)
        self.faults = Faults()
        self.validators = Survey(document).validators
        self.bodies = Bodies(document, self.validators)
        self.responses = Responses(document)
        self._items = items
        self._routes = Routes(document)
        self._security = Security(document, self.credentials, self.tokens)
        self._parameters = Parameters(document, self.validators)
        self._envelope = Envelope(document, self.responses)
        self._oauth = TokenEndpoint(document, self.credentials, self.tokens)
        self._replies = Replies(document, self._envelope, download_size)
        self._rates = Rates(clock) if rate_limits else None
        self._security.accept(self._recorded_tokens())
        self._lists: dict[tuple[str, str, str, int], list[Any]] = {}

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
            elif isinstance(match, Refused):
                raise match
            else:
                reply = self._answer(request, match)
        except Refused as refused:
            reply = self._envelope.reply(refused, operation)
        return reply.with_headers(*fault.headers.items()) if fault is not None else reply

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
        parameters = self._parameters.read(match, request)
        body = self.bodies.read(operation, request, forms=self._oauth.serves(operation))
        answer = self.responses.choose(operation, preferred, request.header("accept"))
        if self._oauth.serves(operation) and preferred.example is None and preferred.code is None:
            return json_reply(200, self._oauth.answer(request, body, answer.value))
        if not answer.is_error and preferred.example is None:
            answer = self.paged(operation, answer, {name: value for (_, name), value in parameters.items()}, request)
        return self._replies.reply(answer, request, operation, dynamic=preferred.dynamic)

    def value(self, answer: Answer) -> Any:
        """The recorded value of an answer, or one made from its schema."""
        return self._replies.value(answer)

    def paged(self, operation: Operation, answer: Answer, parameters: dict[str, Any], request: Request) -> Answer:
        """The page of the recorded answer that was asked for; the answer itself where the operation does not page."""
        paging = operation.value.get("x-pagination")
        if not isinstance(paging, dict) or paging.get("style") == "none":
            return answer
        page = Page(paging, parameters, self._default_size(operation, paging), self._manner)
        value = self._replies.value(answer)
        recorded = items_at(value, page.items) if page.items is not None else None
        if recorded is None:
            return answer
        wanted = preferences(request).items
        items = self._multiplied(answer, recorded, str(page.items), self._items if wanted is None else wanted)
        host = request.header("host")
        target = f"http://{host}{request.path}" if host else request.path
        return replace(answer, value=page.fill(value, items, target, request.query))

    def _multiplied(self, answer: Answer, recorded: list[Any], pointer: str, wanted: int) -> list[Any]:
        """The recorded items, multiplied, each still one of its schema; made once."""
        key = (answer.schema or answer.response, answer.media_type, answer.name, wanted)
        if key not in self._lists:
            schema = item_schema(self.document, answer.schema, pointer) if answer.schema else None

            def fits(item: Any) -> bool:
                return schema is None or self.validators.judge(schema, item, "response") == "valid"

            if all(item == {} for item in recorded) and schema is not None:
                recorded = [self._replies.made(schema)]
            self._lists[key] = multiplied(recorded, wanted, fits)
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
