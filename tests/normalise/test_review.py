"""The review of a page: for each family a page on which it speaks, and one on which it stays silent.

`review/FAMILY.yaml` holds both; what it says is `review/FAMILY.txt`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from page_notation import page

from speclift.model.rules import RULES, Rule, review
from speclift.normalise.review import FAMILIES
from speclift.pipeline.lift import lift
from speclift.workspace.source import unconfigured

FOLDER = Path(__file__).parent / "review"
CASES = sorted(FOLDER.glob("*.yaml"))
OF_REVIEW = {rule.id for rule in vars(review).values() if isinstance(rule, Rule)}


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> Path:
    return request.param


def _said(articles: list[dict[str, Any]]) -> list[str]:
    findings = lift(page({"articles": articles}), unconfigured("sample")).findings
    return [
        f"{one.rule} {', '.join(one.versions)} {one.subject}: {one.message}"
        + "".join(f"\n  > {' / '.join(quote.text.splitlines())}" for quote in one.quotes)
        for one in findings
        if one.rule in OF_REVIEW
    ]


def test_the_family_speaks(case: Path, regen: bool) -> None:
    said = "\n".join(_said(yaml.safe_load(case.read_text(encoding="utf-8"))["speaks"])) + "\n"
    expected = case.with_suffix(".txt")
    if regen:
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert said.strip()


def test_the_family_is_silent(case: Path) -> None:
    assert _said(yaml.safe_load(case.read_text(encoding="utf-8"))["silent"]) == []


def test_every_rule_of_the_review_speaks_in_a_case_and_changes_no_document() -> None:
    spoken = {line.partition(" ")[0] for path in FOLDER.glob("*.txt") for line in path.read_text().splitlines()}
    assert spoken >= OF_REVIEW
    assert all(RULES[rule].resolution == "" for rule in OF_REVIEW)
    assert len(FAMILIES) == len(set(FAMILIES))
