"""Media types that a document keeps in its components (OpenAPI 3.2), put where they are used.

Enters: a document. Leaves: the same without references to media types, for whoever reads a `content` as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.document.pointers import follow

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "#/components/mediaTypes/"


def with_own_media_types(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with a copy of the media type in place of each reference to one."""
    components = document.get("components")
    if not (isinstance(components, dict) and components.get("mediaTypes")):
        return dict(document)
    return {name: _inside(document, value) for name, value in document.items()}


def _inside(document: Mapping[str, Any], value: Any) -> Any:
    if isinstance(value, list):
        return [_inside(document, one) for one in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.startswith(_PREFIX):
        return follow(document, value)
    return {name: _inside(document, one) for name, one in value.items()}
