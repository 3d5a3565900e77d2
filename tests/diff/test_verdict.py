"""One verdict: what breaks on the wire and in Python, and the release that this demands."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from documents_of_cases import SHOP, apply

from speclift.diff import compare
from speclift.python_api.compare import python_changes
from speclift.python_api.verdict import verdict
from speclift.report.diff.report import Side
from speclift.report.diff.run import Options
from speclift.report.diff.run import run as run_sides
from speclift.report.writers import WRITERS

CASES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "nothing": ([], "none: no changes"),
    "only texts": ([{"set": "/paths/~1pets/get/summary", "to": "All pets"}], "none: no changes"),
    "operation removed": (
        [{"remove": "/paths/~1photos"}],
        "major: 1 breaking on the wire, 1 in Python",
    ),
    "tag renamed": (
        [{"set": "/paths/~1photos/post/tags", "to": ["pictures"]}],
        "major: 1 breaking in Python; the wire is compatible",
    ),
    "length of a request limited": (
        [{"set": "/components/schemas/PetInput/properties/name/maxLength", "to": 5}],
        "major: 1 breaking on the wire; Python is compatible",
    ),
    "value of an answer added, which a package keeps": (
        [{"set": "/components/schemas/Pet/properties/kind/enum/2", "to": "newt"}],
        "minor: the wire and Python are compatible",
    ),
    "length of an answer widened, which a package keeps": (
        [{"remove": "/components/schemas/Pet/properties/name/maxLength"}],
        "minor: 1 breaking on the wire, which the package keeps; Python is compatible",
    ),
    "optional field of a request added": (
        [{"set": "/components/schemas/PetInput/properties/note", "to": {"type": "string"}}],
        "minor: the wire and Python are compatible",
    ),
    "deprecated (Semantic Versioning 2.0.0, section 7)": (
        [{"set": "/paths/~1pets/get/deprecated", "to": True}],
        "minor: the wire and Python are compatible",
    ),
}


def run(old: dict[str, Any], new: dict[str, Any], options: Options) -> Any:
    return run_sides(Side("old", document=old), Side("new", document=new), options)


def edited(edits: list[dict[str, Any]]) -> dict[str, Any]:
    new = copy.deepcopy(SHOP)
    for edit in edits:
        apply(new, edit)
    return new


OLD = edited([{"set": "/components/schemas/Pet/properties/name/maxLength", "to": 50}])


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_in_every_format_and_in_the_exit_status(name: str) -> None:
    edits, expected = CASES[name]
    new = copy.deepcopy(OLD)
    for edit in edits:
        apply(new, edit)
    judged = verdict(compare(OLD, new), python_changes(OLD, new))
    assert judged.sentence() == expected
    breaks = "breaking" in expected
    for form in WRITERS:
        outcome = run(OLD, new, Options(format=form, fail_on="breaking", python=True))
        assert expected in outcome.text or form == "sarif"
        assert outcome.status == int(breaks)
    summary = json.loads(run(OLD, new, Options(format="json", python=True)).text)["summary"]
    assert summary["release"] == expected.split(":")[0]
    assert summary["breaking"] == summary["wire"]["breaking"] + summary["python"]["breaking"]


def test_without_python_the_wire_alone_is_judged() -> None:
    new = edited([{"set": "/paths/~1photos/post/tags", "to": ["pictures"]}])
    assert verdict(compare(SHOP, new), None).sentence() == "minor: the wire is compatible"
    assert run(SHOP, new, Options(fail_on="breaking")).status == 0
    assert run(SHOP, new, Options(fail_on="breaking", python=True)).status == 1


def test_what_a_package_keeps_breaks_where_no_package_is_asked_for() -> None:
    new = copy.deepcopy(OLD)
    apply(new, {"remove": "/components/schemas/Pet/properties/name/maxLength"})
    assert verdict(compare(OLD, new), None).sentence() == "major: 1 breaking on the wire"


def test_changed_files_demand_a_patch() -> None:
    assert verdict((), (), content_changed=True).release == "patch"
    assert verdict((), ()).release == "none"
