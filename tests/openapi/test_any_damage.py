"""Any damage to a document costs the damaged place: what comes out is valid, or one line says why nothing does."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speclift.check import check
from speclift.document.to_31 import to_31
from speclift.document.to_31.conversion import is_openapi
from speclift.model.findings import InputError
from speclift.pipeline.invalid_parts import leave_out_invalid

CASES = [
    json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
]
VALUES: list[Any] = [
    *(None, True, 1, -1.5, "x", "", [], {}, [1], {"a": 1}, ["string", "string"], [{}]),
    *({"$ref": "#/nowhere"}, {"$ref": "#/components/schemas/"}, {"type": "object", "required": ["q"]}),
]
NAMES = ["x y", "é", "$ref", "properties", "items", "get", "200", "{id}"]


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in children for place in places(child, (*path, key)))]


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_comes_out_is_valid(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(CASES)))
    for _ in range(data.draw(st.integers(1, 3))):
        *path, last = data.draw(st.sampled_from(places(document)[1:]))
        holder = document
        for step in path:
            holder = holder[step]
        match data.draw(st.sampled_from(["delete", "set", "rename"])):
            case "delete":
                del holder[last]
            case "set":
                holder[last] = copy.deepcopy(data.draw(st.sampled_from(VALUES)))
            case "rename" if isinstance(holder, dict):
                holder[data.draw(st.sampled_from(NAMES))] = holder.pop(last)
    if not is_openapi(document):
        return
    converted = to_31(document, name="document", address="https://api.example/openapi.json")
    valid, _ = leave_out_invalid(converted.document)
    assert [fault for fault in check(valid) if fault.severity == "error"] == []


@pytest.mark.parametrize("value", [None, 1, "openapi", [], {}, {"openapi": "3.1.0"}, {"swagger": "2.0", "paths": []}])
def test_what_is_no_document_is_refused(value: Any) -> None:
    with pytest.raises(InputError, match="not an OpenAPI document"):
        to_31(value, name="value")
