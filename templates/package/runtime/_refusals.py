"""From an answer that says no to the exception that it means.

Enters: a response, and where the document says that the parts of an error stand. Leaves: a `StatusError`, without
secrets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._decode import pointed, untyped
from ._errors import ErrorDetail, StatusError, TokenError, class_of, location_in, with_status
from ._redact import redacted
from ._values import UNSET, is_array, is_object

if TYPE_CHECKING:
    import httpx2

    from ._api import Api
    from ._auth import Credentials


def refusal(api: Api, credentials: Credentials, response: httpx2.Response) -> StatusError:
    """Make the exception that an answer means: by its documented reason, otherwise by its status."""
    shape = api.error
    try:
        document = untyped(response.content)
    except ValueError:
        document = UNSET
    listed = _first(document, shape.details)
    details = tuple(
        ErrorDetail(entry if is_object(entry) else {"message": entry}) for entry in (listed if is_array(listed) else [])
    )
    reasons = [_text(_first(document, (pointer,))) for pointer in shape.reason]
    reasons += [entry.reason for entry in details]
    known = api.reasons()
    reason = next((word for word in reasons if word in known), next(filter(None, reasons), ""))
    named = next((entry for entry in details if entry.reason == reason and entry.message), None)
    message = (
        named.message
        if named
        else _innermost(document, shape.message) or next((entry.message for entry in details if entry.message), "")
    )
    inner = _inner(document, (*shape.reason, *shape.message))
    status = response.status_code
    kind = with_status(known[reason], status) if reason in known else class_of(status)
    return kind(
        credentials.scrub(message) or response.reason_phrase or "no reason given",
        status=status,
        reason=credentials.scrub(reason),
        details=details,
        method=response.request.method,
        url=redacted(response.request.url),
        body=response.content,
        headers=response.headers,
        code=credentials.scrub(_text(inner.get("code", ""))),
        location=credentials.scrub(location_in(inner)),
    )


def no_token(api: Api, credentials: Credentials, response: httpx2.Response, answer: Any) -> TokenError:
    """Make the exception of a token endpoint that gave no token; `answer` is its body, decoded (None: no JSON)."""
    known = refusal(api, credentials, response)
    reason, message = known.reason, known.message
    if is_object(answer) and isinstance(answer.get("error"), str):  # RFC 6749, 5.2
        reason = answer["error"]
        message = credentials.scrub(str(answer.get("error_description", "the token endpoint gave no token")))
    return TokenError(
        message,
        status=known.status,
        reason=reason,
        details=known.details,
        method=known.method,
        url=known.url,
        body=known.body,
        headers=known.headers,
        code=known.code,
        location=known.location,
    )


def _first(document: Any, pointers: tuple[str, ...]) -> Any:
    """The first value that is there."""
    return next((value for value in (pointed(document, pointer) for pointer in pointers) if value is not UNSET), UNSET)


def _innermost(document: Any, pointers: tuple[str, ...]) -> str:
    """The message that stands deepest: those above it say what the status says already."""
    deepest = sorted(pointers, key=lambda pointer: -pointer.count("/"))
    return next((text for pointer in deepest if (text := _text(pointed(document, pointer)))), "")


def _inner(document: Any, pointers: tuple[str, ...]) -> dict[str, Any]:
    """The innermost object that says something of the error."""
    for pointer in sorted(pointers, key=lambda pointer: -pointer.count("/")):
        holder = pointed(document, pointer.rpartition("/")[0])
        if is_object(holder) and pointed(document, pointer) is not UNSET:
            return holder
    return {}


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
