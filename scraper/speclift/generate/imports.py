"""Import statements for the names that a generated file uses, and no others.

Enters: a `Script`. Leaves: lines, the standard library's first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.generate.literals import INDENT, WIDTH, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.generate.reading import Reading
    from speclift.generate.shapes import Script

RUNTIME = {
    "UNSET": "_values", "Unset": "_values", "DateTime": "_values", "Paging": "_pagination", "Page": "_pagination",
    "AsyncPages": "_pagination", "Operation": "_request", "PagedOperation": "_request", "AsyncResource": "_resource",
    "Resource": "_resource", "File": "_files", "FileSource": "_files", "Target": "_files", "Progress": "_files",
    "Rate": "_rate", "JSON": "_json", "Model": "_model", "field": "_model", "alternatives": "_model",
}  # fmt: skip
"""Names of the runtime that generated modules use, and where they are."""

STANDARD = {
    "Literal": "typing", "TypedDict": "typing", "NotRequired": "typing", "TypeAlias": "typing", "TYPE_CHECKING":
    "typing", "Sequence": "collections.abc", "Mapping": "collections.abc", "Path": "pathlib", "cached_property":
    "functools",
}  # fmt: skip
"""Names of the standard library that generated modules use."""

NAMES = frozenset({*RUNTIME, *STANDARD})
"""All of them: a definition of that name gets another one where it is imported beside them."""

BY_STATUS = {
    400: "BadRequestError", 401: "UnauthorizedError", 402: "PaymentRequiredError", 403: "ForbiddenError",
    404: "NotFoundError", 405: "MethodNotAllowedError", 409: "ConflictError", 410: "GoneError",
    413: "ContentTooLargeError", 415: "UnsupportedMediaTypeError", 422: "UnprocessableContentError",
    429: "TooManyRequestsError",
}  # fmt: skip
"""The runtime's error of each HTTP status that has one (`templates/package/runtime/_errors.py`)."""

ERRORS = frozenset({
    *BY_STATUS.values(), "APIConnectionError", "APITimeoutError", "ClientStatusError", "ConfigurationError",
    "DriftError", "ErrorDetail", "IncompleteDownloadError", "InvalidResponseError", "RedirectError",
    "RepeatedPageError", "RpcError", "ServerError", "StatusError", "TokenError",
})  # fmt: skip
"""Every error of the runtime, but the one that has the client's name."""

CLIENT_NAMES = frozenset({
    "API", "Api", "ApiKey", "AsyncClient", "AsyncPage", "AsyncWebSocketClient", "Awaitable", "Basic", "Bearer",
    "Callable", "Client", "Drift", "ErrorShape", "Event", "FrameSecret", "OAuth2", "Rpc", "StatusError", "VERSION",
    "WebSocketClient", *NAMES,
})  # fmt: skip
"""Names that `client.py` and the resources use: no client and no resource is called so."""


def statements(script: Script, reading: Reading, *, level: str, models: str) -> list[str]:
    """The imports of a file; `level` is the way to the package (`.`, or `..` in a folder of it), `models` to the
    types.
    """
    found: dict[str, list[str]] = {}
    for name in script.names:
        module = STANDARD.get(name) or level + RUNTIME[name]
        found.setdefault(module, []).append(name)
    for name in script.definitions:
        module = f"{models}{reading.modules.of[name]}" if name in reading.modules.of else f"{level}inputs"
        alias = script.aliases.get(name)
        found.setdefault(module, []).append(f"{name} as {alias}" if alias else name)
    modules = [f"import {module}" for module in sorted(script.modules)]
    ordered = sorted(found, key=lambda module: (module.startswith("."), module))
    lines = [imported(module, found[module]) for module in ordered]
    first = next((index for index, module in enumerate(ordered) if module.startswith(".")), len(ordered))
    standard, own = [*modules, *lines[:first]], lines[first:]
    return [*standard, "", *own] if standard and own else [*standard, *own]


def imported(module: str, names: Sequence[str]) -> str:
    """One import statement, on one line where it fits even when it is indented, else one name per line."""
    ordered = sorted(names, key=lambda name: (0 if name.isupper() else 1 if name[0].isupper() else 2, name))
    line = f"from {module} import {', '.join(ordered)}"
    if len(INDENT) + width(line) <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"{INDENT}{name},\n" for name in ordered) + ")"
