"""`run` and `run_lattice`: text and exit status; accepted changes; bad input is one line."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from documents_of_cases import SHOP, apply

from speclift.diff import compare
from speclift.diff.accepted import load_accepted
from speclift.model.findings import InputError
from speclift.report.diff.report import Side
from speclift.report.diff.run import Options, Outcome, run_lattice
from speclift.report.diff.run import run as run_sides
from speclift.report.writers import WRITERS


def edited(*edits: dict[str, Any]) -> dict[str, Any]:
    new = copy.deepcopy(SHOP)
    for edit in edits:
        apply(new, edit)
    return new


def run(old: Any, new: Any, options: Options | None = None, *, old_name: str = "old", new_name: str = "new") -> Outcome:
    return run_sides(Side(old_name, document=old), Side(new_name, document=new), options)


BREAKING = edited({"remove": "/paths/~1orders"})
WARNING = edited({"set": "/paths/~1pets/get/operationId", "to": "getPets"})
HARMLESS = edited({"set": "/paths/~1pets/get/deprecated", "to": True})


@pytest.mark.parametrize(
    ("new", "fail_on", "status"),
    [
        (BREAKING, None, 0),
        (BREAKING, "breaking", 1),
        (WARNING, "breaking", 0),
        (WARNING, "warning", 1),
        (HARMLESS, "warning", 0),
        (HARMLESS, "any", 1),
        (SHOP, "any", 0),
    ],
)
def test_exit_status(new: dict[str, Any], fail_on: Any, status: int) -> None:
    assert run(SHOP, new, Options(fail_on=fail_on)).status == status
    assert run_lattice({"v1": SHOP, "v2": new}, Options(fail_on=fail_on)).status == status


def test_names_stand_in_the_report() -> None:
    outcome = run(SHOP, BREAKING, old_name="v1", new_name="v2")
    assert outcome.text.startswith("v1 → v2: major: 1 breaking on the wire\n")
    assert outcome.status == 0


def test_python_is_said_when_asked_for() -> None:
    assert "What it means for Python" in run(SHOP, BREAKING, Options(python=True)).text
    assert "What it means for Python" not in run(SHOP, BREAKING).text


def test_accepted_changes_do_not_fail(tmp_path: Path) -> None:
    (change,) = compare(SHOP, BREAKING)
    file = tmp_path / "accepted.yaml"
    file.write_text(f"- fingerprint: '{change.fingerprint}'\n  reason: Nobody orders.\n  rule: operation-removed\n")
    outcome = run(SHOP, BREAKING, Options(fail_on="any", accepted=file))
    assert outcome.status == 0
    assert "Nobody orders." in outcome.text


def test_an_acceptance_of_another_rule_is_stale(tmp_path: Path) -> None:
    (change,) = compare(SHOP, BREAKING)
    file = tmp_path / "accepted.yaml"
    file.write_text(f"- fingerprint: '{change.fingerprint}'\n  reason: Nobody orders.\n  rule: operation-added\n")
    assert run(SHOP, BREAKING, Options(fail_on="breaking", accepted=file)).status == 1


def test_stale_acceptances_are_said_and_fail(tmp_path: Path) -> None:
    file = tmp_path / "accepted.yaml"
    file.write_text("- {fingerprint: 00ff00ff00ff00ff, reason: It was so.}\n")
    outcome = run(SHOP, SHOP, Options(fail_on="breaking", accepted=file))
    assert outcome.status == 1
    assert "00ff00ff00ff00ff: It was so." in outcome.text
    assert run(SHOP, SHOP, Options(accepted=file)).status == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- fingerprint: abc", "no `reason`"),
        ("- {fingerprint: abc, reason: ' '}", "no `reason`"),
        ("- reason: abc", "no `fingerprint`, `rule` or `path`"),
        ("- {rule: a, reason: x, expires: soon}", "'soon' is no date"),
        ("- {rule: a, path: b, reason: x}\n- {rule: a, path: b, reason: y}", "a in b is accepted twice"),
        ("- {fingerprint: 1234567812345678, reason: x}", "quote it"),
        ("- {fingerprint: a, reason: x}\n- {fingerprint: a, reason: y}", "twice"),
        ("- {fingerprint: a, reason: x, level: info}", "unknown key 'level'"),
        ("- abc", "not a mapping"),
        ("a: b", "not a list"),
        ("- [", "not YAML"),
    ],
)
def test_a_file_of_accepted_changes_that_is_none(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "accepted.yaml"
    file.write_text(content)
    with pytest.raises(InputError, match=r"accepted\.yaml") as error:
        load_accepted(file)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_of_accepted_changes_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_accepted(tmp_path / "missing.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        load_accepted(tmp_path)
    for content in ("", "# nothing yet\n"):
        (tmp_path / "empty.yaml").write_text(content)
        assert load_accepted(tmp_path / "empty.yaml") == ()


def test_options_that_are_none() -> None:
    with pytest.raises(InputError, match=r"no format 'pdf'.*text, markdown"):
        run(SHOP, SHOP, Options(format="pdf"))
    with pytest.raises(InputError, match="unknown level 'severe'"):
        run(SHOP, SHOP, Options(fail_on="severe"))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="no version"):
        run_lattice({})


BROKEN: dict[str, tuple[Any, str]] = {
    "no document": ([], "not an OpenAPI document"),
    "swagger": ({"swagger": "2.0", "info": {}}, "Swagger"),
    "another version": ({"openapi": "4.0.0"}, "4.0.0"),
    "broken reference": (
        edited({"set": "/components/schemas/Pet/properties/owner", "to": {"$ref": "#/components/schemas/Nobody"}}),
        "'#/components/schemas/Nobody' leads nowhere",
    ),
    "reference to another file": (
        edited({"set": "/components/schemas/Pet/properties/owner", "to": {"$ref": "other.yaml#/Owner"}}),
        "'other.yaml#/Owner' leads out of the document",
    ),
    "references in a circle": (
        edited({"set": "/components/schemas/Owner", "to": {"$ref": "#/components/schemas/Owner"}}),
        "circle",
    ),
    "broken reference of a parameter": (
        edited({"set": "/paths/~1pets/get/parameters/0", "to": {"$ref": "#/components/parameters/Nothing"}}),
        "'#/components/parameters/Nothing' leads nowhere",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_bad_documents_are_one_line(name: str) -> None:
    broken, said = BROKEN[name]
    for pair in ((SHOP, broken), (broken, SHOP)):
        with pytest.raises(InputError, match=r"(old|new)\.yaml") as error:
            compare(*pair, old_name="old.yaml", new_name="new.yaml")
        assert said in str(error.value)
        assert "\n" not in str(error.value)


def test_recursive_compositions_are_compared() -> None:
    cyclic = edited(
        {
            "set": "/components/schemas/Owner",
            "to": {"allOf": [{"$ref": "#/components/schemas/Owner"}, {"type": "object"}]},
        }
    )
    assert compare(cyclic, copy.deepcopy(cyclic)) == []
    assert [change.rule for change in compare(SHOP, cyclic)] == [
        "response-optional-property-removed",
        "response-optional-property-removed",
    ]


def test_recursive_alternatives_are_compared() -> None:
    bomb: dict[str, Any] = {
        "schemas": {f"S{n}": {"oneOf": [{"$ref": f"#/components/schemas/S{n + 1}"}] * 9} for n in range(30)}
    }
    bomb["schemas"]["S30"] = {"type": "string"}
    old = edited(
        {"merge": "/components/schemas", "with": bomb["schemas"]},
        {"set": "/components/schemas/Owner", "to": {"$ref": "#/components/schemas/S0"}},
    )
    new = copy.deepcopy(old)
    new["components"]["schemas"]["S30"]["type"] = "integer"
    assert "response-type-changed" in {change.rule for change in compare(old, new)}


@pytest.mark.parametrize("name", WRITERS)
def test_documents_that_no_package_can_be_made_of_are_compared(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise InputError("no package can be made of it", place="/paths")

    monkeypatch.setattr("speclift.python_api.surface.read", refuse)
    new = copy.deepcopy(SHOP)
    apply(new, {"remove": "/paths/~1orders"})
    outcome = run(SHOP, new, Options(format=name, python=True, fail_on="breaking"))
    assert outcome.status == 1
    if name == "json":
        assert '"pythonUnsaid": ""' not in outcome.text
    elif name not in ("github", "gitlab", "junit", "sarif"):
        assert "cannot be said" in outcome.text
