"""How a caller proves who he is: the documented security schemes, and tokens that are fetched, renewed and never shown.

Enters: the keywords of the client and the environment. Leaves: `Proof`, what is added to a request, and `Tokens`, which
says what to ask the token endpoint for; asking is the transport's work.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from ._encode import query, to_json
from ._errors import ConfigurationError
from ._values import is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["ApiKey", "Basic", "Bearer", "Credentials", "FrameSecret", "OAuth2", "Proof", "Scheme", "Tokens"]


class ApiKey(msgspec.Struct, frozen=True):
    """A secret in a query parameter, a header or a cookie; `argument` is the client's keyword for it."""

    place: Literal["query", "header", "cookie"]
    name: str
    argument: str


class Bearer(msgspec.Struct, frozen=True):
    """A token that the caller has, in the Authorization header."""

    argument: str = "token"


class Basic(msgspec.Struct, frozen=True):
    """A name and a password in the Authorization header (RFC 7617); the fields are the client's keywords for them."""

    username: str = "username"
    password: str = "password"  # noqa: S105  (a keyword's name)


class OAuth2(msgspec.Struct, frozen=True):
    """Tokens from a documented token endpoint (RFC 6749).

    `token_url` is absolute, or a path on the same server; `flows` are the document's names for them (none: any); `send`
    is where the token stands in a request; `encoding` that of the token request; `argument` the client's keyword for a
    token that the caller has already.
    """

    token_url: str
    flows: tuple[str, ...] = ()
    send: tuple[Literal["query", "header", "cookie"], str] = ("header", "Authorization")
    encoding: Literal["form", "json"] = "form"
    argument: str = "access_token"


class FrameSecret(msgspec.Struct, frozen=True):
    """A secret that opens a WebSocket session and stands in no request."""

    argument: str = "pin"


Scheme: TypeAlias = ApiKey | Bearer | Basic | OAuth2 | FrameSecret

_OAUTH2_ARGUMENTS = (
    "client_id",
    "client_secret",
    "username",
    "password",
    "code",
    "code_verifier",
    "redirect_uri",
    "refresh_token",
    "scope",
)
_PUBLIC = frozenset({"client_id", "username", "redirect_uri", "scope"})

_GRANTS: dict[str, tuple[str, tuple[str, ...]]] = {
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


class Proof(msgspec.Struct, frozen=True):
    """What is added to a request: query (encoded), headers and cookies that stay the same, and tokens that change."""

    query: str = ""
    headers: dict[str, str] = {}
    cookies: dict[str, str] = {}
    tokens: tuple[Tokens, ...] = ()

    def __repr__(self) -> str:
        return "<Proof>"


class Tokens:
    """The token of one OAuth 2 scheme, and what to send to get the next one.

    Not safe by itself: the transport asks for a token under a lock, and `generation` tells whether another thread was
    faster.
    """

    def __init__(self, scheme: OAuth2, given: Mapping[str, str], explicit: Mapping[str, str]) -> None:
        self.scheme = scheme
        self.generation = 0
        self.attempts = 0
        self.failure: Exception | None = None
        self.value = given.get(scheme.argument)
        self._given = dict(given)
        self._refresh = given.get("refresh_token")
        self._renew_at: float | None = None
        self._grant = self._possible(explicit) or self._possible(given)

    def _possible(self, given: Mapping[str, str]) -> str | None:
        for grant, (flow, needed) in _GRANTS.items():
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
        place, name = self.scheme.send
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


class Credentials:
    """What one client was given, by argument name, and what of it fits an operation."""

    def __init__(
        self,
        schemes: Mapping[str, Scheme],
        given: Mapping[str, str | None],
        environment: Mapping[str, str],
        prefix: str,
        client: str,
    ) -> None:
        self._explicit = {name: _checked(name, value) for name, value in given.items() if value is not None}
        found = {name: environment.get(f"{prefix}_{name.upper()}", "") for name in _arguments(schemes)}
        self._all = {**{name: _checked(name, value) for name, value in found.items() if value}, **self._explicit}
        self._schemes = {name: scheme for name, scheme in schemes.items() if self._fits(scheme)}
        self._tokens = {
            name: Tokens(scheme, self._all, self._explicit)
            for name, scheme in self._schemes.items()
            if isinstance(scheme, OAuth2)
        }
        self._proofs: dict[tuple[tuple[str, ...], ...], Proof] = {}
        self.hint = (
            f"authorise by one of {', '.join(_ways(schemes))}, or {prefix}_… in the environment" if schemes else ""
        )
        if self._explicit.keys() - {"scope", "redirect_uri"} and not self._schemes:
            raise ConfigurationError(
                f"{client}: {', '.join(sorted(self._explicit))} alone cannot authorise; {self.hint}"
            )

    def _fits(self, scheme: Scheme) -> bool:
        """Whether all that a scheme needs is there."""
        match scheme:
            case ApiKey() | Bearer() | FrameSecret():
                return scheme.argument in self._all
            case Basic():
                return scheme.username in self._all and scheme.password in self._all
            case OAuth2():
                return Tokens(scheme, self._all, self._explicit).usable

    def proof(self, security: tuple[tuple[str, ...], ...]) -> Proof | None:
        """Find what authorises an operation: of its alternatives, the one that uses most of what the caller said
        himself.

        None where nothing that was given fits; the server will say what it thinks of that.
        """
        found = self._proofs.get(security)
        if found is None:
            fitting = [names for names in security if all(name in self._schemes for name in names)]
            if not fitting:
                return None if security else Proof()
            best = max(fitting, key=lambda names: len(self._used(names)))
            found = self._proofs[security] = self._made(best)
        return found

    def _used(self, names: tuple[str, ...]) -> set[str]:
        return self._explicit.keys() & set(_arguments({name: self._schemes[name] for name in names}))

    def _made(self, names: tuple[str, ...]) -> Proof:
        places: dict[str, dict[str, str]] = {"query": {}, "header": {}, "cookie": {}}
        tokens: list[Tokens] = []
        for name in names:
            match self._schemes[name]:
                case ApiKey(place, key, argument):
                    places[place][key] = self._all[argument]
                case Bearer(argument):
                    places["header"]["Authorization"] = f"Bearer {self._all[argument]}"
                case Basic(username, password):
                    pair = f"{self._all[username]}:{self._all[password]}".encode()
                    places["header"]["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
                case OAuth2():
                    tokens.append(self._tokens[name])
                case FrameSecret():
                    pass
        return Proof(query(places["query"]), places["header"], places["cookie"], tuple(tokens))

    def given(self, argument: str) -> str | None:
        """What the caller or the environment said for one keyword."""
        return self._all.get(argument)

    def secrets(self) -> Iterator[str]:
        """Yield every value that must never be shown."""
        yield from (value for name, value in self._all.items() if name not in _PUBLIC)
        for tokens in self._tokens.values():
            yield from tokens.secrets()

    def query_names(self) -> set[str]:
        """The query parameters that hold secrets."""
        return secret_query(self._schemes)

    def scrub(self, text: str) -> str:
        """Take secrets out of a text that somebody else wrote."""
        for secret in self.secrets():
            if len(secret) > 3:
                text = text.replace(secret, "[secret]")
        return text

    def __repr__(self) -> str:
        return f"<Credentials for {', '.join(self._schemes) or 'nothing'}>"


def secret_query(schemes: Mapping[str, Scheme]) -> set[str]:
    """Name the query parameters that hold secrets."""
    keys = {scheme.name for scheme in schemes.values() if isinstance(scheme, ApiKey) and scheme.place == "query"}
    sent = {scheme.send[1] for scheme in schemes.values() if isinstance(scheme, OAuth2) and scheme.send[0] == "query"}
    return keys | sent


def _checked(name: str, value: str) -> str:
    """Refuse what cannot be sent, without showing it."""
    if not value or "\n" in value or "\r" in value or "\0" in value:
        raise ConfigurationError(f"{name} is empty or holds a line break")
    return value


def _arguments(schemes: Mapping[str, Scheme]) -> list[str]:
    """Name the client's keywords for some schemes, in order."""
    names: dict[str, None] = {}
    for scheme in schemes.values():
        match scheme:
            case ApiKey() | Bearer() | FrameSecret():
                names[scheme.argument] = None
            case Basic():
                names.update(dict.fromkeys((scheme.username, scheme.password)))
            case OAuth2():
                names.update(dict.fromkeys((scheme.argument, *_OAUTH2_ARGUMENTS)))
    return list(names)


def _ways(schemes: Mapping[str, Scheme]) -> Iterator[str]:
    """Say the keywords that go together, for a person."""
    for scheme in schemes.values():
        match scheme:
            case ApiKey() | Bearer() | FrameSecret():
                yield scheme.argument
            case Basic():
                yield f"{scheme.username} with {scheme.password}"
            case OAuth2():
                for flow, needed in _GRANTS.values():
                    if not flow or not scheme.flows or flow in scheme.flows:
                        yield " with ".join(needed)
