"""What a document holds, counted for the closing table of a build.

Enters: an OpenAPI document. Leaves: `VersionFigures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from speclift.document import METHODS

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class VersionFigures:
    """What one document holds, for the closing table."""

    version: str
    operations: int
    schemas: int
    examples: int
    package: str = ""
    package_operations: int = 0


def figures_of(version: str, document: Document, *, package: str = "", package_operations: int = 0) -> VersionFigures:
    """Count what a document holds: operations, component schemas and recorded examples."""
    operations = examples = 0
    for item in document.get("paths", {}).values():
        for method, operation in item.items():
            if method in METHODS:
                operations += 1
                examples += _examples_in(operation)
    schemas = document.get("components", {}).get("schemas", {})
    examples += sum(len(schema.get("examples", ())) for schema in schemas.values() if isinstance(schema, dict))
    return VersionFigures(version, operations, len(schemas), examples, package, package_operations)


def _examples_in(operation: Document) -> int:
    holders = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
    return sum(len(media.get("examples", ())) for holder in holders for media in holder.get("content", {}).values())
