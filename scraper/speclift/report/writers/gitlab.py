"""The problems of a report as a Code Quality report of GitLab.

Enters: a page. Leaves: a JSON list, as `artifacts: reports: codequality` takes it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speclift.report.blocks import Page, Problem

_SEVERITIES = {"breaking": "major", "warning": "minor", "info": "info"}


def write(page: Page) -> str:
    """The page's problems, one entry each."""
    return json.dumps([_entry(problem) for problem in page.problems()], ensure_ascii=False, indent=2) + "\n"


def _entry(problem: Problem) -> dict[str, Any]:
    same = problem.fingerprint or f"{problem.rule} {problem.file} {problem.pointer} {problem.message}"
    return {
        "description": problem.message,
        "check_name": problem.rule,
        "fingerprint": hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": _SEVERITIES[problem.level],
        "location": {"path": problem.file, "lines": {"begin": problem.line or 1}},
    }
