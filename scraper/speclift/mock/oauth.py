"""The documented OAuth 2 token endpoint: issues tokens that expire.

Enters: the body of a token request. Leaves: the documented answer with a fresh token in it, or `Refused`. Grants:
client credentials, password, refresh token, authorization code (RFC 6749). Credentials that
the document records in an example are good too.
"""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Any

from speclift.document import Operation, dereference, iterate_operations
from speclift.document.examples import value_of
from speclift.document.servers import path_of
from speclift.mock.refusal import Refused
from speclift.mock.security import basic_pair
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.mock.credentials import Credentials, Tokens
    from speclift.mock.messages import Request

_WRONG = (r"invalid.*(credential|grant|client|password|token|user)", r"credential|unauthori[sz]ed", r"invalid.*request")

_SECRETS = ("username", "password", "client_secret", "code", "refresh_token")


class TokenEndpoint:
    """The token endpoint of a document, if it has one."""

    def __init__(self, document: dict[str, Any], credentials: Credentials, tokens: Tokens) -> None:
        self._credentials = credentials
        self._tokens = tokens
        flows = list(_flows(document))
        self._paths = {path_of(str(flow["tokenUrl"])) for flow in flows if "tokenUrl" in flow}
        self._scopes = frozenset(
            scope for flow in flows if isinstance(flow.get("scopes"), dict) for scope in flow["scopes"]
        )
        endpoints = [operation for operation in iterate_operations(document) if self._is_endpoint(operation)]
        self._pointers = {operation.pointer for operation in endpoints}
        self._recorded = [value for o in endpoints for value in recorded_bodies(document, o) if isinstance(value, dict)]

    def serves(self, operation: Operation) -> bool:
        """Whether an operation is the token endpoint."""
        return operation.pointer in self._pointers

    def _is_endpoint(self, operation: Operation) -> bool:
        if operation.method != "post":
            return False
        return any(path.endswith(operation.path) for path in self._paths) or operation.path.endswith(
            ("/oauth/token", "/oauth2/token", "/oauth2/v1/token")
        )

    def answer(self, request: Request, body: Any, recorded: Any) -> dict[str, Any]:
        """The documented answer with a token of its own. Raises `Refused` for wrong credentials."""
        fields = body if isinstance(body, dict) else {}
        scopes = self._granted(request, fields)
        asked = frozenset(str(fields.get("scope") or "").split())
        scopes = scopes & asked if asked and scopes else asked or scopes
        access, refresh = self._tokens.issue(scopes)
        answer: dict[str, Any] = copy.deepcopy(recorded) if isinstance(recorded, dict) else {"token_type": "Bearer"}
        answer |= {"access_token": access, "expires_in": math.ceil(self._tokens.lifetime)}
        if scopes or "scope" in answer:
            answer["scope"] = " ".join(sorted(scopes)) or answer["scope"]
        if fields.get("grant_type") != "client_credentials" or "refresh_token" in answer:
            answer["refresh_token"] = refresh
        return answer

    def _granted(self, request: Request, fields: dict[str, Any]) -> frozenset[str]:
        known, everything = self._credentials, self._scopes
        if any(_same_credentials(fields, recorded) for recorded in self._recorded):
            return everything
        match fields.get("grant_type"):
            case "client_credentials":
                kind, _, encoded = (request.header("authorization") or "").partition(" ")
                sent = (str(fields.get("client_id")), str(fields.get("client_secret")))
                pair = basic_pair(encoded) if kind.lower() == "basic" else sent
                if pair == (known.client_id, known.client_secret):
                    return everything
            case "password":
                if (fields.get("username"), fields.get("password")) == (known.username, known.password):
                    return everything
            case "authorization_code":
                if fields.get("code") == known.authorization_code:
                    return everything
            case "refresh_token":
                scopes = self._tokens.redeem(str(fields.get("refresh_token")))
                if scopes is not None:
                    return scopes
            case grant:
                raise Refused(
                    400,
                    "unsupportedGrantType",
                    f"The grant {grant!r} is not supported.",
                    where="body",
                    name="grant_type",
                    like=(r"unsupported.*grant", r"invalid.*request"),
                )
        raise Refused(401, "invalidCredentials", "The credentials are wrong.", like=_WRONG)


def recorded_bodies(document: dict[str, Any], operation: Operation) -> Iterator[Any]:
    """The recorded examples of an operation's request."""
    try:
        body = dereference(document, operation.value.get("requestBody"))
    except InputError:
        return
    content = body.get("content") if isinstance(body, dict) else None
    for media in content.values() if isinstance(content, dict) else ():
        if isinstance(media, dict):
            yield media.get("example")
            named = media.get("examples")
            for example in named.values() if isinstance(named, dict) else ():
                yield value_of(example) if isinstance(example, dict) else None


def _same_credentials(fields: dict[str, Any], recorded: dict[str, Any]) -> bool:
    """Whether a request gives the very credentials of a recorded one: who follows the documentation gets a token."""
    secrets = {name: recorded[name] for name in _SECRETS if name in recorded}
    wanted = {**secrets, "grant_type": recorded.get("grant_type")}
    return bool(secrets) and all(fields.get(name) == value for name, value in wanted.items())


def _flows(document: dict[str, Any]) -> list[dict[str, Any]]:
    components = document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    found: list[dict[str, Any]] = []
    for scheme in schemes.values() if isinstance(schemes, dict) else ():
        flows = scheme.get("flows") if isinstance(scheme, dict) else None
        found += [flow for flow in flows.values() if isinstance(flow, dict)] if isinstance(flows, dict) else []
    return found
