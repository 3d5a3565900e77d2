"""What happens between a call and its answer, without performing any of it: one flow for sync and async.

Enters: a call. Leaves: steps to perform (`Send`, `Pause`, ...), which a transport answers, and at last the response, or
one of the exceptions of `_errors`. The idea is that of httpx's authentication flows: the generator decides, two short
drivers act.
"""

from __future__ import annotations

import copy
import logging
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import httpx2
import msgspec

from ._building import Builder, can_be_repeated, secret_query
from ._decode import untyped
from ._errors import (
    APIConnectionError,
    APITimeoutError,
    ClientError,
    ConfigurationError,
    InvalidResponseError,
    RedirectError,
    StatusError,
    TokenError,
)
from ._redact import is_secret, redacted
from ._refusals import no_token, refusal
from ._request import idempotency_key, keyed
from ._retry import Schedule
from ._tls import certificate_error
from ._tokens import stale

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from ._api import Api
    from ._auth import Credentials, Proof
    from ._drift import Reporter
    from ._request import Call
    from ._retry import Retry
    from ._tokens import Tokens

_MOST_REDIRECTS = 10
_HARMLESS = ("accept", "accept-encoding", "accept-language", "user-agent", "range")


class Send(msgspec.Struct):
    """Send a request; the answer is the response, unread when `stream`. `own`: with the http client's own
    authorisation."""

    request: httpx2.Request
    stream: bool = False
    own: bool = True

    def __repr__(self) -> str:
        return f"<Send {self.request.method} {redacted(self.request.url)}>"


class Pause(msgspec.Struct):
    """Wait so many seconds."""

    seconds: float


class Read(msgspec.Struct):
    """Read the body of a streamed response."""

    response: httpx2.Response


class Discard(msgspec.Struct):
    """Give up a streamed response."""

    response: httpx2.Response


class Notify(msgspec.Struct):
    """Call a hook of the user's."""

    hook: Callable[[Any], object]
    argument: Any


class Exclusive(msgspec.Struct):
    """Perform a flow while no other thread or task performs an exclusive one."""

    flow: Any


Step: TypeAlias = Send | Pause | Read | Discard | Notify | Exclusive
if TYPE_CHECKING:
    Flow: TypeAlias = Generator[Step, Any, httpx2.Response]


class Exchange(Builder):
    """One client's settings, and the flow of its calls."""

    credentials: Credentials
    retry: Retry
    reporter: Reporter
    logger: logging.Logger
    on_request: Callable[[httpx2.Request], object] | None
    on_response: Callable[[httpx2.Response], object] | None

    def __init__(
        self,
        api: Api,
        root: str,
        http: httpx2.Client | httpx2.AsyncClient,
        credentials: Credentials,
        retry: Retry,
        timeout: httpx2.Timeout | None,
        headers: Mapping[str, str],
        reporter: Reporter,
        logger: logging.Logger,
        on_request: Callable[[httpx2.Request], object] | None = None,
        on_response: Callable[[httpx2.Response], object] | None = None,
        accepted: str = "",
    ) -> None:
        super().__init__(api, root, http, timeout, headers, accepted)
        self.credentials, self.retry = credentials, retry
        self.reporter, self.logger = reporter, logger
        self.on_request, self.on_response = on_request, on_response
        self.clock: Callable[[], float] = time.monotonic
        self.given: dict[str, str | None] = {}
        self.server: str | None = None
        self._schedules: dict[str, Schedule] = {}
        self.numberings: dict[str, int] = {}  # of the first page of a list, by operation

    # What happens then

    def flow(self, call: Call, stream: bool = False) -> Flow:
        """Perform a call and return its successful response.

        Raises `StatusError` and its kin for any other, `APIConnectionError`, `RedirectError`, `InvalidResponseError`.
        """
        if call.operation.remote:
            raise ConfigurationError(f"{call.operation.id} is a method of a WebSocket; it cannot be called over HTTP")
        call = keyed(call)
        proof = self.credentials.proof(call.operation.security)
        generations: tuple[int, ...] = ()
        if proof is not None and proof.tokens:
            for tokens in proof.tokens:
                if tokens.due(self.clock()):
                    yield Exclusive(self._renewal(tokens, tokens.generation, tokens.attempts))
            generations = tuple(tokens.generation for tokens in proof.tokens)
        response = yield from self._attempts(call, proof, stream)
        if 200 <= response.status_code < 300:
            return response
        if stream:
            yield Read(response)
        if proof is not None and proof.tokens and stale(response.status_code, response.headers, response.content):
            renewable = [pair for pair in zip(proof.tokens, generations, strict=True) if pair[0].renewable]
            if renewable and can_be_repeated(call):
                self.logger.info("The token is no longer good (%d); asking for another", response.status_code)
                for tokens, generation in renewable:
                    yield Exclusive(self._renewal(tokens, generation, tokens.attempts))
                response = yield from self._attempts(call, proof, stream)
                if response.is_success:
                    return response
                if stream:
                    yield Read(response)
        error = refusal(self.api, self.credentials, response)
        if proof is None and response.status_code in (401, 403) and self.credentials.hint:
            error.add_note(f"Nothing was given that authorises {call.operation.id}: {self.credentials.hint}")
        raise error

    def _attempts(self, call: Call, proof: Proof | None, stream: bool) -> Flow:
        """Send until there is an answer worth having."""
        operation, retry = call.operation, self.retry
        retries = 0
        left = retry.most if can_be_repeated(call) else 0
        idempotent = operation.repeatable or retry.unsafe or idempotency_key(call) is not None
        while True:
            if operation.rate is not None:
                wait = self._schedules.setdefault(operation.id, Schedule(operation.rate)).reserve(self.clock())
                if wait > 0:
                    yield Pause(wait)
            opened: list[IO[bytes]] = []
            try:
                request = self.build(call, proof, opened)
                try:
                    response = yield from self._send(request, stream)
                    if 300 <= response.status_code < 400 and response.has_redirect_location:
                        response = yield from self._redirected(call, proof, response, stream, opened)
                except httpx2.RequestError as error:
                    failure = self._failure(request, error)
                    hopeless = (
                        isinstance(failure, InvalidResponseError)
                        or isinstance(error, httpx2.UnsupportedProtocol)
                        or certificate_error(error)
                    )
                    # A connection that was never made has carried nothing out.
                    safe = idempotent or isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout)
                    if retries >= left or hopeless or not safe:
                        # Without its frames: the locals of an HTTP library hold headers, and so tokens.
                        raise failure from error.with_traceback(None)
                    pause = retry.backoff(retries)
                    self.logger.info("%s; trying again in %.1f s", failure, pause)
                else:
                    later = retry.pause(retries, response, idempotent=idempotent) if retries < left else None
                    if later is None:
                        return response
                    pause = later
                    if stream:
                        yield Discard(response)
                    status = response.status_code
                    self.logger.info("%s answered %d; trying again in %.1f s", operation.id, status, pause)
            finally:
                for file in opened:
                    file.close()
            retries += 1
            yield Pause(pause)

    def _send(self, request: httpx2.Request, stream: bool, own: bool = True) -> Flow:
        """Send one request, with the user's hooks and a line in the log."""
        if self.on_request is not None:
            yield Notify(self.on_request, request)
        response: httpx2.Response = yield Send(request, stream, own)
        if self.logger.isEnabledFor(logging.DEBUG):
            self.logger.debug("%s %s -> %d", request.method, redacted(request.url), response.status_code)
        if self.on_response is not None:
            try:
                yield Notify(self.on_response, response)
            except Exception:
                if stream:
                    yield Discard(response)
                raise
        return response

    def _redirected(
        self, call: Call, proof: Proof | None, response: httpx2.Response, stream: bool, opened: list[IO[bytes]]
    ) -> Flow:
        """Follow redirects: on the same server with everything, elsewhere, and from there on, with nothing secret."""
        before, at_home = response.request, True
        for _ in range(_MOST_REDIRECTS):
            following, before = response.next_request, response.request
            if following is None:
                return response
            if stream:
                yield Discard(response)
            at_home = at_home and _same_server(before.url, following.url)
            if not at_home:
                following = self._stripped(before, following)
            elif following.method == call.operation.method:
                following = self.build(call, proof, opened, str(_without_secrets(following.url)))
            elif proof is not None and (secret := secret_query(proof)):
                url = str(_without_secrets(following.url))
                following.url = httpx2.URL(f"{url}{'&' if '?' in url else '?'}{secret}")
            response = yield from self._send(following, stream, own=False)
            if not response.has_redirect_location:
                return response
        raise APIConnectionError("too many redirects", method=before.method, url=redacted(before.url))

    def _stripped(self, before: httpx2.Request, following: httpx2.Request) -> httpx2.Request:
        if following.method not in ("GET", "HEAD"):
            raise RedirectError(
                f"the server sends it on to {following.url.host}; a body is not sent to another host",
                method=before.method,
                url=redacted(before.url),
            )
        headers = {name: value for name, value in before.headers.items() if name in _HARMLESS}
        url = self._without_values(_without_secrets(following.url))
        return httpx2.Request(following.method, url, headers=headers, extensions=before.extensions)

    def _without_values(self, url: httpx2.URL) -> httpx2.URL:
        """Leave out the parameters that hold one of our secrets, whatever they are called."""
        secrets = set(self.credentials.secrets())
        kept = [(name, value) for name, value in url.params.multi_items() if value not in secrets]
        return url if len(kept) == len(url.params.multi_items()) else url.copy_with(params=kept)

    def _failure(
        self, request: httpx2.Request, error: httpx2.RequestError
    ) -> APIConnectionError | InvalidResponseError:
        method, url = request.method, redacted(request.url)
        said = self.credentials.scrub(str(error)) or type(error).__name__
        if isinstance(error, httpx2.TimeoutException):
            return APITimeoutError(f"no answer in time ({type(error).__name__})", method=method, url=url)
        if isinstance(error, httpx2.DecodingError):
            return InvalidResponseError(f"the answer cannot be unpacked: {said}", method=method, url=url)
        if certificate_error(error):
            said += (
                f"; if you trust the certificate of {request.url.host}, give the client its authority"
                " (verify='/path/to/ca.pem'), or for a test nothing to verify (verify=False)"
            )
        return APIConnectionError(said, method=method, url=url)

    # Tokens

    def _renewal(self, tokens: Tokens, generation: int, attempts: int) -> Flow:
        """Get the next token, unless somebody else has while we waited for our turn, or has failed to.

        `generation` and `attempts` are those of `tokens` when the wish arose. The response is of no interest.
        """
        if tokens.generation != generation:
            return httpx2.Response(200)
        if tokens.attempts != attempts and tokens.failure is not None:
            raise copy.copy(tokens.failure)
        try:
            response = yield from self._token(tokens)
        except ClientError as error:
            tokens.failure = error
            raise
        finally:
            tokens.attempts += 1
        tokens.failure = None
        return response

    def _token(self, tokens: Tokens) -> Flow:
        """Ask for the next token, by each grant that may give one."""
        url = tokens.scheme.token_url
        url = url if "://" in url else f"{self.root}{url}"
        error: StatusError | None = None
        for grant, fields in tokens.requests():
            content, media_type = tokens.body(fields)
            response = yield from self._token_answer(url, content, media_type)
            answer: Any = None
            with suppress(ValueError):
                answer = untyped(response.content)
            if response.is_success and tokens.receive(grant, answer, self.clock()):
                return response
            error = no_token(self.api, self.credentials, response, answer)
            if response.status_code >= 500 or response.status_code == 429:
                break
            tokens.refused(grant)
        raise error or TokenError("there is no way left to get a token", status=0, method="POST", url=url)

    def _token_answer(self, url: str, content: bytes, media_type: str) -> Flow:
        """Ask the token endpoint; again where it is busy. A token is asked for anew, so asking twice harms nobody."""
        headers = {"Accept": "application/json", "Content-Type": media_type}
        retries = 0
        while True:
            request = self.http.build_request("POST", url, content=content, headers=headers, **self.patience())
            try:
                response = yield from self._send(request, False, own=False)
            except httpx2.RequestError as error:
                if retries >= self.retry.most or certificate_error(error):
                    raise self._failure(request, error) from error.with_traceback(None)
                pause = self.retry.backoff(retries)
            else:
                wait = self.retry.pause(retries, response) if retries < self.retry.most else None
                if wait is None:
                    return response
                pause = wait
            retries += 1
            yield Pause(pause)


def _same_server(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Whether secrets may follow: the same scheme, host and port, or the step from http to https on one host."""
    secured = one.scheme == "http" and other.scheme == "https" and one.port is None and other.port is None
    return one.origin == other.origin or (secured and one.host == other.host)


def _without_secrets(url: httpx2.URL) -> httpx2.URL:
    """Leave out user and password, and the parameters whose names say that they are secret."""
    kept = [(name, value) for name, value in url.params.multi_items() if not is_secret(name)]
    if len(kept) != len(url.params.multi_items()):
        url = url.copy_with(params=kept)
    return url.copy_with(username=None, password=None) if url.userinfo else url
