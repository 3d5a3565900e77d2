"""What one package says about its API, once: where it is, how callers prove who they are, what its errors look like.

Enters: values that the generator took from the document. Leaves: `Api`, and the address that a user's words mean.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import msgspec

from ._errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._auth import Scheme
    from ._errors import StatusError


class ErrorShape(msgspec.Struct, frozen=True):
    """Where the parts of an error stand in its body: JSON pointers, the first that leads to something counts."""

    reason: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


def _no_reasons() -> Mapping[str, type[StatusError]]:
    return {}


class Rpc(msgspec.Struct, frozen=True, kw_only=True):
    """How an API carries its methods in frames: the document's `x-rpc`.

    `method`, `request_id`, `error`, `event` are the names of the members that say which method, which call, what
    failed, what happened. `secured` is the first frame of a session with a secret, which stands in its member `secret`
    and comes from the client's keyword `argument`; `unsecured` the first frame without one (empty: none is sent).
    `configuration` is the path of a document, over HTTP, in which the JSON pointer `port` leads to the WebSocket's
    port.
    """

    method: str = "method"
    request_id: str = "requestId"
    error: str = "error"
    event: str = "event"
    secured: Mapping[str, Any] = {}
    unsecured: Mapping[str, Any] = {}
    secret: str = "credentials"  # noqa: S105  (a member's name)
    argument: str = "pin"
    configuration: str = ""
    port: str = ""


class Api(msgspec.Struct, frozen=True, kw_only=True):
    """One API.

    `client` is the class's name, `package` the import package (and the logger), `version` the package's, `environment`
    the prefix of environment variables, `server` the scheme and host of the documented address with its `{variables}`,
    `variables` their defaults (None: the user must say), `prefix` the path of that address, `schemes` the ways to
    authorise by the document's names, `error` the envelope, `reasons` gives the classes of the documented reasons when
    the first error comes.
    """

    client: str
    package: str
    version: str
    environment: str
    server: str
    variables: Mapping[str, str | None] = {}
    prefix: str = ""
    schemes: Mapping[str, Scheme] = {}
    error: ErrorShape = ErrorShape()
    reasons: Callable[[], Mapping[str, type[StatusError]]] = _no_reasons
    rpc: Rpc | None = None

    def root(self, given: str | None) -> str:
        """Turn the user's words for the server into a scheme, a host and perhaps a port and a path, without a slash at
        the end.

        `video.example.com` gets `https://`; what is said explicitly is kept; `example` fills the only variable of
        `https://{space}.example.com`. Raises `ConfigurationError` where the user must say and did not, or said what is
        no address.
        """
        if given is None:
            return self._documented()
        words = given.strip()
        if not words:
            raise ConfigurationError(
                f"the address of the server is empty; give {self.client} e.g. 'server.example.com'"
            )
        if self._is_variable(words):
            return self._filled({**self.variables, self._variable: words})
        if "://" not in words:
            words = f"{urlsplit(self.server).scheme or 'https'}://{words}"
        return _checked(words, given, self.server).rstrip("/").removesuffix(self.prefix.rstrip("/"))

    @property
    def _variable(self) -> str:
        """The variable that the user must give, or the only one there is."""
        needed = [name for name, default in self.variables.items() if default is None]
        return (needed or list(self.variables))[0]

    def _is_variable(self, words: str) -> bool:
        """Whether it stands for a variable: one label that a host name is made with, or a host that needs a port."""
        host = urlsplit(self.server).netloc
        if not self.variables or host == f"{{{self._variable}}}":
            return False
        label = r"[\w.-]+" if host.startswith(f"{{{self._variable}}}:") else r"(?!localhost$)[\w-]+"
        return re.fullmatch(label, words) is not None

    def _documented(self) -> str:
        missing = [name for name, default in self.variables.items() if default is None]
        if missing or not self.server:
            raise ConfigurationError(
                f"which server? Give {self.client} its address, e.g. {self.client}('server.example.com'), "
                f"or set {self.environment}_URL"
            )
        return self._filled(self.variables)

    def _filled(self, values: Mapping[str, str | None]) -> str:
        filled = re.sub(r"\{([^{}]*)\}", lambda name: quote(values[name[1]] or "", safe=":[]"), self.server)
        return filled.rstrip("/")


def _checked(words: str, given: str, documented: str) -> str:
    """Refuse what is no address, without repeating a password that may stand in it."""
    fine = not re.search(r"[\s\\]", words)
    try:
        parts = urlsplit(words)
        fine = fine and parts.scheme in _schemes(documented)
        fine = fine and bool(parts.hostname) and not parts.query + parts.fragment
        fine = fine and "@" not in parts.netloc  # a password has its own keyword, where nothing shows it
        fine = fine and parts.port != 0  # reading it raises ValueError where it is no number
    except ValueError:
        fine = False
    if not fine:
        shown = re.sub(r"//[^/@]*@", "//", given).split("?")[0]
        raise ConfigurationError(
            f"{shown!r} is no address of a server; give e.g. 'server.example.com' or 'http://localhost:8080'"
        )
    return words


def _schemes(documented: str) -> tuple[str, ...]:
    """What an address may begin with: HTTP, and WebSocket where that is documented."""
    return ("http", "https", "ws", "wss") if documented.startswith("ws") else ("http", "https")
