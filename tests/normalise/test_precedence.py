"""Who wins, table or example? Each row of the table in docs/normalise.md is a page, lifted here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from page_notation import page

from speclift.model.rules import RULES
from speclift.pipeline.lift import Lift, lift
from speclift.workspace.source import unconfigured

CASES: Path = Path(__file__).parent / "precedence.yaml"
EXPECTED: Path = Path(__file__).parent / "precedence-expected.json"
DOCS: Path = Path(__file__).parents[2] / "docs/normalise.md"
ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
START, END = "<!-- printed from tests/normalise/precedence.yaml -->\n", "<!-- end -->\n"


def _lifted(row: dict[str, Any]) -> Lift:
    request = row.get("of") == "request"
    section = {"role": "body" if request else "success", "status": "" if request else "200", "rows": row["rows"]}
    shown = [json.dumps(row[key]) for key in ("example", "another") if key in row]
    examples = [
        {"role": "parameter", "language": "curl", "text": f"curl -X POST https://a.example/books --data '{text}'"}
        if request
        else {"role": "success", "text": text}
        for text in shown
    ]
    article = {"group": "Books", "name": "Book", "call": "post /books", "sections": [section], "examples": examples}
    return lift(page({"articles": [article]}), unconfigured("sample"))


def _outcome(row: dict[str, Any]) -> dict[str, Any]:
    lifted = _lifted(row)
    (document,) = lifted.documents.values()
    operation = document["paths"]["/books"]["post"]
    holder = operation["requestBody"] if row.get("of") == "request" else operation["responses"]["200"]
    schema = holder["content"]["application/json"]["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    rules = [finding.rule for finding in lifted.findings if not finding.rule.startswith("answer-undocumented")]
    return {"case": row["case"], "schema": schema, "rules": rules}


def _printed(expected: list[dict[str, Any]]) -> str:
    lines = ["| about | the page | who wins | finding |", "|---|---|---|---|"]
    for row, outcome in zip(ROWS, expected, strict=True):
        rules = ", ".join(f"`{rule}`" for rule in outcome["rules"]) or "none"
        lines.append(f"| {row['about']} | {row['case']} | {row['wins']} | {rules} |")
    return "\n".join(lines) + "\n"


def test_regenerate(regen: bool) -> None:
    if not regen:
        return
    expected = [_outcome(row) for row in ROWS]
    EXPECTED.write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(START)
    DOCS.write_text(before + START + _printed(expected) + END + rest.partition(END)[2], encoding="utf-8")


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row["case"] for row in ROWS])
def test_the_page_wins_as_the_table_says(number: int) -> None:
    assert _outcome(ROWS[number]) == json.loads(EXPECTED.read_text(encoding="utf-8"))[number]


def test_the_docs_are_printed_from_the_cases() -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    printed = DOCS.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]
    assert printed == _printed(expected)
    assert {rule for outcome in expected for rule in outcome["rules"]} <= RULES.keys()
