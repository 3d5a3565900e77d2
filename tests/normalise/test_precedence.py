"""Who wins, table or example? Each row of the table of precedence has a page, lifted here, and decides about it."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace
from page_notation import page

from speclift.normalise import precedence
from speclift.normalise.precedence import FACTS, ROWS, Precedence, decide
from speclift.pipeline.lift import Lift, lift
from speclift.workspace.source import unconfigured

PAGES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "precedence.yaml").read_text(encoding="utf-8"),
)
EXPECTED: Path = Path(__file__).parent / "precedence-expected.json"
DOCS: Path = Path(__file__).parents[2] / "docs/normalise.md"
START, END = "<!-- printed from speclift.normalise.precedence -->\n", "<!-- end -->\n"


def _lifted(shown: dict[str, Any]) -> Lift:
    request = shown.get("of") == "request"
    section = {"role": "body" if request else "success", "status": "" if request else "200", "rows": shown["rows"]}
    texts = [json.dumps(shown[key]) for key in ("example", "another") if key in shown]
    examples = [
        {"role": "parameter", "language": "curl", "text": f"curl -X POST https://a.example/books --data '{text}'"}
        if request
        else {"role": "success", "text": text}
        for text in texts
    ]
    sections = [section, *([{"role": "query", "rows": shown["query"]}] if "query" in shown else [])]
    article = {"group": "Books", "name": "Book", "call": "post /books", "sections": sections, "examples": examples}
    return lift(page({"articles": [article, *_objects(shown)]}), unconfigured("sample"))


def _objects(shown: dict[str, Any]) -> list[dict[str, Any]]:
    if "object" not in shown:
        return []
    name = shown["object"]["name"]
    section = {"role": "structure", "title": "Structure", "rows": shown["object"]["rows"]}
    example = {"role": "structure", "text": json.dumps(shown["object"]["example"])}
    return [
        {"group": "Objects", "name": name, "kind": "object", "url": name, "sections": [section], "examples": [example]}
    ]


def _outcome(shown: dict[str, Any]) -> dict[str, Any]:
    lifted = _lifted(shown)
    (document,) = lifted.documents.values()
    operation = document["paths"]["/books"]["post"]
    holder = operation["requestBody"] if shown.get("of") == "request" else operation["responses"]["200"]
    schema = holder["content"]["application/json"]["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    rules = [finding.rule for finding in lifted.findings if not finding.rule.startswith("answer-undocumented")]
    return {"case": shown["case"], "schema": schema, "rules": rules}


def _printed() -> str:
    lines = ["| about | the page | who wins | finding |", "|---|---|---|---|"]
    for row in ROWS:
        rule = f"`{row.rule.id}`" if row.rule is not None else "none"
        lines.append(f"| {row.about} | {row.case} | {row.wins} | {rule} |")
    return "\n".join(lines) + "\n"


def test_regenerate(regen: bool) -> None:
    if not regen:
        return
    expected = [_outcome(shown) for shown in PAGES]
    EXPECTED.write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(START)
    DOCS.write_text(before + START + _printed() + END + rest.partition(END)[2], encoding="utf-8")


@pytest.mark.parametrize("number", range(len(PAGES)), ids=[shown["case"] for shown in PAGES])
def test_the_page_is_lifted_as_the_table_says(number: int) -> None:
    assert _outcome(PAGES[number]) == json.loads(EXPECTED.read_text(encoding="utf-8"))[number]


@pytest.mark.parametrize("row", ROWS, ids=[row.case for row in ROWS])
def test_the_row_decides_about_its_page(row: Precedence, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row with another outcome gives its page another document: the code runs on the table and on nothing else."""
    shown = next(shown for shown in PAGES if shown["case"] == row.case)
    before = _outcome(shown)
    assert row.rule is None or row.rule.id in before["rules"]
    others = ("yes", "no") if row.outcome in {"yes", "no"} else ("table", "example", "both")
    try:
        changed = []
        for outcome in others:
            swapped = tuple(replace(one, outcome=outcome, rule=None) if one is row else one for one in ROWS)
            monkeypatch.setattr(precedence, "ROWS", swapped)
            decide.cache_clear()
            changed.append(_outcome(shown)["schema"] != before["schema"])
    finally:
        decide.cache_clear()
    assert any(changed)


@pytest.mark.parametrize("about", FACTS)
def test_every_combination_of_facts_is_decided(about: precedence.About) -> None:
    names = FACTS[about]
    for values in itertools.product(*names.values()):
        assert decide(about, **dict(zip(names, values, strict=True))).about == about


def test_rows_name_known_facts_and_stand_once() -> None:
    for row in ROWS:
        assert row.when.keys() <= FACTS[row.about].keys()
        assert all(set(values) <= set(FACTS[row.about][name]) for name, values in row.when.items())
    assert [shown["case"] for shown in PAGES] == [row.case for row in ROWS]
    assert len({row.case for row in ROWS}) == len(ROWS)


def test_a_decision_without_a_row_raises_lookup_error() -> None:
    with pytest.raises(LookupError, match="nothing decides about enumeration"):
        decide("enumeration", value="unheard of")


def test_the_docs_are_printed_from_the_table() -> None:
    assert DOCS.read_text(encoding="utf-8").partition(START)[2].partition(END)[0] == _printed()
