"""How the API is reached and callers prove who they are: servers and security schemes, as the runtime's values.

Enters: an opened document. Leaves: `Server` (scheme and host, variables, path) and `Scheme`s with the client's
keywords for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.document.servers import path_of
from speclift.generate.literals import literal
from speclift.generate.words import distinct, variable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.document.node import Node
    from speclift.generate.document import Document

_FLOWS = ("implicit", "password", "clientCredentials", "authorizationCode")
"""The flows of OAuth 2 that OpenAPI has."""

OAUTH2_ARGUMENTS = (
    "client_id", "client_secret", "username", "password", "code", "code_verifier", "redirect_uri", "refresh_token",
    "scope",
)  # fmt: skip

CLIENT_ARGUMENTS = frozenset(
    {
        "server",
        "token_in_query",
        "verify",
        "cert",
        "proxy",
        "http2",
        "timeout",
        "max_retries",
        "headers",
        "http_client",
        "strict",
        "on_drift",
        "on_request",
        "on_response",
        "credentials",
    }
)
"""Keywords of every client: a secret's keyword is never one of them."""

_WORDS = {
    "client_id": "The client's identifier (OAuth 2).",
    "client_secret": "The client's secret (OAuth 2).",
    "username": "The user's name, for the password grant (OAuth 2).",
    "password": "The user's password, for the password grant (OAuth 2).",
    "code": "An authorization code, good for one use (OAuth 2).",
    "code_verifier": "The verifier that belongs to the code (PKCE, RFC 7636).",
    "redirect_uri": "The address that the code was sent to (OAuth 2).",
    "refresh_token": "A refresh token (OAuth 2).",
    "scope": "The scopes to ask for, parted by spaces (OAuth 2).",
}


@dataclass(frozen=True, slots=True)
class Server:
    """Where the API is. `root` is scheme and host, with `{variables}`; `prefix` the path; `defaults` None where the
    user must say.
    """

    root: str
    prefix: str
    defaults: tuple[tuple[str, str | None], ...]

    @property
    def asked(self) -> bool:
        """Whether the server is the client's first argument: where the document leaves it open, or does not say."""
        return not self.root or any(default is None for _, default in self.defaults)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A security scheme: its name in the document, the runtime's class, its arguments as source text, the client's
    keywords.
    """

    name: str
    kind: str
    values: tuple[str, ...]
    arguments: tuple[tuple[str, str], ...]


def server_of(document: Document) -> Server:
    """Take apart the first server of the document."""
    root, prefix = split_url(document.server.text("url") or "/")
    variables = dict(document.server.child("variables").entries())

    def default(name: str) -> str | None:
        """The documented default where it is an answer (a port, one of the listed values), None where it only shows
        the form.
        """
        variable = variables.get(name)
        stated = variable.text("default") if variable else ""
        return stated if stated.isdecimal() or (variable and variable.child("enum").elements()) else None

    for name in _braced(prefix):
        prefix = prefix.replace(f"{{{name}}}", variables[name].text("default") if name in variables else name)
    return Server(root, prefix, tuple((name, default(name)) for name in _braced(root)))


def split_url(url: str) -> tuple[str, str]:
    """Part an address into scheme with host, and path; a path alone has no host."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return "", "/" + url.strip("/") if url.strip("/") else ""
    host, _, path = rest.partition("/")
    return f"{scheme}://{host}", f"/{path.strip('/')}" if path.strip("/") else ""


def schemes_of(document: Document) -> list[Scheme]:
    """The security schemes that the client can fulfil, with keywords that do not clash."""
    schemes = document.security_schemes()
    taken: set[str] = set(CLIENT_ARGUMENTS)
    if any(scheme.text("type") == "oauth2" for scheme in schemes.values()):
        taken |= set(OAUTH2_ARGUMENTS)
    keys = {name: scheme for name, scheme in schemes.items() if scheme.text("type") == "apiKey"}
    arguments = distinct(keys, lambda name: variable(keys[name].text("name") if _telling(keys[name]) else name), taken)
    return [scheme for name in schemes for scheme in _scheme(name, schemes[name], arguments.get(name, ""), document)]


def _scheme(name: str, scheme: Node, argument: str, document: Document) -> Iterator[Scheme]:
    words = " ".join(scheme.text("description").split())
    match scheme.text("type"), scheme.text("scheme").lower():
        case "apiKey", _:
            place = scheme.text("in")
            if place in {"query", "header", "cookie"}:
                values = [literal(place), literal(scheme.text("name")), f"argument={literal(argument)}"]
                values += ["bearer=True"] if takes_bearer(document) and scheme.text("name") == "access_token" else []
                yield Scheme(
                    name,
                    "ApiKey",
                    tuple(values),
                    ((argument, words or f"Sent as {place} parameter `{scheme.text('name')}`."),),
                )
        case "http", "basic":
            yield Scheme(
                name, "Basic", (), (("username", words or "The user's name."), ("password", "The user's password."))
            )
        case "http", _:
            yield Scheme(
                name, "Bearer", (), (("token", words or "The token that is sent in the Authorization header."),)
            )
        case "oauth2", _:
            yield from _oauth2(name, scheme, document)
        case "openIdConnect", _:
            yield Scheme(name, "Bearer", (), (("token", words or "An access token of the identity provider."),))


def _oauth2(name: str, scheme: Node, document: Document) -> Iterator[Scheme]:
    stated = scheme.child("flows")
    flows = {kind: stated.child(kind) for kind in _FLOWS if isinstance(stated.child(kind).value, dict)}
    token_url = next((flow.text("tokenUrl") for flow in flows.values() if flow.text("tokenUrl")), "")
    if not token_url:
        yield Scheme(name, "Bearer", ("argument=" + literal("access_token"),), (("access_token", "An access token."),))
        return
    values = [f"token_url={literal(_relative(token_url, document))}", f"flows={literal(tuple(flows))}"]
    sent = _access_token(document)
    if sent:
        values.append(f"send={literal(sent)}")
        values += ["bearer=True"] if takes_bearer(document) else []
    if _token_request_is_json(token_url, document):
        values.append('encoding="json"')
    token = ("access_token", "An access token that you have already.")
    yield Scheme(name, "OAuth2", tuple(values), (token, *((word, _WORDS[word]) for word in OAUTH2_ARGUMENTS)))


def takes_bearer(document: Document) -> bool:
    """Whether tokens that are documented as a query parameter may stand in the Authorization header as well.

    A server that takes OAuth 2 tokens must take them there (RFC 6750, 2.1); `access_token` is the same token in a
    query (2.3), where it ends up in logs and histories.
    """
    schemes = document.security_schemes().values()
    return any(scheme.text("type") == "oauth2" for scheme in schemes) and _access_token(document) is not None


def _access_token(document: Document) -> tuple[str, str] | None:
    """Where tokens stand in a request when it is not the Authorization header: where the document shows
    `access_token`.
    """
    for scheme in document.security_schemes().values():
        if scheme.text("type") == "apiKey" and scheme.text("name") == "access_token":
            return scheme.text("in"), "access_token"
    return None


def _token_request_is_json(token_url: str, document: Document) -> bool:
    path = path_of(token_url) or token_url
    for operation in document.operations:
        content = document.request_body(operation).child("content").mapping()
        if path.endswith(operation.path) and operation.method == "post" and content:
            return any("json" in media_type for media_type in content)
    return False


def _relative(url: str, document: Document) -> str:
    """A token endpoint on the API's own server is a path there: the host is the user's to say."""
    root, path = split_url(url)
    return path if root and root == split_url(document.server.text("url"))[0] else url


def _telling(scheme: Node) -> bool:
    """Whether the parameter's own name says what it is; `Authorization` and `X-Auth-Token` do not read well as
    keywords.
    """
    name = scheme.text("name")
    return bool(name) and name.lower() not in {"authorization"} and not scheme.text("x-argument")


def _braced(template: str) -> list[str]:
    return [part.partition("}")[0] for part in template.split("{")[1:] if "}" in part]
