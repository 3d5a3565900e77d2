"""The list of rules in docs/check.md is printed from the table, and the page names no rule that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

from speclift.check.rules import RULES

DOCS = Path(__file__).parents[2] / "docs" / "check.md"
PAGE = DOCS.read_text("utf-8")
START, END = "| rule | severity | what holds in a good document |\n|---|---|---|\n", "\n\n"


def printed() -> str:
    """The rows of the list."""
    return "\n".join(f"| `{rule.id}` | {rule.severity} | {rule.summary} |" for rule in RULES)


def test_regenerate(regen: bool) -> None:
    if regen:
        before, start, rest = PAGE.partition(START)
        DOCS.write_text(before + start + printed() + END + rest.partition(END)[2], encoding="utf-8")


def test_the_list_of_rules_is_printed_from_the_table() -> None:
    assert DOCS.read_text("utf-8").partition(START)[2].partition(END)[0] == printed()


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
