"""OpenAPI documents in what a site serves beside a page: a Markdown twin, a specification file.

Enters: bytes. Leaves: one OpenAPI document as a JSON-compatible tree, or None. A Markdown twin holds it in fenced
blocks, one per operation: their paths are put together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from speclift.document.json_value import json_value
from speclift.readers.kit.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = Any

_FENCE = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})[^\n]*\n(.*?)^[ \t]{0,3}\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_LARGEST = 8_000_000
_ALIAS = re.compile(r"(?:^|[\s\[{,:])[*&][A-Za-z0-9_]", re.MULTILINE)


def openapi_in(content: bytes) -> dict[str, Json] | None:
    """The OpenAPI document that these bytes are, or that stands in fenced blocks of their Markdown."""
    if not content or len(content) > _LARGEST:
        return None
    text = decoded(content)
    whole = _document(text)
    if whole is not None:
        return whole
    found = list(_fenced(text))
    if not found:
        return None
    merged = dict(found[0])
    for other in found[1:]:
        _merge(merged, other)
    return merged


def _fenced(text: str) -> Iterator[dict[str, Json]]:
    for block in _FENCE.finditer(text):
        document = _document(block[2])
        if document is not None:
            yield document


def _document(text: str) -> dict[str, Json] | None:
    stripped = text.strip()
    if not re.search(r"\b(?:openapi|swagger)\b", stripped[:4000]):
        return None
    value: Json = None
    if stripped.startswith("{"):
        try:
            value = json_value(stripped)
        except (ValueError, RecursionError):
            return None
    elif re.match(r"(?:---\s*\n|#[^\n]*\n|\s)*[\"']?(?:openapi|swagger)[\"']?\s*:", stripped):
        value = _yaml(stripped)
    return value if isinstance(value, dict) and isinstance(value.get("paths"), dict) else None


def _yaml(text: str) -> Json:
    if len(_ALIAS.findall(text)) > 1000:
        return None
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _merge(into: dict[str, Json], other: dict[str, Json]) -> None:
    """Add paths and components that are not there yet."""
    for path, item in other["paths"].items():
        mine = into["paths"].setdefault(path, {})
        if isinstance(item, dict) and isinstance(mine, dict):
            for key, value in item.items():
                mine.setdefault(key, value)
    components = other.get("components")
    if isinstance(components, dict):
        own = into.setdefault("components", {})
        for kind, named in components.items():
            if isinstance(named, dict) and isinstance(own, dict):
                target = own.setdefault(kind, {})
                for name, value in named.items():
                    target.setdefault(name, value)
