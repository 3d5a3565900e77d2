"""Every row of cases/schemas: the same edit in a request and in an answer gives exactly the ids that the row names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from speclift.diff import compare

FOLDER = Path(__file__).parent
COMPONENTS = yaml.safe_load((FOLDER / "schemas_of_cases.yaml").read_text())
ROWS = {
    f"{file.stem}/{name}": row
    for file in sorted((FOLDER / "cases" / "schemas").glob("*.yaml"))
    for name, row in yaml.safe_load(file.read_text()).items()
}


def document(schema: Any, direction: str, version: str, components: dict[str, Any]) -> dict[str, Any]:
    """A document of one operation that is sent the schema, or answers with it."""
    content = {"application/json": {"schema": schema}}
    operation: dict[str, Any] = {"operationId": "act", "responses": {"204": {"description": "Done."}}}
    if direction == "request":
        operation["requestBody"] = {"required": True, "content": content}
    else:
        operation["responses"] = {"200": {"description": "Done.", "content": content}}
    return {
        "openapi": version,
        "info": {"title": "Cases", "version": "1"},
        "paths": {"/things/{id}": {"post": operation}},
        "components": {"schemas": {**COMPONENTS, **components}},
    }


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize("name", ROWS)
def test_row(name: str, direction: str) -> None:
    row = ROWS[name]
    version = row.get("version", "3.0.3")
    old = document(row["old"], direction, version, {})
    new = document(row["new"], direction, version, row.get("components", {}))
    changes = compare(old, new)
    said = "\n".join(change.explain() for change in changes)
    assert sorted(change.rule for change in changes) == sorted(row[direction]), said
    assert compare(old, old) == compare(new, new) == []
