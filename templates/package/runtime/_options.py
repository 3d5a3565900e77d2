"""What every call takes beside its documented arguments: headers, parameters and fields that no page mentions, and a
timeout of its own.

Enters: a call and its options. Leaves: the call with the options in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import msgspec

from ._encode import Content, Form, Json, Multipart, to_builtins
from ._values import UNSET

if TYPE_CHECKING:
    import httpx2

    from ._encode import Body
    from ._request import Call

CallT = TypeVar("CallT", bound="Call")


class CallOptions(TypedDict, total=False):
    """The options of every call.

    `extra_headers`, `extra_query` and `extra_body` are sent beside the documented arguments and win over them;
    `timeout` counts seconds for each step of a request (None waits for ever), instead of the client's.
    """

    extra_headers: Mapping[str, str] | None
    extra_query: Mapping[str, object] | None
    extra_body: Mapping[str, object] | None
    timeout: float | httpx2.Timeout | None


class RequestOptions(CallOptions, total=False):
    """What a call takes that no page documents: where it goes and what it sends."""

    at: str
    query: Mapping[str, object] | None
    headers: Mapping[str, str] | None
    json: object
    form: Mapping[str, object] | None
    content: bytes | None
    prefix: str | None


_NAMES = frozenset({"extra_headers", "extra_query", "extra_body", "timeout"})


def with_options(call: CallT, options: Mapping[str, Any]) -> CallT:
    """Return the call with its options. Raises `TypeError` for an option that there is not, and for fields that have no
    body to stand in."""
    for name in options:
        if name not in _NAMES:
            raise TypeError(f"{call.operation.id}() got an unexpected keyword argument {name!r}")
    changes: dict[str, Any] = {}
    if query := options.get("extra_query"):
        changes["query"] = {**call.query, **query}
    if headers := options.get("extra_headers"):
        changes["extra_headers"] = dict(headers)
    if fields := options.get("extra_body"):
        changes["body"] = _with_fields(call.body, fields, call.operation.id)
    if options.get("timeout", UNSET) is not UNSET:
        changes["timeout"] = options["timeout"]
    return msgspec.structs.replace(call, **changes)


def _with_fields(body: Body | None, fields: Mapping[str, object], operation: str) -> Body:
    match body:
        case None:
            return Json(dict(fields))
        case Form(known):
            return Form({**known, **fields})
        case Multipart(known):
            return Multipart({**known, **fields})
        case Json(value) if _has_fields(value):
            return Json({**to_builtins(value), **fields})
        case Json() | Content():
            raise TypeError(f"{operation}() sends no object that extra_body could stand in")


def _has_fields(value: object) -> bool:
    return isinstance(value, Mapping | msgspec.Struct)
