"""Which names say that a value must not be shown: the one table for fields, parameters, headers and log lines.

Enters: the name of anything, in any spelling (`accessToken`, `access-token`, `ACCESS_TOKEN`). Leaves: whether what it
holds is secret.
"""

from __future__ import annotations

import functools
import re

from ._values import is_array, is_object

HIDDEN = "[secret]"

_WORDS = frozenset({
    "authorization", "credential", "credentials", "otp", "passcode", "passphrase", "passwd", "password", "pin", "pwd",
    "secret", "secrets", "signature", "apikey",
})  # fmt: skip
"""Words that are secret wherever they stand in a name."""

_KEYS = frozenset({"access", "api", "auth", "encryption", "private", "secret", "signing"})
"""What makes a `key` a secret one."""

_PLACES = frozenset({"continuation", "cursor", "next", "page", "prev", "previous", "sync"})
"""What makes a `token` a place in a list."""

_PLAIN = frozenset({
    "count", "expiration", "expires", "expiry", "id", "length", "lifetime", "max", "min", "name", "policy", "required",
    "set", "status", "type", "url",
})  # fmt: skip
"""Last words of names that tell something about a secret, and not the secret."""


@functools.lru_cache(4096)
def is_secret_name(name: str) -> bool:
    """Whether a value of this name must not be shown."""
    words = re.findall(r"[a-z]+|[0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
    if not words or words[-1] in _PLAIN or words[0] in ("has", "is", "use", "need", "require", "requires"):
        return False
    if any(word in _WORDS for word in words):
        return True
    pairs = list(zip(["", *words], words, strict=False))
    if any(word == "key" and before in _KEYS for before, word in pairs):
        return True
    return words[-1] == "token" and not any(word in _PLACES for word in words[:-1])


def without_secrets(value: object, depth: int = 0) -> object:
    """A JSON value without what its own names call a secret; what lies deeper than a person reads is left out."""
    if is_object(value):
        return {
            key: HIDDEN if is_secret_name(str(key)) else without_secrets(item, depth + 1) if depth < 4 else "…"
            for key, item in value.items()
        }
    return [without_secrets(item, depth + 1) if depth < 4 else "…" for item in value] if is_array(value) else value


def shown(name: str, value: object) -> object:
    """The value, or a word in its place where its name says that it is secret: text and numbers alike."""
    secret = value is not None and value != "" and not isinstance(value, bool) and is_secret_name(name)
    return HIDDEN if secret else without_secrets(value)
