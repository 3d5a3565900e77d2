"""What can go wrong, as one tree.

    ClientError
    ├── ConfigurationError        the client was made without something it needs
    ├── ConnectionFailed          no answer: refused, reset, unknown host, TLS
    │   └── TimedOut              no answer in time
    ├── RedirectRefused           the server sent a request with secrets to another host
    ├── InvalidAnswer             an answer that cannot be read at all
    │   ├── DriftError            an answer that differs from the documentation, and `strict=True`
    │   ├── RepeatedPage          the server gave a page again that it had given before
    │   └── IncompleteDownload    fewer or more bytes than announced
    └── StatusError               the server said no; by status, and below these by documented reason
        ├── AuthorizationFailed   the token endpoint gave no token
        ├── MethodFailed          a method over a WebSocket answered with an error
        ├── RequestRefused        4xx
        │   ├── BadRequest 400, Unauthorized 401, PaymentRequired 402, Forbidden 403
        │   ├── NotFound 404, MethodNotAllowed 405, Conflict 409, Gone 410, ContentTooLarge 413
        │   └── UnsupportedMediaType 415, UnprocessableContent 422, TooManyRequests 429
        └── ServerError           5xx

A documented reason that came with a status is an error of both: `except NotFound` catches `ConferenceNotFound`.

No message, repr or argument of these holds a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "AuthorizationFailed",
    "BadRequest",
    "ClientError",
    "ConfigurationError",
    "Conflict",
    "ConnectionFailed",
    "ContentTooLarge",
    "DriftError",
    "ErrorDetail",
    "Forbidden",
    "Gone",
    "IncompleteDownload",
    "InvalidAnswer",
    "MethodFailed",
    "MethodNotAllowed",
    "NotFound",
    "PaymentRequired",
    "RedirectRefused",
    "RepeatedPage",
    "RequestRefused",
    "ServerError",
    "StatusError",
    "TimedOut",
    "TooManyRequests",
    "Unauthorized",
    "UnprocessableContent",
    "UnsupportedMediaType",
]


class ClientError(Exception):
    """Everything that this package raises on purpose, but for wrong arguments (`TypeError`, `ValueError`)."""


class ConfigurationError(ClientError):
    """The client was made without something it needs, e.g. the address of the server."""


class _RequestError(ClientError):
    """Knows the request that went wrong: its method and its URL, without secrets."""

    def __init__(self, message: str, *, method: str = "", url: str = "") -> None:
        self.message, self.method, self.url = message, method, url
        super().__init__(message)

    def __str__(self) -> str:
        where = f"{self.method} {self.url}".strip()
        return f"{where}: {self.message}" if where else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[_RequestError], args: tuple[Any, ...], state: dict[str, Any]) -> _RequestError:
    """Make an exception again in another process."""
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class ConnectionFailed(_RequestError):  # noqa: N818  (a sentence reads better)
    """No answer came: the connection was refused or broke, the host is unknown, or TLS failed."""


class TimedOut(ConnectionFailed):
    """No answer came in time."""


class RedirectRefused(_RequestError):  # noqa: N818  (a sentence reads better)
    """The server wants a request with a body to go to another host; it could hold secrets, so it was not sent there."""


class InvalidAnswer(_RequestError):  # noqa: N818  (a sentence reads better)
    """An answer that cannot be read, e.g. a page of HTML where JSON is documented. `body` is what came."""

    def __init__(self, message: str, *, method: str = "", url: str = "", body: bytes = b"") -> None:
        super().__init__(message, method=method, url=url)
        self.body = body


class DriftError(InvalidAnswer):
    """The answer differs from the documentation, and the client is strict."""


class RepeatedPage(InvalidAnswer):
    """The server gave a page that it had given before; following it would never end."""


class IncompleteDownload(InvalidAnswer):
    """The download is not as long as announced. What was written is gone again."""


class ErrorDetail:
    """One entry of the error envelope's list. `fields` is the whole entry as received."""

    __slots__ = ("fields", "message", "reason")

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = dict(fields)
        self.reason = _word(fields.get("reason"))
        self.message = _word(fields.get("message"))

    def __repr__(self) -> str:
        return f"ErrorDetail({self.fields!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorDetail) and self.fields == other.fields

    __hash__ = None  # type: ignore[assignment]


def _word(value: object) -> str:
    return "" if value is None else str(value)


class StatusError(_RequestError):
    """The server answered, and the answer is no.

    `status` is the HTTP status, `reason` the server's own word for it ("" where it gave none), `message` its sentence,
    `details` every entry of its list of errors, `body` the answer as received, `headers` its headers.
    """

    reason: str = ""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        reason: str = "",
        details: tuple[ErrorDetail, ...] = (),
        method: str = "",
        url: str = "",
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, method=method, url=url)
        self.status, self.reason, self.details = status, reason, details
        self.body, self.headers = body, dict(headers or {})

    def __reduce__(self) -> tuple[Any, ...]:
        reason: type[StatusError] | None = type(self).__dict__.get("_documented")
        if reason is None:
            return super().__reduce__()
        return _restored_with_status, (reason, self.status, self.args, self.__dict__)

    def __str__(self) -> str:
        said = ": ".join(part for part in (self.reason, self.message) if part)
        where = f"{self.method} {self.url}".strip()
        status = str(self.status) if self.status else ""
        return " ".join(part for part in (where, "->" if where else "", status, said) if part)


class AuthorizationFailed(StatusError):  # noqa: N818  (a sentence reads better)
    """The token endpoint did not give a token."""


class MethodFailed(StatusError):  # noqa: N818  (a sentence reads better)
    """A method over a WebSocket answered with an error; frames have no HTTP status (`status` is 0)."""


class RequestRefused(StatusError):  # noqa: N818  (a sentence reads better)
    """Any 4xx without a class of its own."""


class BadRequest(RequestRefused):
    """400."""


class Unauthorized(RequestRefused):
    """401: the credentials are missing or wrong."""


class PaymentRequired(RequestRefused):
    """402."""


class Forbidden(RequestRefused):
    """403: the credentials do not allow this."""


class NotFound(RequestRefused):
    """404."""


class MethodNotAllowed(RequestRefused):
    """405."""


class Conflict(RequestRefused):
    """409."""


class Gone(RequestRefused):
    """410."""


class ContentTooLarge(RequestRefused):
    """413."""


class UnsupportedMediaType(RequestRefused):
    """415."""


class UnprocessableContent(RequestRefused):
    """422."""


class TooManyRequests(RequestRefused):
    """429: the rate limit is reached."""


class ServerError(StatusError):
    """Any 5xx."""


_BY_STATUS: dict[int, type[StatusError]] = {
    400: BadRequest,
    401: Unauthorized,
    402: PaymentRequired,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    409: Conflict,
    410: Gone,
    413: ContentTooLarge,
    415: UnsupportedMediaType,
    422: UnprocessableContent,
    429: TooManyRequests,
}


_OF_BOTH: dict[tuple[type[StatusError], type[StatusError]], type[StatusError]] = {}


def with_status(reason: type[StatusError], status: int) -> type[StatusError]:
    """Find the class of a reason that came with a status: of both, unless the documentation says the status itself."""
    by_status = class_of(status)
    if by_status is StatusError or issubclass(reason, (RequestRefused, ServerError)):
        return reason
    both = _OF_BOTH.get((reason, by_status))
    if both is None:
        named = {"__module__": reason.__module__, "__qualname__": reason.__qualname__, "__doc__": reason.__doc__}
        both = type(reason.__name__, (reason, by_status), {**named, "_documented": reason})
        _OF_BOTH[reason, by_status] = both
    return both


def _restored_with_status(
    reason: type[StatusError], status: int, args: tuple[Any, ...], state: dict[str, Any]
) -> _RequestError:
    return _restored(with_status(reason, status), args, state)


def class_of(status: int) -> type[StatusError]:
    """Find the class that stands for a status."""
    if status >= 500:
        return ServerError
    return _BY_STATUS.get(status, RequestRefused if status >= 400 else StatusError)
