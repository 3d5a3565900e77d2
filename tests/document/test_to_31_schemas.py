"""Schemas of OpenAPI 3.0, and slightly invalid ones, as OpenAPI 3.1 has them: rows of `schemas_to_31.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from speclift.document.to_31 import to_31

ROWS = yaml.safe_load(Path(__file__).with_name("schemas_to_31.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("before", "after", "rule"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_schema_becomes_one_of_openapi_3_1(before: dict[str, Any], after: dict[str, Any], rule: str) -> None:
    document = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}}
    converted = to_31(document | {"components": {"schemas": {"A": before}}}, name="books.json")
    assert converted.document["components"]["schemas"]["A"] == after
    assert [finding.rule for finding in converted.findings if finding.rule != "openapi-3-0"] == [rule] * bool(rule)
