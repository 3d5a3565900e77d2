"""A document that somebody else wrote, by the conventions of docs/architecture.md.

Enters: a valid OpenAPI 3.1 document and its source. Leaves: the same with what `base.yaml` and `source.toml` state:
servers, security, paging, and `x-speclift`. What the document states itself is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document import iterate_operations
from speclift.emit.document import extension_of
from speclift.emit.paging import pagination

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.workspace.source import Source

Document = dict[str, Any]


def version_of(document: Mapping[str, Any]) -> str:
    """The version by which a document is filed: `info.version` without a leading v, fit for a file name."""
    words = re.sub(r"[^0-9A-Za-z.]+", "-", str(document["info"]["version"])).strip("-.")
    return re.sub(r"\A[vV](?=\d)", "", words)[:40].strip("-.") or "1.0.0"


def adopt(document: Document, source: Source) -> Document:
    """Lay out a document as one of ours. `document` is changed and returned."""
    if source.title:
        document["info"]["title"] = source.title
    if source.page:
        document.setdefault("externalDocs", {"url": source.page})
    _add_base(document, source.base)
    schemas = document.get("components", {}).get("schemas", {})
    ids = set()
    for operation in iterate_operations(document):
        ids.add(operation.operation_id)
        if source.pagination and "x-pagination" not in operation.value:
            paging = pagination({**operation.value, "parameters": operation.parameters}, schemas, source.pagination)
            if paging is not None:
                operation.value["x-pagination"] = paging
    document["x-speclift"] = extension_of(version_of(document), ids, source)
    return document


def _add_base(document: Document, base: Mapping[str, Any]) -> None:
    """What `base.yaml` states: its servers as they are, its components and security where the document has none."""
    if base.get("servers"):
        document["servers"] = base["servers"]
    components = base.get("components", {})
    for section, named in components.items() if hasattr(components, "items") else ():
        own = document.setdefault("components", {}).setdefault(section, {})
        for name, value in named.items():
            own.setdefault(name, value)
    if "security" in base:
        document.setdefault("security", base["security"])
    for key, value in base.items():
        if key.startswith("x-") and not key.startswith("x-speclift"):
            document[key] = value
