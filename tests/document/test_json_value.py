"""JSON of strangers: values that every later stage can take, or ValueError."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from speclift.document.json_value import json_value

CODE = Path(__file__).parents[2] / "scraper/speclift"


@pytest.mark.parametrize("text", ["null", "[1, 2.5, -0.0, 1e300]", '{"a": {"b": "\\u00e9\\ud83d\\ude00"}}', "9" * 300])
def test_what_anyone_reads_is_read(text: str) -> None:
    assert json_value(text) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        *("9" * 301, "-" + "9" * 5000, "1e999", "-1e999", "NaN", "Infinity", "[" * 150 + "]" * 150, "[" * 100_000),
        *('{"a":' * 101 + "1" + "}" * 101, '"\\ud800"', '{"\\udfff": 1}', "", "{", "[1,]", "\0", "1" * 5000 + "e5"),
    ],
)
def test_what_is_beyond_the_limits_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        json_value(text)


OWN_LIMITS = {
    "readers/kit/labels.py": "our own table",
    "readers/kit/flight.py": "the state of a page, as deep as its elements; walked without recursion",
    "readers/document360/state.py": "the state of a page; walked without recursion",
    "readers/apidoc/json_text.py": "numbers as printed",
    "readers/apidoc/data.py": "the data of a page, rendered by its own template",
    "readers/apidoc/labels.py": "our own table",
    "readers/openapi/parsing.py": "documents: judged as such",
    "normalise/phrases/defaults.py": "a default, with floats judged by themselves",
    "normalise/examples/documents.py": "samples: kept as printed where they are no JSON",
}


def test_samples_of_pages_are_read_by_this_alone() -> None:
    using = {
        module.relative_to(CODE).as_posix()
        for room in ("readers", "normalise")
        for module in CODE.joinpath(room).rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "loads" and ast.unparse(node.value) == "json"
    }
    assert using <= set(OWN_LIMITS), using - set(OWN_LIMITS)
