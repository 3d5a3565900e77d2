"""How a caller proves who he is: the documented security schemes, and which of them fit an operation.

Enters: the keywords of the client and the environment. Leaves: `Proof`, what is added to a request. Nothing of it is
ever shown.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from ._encode import query
from ._errors import ConfigurationError
from ._tokens import GRANTS, OAuth2, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ._api import Api

__all__ = ["ApiKey", "Basic", "Bearer", "Credentials", "FrameSecret", "OAuth2", "Proof", "Scheme", "arguments_of"]


class ApiKey(msgspec.Struct, frozen=True):
    """A secret in a query parameter, a header or a cookie; `argument` is the client's keyword for it.

    `bearer` is whether the API takes it in the Authorization header as well (RFC 6750): there it stands in no URL.
    """

    place: Literal["query", "header", "cookie"]
    name: str
    argument: str
    bearer: bool = False


class Bearer(msgspec.Struct, frozen=True):
    """A token that the caller has, in the Authorization header."""

    argument: str = "token"


class Basic(msgspec.Struct, frozen=True):
    """A name and a password in the Authorization header (RFC 7617); the fields are the client's keywords for them."""

    username: str = "username"
    password: str = "password"  # noqa: S105  (a keyword's name)


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


class Proof(msgspec.Struct, frozen=True):
    """What is added to a request: query (encoded), headers and cookies that stay the same, and tokens that change."""

    query: str = ""
    headers: dict[str, str] = {}
    cookies: dict[str, str] = {}
    tokens: tuple[Tokens, ...] = ()

    def __repr__(self) -> str:
        return "<Proof>"


class Credentials:
    """What one client was given, by argument name, and what of it fits an operation."""

    hint: str

    def __init__(
        self,
        schemes: Mapping[str, Scheme],
        given: Mapping[str, str | None],
        environment: Mapping[str, str],
        prefix: str,
        client: str,
        *,
        token_in_query: bool = False,
    ) -> None:
        self._token_in_query = token_in_query
        self._explicit = {name: _checked(name, value) for name, value in given.items() if value is not None}
        found = {name: environment.get(f"{prefix}_{name.upper()}", "") for name in arguments_of(schemes)}
        self._all = {**{name: _checked(name, value) for name, value in found.items() if value}, **self._explicit}
        self._schemes = {name: scheme for name, scheme in schemes.items() if self._fits(scheme)}
        self._tokens = {
            name: Tokens(scheme, self._all, self._explicit, in_query=token_in_query)
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
        himself; of equals, one that can be renewed.

        None where nothing that was given fits; the server will say what it thinks of that.
        """
        found = self._proofs.get(security)
        if found is None:
            fitting = [names for names in security if all(name in self._schemes for name in names)]
            if not fitting:
                return None if security else Proof()
            best = max(fitting, key=lambda names: (len(self._used(names)), self._renewable(names)))
            found = self._proofs[security] = self._made(best)
        return found

    def _used(self, names: tuple[str, ...]) -> set[str]:
        return self._explicit.keys() & set(arguments_of({name: self._schemes[name] for name in names}))

    def _renewable(self, names: tuple[str, ...]) -> bool:
        return any(name in self._tokens and self._tokens[name].renewable for name in names)

    def _made(self, names: tuple[str, ...]) -> Proof:
        places: dict[str, dict[str, str]] = {"query": {}, "header": {}, "cookie": {}}
        tokens: list[Tokens] = []
        for name in names:
            match self._schemes[name]:
                case ApiKey(place, key, argument, bearer):
                    if bearer and not (self._token_in_query and place == "query"):
                        places["header"]["Authorization"] = f"Bearer {self._all[argument]}"
                    else:
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

    def replaced(self, given: Mapping[str, str | None], api: Api) -> Credentials:
        """Make the credentials of the same client with others given; the environment is not asked again."""
        kept = {name: value for name, value in self._all.items() if name not in given}
        known = {f"{api.environment}_{name.upper()}": value for name, value in kept.items()}
        return Credentials(api.schemes, given, known, api.environment, api.client, token_in_query=self._token_in_query)

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


def arguments_of(schemes: Mapping[str, Scheme]) -> list[str]:
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
                for flow, needed in GRANTS.values():
                    if not flow or not scheme.flows or flow in scheme.flows:
                        yield " with ".join(needed)
