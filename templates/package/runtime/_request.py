"""An operation as the documentation describes it, and one call of it, both as values that perform nothing.

Enters: what the generated builders say. Leaves: `Operation`, `PagedOperation` (made once, at import) and `Request`,
`PagedRequest` (one call's path, query, headers and body), which `_transport` sends.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote

import msgspec

from ._encode import Content, Form, Json, Multipart
from ._options import with_options
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._api import Api
    from ._decode import PageParts
    from ._drift import Reporter
    from ._encode import Body
    from ._pagination import Paging
    from ._retry import Rate

T = TypeVar("T")
CallT = TypeVar("CallT", bound="Call")
ItemT = TypeVar("ItemT")

_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_NOTHING: Mapping[str, Any] = {}
_KEYS = frozenset({"idempotency-key", "x-idempotency-key"})


class Described(msgspec.Struct, frozen=True, dict=True):
    """What is documented of an operation, whatever it returns.

    `id` is the document's operationId, `path` a template (`/users/{user_id}`), `returns` the type of the answer, `at`
    the JSON pointer of the envelope to open, `status` the documented success statuses, `security` the documented
    alternatives (each a tuple of scheme names; none: nothing is sent), `idempotent` whether a repeated call is harmless
    (by default the method tells), `prefix` what stands before `path` instead of the API's own prefix (a path, or an
    absolute URL), `joined` the separator of those query parameters that are lists in one value, `remote` the name of a
    method that is called over a WebSocket and never over HTTP.
    """

    id: str
    method: str
    path: str
    returns: Any = msgspec.field(default=None, name="returns")
    at: str = ""
    status: tuple[int, ...] = ()
    security: tuple[tuple[str, ...], ...] = ()
    idempotent: bool | None = None
    prefix: str | None = None
    accept: str = "application/json"
    rate: Rate | None = None
    joined: Mapping[str, str] = _NOTHING
    remote: str = ""

    @property
    def repeatable(self) -> bool:
        """Whether a call may be sent again after an answer that never came."""
        return self.method in _IDEMPOTENT if self.idempotent is None else self.idempotent

    @cached_property
    def reader(self) -> Callable[[bytes, Reporter], Any]:
        """What makes a value of an answer."""
        from ._decode import reader_of

        return reader_of(self)


class Operation(Described, Generic[T], frozen=True):
    """An operation that answers with one `T`."""

    def request(
        self,
        *,
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
        headers: Mapping[str, object] = _NOTHING,
        cookies: Mapping[str, object] = _NOTHING,
        json: object = UNSET,
        form: Mapping[str, object] | None = None,
        multipart: Mapping[str, object] | None = None,
        content: object = UNSET,
        content_type: str = "application/octet-stream",
    ) -> Request[T]:
        """Make one call of it. `UNSET` values are left out; at most one of the four bodies is given.

        Raises `ValueError`, naming the argument, for a path value that is empty or consists of dots.
        """
        body = _body(json, form, multipart, content, content_type)
        return Request(self, fill(self.path, path) if path else self.path, query, headers, cookies, body)


class PagedOperation(Described, Generic[ItemT], frozen=True, kw_only=True):
    """An operation that answers with a list of `ItemT`, or with a page of one."""

    paging: Paging

    @cached_property
    def reader(self) -> Callable[[bytes, Reporter], PageParts]:
        """What takes a page apart."""
        from ._decode import page_reader_of

        return page_reader_of(self)

    def request(
        self,
        *,
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
        headers: Mapping[str, object] = _NOTHING,
        cookies: Mapping[str, object] = _NOTHING,
        json: object = UNSET,
    ) -> PagedRequest[ItemT]:
        """Make one call of it, for the page that `query` asks for. Raises as `Operation.request` does."""
        body = None if json is UNSET else Json(json)
        return PagedRequest(self, fill(self.path, path) if path else self.path, query, headers, cookies, body)


class Call(msgspec.Struct, frozen=True):
    """One call: the path, percent-encoded, and what goes with it as Python values.

    `extra_headers` win over all others; `timeout` is the call's own (`UNSET`: the client's).
    """

    operation: Described
    path: str
    query: Mapping[str, object] = _NOTHING
    headers: Mapping[str, object] = _NOTHING
    cookies: Mapping[str, object] = _NOTHING
    body: Body | None = None
    extra_headers: Mapping[str, str] = _NOTHING
    timeout: Any = UNSET


class Request(Call, Generic[T], frozen=True):
    """One call that answers with a `T`."""


class PagedRequest(Call, Generic[ItemT], frozen=True):
    """One call that answers with a page of `ItemT`."""


def idempotency_key(call: Call) -> str | None:
    """The name of the header by which a server knows a call again that is sent twice; None where it sends none."""
    return next((name for name in (*call.headers, *call.extra_headers) if name.lower() in _KEYS), None)


def keyed(call: CallT) -> CallT:
    """The call with a new key, where one is documented and the caller gave none."""
    name = idempotency_key(call) if call.headers else None
    if name is None or call.headers.get(name, name) not in (UNSET, None):
        return call
    return msgspec.structs.replace(call, headers={**call.headers, name: os.urandom(16).hex()})


def undocumented(
    api: Api,
    method: str,
    path: str,
    returns: type[T],
    *,
    at: str = "",
    query: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
    json: object = UNSET,
    form: Mapping[str, object] | None = None,
    content: bytes | None = None,
    prefix: str | None = None,
    **options: Any,
) -> Request[T]:
    """Make a call that no page documents, which any of the API's security schemes authorises. Raises `ValueError` for a
    path that leads to another server: there the credentials do not belong."""
    if "://" in f"{prefix or ''}{path}" or path.startswith("//"):
        raise ValueError(f"{path!r} is no path of {api.client}: it names a server")
    kind: Any = returns
    operation: Operation[T] = Operation(
        f"{method.upper()} {path}",
        method.upper(),
        path if path.startswith("/") else f"/{path}",
        returns=kind,
        at=at,
        security=tuple((name,) for name in api.schemes),
        prefix=prefix,
        accept="*/*" if returns in (bytes, str) else "application/json",
    )
    body = UNSET if content is None else content
    call = operation.request(query=query or {}, headers=headers or {}, json=json, form=form, content=body)
    return with_options(call, options) if options else call


def fill(template: str, values: Mapping[str, object]) -> str:
    """Fill `/users/{user_id}` with values, each percent-encoded as one segment.

    Raises `ValueError`, naming the argument, for a value that would address another resource: an empty one, or one of
    dots only.
    """
    quoted: dict[str, str] = {}
    for name, value in values.items():
        text = _segment(value)
        if not text.strip(". \t\r\n"):
            raise ValueError(
                f"{name} must not be empty or consist of dots only: {text!r} cannot be a part of {template}"
            )
        quoted[name] = quote(text, safe="")
    return _PARAMETER.sub(lambda parameter: quoted[parameter[1]], template)


def _segment(value: object) -> str:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or value is UNSET else str(value)


def _body(
    json: object,
    form: Mapping[str, object] | None,
    multipart: Mapping[str, object] | None,
    content: object,
    content_type: str,
) -> Body | None:
    if json is not UNSET:
        return Json(json)
    if form is not None:
        return Form(form)
    if multipart is not None:
        return Multipart(multipart)
    return None if content is UNSET else Content(content, content_type)
