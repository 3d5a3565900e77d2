"""The credentials that the mock knows, and the tokens that it has issued.

Enters: what a client sends. Leaves: whether it is good, and for which scopes. There are no secrets here: the defaults
are printed in the documentation, so that a client can be tried at once.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the mock takes for good.

    `access_token` is the secret of every API key and bearer scheme (of those named in `api_keys`, another one), and
    may everything. `client_id` and `client_secret` are good for the client credentials grant, `username` and
    `password` for the password grant, `authorization_code` for that grant. HTTP basic takes either pair. `pin` is the
    first frame's of a WebSocket; None: none is asked for.
    """

    access_token: str = "mock-access-token"  # noqa: S105 - printed in the documentation
    client_id: str = "mock-client"
    client_secret: str = "mock-client-secret"  # noqa: S105 - printed in the documentation
    username: str = "mock-user"
    password: str = "mock-password"  # noqa: S105 - printed in the documentation
    authorization_code: str = "mock-code"
    pin: str | None = "mock-pin"
    api_keys: dict[str, str] = field(default_factory=dict)

    def basic(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The pairs that HTTP basic authorisation takes."""
        return (self.username, self.password), (self.client_id, self.client_secret)


@dataclass(frozen=True, slots=True)
class Token:
    """An issued token: what it is for, and until when (on the clock of its issuer)."""

    scopes: frozenset[str]
    expires: float


class Tokens:
    """Issues access and refresh tokens. `lifetime` is in seconds; `clock` gives seconds that never run backwards."""

    def __init__(self, lifetime: float, clock: Callable[[], float]) -> None:
        self.lifetime = lifetime
        self._clock = clock
        self._lock = threading.Lock()
        self._issued = 0
        self._access: dict[str, Token] = {}
        self._refresh: dict[str, frozenset[str]] = {}

    def issue(self, scopes: frozenset[str]) -> tuple[str, str]:
        """A new access token and a new refresh token."""
        with self._lock:
            self._issued += 1
            access, refresh = (
                hashlib.sha256(f"{kind} {self._issued}".encode()).hexdigest()[:40] for kind in ("access", "refresh")
            )
            self._access[access] = Token(scopes, self._clock() + self.lifetime)
            self._refresh[refresh] = scopes
            return access, refresh

    def redeem(self, refresh: str) -> frozenset[str] | None:
        """The scopes of a refresh token, which is used up by this; None when it is unknown."""
        with self._lock:
            return self._refresh.pop(refresh, None)

    def find(self, access: str) -> Token | None:
        """An issued token, whether or not it has expired."""
        with self._lock:
            return self._access.get(access)

    def expired(self, token: Token) -> bool:
        """Whether a token is past its time."""
        return self._clock() >= token.expires

    def expire_all(self) -> None:
        """Let every access token expire at once."""
        with self._lock:
            self._access = {key: Token(token.scopes, float("-inf")) for key, token in self._access.items()}
