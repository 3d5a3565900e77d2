"""No finding claims what was not done: each resolution is held against the finished document."""

from __future__ import annotations

from pathlib import Path

import pytest
from resolutions import CHECKS, ELSEWHERE, Claim, claims
from test_other_platforms import RECORDED
from test_other_platforms import lifted as recorded
from test_page_cases import CASES, lifted

from speclift.model.rules import RULES
from speclift.pipeline.lift import Lift

SOURCES = [*RECORDED, "trueconf-server"]


def _untrue(lift: Lift) -> list[str]:
    untrue = []
    for finding in lift.findings:
        if finding.rule not in CHECKS:
            continue
        version = finding.versions[-1] if finding.versions else ""
        document = lift.documents.get(version) or [*lift.documents.values()][-1]
        if not CHECKS[finding.rule](Claim(finding, document)):
            untrue.append(f"{finding.rule}: {finding.subject}: {finding.message} = {finding.resolution}")
    return untrue


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_resolutions_of_cases_are_true(case: Path) -> None:
    assert _untrue(lifted(case)) == []


@pytest.mark.parametrize("source", SOURCES)
def test_resolutions_of_recorded_pages_are_true(source: str) -> None:
    assert _untrue(recorded(source)) == []


def test_every_rule_that_claims_an_act_is_held_to_it() -> None:
    claiming = {rule.id for rule in RULES.values() if claims(rule)}
    assert claiming == CHECKS.keys() | ELSEWHERE.keys()
