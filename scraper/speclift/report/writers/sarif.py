"""The problems of a report as SARIF 2.1.0 (OASIS), which code hosts show beside the lines.

Enters: a page. Leaves: one run with a result for each problem."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclift import __version__

if TYPE_CHECKING:
    from speclift.report.blocks import Page, Problem

_LEVELS = {"breaking": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(page: Page) -> str:
    """The page's problems as SARIF."""
    problems = page.problems()
    rules = list(dict.fromkeys(problem.rule for problem in problems))
    driver = {"name": "speclift", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    run = {"tool": {"driver": driver}, "results": [_result(problem, rules.index(problem.rule)) for problem in problems]}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": _LEVELS[problem.level],
        "message": {"text": problem.message},
    }
    if problem.fingerprint:
        result["partialFingerprints"] = {"speclift/v1": problem.fingerprint}
    if problem.file:
        place: dict[str, Any] = {"artifactLocation": {"uri": problem.file}}
        if problem.line:
            place["region"] = {"startLine": problem.line, "startColumn": problem.column or 1}
        result["locations"] = [{"physicalLocation": place}]
    return result
