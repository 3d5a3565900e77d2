"""Every recorded page of every platform is lifted by name alone: checked documents, and nothing lost without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import speclift

READERS = Path(__file__).parents[1] / "readers"
PAGES = sorted([*READERS.glob("*/cases/*.html"), *READERS.glob("apidoc/cases/*/page.html")])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(READERS).as_posix())
def test_a_page_that_nobody_configured_is_lifted(page: Path, tmp_path: Path) -> None:
    done = speclift(tmp_path, "build", str(page), "--out", "out", "--no-packages", "--json")
    assert done.returncode == 0, done.stderr
    (source,) = json.loads(done.stdout)["sources"]
    assert source["versions"]
    assert sum(version["operations"] for version in source["versions"]) > 0
    assert source["ledger"]["lost"] == 0
    assert len(list((tmp_path / "out/spec").glob("*/v*.yaml"))) == len(source["versions"])
