"""What can go wrong, as one tree.

    ClientError
    ├── ConfigurationError            the client was made without something it needs
    ├── APIConnectionError            no answer: refused, reset, unknown host, TLS
    │   └── APITimeoutError           no answer in time
    ├── RedirectError                 the server sent a request with secrets to another host
    ├── InvalidResponseError          an answer that cannot be read at all
    │   ├── DriftError                an answer that differs from the documentation, and `strict=True`
    │   ├── RepeatedPageError         the server gave a page again that it had given before
    │   └── IncompleteDownloadError   fewer or more bytes than announced
    └── StatusError                   the server said no; by status, and below these by documented reason
        ├── TokenError                the token endpoint gave no token
        ├── RpcError                  a method over a WebSocket answered with an error
        ├── ClientStatusError         4xx
        │   ├── BadRequestError 400, UnauthorizedError 401, PaymentRequiredError 402, ForbiddenError 403
        │   ├── NotFoundError 404, MethodNotAllowedError 405, ConflictError 409, GoneError 410
        │   ├── ContentTooLargeError 413, UnsupportedMediaTypeError 415, UnprocessableContentError 422
        │   └── TooManyRequestsError 429
        └── ServerError               5xx

A documented reason with a status is an error of both: `except NotFoundError` catches `ConferenceNotFoundError`.

No message, repr or argument of these holds a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class ClientError(Exception):
    """Everything that this package raises on purpose, but for wrong arguments (`TypeError`, `ValueError`)."""


class ConfigurationError(ClientError):
    """The client was made without something it needs, e.g. the address of the server."""


class _RequestError(ClientError):
    """Knows the request that went wrong: its method and its URL, without secrets."""

    message: str
    method: str
    url: str

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


class APIConnectionError(_RequestError):
    """No answer came: the connection was refused or broke, the host is unknown, or TLS failed."""


class APITimeoutError(APIConnectionError):
    """No answer came in time."""


class RedirectError(_RequestError):
    """The server wants a request with a body to go to another host; it could hold secrets, so it was not sent there."""


class InvalidResponseError(_RequestError):
    """An answer that cannot be read, e.g. a page of HTML where JSON is documented. `body` is what came."""

    body: bytes

    def __init__(self, message: str, *, method: str = "", url: str = "", body: bytes = b"") -> None:
        super().__init__(message, method=method, url=url)
        self.body = body


class DriftError(InvalidResponseError):
    """The answer differs from the documentation, and the client is strict."""


class RepeatedPageError(InvalidResponseError):
    """The server gave a page that it had given before; following it would never end."""


class IncompleteDownloadError(InvalidResponseError):
    """The download is not as long as announced. What was written is gone again."""


class ErrorDetail:
    """One entry of the error envelope's list: its `reason`, `message`, `code` and `location` ("" where it has none).
    `fields` is the whole entry as received."""

    __slots__ = ("code", "fields", "location", "message", "reason")

    reason: str
    message: str
    code: str
    location: str
    fields: dict[str, Any]

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = dict(fields)
        self.reason = _word(fields.get("reason"))
        self.message = _word(fields.get("message"))
        self.code = _word(fields.get("code"))
        self.location = location_in(fields)

    def __repr__(self) -> str:
        return f"ErrorDetail({self.fields!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorDetail) and self.fields == other.fields


_LOCATIONS = ("location", "pointer", "field", "param", "parameter", "property", "path", "loc")


def location_in(fields: Mapping[str, Any]) -> str:
    """Where an error says that the fault lies, by the usual words for it."""
    for name in _LOCATIONS:
        value = fields.get(name)
        if isinstance(value, list | tuple):
            return ".".join(_word(step) for step in cast("Iterable[object]", value))
        if isinstance(value, str | int) and not isinstance(value, bool):
            return _word(value)
    return ""


def _word(value: object) -> str:
    return "" if value is None else str(value)


class StatusError(_RequestError):
    """The server answered, and the answer is no.

    `status` is the HTTP status, `reason` the server's own word for it ("" where it gave none), `message` its innermost
    sentence, `code` its number or word for the error, `location` where the fault lies, `details` every entry of its
    list of errors, `body` the answer as received, `headers` its headers.
    """

    reason: str = ""

    status: int
    details: tuple[ErrorDetail, ...]
    code: str
    location: str
    body: bytes
    headers: dict[str, str]

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
        code: str = "",
        location: str = "",
    ) -> None:
        super().__init__(message, method=method, url=url)
        self.status, self.reason, self.details = status, reason, details
        self.code, self.location = code, location
        self.body, self.headers = body, dict(headers or {})

    @property
    def retry_after(self) -> float | None:
        """Seconds after which the server wants to be asked again; None where it does not say."""
        from ._retry import retry_after

        return retry_after({name.lower(): value for name, value in self.headers.items()})

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


class TokenError(StatusError):
    """The token endpoint did not give a token."""


class RpcError(StatusError):
    """A method over a WebSocket answered with an error; frames have no HTTP status (`status` is 0)."""


class ClientStatusError(StatusError):
    """Any 4xx without a class of its own."""


class BadRequestError(ClientStatusError):
    """400."""


class UnauthorizedError(ClientStatusError):
    """401: the credentials are missing or wrong."""


class PaymentRequiredError(ClientStatusError):
    """402."""


class ForbiddenError(ClientStatusError):
    """403: the credentials do not allow this."""


class NotFoundError(ClientStatusError):
    """404."""


class MethodNotAllowedError(ClientStatusError):
    """405."""


class ConflictError(ClientStatusError):
    """409."""


class GoneError(ClientStatusError):
    """410."""


class ContentTooLargeError(ClientStatusError):
    """413."""


class UnsupportedMediaTypeError(ClientStatusError):
    """415."""


class UnprocessableContentError(ClientStatusError):
    """422."""


class TooManyRequestsError(ClientStatusError):
    """429: the rate limit is reached."""


class ServerError(StatusError):
    """Any 5xx."""


_BY_STATUS: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    402: PaymentRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    409: ConflictError,
    410: GoneError,
    413: ContentTooLargeError,
    415: UnsupportedMediaTypeError,
    422: UnprocessableContentError,
    429: TooManyRequestsError,
}


_OF_BOTH: dict[tuple[type[StatusError], type[StatusError]], type[StatusError]] = {}


def with_status(reason: type[StatusError], status: int) -> type[StatusError]:
    """Find the class of a reason that came with a status: of both, unless the documentation says the status itself."""
    by_status = class_of(status)
    if by_status is StatusError or issubclass(reason, (ClientStatusError, ServerError)):
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
    return _BY_STATUS.get(status, ClientStatusError if status >= 400 else StatusError)
