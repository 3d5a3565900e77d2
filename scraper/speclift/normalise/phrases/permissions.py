"""Permissions as pages write them: `users | users:read`, `users | (users:read & users:write)`, `any`, `admin`.

Enters: the words after the label. Leaves: alternatives, each a set of scopes that are needed together; an empty
alternative means that any caller with a token will do. None when the words are no expression over names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

Alternatives = tuple[tuple[str, ...], ...]

_SCOPE: Final = re.compile(r"[A-Za-z][\w.:/*-]*\Z")
_ANY: Final = frozenset(
    {"any", "all", "everyone", "access_token", "token", "authenticated", "user token", "any user", "logged in"}
)
_NONE: Final = frozenset({"none", "public", "anonymous", "no", "guest", "not required", "nobody"})


@lru_cache(maxsize=1024)
def read_permission(words: str) -> Alternatives | None:
    """Read a permission. `()`: no permission is needed at all; `((),)`: any token."""
    text = words.strip().strip("`.").strip()
    if text.lower() in _NONE:
        return ()
    found: list[tuple[str, ...]] = []
    for alternative in re.split(r"\s*(?:\|\|?|\bor\b)\s*", text):
        scopes = tuple(scope for scope in re.split(r"\s*(?:&&?|\+|\band\b)\s*", alternative.strip("() \t")) if scope)
        if len(scopes) == 1 and scopes[0].lower() in _ANY:
            found.append(())
        elif scopes and all(_SCOPE.match(scope) for scope in scopes):
            found.append(scopes)
        else:
            return None
    return tuple(dict.fromkeys(found))
