"""`speclift names`: what calls are called, in the words that source.toml understands."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from command_line import speclift

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "scraper/sources/whereby", tmp_path / "scraper/sources/whereby")
    return tmp_path


def test_every_call_is_listed_as_source_toml_would_state_it(workspace: Path) -> None:
    done = speclift(workspace, "names", "whereby")
    assert done.returncode == 0, done.stderr
    lines = [line[4:] for line in done.stdout.splitlines() if line.startswith("    ")]
    stated = tomllib.loads("\n".join(lines))["names"]
    assert stated == {
        "getMeetings": "meetings.list", "createMeeting": "meetings.create", "getMeeting": "meetings.get",
        "deleteMeeting": "meetings.delete",
    }  # fmt: skip
    assert "# GET /meetings/{meetingId}" in done.stdout
    assert "scraper/sources/whereby/source.toml" in done.stdout


def test_a_renamed_call_is_listed_by_its_new_name_before_anything_is_built(workspace: Path) -> None:
    settings = workspace / "scraper/sources/whereby/source.toml"
    settings.write_text(settings.read_text().replace('"meetings.list"', '"rooms.all_of_them"'))
    rows = json.loads(speclift(workspace, "names", "whereby", "--json").stdout)
    assert rows[0]["call"] == "rooms.all_of_them"
    assert rows[0]["address"] == "GET /meetings"
    assert not (workspace / "spec").exists()


def test_the_names_of_any_document_are_listed(tmp_path: Path) -> None:
    done = speclift(tmp_path, "names", str(ROOT / "spec/whereby/v1.0.0.yaml"), "--format", "markdown", "-o", "names.md")
    assert done.returncode == 0, done.stderr
    assert 'getMeeting = "meetings.get"' in (tmp_path / "names.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "there is no source named 'nowhere'"),
        (["whereby", "v9"], "whereby has no version v9"),
        (["nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["whereby", "--format", "tables"], "there is no format 'tables'"),
        (["whereby.yaml", "v1"], "a version goes with a source, not with a file"),
    ],
)
def test_what_cannot_be_listed_is_said_in_one_line(workspace: Path, arguments: list[str], said: str) -> None:
    done = speclift(workspace, "names", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
