"""What programs get from `speclift check`: lines, formats, files of accepted findings."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "speclift", "check", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A document with two errors, the first in line 3."""
    (tmp_path / "shop.yaml").write_text(
        "openapi: 3.1.1\n"
        "info: {title: Shop, version: '1'}\n"
        "paths: {/books: {get: {operationId: a, responses: {'200': {$ref: '#/components/responses/Gone'}}}}}\n"
        "components:\n"
        "  schemas:\n"
        "    Book:\n"
        "      type: objekt\n"
    )
    return tmp_path


def test_a_finding_has_line_column_and_fingerprint(broken: Path) -> None:
    done = run("shop.yaml", cwd=broken)
    assert done.returncode == 1
    line = next(line for line in done.stdout.splitlines() if "objekt" in line)
    assert line.startswith("shop.yaml:6:5: error: ")
    assert json.loads(run("shop.yaml", "--format", "json", cwd=broken).stdout)[0]["line"] > 0


def test_every_format_names_the_file_and_the_line(broken: Path) -> None:
    github = run("shop.yaml", "--format", "github", cwd=broken).stdout
    assert "::error file=shop.yaml,line=6,col=5,title=" in github
    gitlab = json.loads(run("shop.yaml", "--format", "gitlab", cwd=broken).stdout)
    assert {"path": "shop.yaml", "lines": {"begin": 6}} in [entry["location"] for entry in gitlab]
    sarif = json.loads(run("shop.yaml", "--format", "sarif", cwd=broken).stdout)
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in sarif["runs"][0]["results"]]
    assert {"startLine": 6, "startColumn": 5} in regions
    junit = ET.fromstring(run("shop.yaml", "--format", "junit", cwd=broken).stdout)
    assert [case.find("failure") is not None for case in junit.iter("testcase")].count(True) >= 2
    assert "shop.yaml" in run("shop.yaml", "--format", "html", cwd=broken).stdout


def test_a_report_goes_to_a_file(broken: Path) -> None:
    done = run("shop.yaml", "-f", "sarif", "-o", "report.sarif", cwd=broken)
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads((broken / "report.sarif").read_text())["version"] == "2.1.0"


def test_accepted_findings_fail_no_more_and_stale_ones_do(broken: Path) -> None:
    found = json.loads(run("shop.yaml", "--json", cwd=broken).stdout)
    entries = [
        {"fingerprint": one["fingerprint"], "reason": "known to the vendor", "rule": one["rule"]} for one in found
    ]
    (broken / "accepted.yaml").write_text(json.dumps(entries))
    done = run("shop.yaml", "--accepted", "accepted.yaml", cwd=broken)
    assert done.returncode == 0, done.stdout
    assert f"{len(found)} accepted" in done.stdout
    (broken / "accepted.yaml").write_text(json.dumps([*entries, {"fingerprint": "0" * 16, "reason": "gone"}]))
    done = run("shop.yaml", "--accepted", "accepted.yaml", cwd=broken)
    assert done.returncode == 1
    assert "take it out" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["shop.yaml", "--format", "xml"], "there is no format"),
        (["shop.yaml", "--accepted", "nowhere.yaml"], "no such file"),
        (["a" * 5000 + ".yaml"], "no such file"),
        (["shop.yaml", "-o", "shop.yaml/x"], "cannot write"),
    ],
)
def test_wrong_input_is_one_line(broken: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments, cwd=broken)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
