"""Calls that no page documents: a method, a path, and what the caller knows of the answer.

Enters: the arguments of `client.request`. Leaves: a `Request`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ._encode import Content, Form, Json
from ._request import Operation, Request
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._api import Api
    from ._encode import Body

__all__ = ["undocumented"]

T = TypeVar("T")


def undocumented(
    api: Api,
    method: str,
    path: str,
    returns: type[T],
    at: str,
    query: Mapping[str, object] | None,
    headers: Mapping[str, str] | None,
    json: object,
    form: Mapping[str, object] | None,
    content: bytes | None,
    prefix: str | None,
) -> Request[T]:
    """Make a call that any of the API's security schemes authorises. Raises `ValueError` for a path that leads to
    another server: there the credentials do not belong."""
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
    return Request(operation, operation.path, query or {}, headers or {}, {}, _body(json, form, content))


def _body(json: object, form: Mapping[str, object] | None, content: bytes | None) -> Body | None:
    if json is not UNSET:
        return Json(json)
    if form is not None:
        return Form(form)
    return None if content is None else Content(content, "application/octet-stream")
