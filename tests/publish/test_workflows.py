"""The workflows keep credentials and our code apart, and put nothing of an event into a shell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = sorted((Path(__file__).parents[2] / ".github/workflows").glob("*.yml"))


_OURS = re.compile(r"^\s*(?:python|pip|speclift|tox|bash)\b", re.MULTILINE)


def jobs() -> list[Any]:
    found = []
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_bytes())
        for name, job in workflow["jobs"].items():
            found.append(pytest.param(workflow, job, id=f"{path.stem}-{name}"))
    return found


@pytest.mark.parametrize(("workflow", "job"), jobs())
def test_who_may_write_runs_none_of_our_code(workflow: dict[str, Any], job: dict[str, Any]) -> None:
    granted = {**(workflow["permissions"] or {}), **job.get("permissions", {})}
    may_write = "write" in granted.values()
    runs_ours = any(_OURS.search(step.get("run", "")) for step in job["steps"])
    assert not (may_write and runs_ours)
    if runs_ours:
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize(("workflow", "job"), jobs())
def test_shells_get_no_words_of_an_event_and_actions_are_pinned(workflow: dict[str, Any], job: dict[str, Any]) -> None:
    assert job["timeout-minutes"] <= 90
    for step in job["steps"]:
        assert "${{" not in step.get("run", "")
        if "uses" in step:
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@(?:v\d+|release/v\d+)", step["uses"])
