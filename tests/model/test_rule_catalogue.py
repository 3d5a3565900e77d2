"""The catalogue of what can be said of a page: each rule is a row, is used, has a case, and stands in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from speclift.model.rules import FAMILIES, RULES, Rule
from speclift.report.catalogue import catalogue_markdown

ROOT = Path(__file__).parents[2]
CODE = ROOT / "scraper/speclift"
DOCS = ROOT / "docs/findings.md"
NAMES = {
    f"{family.__name__.rpartition('.')[2]}.{name}": rule
    for family in FAMILIES
    for name, rule in vars(family).items()
    if isinstance(rule, Rule)
}


def _texts(folder: Path, *patterns: str) -> str:
    paths = [path for pattern in patterns for path in sorted(folder.rglob(pattern)) if path != Path(__file__)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


PRODUCT = "\n".join(
    path.read_text(encoding="utf-8") for path in CODE.rglob("*.py") if not path.is_relative_to(CODE / "model/rules")
)
CASES = _texts(ROOT / "tests/normalise", "*.txt", "*.json") + _texts(ROOT / "tests/examples", "*.json")
TESTS = _texts(ROOT / "tests", "test_*.py")


def test_every_rule_has_an_id_of_its_own_and_is_called_after_it() -> None:
    assert len(NAMES) == len(RULES)
    for name, rule in NAMES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert name.partition(".")[2] == rule.id.upper().replace("-", "_")


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_used(name: str) -> None:
    assert re.search(rf"\b{name}\b", PRODUCT) or f'"{NAMES[name].id}"' in PRODUCT


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case_or_a_test_that_names_it(rule: str) -> None:
    assert re.search(rf'^{rule} |"{rule}"', CASES, re.MULTILINE) or f'"{rule}"' in TESTS


def test_no_other_place_makes_up_a_rule() -> None:
    made = re.findall(r'Finding\(\s*(?:rule=)?f?"([^"]+)",\s*(?:kind=)?"([a-z-]+)"', PRODUCT)
    assert {rule for rule, kind in made if kind != "document"} <= RULES.keys()
    noted = set(re.findall(r'(?:RULES\[|_note\(|Edit\()"([a-z]+(?:-[a-z]+)+)"', PRODUCT))
    assert noted <= RULES.keys()


def test_the_docs_are_printed_from_the_catalogue(regen: bool) -> None:
    if regen:
        DOCS.write_text(catalogue_markdown(), encoding="utf-8")
    assert DOCS.read_text(encoding="utf-8") == catalogue_markdown()
