"""Enforces the documented security requirements.

Enters: a request and the operation it is for. Leaves: nothing, or `Refused`: 401 for missing, unknown or expired
credentials, 403 for a token without the documented scope.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import TYPE_CHECKING, Any, Literal

from speclift.document import dereference
from speclift.mock.refusal import Refused
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.document import Operation
    from speclift.mock.credentials import Credentials, Tokens
    from speclift.mock.messages import Request

Verdict = Literal["good", "missing", "unknown", "expired", "scope"]

_WORSE: tuple[Verdict, ...] = ("scope", "expired", "unknown", "missing")
"""Of several alternatives that all fail, the one that came nearest tells the client most."""

_REFUSALS: dict[Verdict, tuple[int, str, str, tuple[str, ...]]] = {
    "missing": (
        401,
        "unauthorized",
        "Credentials are missing.",
        (r"^unauthori[sz]ed", r"token.*(required|missing)", r"not.?(authori[sz]ed|logged)", r"access.?denied"),
    ),
    "unknown": (
        401,
        "invalidToken",
        "The credentials are not known.",
        (
            r"(invalid|wrong|bad|unknown).*(token|key)",
            r"token.*invalid",
            r"^unauthori[sz]ed",
            r"access.?denied",
        ),
    ),
    "expired": (
        401,
        "tokenExpired",
        "The access token has expired.",
        (r"expired", r"(invalid|wrong|bad).*token", r"token.*invalid", r"^unauthori[sz]ed", r"access.?denied"),
    ),
    "scope": (
        403,
        "insufficientScope",
        "The token does not grant this.",
        (r"scope|permission|privilege", r"forbidden", r"access.?denied|not.?allowed"),
    ),
}

_CHALLENGES: dict[Verdict, str] = {
    "missing": "Bearer",
    "unknown": 'Bearer error="invalid_token"',
    "expired": 'Bearer error="invalid_token"',
    "scope": 'Bearer error="insufficient_scope"',
}
"""RFC 6750, 3."""


class Security:
    """The security schemes of a document, and what is good for them."""

    def __init__(
        self, document: dict[str, Any], credentials: Credentials, tokens: Tokens, *, strict: bool = False
    ) -> None:
        self._document = document
        self._strict = strict
        self._credentials = credentials
        self._tokens = tokens
        self._recorded: frozenset[str] = frozenset()
        components = document.get("components")
        schemes = components.get("securitySchemes") if isinstance(components, dict) else None
        self._schemes: dict[str, Any] = schemes if isinstance(schemes, dict) else {}

    def accept(self, tokens: Iterable[str]) -> None:
        """Take further tokens for good, for everything: those that the document's own examples show."""
        self._recorded |= frozenset(tokens)

    @property
    def query_names(self) -> frozenset[str]:
        """The names under which credentials may stand in a query."""
        schemes = [self._defined(name) for name in self._schemes]
        return frozenset(str(scheme.get("name")) for scheme in schemes if scheme.get("in") == "query")

    def enforce(self, operation: Operation, request: Request) -> None:
        """Raise `Refused` unless one of the documented alternatives is fulfilled."""
        alternatives = operation.value.get("security", self._document.get("security"))
        alternatives = [a for a in alternatives if isinstance(a, dict)] if isinstance(alternatives, list) else []
        if not alternatives:
            return
        keys_only = all(self._defined(name).get("type") == "apiKey" for one in alternatives for name in one)
        verdicts = [self._alternative(alternative, request, keys_only) for alternative in alternatives]
        if "good" in verdicts:
            return
        verdict = min(verdicts, key=_WORSE.index)
        status, reason, message, like = _REFUSALS[verdict]
        challenge = _CHALLENGES[verdict]
        if all(self._is_basic(name) for alternative in alternatives for name in alternative):
            challenge = 'Basic realm="mock"'
        raise Refused(status, reason, message, like=like, headers=(("www-authenticate", challenge),))

    def _alternative(self, alternative: dict[str, Any], request: Request, keys_only: bool) -> Verdict:
        """All schemes of an alternative must be good; the worst tells."""
        verdicts = [self._scheme(name, scopes, request, keys_only) for name, scopes in alternative.items()]
        return max((v for v in verdicts if v != "good"), key=_WORSE.index, default="good")

    def _defined(self, name: str) -> dict[str, Any]:
        try:
            scheme = dereference(self._document, self._schemes.get(name))
        except InputError:
            scheme = None
        return scheme if isinstance(scheme, dict) else {}

    def _is_basic(self, name: str) -> bool:
        return str(self._defined(name).get("scheme", "")).lower() == "basic"

    def _scheme(self, name: str, scopes: Any, request: Request, keys_only: bool) -> Verdict:
        scheme = self._defined(name)
        wanted = (
            frozenset(scope for scope in scopes if isinstance(scope, str)) if isinstance(scopes, list) else frozenset()
        )
        match scheme.get("type"):
            case "mutualTLS":
                return "good"
            case "apiKey":
                sent = _api_key(scheme, request)
                if sent is None and keys_only and not self._strict and scheme.get("name") == "access_token":
                    # The name of RFC 6750 (2.3) for a bearer token, which servers take in the header as well (2.1);
                    # where OAuth 2 is documented beside it, that alternative judges the header, with its scopes.
                    sent = _authorization(request, "bearer")
                return self._secret(name, sent, wanted)
            case "http" if self._is_basic(name):
                return self._basic(request)
        # Bearer, OAuth 2 and OpenID Connect: RFC 6750 allows the query as well, and advises against it.
        token = _authorization(request, "bearer")
        if token is None and not self._strict:
            token = dict(request.query).get("access_token")
        return self._secret(name, token, wanted)

    def _secret(self, name: str, sent: str | None, scopes: frozenset[str]) -> Verdict:
        if not sent:
            return "missing"
        if _same(sent, self._credentials.api_keys.get(name, self._credentials.access_token)):
            return "good"
        if sent in self._recorded:
            return "good"
        token = self._tokens.find(sent)
        if token is None:
            return "unknown"
        if self._tokens.expired(token):
            return "expired"
        return "good" if scopes <= token.scopes else "scope"

    def _basic(self, request: Request) -> Verdict:
        sent = _authorization(request, "basic")
        if not sent:
            return "missing"
        return "good" if basic_pair(sent) in self._credentials.basic() else "unknown"


def basic_pair(encoded: str) -> tuple[str, str]:
    """The user and the password of HTTP basic authorisation; two empty texts when it is malformed."""
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    return user, password


def _api_key(scheme: dict[str, Any], request: Request) -> str | None:
    name = str(scheme.get("name", ""))
    match scheme.get("in"):
        case "query":
            return dict(request.query).get(name)
        case "header":
            value = request.header(name)
            return value.split(" ", 1)[-1] if value and name.lower() == "authorization" else value
        case "cookie":
            return cookies(request).get(name)
    return None


def cookies(request: Request) -> dict[str, str]:
    """The cookies of a request."""
    pairs = (pair.partition("=") for pair in (request.header("cookie") or "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


def _authorization(request: Request, scheme: str) -> str | None:
    kind, _, value = (request.header("authorization") or "").partition(" ")
    return value.strip() if kind.lower() == scheme and value.strip() else None


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode("utf-8", "replace"), right.encode("utf-8", "replace"))
