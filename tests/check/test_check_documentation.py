"""docs/check.md lists every rule as the table does, and names none that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

from speclift.check.rules import RULES

PAGE = (Path(__file__).parents[2] / "docs" / "check.md").read_text("utf-8")


def test_every_rule_is_listed() -> None:
    listed = re.findall(r"^\| `([a-z0-9-]+)` \| (error|warning|info) \| (.+) \|$", PAGE, re.MULTILINE)
    assert listed == [(rule.id, rule.severity, rule.summary) for rule in RULES]


def test_the_comparison_names_rules_that_exist() -> None:
    comparison = PAGE.partition("## Against")[2].partition("### Deliberately")[0]
    known = {rule.id for rule in RULES}
    named = {
        name
        for line in comparison.splitlines()
        if line.startswith("|")
        for name in re.findall(r"`([^`]+)`", line.split("|")[-2:][0])
    }
    assert named - known == set()
    assert len(named) > 50
