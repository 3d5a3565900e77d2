from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ._api import Api, ErrorShape
from ._auth import ApiKey, OAuth2
from ._client import AsyncClient, Client
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._errors import StatusError
    from .resources.users import AsyncUsers, Users


def _reasons() -> Mapping[str, type[StatusError]]:
    from .errors import REASONS

    return REASONS


API = Api(
    client="Acme",
    package="acme",
    version="1.2.3",
    environment="ACME",
    server="https://{server_name}",
    variables={"server_name": None},
    prefix="/api/v3.10",
    schemes={
        "accessToken": ApiKey("query", "access_token", argument="access_token"),
        "oauth2": OAuth2("/oauth2/v1/token", send=("query", "access_token"), encoding="json"),
    },
    error=ErrorShape(
        reason=("/error/errors/0/reason",),
        message=("/error/errors/0/message", "/error/message"),
        details=("/error/errors",),
    ),
    reasons=_reasons,
)

CREDENTIALS = {
    *("access_token", "client_id", "client_secret", "username", "password"),
    *("code", "code_verifier", "redirect_uri", "refresh_token", "scope"),
}


def _split(options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {name: options.pop(name) for name in CREDENTIALS & options.keys()}
    return given, {"timeout": UNSET, **options}


class Acme(Client):
    def __init__(self, server: str | None = None, *, api: Api = API, **options: Any) -> None:
        given, rest = _split(options)
        super().__init__(api, server, credentials=given, **rest)

    @cached_property
    def users(self) -> Users:
        from .resources.users import Users

        return Users(self._transport)


class AsyncAcme(AsyncClient):
    def __init__(self, server: str | None = None, *, api: Api = API, **options: Any) -> None:
        given, rest = _split(options)
        super().__init__(api, server, credentials=given, **rest)

    @cached_property
    def users(self) -> AsyncUsers:
        from .resources.users import AsyncUsers

        return AsyncUsers(self._transport)
