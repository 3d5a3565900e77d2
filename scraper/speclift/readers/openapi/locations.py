"""Where the document behind a page may lie: what the page and its scripts name, and the well-known neighbours.

Enters: the text of a page or script. Leaves: locations, relative or absolute, the most telling first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.model.entities import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATTRIBUTE: Final = re.compile(
    r"""[\s"'](?:spec-?url|data-url|data-spec-?url|api-?description-?url|data-openapi(?:-url)?|openapi-url|definition-url"""
    r"""|document-url|schema-url|src-url)\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)'|([^\s"'<>]+))""",
    re.IGNORECASE,
)
_CALL: Final = re.compile(r"""\b(?:Redoc\.init|Redoc|loadSpec|createApiReference)\(\s*["'`]([^"'`#]+\.?[^"'`]*)["'`]""")
_KEY: Final = re.compile(
    r"""\b(?:url|specUrl|spec_url|specURL|definitionUrl|apiDescriptionUrl|openapiUrl|openApiUrl|openapi_url|schemaUrl"""
    r"""|documentUrl|swaggerUrl|apiDocs|spec|openapi|sourceUrl|downloadUrl)["']?\s*[:=]\s*["'`]([^"'`\s<>{}]+)["'`]"""
)
_CONFIGURATION: Final = re.compile(r"""\bconfigUrl["']?\s*[:=]\s*["'`]([^"'`\s]+)["'`]""")
_LINK: Final = re.compile(r"""<(?:a|link)\b[^<>]*\bhref\s*=\s*["']?([^"'\s<>]+)[^<>]*>""", re.IGNORECASE)
_SCRIPT: Final = re.compile(r"""<script\b[^<>]*\bsrc\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE)

_DOCUMENT: Final = re.compile(
    r"""(?:\.(?:json|ya?ml)(?:[?#].*)?$)|(?:^|[/._-])(?:openapi|swagger|api-?docs|oas3?|apispec)(?:[/._?-]|$)""",
    re.IGNORECASE,
)
_LINKED: Final = re.compile(
    r"(?:^|[/._-])(?:openapi|swagger|api-?docs|oas3?|api-?spec|api|spec|schema)[\w.-]*\.(?:json|ya?ml)(?:[?#].*)?$",
    re.IGNORECASE,
)
_NOT_OURS: Final = re.compile(
    r"petstore3?\.swagger\.io|generator\.swagger\.io|\.(?:css|js|html?|png|svg|ico|map)(?:[?#]|$)|manifest\.json"
)
_INITIALISER: Final = re.compile(
    r"(?:init(?:ializer)?|config(?:uration)?|swagger-ui-settings|api-?docs?|main|index|app)[\w.-]*\.js", re.I
)
_LIBRARY: Final = re.compile(r"bundle|preset|standalone|vendor|polyfill|jquery|analytics|gtm|@|cdn", re.IGNORECASE)

NEIGHBOURS: Final = (
    "openapi.json", "openapi.yaml", "openapi.yml", "swagger.json", "swagger.yaml", "/openapi.json", "/openapi.yaml",
    "/swagger.json", "/v3/api-docs", "/v2/api-docs", "/swagger/v1/swagger.json", "/api-docs", "/api/openapi.json",
    "/docs/openapi.json", "/api-json", "../openapi.json", "../swagger.json",
)  # fmt: skip
"""Where frameworks serve the document beside its page, the most frequent first."""


def named_in(text: str) -> list[str]:
    """Locations that a page or a script names as its document."""
    text = text if "&" not in text else unescape(text)
    found = [next(group for group in match.groups() if group) for match in _ATTRIBUTE.finditer(text)]
    found += _CALL.findall(text)
    found += [one for one in _KEY.findall(text) if _DOCUMENT.search(one)]
    found += [one for one in _LINK.findall(text) if _LINKED.search(one)]
    return _fitting(found)


def configurations_in(text: str) -> list[str]:
    """Locations of configuration files, which name the document."""
    return _fitting(_CONFIGURATION.findall(text))


def scripts_in(text: str) -> list[str]:
    """Locations of the page's own scripts that may name its document; never a library."""
    found = [one for one in _SCRIPT.findall(text) if not _LIBRARY.search(one) and not _elsewhere(one)]
    return _distinct(sorted(found, key=lambda one: not _INITIALISER.search(one)))[:6]


def _elsewhere(location: str) -> bool:
    return location.startswith(("http:", "https:", "//", "data:", "blob:"))


def _fitting(found: list[str]) -> list[str]:
    kept = (one.strip() for one in found if not one.strip().lower().startswith(("data:", "blob:", "javascript:", "#")))
    return _distinct(one for one in kept if one and not _NOT_OURS.search(one))


def _distinct(found: Iterator[str] | list[str]) -> list[str]:
    return list(dict.fromkeys(found))
