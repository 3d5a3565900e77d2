"""What a call must bring: permissions, token parameters and headers, to alternatives of security schemes.

Enters: what an article says about permissions and headers, and the schemes that `base.yaml` declares. Leaves:
alternatives, and the schemes that the page itself shows (an `Authorization` header).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from speclift.model.api import SecurityRequirement
from speclift.normalise.phrases.permissions import read_permission

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclift.model.raw import RawArticle, RawField

_HEADER_SCHEMES: Final = (
    ("bearer", "bearer", {"type": "http", "scheme": "bearer"}),
    ("jwt", "bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}),
    ("basic", "basic", {"type": "http", "scheme": "basic"}),
    ("digest", "digest", {"type": "http", "scheme": "digest"}),
    ("token", "bearer", {"type": "http", "scheme": "bearer"}),
    ("access key", "bearer", {"type": "http", "scheme": "bearer"}),
)
"""A word in what is said of the `Authorization` header, the name of the scheme, and the scheme."""


class Schemes:
    """The security schemes of one page: those that are declared, and those that its headers show."""

    def __init__(
        self, declared: Mapping[str, Any], stated: Sequence[Mapping[str, Sequence[str]]] | None = None
    ) -> None:
        """`declared` are the schemes of `base.yaml`, `stated` its `security`.

        What a call needs that says nothing itself.
        """
        self.declared = dict(declared)
        self.stated = stated
        self.shown: dict[str, Any] = {}
        self.scopes: dict[str, None] = {}
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
        """The declared scheme whose credential travels in a parameter, if it is one."""
        return self._by_parameter.get((place, name.lower()))

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
        said = " ".join([row.description, row.type, row.default or "", row.example or "", *row.allowed]).lower()
        for word, name, scheme in _HEADER_SCHEMES:
            if word in said:
                self.shown.setdefault(name, scheme)
                return name
        self.shown.setdefault("authorization", {"type": "apiKey", "in": "header", "name": "Authorization"})
        return "authorization"

    def is_token_endpoint(self, path: str) -> bool:
        """Whether a path is where a declared flow gets its tokens: a call that needs none."""
        return bool(path) and path in self._token_paths

    def requirements(
        self, article: RawArticle, shown: list[str], path: str
    ) -> tuple[tuple[SecurityRequirement, ...] | None, str]:
        """The alternatives of a call, and the permission's words when no scheme can express them.

        `shown` are schemes whose credential stands among the call's own parameters. None: the page says nothing.
        """
        if self.is_token_endpoint(path):
            return (), ""
        words = " | ".join(text.text.strip() for text in article.permission if text.text.strip())
        alternatives = read_permission(words) if words else None
        keys = list(dict.fromkeys(shown))
        if words and not keys and self._oauth is not None:
            keys = [name for name, scheme in self.declared.items() if scheme.get("type") == "apiKey"]
        if alternatives == () and not shown:
            return (), ""
        if alternatives is not None and self._oauth is not None:
            self.scopes.update(dict.fromkeys(scope for scopes in alternatives for scope in scopes))
            others = [SecurityRequirement(((name, ()),)) for name in keys if name != self._oauth]
            return (*others, *(SecurityRequirement(((self._oauth, scopes),)) for scopes in alternatives)), ""
        if keys:
            return (SecurityRequirement(tuple((name, ()) for name in keys)),), words
        return self._default(), words

    def _default(self) -> tuple[SecurityRequirement, ...] | None:
        """What `base.yaml` states for every call."""
        if self.stated is None:
            return None
        return tuple(
            SecurityRequirement(tuple((name, tuple(scopes)) for name, scopes in one.items())) for one in self.stated
        )
