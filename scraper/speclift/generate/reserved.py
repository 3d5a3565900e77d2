"""Names that generated modules use, and where they come from: no definition may take them.

A table and nothing else; the runtime is `templates/package/runtime`.
"""

from __future__ import annotations

RUNTIME = {
    "UNSET": "_values", "Unset": "_values", "DateTime": "_values", "Paging": "_pagination", "Page": "_pagination",
    "AsyncPages": "_pagination", "Operation": "_request", "PagedOperation": "_request", "AsyncResource": "_resource",
    "Resource": "_resource", "File": "_files", "FileSource": "_files", "Target": "_downloads", "Progress": "_downloads",
    "Rate": "_retry", "JSON": "_values", "Model": "_model", "field": "_model", "alternatives": "_model",
    "OpenIntEnum": "_enums", "OpenStrEnum": "_enums", "CallOptions": "_options", "merged": "_encode",
    "raw": "_resource", "raw_async": "_resource", "raw_pages": "_resource", "responding": "_resource",
    "deprecated": "_deprecation", "AsyncFileSource": "_files", "AsyncTarget": "_downloads", "PathTarget": "_downloads",
}  # fmt: skip
"""Names of the runtime that generated modules use, and where they are."""

STANDARD = {
    "Literal": "typing", "TypedDict": "typing", "NotRequired": "typing", "TypeAlias": "typing", "TYPE_CHECKING":
    "typing", "Sequence": "collections.abc", "Mapping": "collections.abc", "Path": "pathlib", "cached_property":
    "functools", "Unpack": "typing", "overload": "typing", "Final": "typing",
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
