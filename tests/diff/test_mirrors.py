"""Documents the other way round give the mirrored changes: what was added is removed, what narrowed widens."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from documents_of_cases import ROWS, documents
from test_schema_cases import ROWS as SCHEMAS
from test_schema_cases import document

from speclift.diff import Change, compare
from speclift.diff.judge.table import TABLE

FACTS = {prefix + rule.id: rule.fact for rule in TABLE for prefix in ("", "callback-")}
REVERSED = {"add": "remove", "remove": "add", "change": "change"}

ONE_WAY = {
    "harmless/upgraded-nullable-enum-carelessly": "only an upgrade from OpenAPI 3.0 leaves null out by accident",
    "bodies/error-removed-under-a-range": "what falls under a range is compared with it; what is said apart is new",
    "bodies/error-removed-under-another-range": "as under a range",
}
EXPLAINED = {"required-read-only", "read-only"}
"""One explains the other in one direction only."""


def counted(changes: list[Change], reverse: bool) -> Counter[tuple[str, str, str]]:
    return Counter(
        (FACTS[c.rule], REVERSED[c.action] if reverse else c.action, c.direction.value)
        for c in changes
        if FACTS[c.rule] not in EXPLAINED
    )


@pytest.mark.parametrize("name", ROWS)
def test_documents(name: str) -> None:
    old, new = documents(ROWS[name])
    mirrored = counted(compare(old, new), reverse=False) == counted(compare(new, old), reverse=True)
    assert mirrored == (name not in ONE_WAY)


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas(name: str, direction: str) -> None:
    row: dict[str, Any] = SCHEMAS[name]
    version = row.get("version", "3.0.3")
    old = document(row["old"], direction, version, {})
    new = document(row["new"], direction, version, row.get("components", {}))
    assert counted(compare(old, new), reverse=False) == counted(compare(new, old), reverse=True)
