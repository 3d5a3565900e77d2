"""Texts of the documentation: told apart from what anybody can notice on the wire, and once."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents_of_cases import SHOP, apply, documents

from speclift.diff import Level, compare
from speclift.diff.compare import compare_words
from speclift.document.soundness import require_sound
from speclift.report.diff.policy import Policy
from speclift.report.diff.report import Side
from speclift.report.diff.run import Options, run

ROWS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/words/texts.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", ROWS)
def test_row(name: str) -> None:
    old, new = documents(ROWS[name])
    found = compare_words(require_sound(old, "old"), require_sound(new, "new"))
    assert [change.rule for change in found] == ROWS[name]["expected"]
    assert [change.explain() for change in found] == ROWS[name]["where"]
    assert not [change for change in compare(old, new) if change.area == "documentation"]


def two_texts() -> tuple[Side, Side]:
    old, new = copy.deepcopy(SHOP), copy.deepcopy(SHOP)
    for schema in ("Pet", "Order"):
        pointer = f"/components/schemas/{schema}/description"
        apply(old, {"set": pointer, "to": f"The {schema} of a shop, at most 40 of them, by day and by night."})
        apply(new, {"set": pointer, "to": f"The {schema} of a shop, at most 20 of them, by day and by night."})
    return Side("old", document=old), Side("new", document=new)


def test_changed_texts_are_counted_and_break_nothing() -> None:
    outcome = run(*two_texts(), Options(fail_on="any", python=True))
    assert outcome.status == 0
    assert outcome.text.splitlines()[0] == "old → new: none: only texts of the documentation changed"
    assert "1 text of the documentation changed; --docs tells them." in outcome.text


def test_the_same_edit_is_told_once_with_the_words_around_it() -> None:
    told = run(*two_texts(), Options(docs=True)).text
    edit = "'… shop, at most 40 of them, by …' → '… shop, at most 20 of them, by …'"
    assert [line for line in told.splitlines() if edit in line] != []
    assert told.count(edit) == 1
    assert "--docs" not in told


def test_a_policy_can_raise_a_text_or_leave_it_out() -> None:
    raised = Options(fail_on="warning", policy=Policy(levels={"description-*": Level.WARNING}))
    assert run(*two_texts(), raised).status == 1
    silent = run(*two_texts(), Options(policy=Policy(levels={"description-*": None})))
    assert "documentation" not in silent.text


def test_json_has_the_whole_texts() -> None:
    found = json.loads(run(*two_texts(), Options(format="json")).text)["documentation"]
    assert [(change["id"], change["oldPointer"]) for change in found] == [
        ("description-changed", "/components/schemas/Pet/description"),
        ("description-changed", "/components/schemas/Order/description"),
    ]
    assert found[0]["old"] == "The Pet of a shop, at most 40 of them, by day and by night."
