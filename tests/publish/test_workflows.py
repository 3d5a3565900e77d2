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
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", step["uses"]), "pinned by the hash of a commit"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_beside_every_hash_stands_its_version(path: Path) -> None:
    lines = [line for line in path.read_text().splitlines() if re.match(r"\s*-? *uses:", line)]
    assert all(re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line) for line in lines), lines


def test_one_action_has_one_hash_everywhere() -> None:
    hashes: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for action, commit in re.findall(r"uses: ([\w./-]+)@([0-9a-f]{40})", path.read_text()):
            hashes.setdefault(action, set()).add(commit)
    assert {action: commits for action, commits in hashes.items() if len(commits) > 1} == {}


def test_a_release_carries_what_was_built_and_what_it_is_made_of() -> None:
    release = next(yaml.safe_load(path.read_bytes()) for path in WORKFLOWS if path.stem == "release")
    names: dict[str, set[str]] = {"upload": set(), "download": set()}
    for step in release["jobs"]["build"]["steps"] + release["jobs"]["github-release"]["steps"]:
        for way, found in names.items():
            if step.get("uses", "").startswith(f"actions/{way}-artifact@"):
                found.add(step["with"]["name"])
    assert names["upload"] == names["download"] == {"dist", "sbom"}
    assert "dist/* sbom.json" in release["jobs"]["github-release"]["steps"][-1]["run"]
    assert release["jobs"]["github-release"]["needs"] == "publish"


def update() -> dict[str, Any]:
    return next(yaml.safe_load(path.read_bytes()) for path in WORKFLOWS if path.stem == "update")


def test_a_source_that_fails_costs_no_other_and_is_reported() -> None:
    jobs_of = update()["jobs"]
    assert jobs_of["fetch"]["strategy"]["fail-fast"] is False
    assert "fromJSON(needs.sources.outputs.sources)" in jobs_of["fetch"]["strategy"]["matrix"]["source"]
    for name in ("propose", "report"):
        assert jobs_of[name]["needs"] == "fetch"
        assert "cancelled()" in jobs_of[name]["if"]
    report = jobs_of["report"]["steps"][-1]["run"]
    assert "gh issue create" in report
    assert "gh issue comment" in report
    assert "gh issue close" in report


def test_a_stale_pull_request_is_closed_and_a_new_one_is_checked() -> None:
    jobs_of = update()["jobs"]
    propose = jobs_of["propose"]["steps"][-1]
    assert "gh pr close" in propose["run"]
    assert "UPDATE_TOKEN" in propose["env"]["GH_TOKEN"]
    assert any("speclift build --check" in step.get("run", "") for step in jobs_of["fetch"]["steps"])


def test_the_workflows_are_shell_that_parses() -> None:
    import subprocess

    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_bytes())["jobs"].values():
            for step in job["steps"]:
                if "run" in step:
                    done = subprocess.run(
                        ["bash", "-n"], input=step["run"], text=True, capture_output=True, check=False
                    )
                    assert done.returncode == 0, f"{path.name}: {done.stderr}"
