"""Swagger 2.0 by our rules, against the same document by another converter (swagger2openapi) and our rules for 3.0.

`tests/accuracy/score.py` compares the facts of the two. `DIFFERENCES` are the places where they say different things,
with the reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from score import score

from speclift.document.to_31 import to_31

HERE = Path(__file__).parent / "other_converter"

DIFFERENCES = {
    # A file cannot be sent as application/x-www-form-urlencoded.
    ("request media types", "missed", "POST /noconsumes: application/x-www-form-urlencoded"),
    ("request media types", "invented", "POST /noconsumes: multipart/form-data"),
    # `x-nullable` of a parameter counts as that of a schema does.
    ("nullable", "invented", "GET /pets header f: True"),
}


def converted(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return to_31(loaded, name=name).document


def test_both_state_the_same_facts() -> None:
    result = score(converted("swagger.json"), converted("swagger2openapi-7.0.8.json"))
    assert len(result["operations"].right) == 5
    found = {
        (kind, side, fact)
        for kind, tally in result.kinds.items()
        for side in ("missed", "invented")
        for fact in getattr(tally, side)
    }
    assert found == DIFFERENCES


def test_a_path_without_a_list_of_parameters_is_read() -> None:
    document = json.loads((HERE / "swagger.json").read_text(encoding="utf-8"))
    document["paths"]["/form"]["parameters"] = None
    assert "post" in to_31(document, name="swagger.json").document["paths"]["/form"]
