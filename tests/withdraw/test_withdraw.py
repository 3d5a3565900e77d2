"""An example that contradicts its schema leaves the document and stands in a finding; everything else stays."""

from __future__ import annotations

import copy
from typing import Any

from speclift.check import check
from speclift.pipeline.drop_invalid_examples import joined, withdraw

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
    left, findings, others = withdraw(made, errors(made), "1")
    assert left == document({"good": GOOD}, [{"id": 1}, {"id": 2}])
    assert others == []
    assert errors(left) == []
    assert made == before
    assert len(findings) == 4
    assert {(finding.rule, finding.versions) for finding in findings} == {("example-contradicts-schema", ("1",))}


def test_a_holder_without_any_example_goes_too() -> None:
    made = document({"bad": BAD}, [{"id": "x"}])
    left, _, _ = withdraw(made, errors(made), "1")
    assert "examples" not in left["paths"]["/users/~me"]["get"]["responses"]["200"]["content"]["application/json"]
    assert "examples" not in left["components"]["schemas"]["User"]


def test_other_faults_are_handed_back() -> None:
    made = document({"bad": BAD}, [])
    made["paths"]["/users/~me"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {"$ref": "#/no"}
    _, findings, others = withdraw(made, errors(made), "1")
    assert findings == []
    assert others


def test_the_same_example_of_several_versions_is_one_finding() -> None:
    made = document({"bad": BAD}, [])
    told = [finding for version in ("1", "2") for finding in withdraw(made, errors(made), version)[1]]
    (one,) = joined(told)
    assert one.versions == ("1", "2")
    assert one.resolution == "the example is left out"
