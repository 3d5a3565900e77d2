"""`speclift diff`, on versions of a source and on files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run


def test_two_versions_are_compared(run: Run) -> None:
    done = run("diff", "trueconf-server", "v3.9", "3.10")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("v3.9 → v3.10: minor: the wire and Python are compatible")
    assert "the field 'mcu_mode' was added: boolean" in done.stdout
    assert "server.conferences.create(), server.conferences.update() take keyword 'mcu_mode': bool" in done.stdout
    assert "\x1b" not in done.stdout


def test_what_it_means_for_python_can_be_left_out(run: Run) -> None:
    assert "What it means for Python" not in run("diff", "trueconf-server", "v3.9", "v3.10", "--no-python").stdout


@pytest.mark.parametrize(("level", "status"), [("breaking", 0), ("warning", 0), ("any", 1)])
def test_the_exit_status_is_what_was_asked_for(run: Run, level: str, status: int) -> None:
    assert run("diff", "trueconf-server", "v3.9", "v3.10", "--fail-on", level).returncode == status


def test_json_has_fingerprints_that_stay(run: Run) -> None:
    first, second = (json.loads(run("diff", "trueconf-server", "v3.3", "v3.4", "--json").stdout) for _ in range(2))
    assert first == second
    changes = first["changes"]
    assert len({change["fingerprint"] for change in changes}) == len(changes) > 10


@pytest.mark.parametrize(
    ("form", "words"),
    [("markdown", "v3.9"), ("html", "<!doctype html>"), ("github", "::"), ("text", "v3.9 → v3.10")],
)
def test_every_format_goes_to_a_file(run: Run, workspace: Path, form: str, words: str) -> None:
    done = run("diff", "trueconf-server", "v3.9", "v3.10", "--format", form, "-o", "out/changes")
    assert (done.returncode, done.stdout) == (0, "")
    assert words in (workspace / "out/changes").read_text(encoding="utf-8").replace("<!DOCTYPE", "<!doctype")


def test_two_files_are_compared(run: Run) -> None:
    files = [f"spec/trueconf-server/v3.{minor}.yaml" for minor in (8, 9)]
    done = run("diff", *files)
    assert done.returncode == 0
    assert files[0] in done.stdout


def test_a_lattice_over_all_versions(run: Run) -> None:
    done = run("diff", "trueconf-server", "--all")
    assert done.stdout.startswith("11 versions, v3 to v3.10: 78 operations")
    lines = done.stdout.splitlines()
    heads = next(line for line in lines if "v3  v3.1  v3.2" in line)
    row = next(line for line in lines if line.startswith("GET /logs/calls "))
    assert (row[heads.index("v3 ")], row[heads.index("v3.1")]) == (" ", "●")
    assert json.loads(run("diff", "trueconf-server", "--all", "--json").stdout)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "give a source, or two documents"),
        (("trueconf-server", "v3", "v4"), "no document v4"),
        (("nowhere", "v3", "v4"), "known: trueconf-server"),
        (("a.yaml", "b.yaml"), "a.yaml"),
        (("trueconf-server", "v3", "--all"), "one source"),
        (("trueconf-server", "v3", "v3.1", "--format", "word"), "there is no format"),
        (("trueconf-server", "v3", "v3.1", "--fail-on", "rain"), "unknown level"),
        (("trueconf-server", "v3", "v3.1", "--accepted", "nowhere.yaml"), "nowhere.yaml"),
        (("swagger.json", "swagger.json"), "swagger.json"),
    ],
)
def test_wrong_input_is_one_line(run: Run, workspace: Path, arguments: tuple[str, ...], words: str) -> None:
    (workspace / "swagger.json").write_text('{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {}}')
    done = run("diff", *arguments)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
