"""What a call must bring: permissions, token parameters and headers, to alternatives of security schemes.

Enters: what an article says about permissions and headers, and the schemes that `base.yaml` declares. Leaves:
alternatives, and the schemes that the page itself shows (an `Authorization` header).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.model.api import SecurityRequirement
from speclift.normalise.credentials import Credentials, scheme_name
from speclift.normalise.phrases.permissions import read_permission

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclift.model.raw import RawArticle, RawField

_CREDENTIALS: Final = (
    r"(?:$|[\s.,:;]*$|\s*[:.]|\s+(?:auth\w*|access|scheme|token|credentials|base64|realm|username|user)\b"
    r"|\s+[<{\[(`'\"$]|\s+[A-Za-z0-9+/=_-]{12,})"
)
_HEADER_SCHEMES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), name, scheme)
    for pattern, name, scheme in (
        (r"\bbearer\b", "bearer", {"type": "http", "scheme": "bearer"}),
        (r"\bjwt\b", "bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}),
        (rf"\bbasic{_CREDENTIALS}", "basic", {"type": "http", "scheme": "basic"}),
        (rf"\bdigest{_CREDENTIALS}", "digest", {"type": "http", "scheme": "digest"}),
        (r"token", "bearer", {"type": "http", "scheme": "bearer"}),
        (r"access key", "bearer", {"type": "http", "scheme": "bearer"}),
    )
)
"""What is said of the `Authorization` header, the name of the scheme, and the scheme. "basic" and "digest" are schemes
only before credentials: a sentence may hold the word."""

_OAUTH: Final = re.compile(r"oauth|openid", re.IGNORECASE)


class Schemes:
    """The security schemes of one page: those that are declared, and those that its headers show."""

    def __init__(
        self,
        declared: Mapping[str, Any],
        stated: Sequence[Mapping[str, Sequence[str]]] | None = None,
        found: Credentials | None = None,
    ) -> None:
        """`declared` are the schemes of `base.yaml`, `stated` its `security`: what a call needs that says nothing.

        `found` are the credentials among the page's parameters, where nobody has declared any.
        """
        self.declared = dict(declared)
        self.stated = stated
        self.found = found or Credentials()
        self.shown: dict[str, Any] = {}
        self.scopes: dict[str, None] = {}
        self._described: dict[str, dict[str, None]] = {}
        self._by_parameter = {
            (scheme.get("in"), str(scheme.get("name", "")).lower()): name
            for name, scheme in self.declared.items()
            if scheme.get("type") == "apiKey"
        }
        self._oauth = next((name for name, scheme in self.declared.items() if scheme.get("type") == "oauth2"), None)
        flows = self.declared.get(self._oauth or "", {}).get("flows", {})
        self._token_paths = [flow.get("tokenUrl") for flow in flows.values()]

    def all(self) -> dict[str, Any]:
        """Every scheme, declared ones first."""
        return {**self.declared, **self.shown}

    def of_parameter(self, place: str, name: str) -> str | None:
        """The scheme whose credential travels in a parameter, if it is one."""
        key = (place, name.lower().rstrip(":"))
        if key in self.found.schemes:
            scheme_name, scheme = self.found.schemes[key]
            self.shown.setdefault(scheme_name, scheme)
            return scheme_name
        return self._by_parameter.get(key)

    def of_authentication(self, row: RawField, title: str) -> str:
        """The scheme that a row of a table of authorisations describes; the page's words are its description."""
        name = self.of_header(row) or self._of_named_key(row, title)
        self._described.setdefault(name, {})  # these words beat those of base.yaml
        self.describe(name, row, row.description)
        return name

    def describe(self, name: str, row: RawField, words: str) -> None:
        """Add what the words of a row say of the credential to the description of the scheme."""
        words = words.strip()
        if row.example:
            words = "\n\n".join(part for part in (words, f"Example: `{row.example}`") if part)
        stated = self.declared.get(name, {}).get("description")
        known = self._described.setdefault(name, {stated: None} if stated else {})
        if not words or words in known:
            return
        known[words] = None
        holder = self.declared if name in self.declared else self.shown
        holder[name] = {**holder[name], "description": "\n\n".join(known)}

    def _of_named_key(self, row: RawField, title: str) -> str:
        label = row.name.strip().rstrip(":")
        constraints = dict(row.constraints)
        stated = constraints.get("in", "").lower()
        words = f"{title} {row.type} {row.description}".lower()
        location = stated or next((place for place in ("query", "cookie") if place in words), "header")
        kind = f"{label} {row.type} {constraints.get('scheme', '')}"
        if _OAUTH.search(kind):
            # A token of OAuth 2 or OpenID Connect travels as a bearer token (RFC 6750).
            name, scheme = "bearer", {"type": "http", "scheme": "bearer"}
        elif scheme_word := re.search(r"\b(bearer|basic|digest)\b", kind.lower()):
            name, scheme = scheme_word[1], {"type": "http", "scheme": scheme_word[1]}
        else:
            name, scheme = scheme_name(label), {"type": "apiKey", "in": location, "name": label}
        self.shown.setdefault(name, scheme)
        return name

    def of_header(self, row: RawField) -> str | None:
        """The scheme that a header row shows; OpenAPI does not let `Authorization` be a parameter."""
        declared = self.of_parameter("header", row.name)
        if declared is not None:
            return declared
        if row.name.strip().lower() != "authorization":
            return None
        for name, scheme in self.declared.items():
            if scheme.get("type") in {"http", "oauth2", "openIdConnect"}:
                return name
        cells = (row.type, row.default or "", row.example or "", *row.allowed, row.description)
        for pattern, name, scheme in _HEADER_SCHEMES:
            if any(pattern.search(cell) for cell in cells):
                self.shown.setdefault(name, scheme)
                return name
        self.shown.setdefault("authorization", {"type": "apiKey", "in": "header", "name": "Authorization"})
        return "authorization"

    def is_token_endpoint(self, path: str) -> bool:
        """Whether a path is where a declared flow gets its tokens: a call that needs none."""
        return bool(path) and path in self._token_paths

    def requirements(
        self, article: RawArticle, shown: list[str], path: str, *, alternatives: bool = False, optional: bool = False
    ) -> tuple[tuple[SecurityRequirement, ...] | None, str]:
        """The alternatives of a call, and the permission's words when no scheme can express them.

        `shown` are schemes whose credential stands among the call's own parameters: one of them (`alternatives`) or
        all; `optional`: or none. None: the page says nothing.
        """
        if self.is_token_endpoint(path):
            return (), ""
        words = " | ".join(text.text.strip() for text in article.permission if text.text.strip())
        permitted = read_permission(words) if words else None
        keys = list(dict.fromkeys(shown))
        if words and not keys and self._oauth is not None:
            keys = [name for name, scheme in self.declared.items() if scheme.get("type") == "apiKey"]
        if permitted == () and not shown:
            return (), ""
        if permitted is not None and self._oauth is not None:
            self.scopes.update(dict.fromkeys(scope for scopes in permitted for scope in scopes))
            others = [SecurityRequirement(((name, ()),)) for name in keys if name != self._oauth]
            return (*others, *(SecurityRequirement(((self._oauth, scopes),)) for scopes in permitted)), ""
        if keys:
            groups = [(name,) for name in keys] if alternatives else [tuple(keys)]
            security_requirements = [SecurityRequirement(tuple((name, ()) for name in group)) for group in groups]
            return (*security_requirements, *((SecurityRequirement(()),) if optional else ())), words
        return self._default(), words

    def _default(self) -> tuple[SecurityRequirement, ...] | None:
        """What `base.yaml` states for every call, or the page's introduction demands of it."""
        if self.stated is None:
            if not self.found.demanded:
                return None
            self.shown.update(
                {name: scheme for name, scheme in self.found.schemes.values() if name in self.found.demanded}
            )
            return (SecurityRequirement(tuple((name, ()) for name in self.found.demanded)),)
        return tuple(
            SecurityRequirement(tuple((name, tuple(scopes)) for name, scopes in one.items())) for one in self.stated
        )
