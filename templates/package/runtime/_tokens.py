"""OAuth 2 tokens (RFC 6749): when one is due, what to send for the next one, and what the answer means.

Enters: the caller's secrets. Leaves: fields of token requests, and the token. Asking is the work of `_exchange`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ._encode import query, to_json
from ._values import is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class OAuth2(msgspec.Struct, frozen=True):
    """Tokens from a documented token endpoint (RFC 6749).

    `token_url` is absolute, or a path on the same server; `flows` are the document's names for them (none: any); `send`
    is where the token stands in a request; `encoding` that of the token request; `argument` the client's keyword for a
    token that the caller has already; `bearer` is whether the Authorization header takes it where `send` is another
    place.
    """

    token_url: str
    flows: tuple[str, ...] = ()
    send: tuple[Literal["query", "header", "cookie"], str] = ("header", "Authorization")
    encoding: Literal["form", "json"] = "form"
    argument: str = "access_token"
    bearer: bool = False


GRANTS: dict[str, tuple[str, tuple[str, ...]]] = {
    # grant: the document's name of the flow, and what the caller must have given for it; what the caller says most
    # clearly comes first
    "authorization_code": ("authorizationCode", ("code",)),
    "password": ("password", ("username", "password")),
    "refresh_token": ("", ("refresh_token",)),
    "client_credentials": ("clientCredentials", ("client_id", "client_secret")),
}

_SENT_WITH: dict[str, tuple[str, ...]] = {
    "authorization_code": ("code", "redirect_uri", "code_verifier"),
    "password": ("username", "password", "scope"),
    "refresh_token": (),
    "client_credentials": ("scope",),
}

_STALE = r"(?i)(expired|invalid|revoked|unknown)[\W_]{0,2}(access[\W_]?)?token|token.{0,24}(expired|invalid|revoked)"
"""Words that say that a token is no longer good; compiled by `re` when the first 403 comes."""


class Tokens:
    """The token of one OAuth 2 scheme, and what to send to get the next one.

    Not safe by itself: the transport asks for a token under a lock, and `generation` tells whether another thread was
    faster.
    """

    def __init__(
        self, scheme: OAuth2, given: Mapping[str, str], explicit: Mapping[str, str], *, in_query: bool = False
    ) -> None:
        self.scheme = scheme
        in_header = scheme.bearer and not (in_query and scheme.send[0] == "query")
        self._send = ("header", "Authorization") if in_header else scheme.send
        self.generation = 0
        self.attempts = 0
        self.failure: Exception | None = None
        self.value = given.get(scheme.argument)
        self._given = dict(given)
        self._refresh = given.get("refresh_token")
        self._renew_at: float | None = None
        self._grant = self._possible(explicit) or self._possible(given)

    def _possible(self, given: Mapping[str, str]) -> str | None:
        for grant, (flow, needed) in GRANTS.items():
            if all(name in given for name in needed) and (
                not flow or not self.scheme.flows or flow in self.scheme.flows
            ):
                return grant
        return None

    def __repr__(self) -> str:
        return f"<Tokens of {self.scheme.token_url}>"

    @property
    def usable(self) -> bool:
        """Whether there is a token, or a way to get one."""
        return self.value is not None or self._grant is not None

    @property
    def renewable(self) -> bool:
        """Whether a further token can be asked for."""
        return self._grant is not None or self._refresh is not None

    def due(self, now: float) -> bool:
        """Whether the next token should be fetched before the next request. `now` is monotonic time in seconds."""
        if self.value is None:
            return True
        return self._renew_at is not None and now >= self._renew_at and self.renewable

    def requests(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the grants to try, in order, and the fields to send for each."""
        if self._refresh is not None:
            yield "refresh_token", self._fields("refresh_token", refresh_token=self._refresh)
        if self._grant is not None and self._grant != "refresh_token":
            yield self._grant, self._fields(self._grant)

    def _fields(self, grant: str, **more: str) -> dict[str, str]:
        names = ("client_id", "client_secret", *_SENT_WITH[grant])
        if grant == "password" and "scope" in self._given:
            names = (*names, "scope")
        return {"grant_type": grant, **{name: self._given[name] for name in names if name in self._given}, **more}

    def body(self, fields: Mapping[str, str]) -> tuple[bytes, str]:
        """Write a token request as the endpoint wants it: the body and its media type."""
        if self.scheme.encoding == "json":
            return to_json(dict(fields)), "application/json"
        return query(fields).encode(), "application/x-www-form-urlencoded"

    def receive(self, grant: str, answer: Any, now: float) -> bool:
        """Take the endpoint's answer, decoded. Returns whether there was a token in it."""
        if not is_object(answer):
            return False
        token = answer.get("access_token")
        if not isinstance(token, str) or not token:
            return False
        refresh = answer.get("refresh_token")
        if isinstance(refresh, str) and refresh:
            self._refresh = refresh
        if grant == "authorization_code":  # good for one use (RFC 6749, 4.1.2)
            self._grant = None
        seconds = _seconds(answer.get("expires_in"))
        self._renew_at = None if seconds is None else now + seconds - min(60.0, seconds / 10)
        self.value = token
        self.generation += 1
        return True

    def refused(self, grant: str) -> None:
        """Forget what the endpoint did not take: a refresh token that it revoked."""
        if grant == "refresh_token":
            self._refresh = None

    def secrets(self) -> Iterator[str]:
        """Yield what must never be shown."""
        yield from (value for value in (self.value, self._refresh) if value)

    def proof(self) -> tuple[str, str, str]:
        """Where the token stands, its name there, and its text there."""
        place, name = self._send
        bearer = place == "header" and name.lower() == "authorization"
        return place, name, f"Bearer {self.value}" if bearer else self.value or ""


def _seconds(value: object) -> float | None:
    try:
        seconds = float(str(value))
    except ValueError:
        return None
    return seconds if 0 < seconds < 1e10 else None


def stale(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether an answer says that the token is no longer good: any 401, and a 403 with such words (RFC 6750, 3.1)."""
    if status == 401:
        return True
    words = headers.get("www-authenticate", "") + " " + body[:4096].decode("utf-8", "replace")
    return status == 403 and re.search(_STALE, words) is not None
