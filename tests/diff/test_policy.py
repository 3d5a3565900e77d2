"""What a reader wants to be told otherwise: levels, policies, filters, accepted changes; the table of rules."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from documents_of_cases import SHOP, apply

from speclift.cli.diff import diff
from speclift.diff.accepted import load_accepted
from speclift.document.lines import Lines
from speclift.model.findings import InputError
from speclift.report.diff.policy import Policy, load_policy
from speclift.report.diff.report import Side
from speclift.report.diff.rules import rule_ids, rules_page
from speclift.report.diff.run import Options, run
from speclift.report.writers import WRITERS

ROOT = Path(__file__).parents[2]


def changed(*edits: dict[str, Any], policy: Policy | None = None, python: bool = False) -> dict[str, Any]:
    new = copy.deepcopy(SHOP)
    for edit in edits:
        apply(new, edit)
    options = Options(format="json", policy=policy or Policy(), python=python)
    report: dict[str, Any] = json.loads(run(Side("a", document=SHOP), Side("b", document=new), options).text)
    return report


def levels(report: dict[str, Any]) -> dict[str, str]:
    return {change["id"]: change["level"] for change in report["changes"]}


def configured(tmp_path: Path, text: str) -> Policy:
    file = tmp_path / "config.yaml"
    file.write_text(text)
    return load_policy(file)


REMOVED, DEPRECATED = {"remove": "/paths/~1photos"}, {"set": "/paths/~1pets/get/deprecated", "to": True}


def test_levels_of_rules_are_changed_by_patterns(tmp_path: Path) -> None:
    policy = configured(tmp_path, "levels:\n  operation-removed*: warning\n  operation-deprecated: none\n")
    report = changed(REMOVED, DEPRECATED, policy=policy)
    assert levels(report) == {"operation-removed": "warning"}
    assert report["summary"]["release"] == "minor"
    python = configured(tmp_path, "levels:\n  python-method-removed: info\n  operation-removed: info\n")
    assert changed(REMOVED, policy=python, python=True)["summary"]["release"] == "patch"


def test_policies_are_opted_in_to(tmp_path: Path) -> None:
    old = copy.deepcopy(SHOP)
    apply(old, {"set": "/paths/~1photos/post/deprecated", "to": True})
    apply(old, {"set": "/paths/~1orders/post/x-stability-level", "to": "alpha"})
    new = copy.deepcopy(old)
    apply(new, REMOVED)
    apply(new, {"remove": "/paths/~1orders/post/responses/200/content"})

    def found(text: str) -> dict[str, str]:
        options = Options(format="json", policy=configured(tmp_path, text))
        return levels(json.loads(run(Side("a", document=old), Side("b", document=new), options).text))

    assert found("")["operation-removed-deprecated"] == "breaking"
    assert "breaking" in set(found("policies: [deprecation]\n").values())
    assert found("policies: [deprecation]\n")["operation-removed-deprecated"] == "info"
    assert set(found("policies: [deprecation, stability]\n").values()) == {"info"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("levels: {operation-vanished: info}", "no rule is called 'operation-vanished'"),
        ("levels: {operation-removed: severe}", "is no level"),
        ("policies: [mercy]", "no policy 'mercy'"),
        ("rules: {}", "not a configuration"),
        ("levels: [a]", "no mapping"),
    ],
)
def test_a_configuration_that_is_none(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        configured(tmp_path, text)


def test_filters() -> None:
    def left(**said: tuple[str, ...]) -> set[str]:
        return set(levels(changed(REMOVED, DEPRECATED, policy=Policy(**said))))  # type: ignore[arg-type]

    assert left(paths=("/pets*",)) == {"operation-deprecated"}
    assert left(not_paths=("/pets*",)) == {"operation-removed"}
    assert left(operations=("listPets",)) == {"operation-deprecated"}
    assert left(rules=("*-removed",)) == {"operation-removed"}
    assert left() == {"operation-deprecated", "operation-removed"}


def test_accept_writes_the_file_that_accepted_reads(tmp_path: Path) -> None:
    new = copy.deepcopy(SHOP)
    apply(new, REMOVED)
    for name, document in (("old.json", SHOP), ("new.json", new)):
        (tmp_path / name).write_text(json.dumps(document))
    files, file = [str(tmp_path / "old.json"), str(tmp_path / "new.json")], tmp_path / "accepted.yaml"
    file.write_text("# Agreed with the team.\n")
    diff(files, accepted=file, accept='Nobody: sends "photos"', **_DEFAULTS)
    assert file.read_text().startswith("# Agreed with the team.\n")
    accepted = load_accepted(file)
    assert {one.rule for one in accepted} == {"operation-removed", "python-method-removed"}
    assert {one.reason for one in accepted} == {'Nobody: sends "photos"'}
    options = Options(accepted=file, fail_on="breaking", python=True)
    assert run(Side("a", document=SHOP), Side("b", document=new), options).status == 0


ACCEPTED = """
- rule: operation-*
  path: /pets*
  reason: Nobody calls them.
  expires: 2027-03-31
"""


def judged(tmp_path: Path, text: str, today: date, *, python: bool = False) -> tuple[dict[str, Any], int]:
    """The report of a removed and a deprecated operation, and the exit status."""
    new = copy.deepcopy(SHOP)
    for edit in (REMOVED, DEPRECATED):
        apply(new, edit)
    file = tmp_path / "accepted.yaml"
    file.write_text(text)
    options = Options(format="json", accepted=file, fail_on="any", today=today, python=python)
    outcome = run(Side("a", document=SHOP), Side("b", document=new), options)
    return json.loads(outcome.text), outcome.status


def test_patterns_accept_every_change_that_they_fit(tmp_path: Path) -> None:
    report, status = judged(tmp_path, ACCEPTED, date(2027, 3, 31))
    assert [one["id"] for one in report["accepted"]] == ["operation-deprecated"]
    assert [one["id"] for one in report["changes"]] == ["operation-removed"]
    assert report["stale"] == report["expired"] == []
    assert status == 1
    _, status = judged(tmp_path, "- {rule: operation-*, reason: All of them.}", date(2027, 3, 31))
    assert status == 0


def test_a_pattern_of_paths_takes_in_what_it_means_for_python(tmp_path: Path) -> None:
    report, _ = judged(tmp_path, "- {path: '*', reason: All of it.}", date(2027, 3, 31), python=True)
    assert {one["id"] for one in report["accepted"]} >= {"operation-removed", "python-method-removed"}


def test_an_expired_acceptance_fails_and_says_which_it_is(tmp_path: Path) -> None:
    report, status = judged(tmp_path, f"{ACCEPTED}- {{rule: operation-removed, reason: Gone.}}", date(2027, 4, 1))
    assert status == 1
    assert [one["id"] for one in report["accepted"]] == ["operation-removed"]
    assert [(one["rule"], one["path"], one["expires"]) for one in report["expired"]] == [
        ("operation-*", "/pets*", "2027-03-31")
    ]
    schema = json.loads((ROOT / "docs/diff-output.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(report)
    file = tmp_path / "accepted.yaml"
    options = Options(accepted=file, fail_on="breaking", today=date(2027, 4, 1))
    file.write_text(ACCEPTED)
    new = copy.deepcopy(SHOP)
    apply(new, DEPRECATED)
    outcome = run(Side("a", document=SHOP), Side("b", document=new), options)
    assert outcome.status == 1
    assert "Accepted, but expired: decide again" in outcome.text
    assert "operation-* in /pets* (until 2027-03-31): Nobody calls them." in outcome.text
    file.write_text(ACCEPTED)
    outcome = run(Side("a", document=SHOP), Side("b", document=SHOP), options)
    assert "Accepted, but no longer there: take them out" in outcome.text


def test_accept_writes_patterns_and_the_last_day(tmp_path: Path) -> None:
    new = copy.deepcopy(SHOP)
    apply(new, REMOVED)
    for name, document in (("old.json", SHOP), ("new.json", new)):
        (tmp_path / name).write_text(json.dumps(document))
    files, file = [str(tmp_path / "old.json"), str(tmp_path / "new.json")], tmp_path / "accepted.yaml"
    wanted = {"patterns": True, "expires": "2027-03-31", "rule": ["operation-*", "python-*"]}
    diff(files, accepted=file, accept="Agreed.", **{**_DEFAULTS, **wanted})
    until = date(2027, 3, 31)
    assert [(one.rule, one.fingerprint, one.expires) for one in load_accepted(file)] == [
        ("operation-*", "", until), ("python-*", "", until),
    ]  # fmt: skip
    with pytest.raises(InputError, match="goes with --rule or --path"):
        diff(files, accepted=file, accept="Agreed.", **{**_DEFAULTS, "patterns": True})
    with pytest.raises(InputError, match="is no date"):
        diff(files, accepted=file, accept="Agreed.", **{**_DEFAULTS, "expires": "soon"})
    with pytest.raises(InputError, match="go with --accept"):
        diff(files, accepted=file, accept=None, **{**_DEFAULTS, "patterns": True})


_DEFAULTS: dict[str, Any] = {
    "everything": False, "form": "text", "as_json": False, "fail_on": None, "config": None, "path": None,
    "not_path": None, "operation": None, "rule": None, "python": True, "rules": False, "output": None,
    "patterns": False, "expires": None,
}  # fmt: skip


def test_the_table_of_rules_in_docs_is_printed_from_the_table(regen: bool) -> None:
    page = ROOT / "docs/diff-rules.md"
    printed = WRITERS["markdown"](rules_page())
    if regen:
        page.write_text(printed)
    assert page.read_text() == printed
    for rule in rule_ids():
        assert rule.startswith("callback-") or f"`{rule}`" in printed


def test_the_json_output_is_what_its_schema_says() -> None:
    schema = json.loads((ROOT / "docs/diff-output.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for python in (True, False):
        validator.validate(changed(REMOVED, DEPRECATED, python=python))
    new = copy.deepcopy(SHOP)
    apply(new, {"remove": "/components/schemas/Pet/properties/kind"})
    text = json.dumps(new, indent=1)
    sides = Side("a", "a.json", SHOP, Lines(json.dumps(SHOP))), Side("b", "b.json", new, Lines(text))
    report = json.loads(run(*sides, Options(format="json", python=True)).text)
    validator.validate(report)
    (change,) = report["changes"]
    assert change["newLocation"]["file"] == "b.json"
    assert '"Pet"' in text.splitlines()[change["newLocation"]["line"] - 1]
