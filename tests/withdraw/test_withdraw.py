"""An example that contradicts its schema leaves the document and stands in a finding; everything else stays."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from speclift.check import check
from speclift.pipeline.withdraw import joined, withdraw

GOOD, BAD = {"value": {"id": 1}}, {"value": {"id": "one"}}


def document(examples: dict[str, Any], components: list[Any]) -> dict[str, Any]:
    user = {"type": "object", "properties": {"id": {"type": "integer"}}, "examples": components}
    media = {"schema": {"$ref": "#/components/schemas/User"}, "examples": examples}
    answer = {"description": "OK", "content": {"application/json": media}}
    operation = {"operationId": "getUser", "responses": {"200": answer}, "security": []}
    return {
        "openapi": "3.1.1",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": {"/users/~me": {"get": operation}},
        "components": {"schemas": {"User": user}},
    }


def errors(made: dict[str, Any]) -> list[Any]:
    return [finding for finding in check(made) if finding.severity == "error"]


def test_only_the_bad_examples_go_and_the_rest_is_the_same() -> None:
    made = document({"good": GOOD, "bad": BAD, "worse": BAD}, [{"id": 1}, {"id": "x"}, {"id": 2}, {"id": "y"}])
    before = copy.deepcopy(made)
    left = withdraw(made, "1")
    assert left.document == document({"good": GOOD}, [{"id": 1}, {"id": 2}])
    assert left.faults == ()
    assert errors(left.document) == []
    assert made == before
    assert len(left.findings) == 4
    rules = {(finding.rule, finding.versions) for finding in left.findings}
    assert rules == {("example-contradicts-schema", ("1",))}


def test_a_holder_without_any_example_goes_too() -> None:
    left = withdraw(document({"bad": BAD}, [{"id": "x"}]), "1").document
    assert "examples" not in left["paths"]["/users/~me"]["get"]["responses"]["200"]["content"]["application/json"]
    assert "examples" not in left["components"]["schemas"]["User"]


def test_other_faults_are_handed_back() -> None:
    made = document({"bad": BAD}, [])
    made["paths"]["/users/~me"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {"$ref": "#/no"}
    left = withdraw(made, "1")
    assert left.findings == ()
    assert left.faults


def test_the_same_example_of_several_versions_is_one_finding() -> None:
    made = document({"bad": BAD}, [])
    told = [finding for version in ("1", "2") for finding in withdraw(made, version).findings]
    (one,) = joined(told)
    assert one.versions == ("1", "2")
    assert one.resolution == "the example is left out"


@pytest.mark.parametrize(
    ("schema", "left"),
    [
        ({"type": "string", "default": 1}, {"type": "string"}),
        ({"type": "string", "default": None, "minLength": 1}, {"type": "string", "minLength": 1}),
        ({"type": "string", "pattern": "("}, {"type": "string"}),
        ({"type": "integer", "minimum": 3, "maximum": 1, "default": 2}, {"type": "integer", "default": 2}),
        ({"type": "string", "enum": ["a", 1], "x-enum-varnames": ["A", "ONE"]}, {"type": "string"}),
        ({"type": "string", "enum": ["a"], "x-enum-varnames": ["A", "B"]}, {"type": "string", "enum": ["a"]}),
        ({"type": "object", "required": ["a", "b"], "properties": {"b": {}}},
         {"type": "object", "required": ["b"], "properties": {"b": {}}}),
        ({"type": "object", "properties": {"default": {"type": "string", "default": []}}},
         {"type": "object", "properties": {"default": {"type": "string"}}}),
    ],
)  # fmt: skip
def test_a_keyword_that_a_check_refuses_goes_alone(schema: dict[str, Any], left: dict[str, Any]) -> None:
    made = document({}, [])
    made["components"]["schemas"]["User"]["properties"]["more"] = schema
    withdrawal = withdraw(made, "1")
    assert withdrawal.document["components"]["schemas"]["User"]["properties"]["more"] == left
    assert withdrawal.faults == ()
    (finding,) = {one.message: one for one in withdrawal.findings}.values()
    assert finding.rule == "keyword-contradicts-schema"
    assert finding.resolution.endswith("is left out")
