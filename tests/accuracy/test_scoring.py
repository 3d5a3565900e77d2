"""The scorer: what it takes for the same, what it calls missed, what invented."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from score import KINDS, score

TRUTH: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "shop.yaml").read_text(encoding="utf-8"))


def changed(path: str, value: Any) -> dict[str, Any]:
    """The truth with another value at a pointer; None removes the key."""
    document = copy.deepcopy(TRUTH)
    *steps, last = [step.replace("~1", "/") for step in path.split("/")]
    place: Any = document
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if value is None:
        place.pop(int(last) if isinstance(place, list) else last)
    else:
        place[int(last) if isinstance(place, list) else last] = value
    return document


def test_a_document_scores_full_marks_against_itself() -> None:
    result = score(TRUTH, TRUTH)
    for kind in KINDS:
        assert not result[kind].missed, kind
        assert not result[kind].invented, kind
    assert len(result["operations"].right) == 3
    assert len(result["response fields"].right) == 4


LIST = "paths/~1books~1{id}/get"
BOOK = "components/schemas/Book/properties"


@pytest.mark.parametrize(
    ("path", "value", "kind", "missed", "invented"),
    [
        (LIST, None, "operations", 1, 0),
        (f"{LIST}/parameters/1", None, "parameters", 1, 0),
        (f"{LIST}/parameters/1/in", "header", "parameters", 1, 1),
        (f"{LIST}/parameters/1/schema/default", 6, "defaults", 1, 1),
        (f"{LIST}/parameters/1/required", True, "required", 0, 1),
        (f"{BOOK}/isbn", None, "response fields", 1, 0),
        (f"{BOOK}/added", {"type": "string"}, "response fields", 0, 1),
        (f"{BOOK}/isbn/type", "integer", "types", 1, 1),
        (f"{BOOK}/isbn/type", ["string", "null"], "nullable", 0, 1),
        (f"{BOOK}/isbn/format", None, "formats", 1, 0),
        (f"{BOOK}/kind/enum", ["novel", "poem"], "enum values", 1, 1),
        (f"{BOOK}/pages/maximum", None, "limits", 1, 0),
        (f"{LIST}/responses/404", None, "response statuses", 1, 0),
        (f"{LIST}/responses/410", {"description": "Gone"}, "response statuses", 0, 1),
        (f"{LIST}/security", [], "security", 1, 0),
        ("paths/~1books/post/requestBody", None, "request fields", 1, 0),
    ],
)
def test_one_difference_is_one_fact(path: str, value: Any, kind: str, missed: int, invented: int) -> None:
    tally = score(changed(path, value), TRUTH)[kind]
    assert (len(tally.missed), len(tally.invented)) == (missed, invented)


def test_composition_and_inline_schemas_state_the_same_facts() -> None:
    inline = changed(f"{LIST}/responses/200/content/application~1json/schema", TRUTH["components"]["schemas"]["Book"])
    result = score(inline, TRUTH)
    assert all(not tally.missed and not tally.invented for tally in result.kinds.values())


def test_a_base_path_may_stand_in_the_server_or_in_the_path() -> None:
    moved = {**TRUTH, "servers": [{"url": "https://shop.example"}]}
    moved["paths"] = {f"/v1{path}": item for path, item in TRUTH["paths"].items()}
    assert len(score(moved, TRUTH)["operations"].right) == 3


def test_conventions_of_handwritten_truth() -> None:
    lifted = {
        "openapi": "3.1.0",
        "paths": {
            "/v1/shelves/{number}": {
                "post": {
                    "parameters": [{"in": "path", "name": "number", "required": True, "schema": {"type": "string"}}],
                    "responses": {
                        "201": {"content": {"application/json": {"schema": {"properties": {"made": {}, "by": {}}}}}}
                    },
                }
            }
        },
    }
    result = score(lifted, TRUTH)
    assert result["operations"].right == ["GET /shelves/{id}"]  # the page does not state the method
    assert result["response statuses"].invented == []  # nor the status
    assert result["parameters"].invented == []
    assert len(result["parameters seen in the path or an example"].right) == 1
    assert len(result["response fields of examples"].right) == 1
    assert len(result["response fields"].right) == 1
    assert result["response fields"].invented == []
