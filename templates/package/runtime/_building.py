"""From a call to the request that is sent: everything merged, encoded and authorised.

Enters: a call and what proves who asks. Leaves: an `httpx2.Request`.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import httpx2

from ._encode import Content, Form, Json, Multipart, header, query, to_json
from ._files import parts, repeatable, whole
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._api import Api
    from ._auth import Proof
    from ._encode import Body
    from ._request import Call


class Builder:
    """Makes the requests of one client.

    `http` merges what the user set on his own client and sends none here. `root` is the server's address, `timeout`
    None leaves it to `http`, and so does an operation whose answer is of the type `accepted`.
    """

    api: Api
    root: str
    http: httpx2.Client | httpx2.AsyncClient
    timeout: httpx2.Timeout | None
    headers: dict[str, str]
    accepted: str

    def __init__(
        self,
        api: Api,
        root: str,
        http: httpx2.Client | httpx2.AsyncClient,
        timeout: httpx2.Timeout | None,
        headers: Mapping[str, str],
        accepted: str,
    ) -> None:
        self.api, self.root, self.http, self.timeout = api, root, http, timeout
        self.headers = {name: header(value) for name, value in headers.items()}
        self.accepted = accepted

    def patience(self, own: Any = UNSET) -> dict[str, Any]:
        """The arguments of `build_request` that say how long to wait; `own` is the call's word for it."""
        if own is not UNSET:
            return {"timeout": own}
        return {} if self.timeout is None else {"timeout": self.timeout}

    def address(self, call: Call) -> str:
        """The URL of a call without its query."""
        prefix = call.operation.prefix
        if prefix is None:
            return f"{self.root}{self.api.prefix}{call.path}"
        return f"{prefix}{call.path}" if "://" in prefix else f"{self.root}{prefix}{call.path}"

    def build(self, call: Call, proof: Proof | None, opened: list[IO[bytes]], url: str | None = None) -> httpx2.Request:
        """Make the request of a call: everything merged, encoded and authorised.

        Files that are opened for it are added to `opened`; `url` is where a redirect sends it.
        """
        headers = {} if call.operation.accept == self.accepted else {"Accept": call.operation.accept}
        if self.headers:
            headers.update(self.headers)
        cookies: dict[str, str] = {}
        words = query(call.query, call.operation.joined) if call.query and url is None else ""
        if call.headers:
            headers.update({name: header(value) for name, value in call.headers.items() if value is not UNSET})
        if call.cookies:
            cookies.update({name: header(value) for name, value in call.cookies.items() if value is not UNSET})
        if proof is not None:
            headers.update(proof.headers)
            cookies.update(proof.cookies)
            for tokens in proof.tokens:
                place, name, token = tokens.proof()
                if place != "query":
                    (headers if place == "header" else cookies)[name] = token
            if secret := secret_query(proof):
                words = f"{words}&{secret}" if words else secret
        target = url or self.address(call)
        if words:
            target = f"{target}{'&' if '?' in target else '?'}{words}"
        more = self.patience(call.timeout)
        if cookies:
            more["cookies"] = cookies
        if self.http.params:  # httpx2 would put them in the place of ours
            more["params"] = self.http.params.merge(httpx2.URL(target).params)
        if call.body is not None:
            _load(call.body, headers, more, opened)
        if call.extra_headers:
            given = {name.lower() for name in call.extra_headers}
            headers = {name: value for name, value in headers.items() if name.lower() not in given}
            headers.update({name: header(value) for name, value in call.extra_headers.items()})
        return self.http.build_request(call.operation.method, target, headers=headers or None, **more)


def secret_query(proof: Proof) -> str:
    """The part of a query that authorises, encoded."""
    words = proof.query
    for tokens in proof.tokens:
        place, name, token = tokens.proof()
        if place == "query":
            words = f"{words}&{query({name: token})}" if words else query({name: token})
    return words


def _load(body: Body, headers: dict[str, str], more: dict[str, Any], opened: list[IO[bytes]]) -> None:
    """Put a body into the arguments of `build_request`."""
    match body:
        case Json(value):
            headers.setdefault("Content-Type", "application/json")
            more["content"] = to_json(value)
        case Form(fields):
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
            more["content"] = query(fields).encode()
        case Multipart(fields):
            more["files"], more["data"] = parts(fields, opened)
        case Content(source, media_type):
            headers.setdefault("Content-Type", media_type)
            more["content"] = whole(source)


def can_be_repeated(call: Call) -> bool:
    """Whether the body can be sent a second time."""
    match call.body:
        case Multipart(fields):
            return repeatable(fields)
        case Content(source, _):
            return not hasattr(source, "read")
        case _:
            return True
