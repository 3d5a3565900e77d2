"""`speclift explain` for pages that nobody configured, and the way from a row to the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import speclift

HERE = Path(__file__).parent
PAGE = Path(__file__).parents[1] / "readers/gitbook/cases/example-100-is-no-status.html"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    done = speclift(HERE, "build", str(PAGE), "--out", str(folder), "--no-packages", "-q")
    assert done.returncode == 0, done.stderr
    return folder


def test_what_a_page_without_a_source_became_is_explained(out: Path) -> None:
    (version,) = (path.stem for path in (out / "spec/example-100-is-no-status").glob("*.yaml"))
    done = speclift(HERE, "--project", str(out), "explain", "example-100-is-no-status", version, "/paths/~1a/get")
    assert done.returncode == 0, done.stderr
    assert "    get /a" in done.stdout


def test_a_row_says_where_it_went(out: Path) -> None:
    (version,) = (path.stem for path in (out / "spec/example-100-is-no-status").glob("*.yaml"))
    arguments = ("--project", str(out), "explain", "example-100-is-no-status", version, "--source-row")
    found = json.loads(speclift(HERE, *arguments, "count (optional) integer", "--json").stdout)
    assert {one["rule"] for one in found} == {"row"}
    assert all(one["pointer"].endswith("/properties/count") for one in found)
    nothing = speclift(HERE, *arguments, "no such words")
    assert nothing.returncode == 2
    assert "nothing that was read" in nothing.stderr
    assert speclift(HERE, *arguments[:-1]).returncode == 2
