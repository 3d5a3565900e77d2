"""`speclift findings`: the report of a source, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from command_line import Run


def test_markdown_is_the_report_that_the_build_wrote(run: Run, workspace: Path) -> None:
    done = run("findings", "trueconf-server")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (workspace / "spec/trueconf-server/FINDINGS.md").read_text(encoding="utf-8")
    assert len(run("findings", "trueconf-server", "--all").stdout) > len(done.stdout)


@pytest.mark.parametrize("form", ["html", "csv", "json"])
def test_every_format_holds_every_rule(run: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"report.{form}"
    done = run("findings", "trueconf-server", "--format", form, "--out", str(out))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    text = out.read_bytes().decode()
    if form == "json":
        assert {fact["rule"] for fact in json.loads(text)["facts"]} >= {"type-contradicts-example", "mixed-scripts"}
    elif form == "csv":
        assert {row["rule"] for row in csv.DictReader(io.StringIO(text))} >= {"example-ellipsis", "mixed-scripts"}
    else:
        assert text.startswith("<!doctype html>")
        assert "What to mend first" in text


def test_an_unknown_format_or_source_is_bad_input(run: Run) -> None:
    done = run("findings", "trueconf-server", "--format", "pdf")
    assert done.returncode == 2
    assert "none of markdown, html, csv, json" in done.stderr
    assert run("findings", "nobody").returncode == 2
