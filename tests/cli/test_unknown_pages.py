"""Every recorded page of every platform is lifted by name alone: checked documents, and nothing lost without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import speclift

READERS = Path(__file__).parents[1] / "readers"
LOST = {
    "apidoc/cases/home-made/page.html": 1,  # "Not an operation", a part of the navigation
    "apidoc/cases/template-0.17-russian/page.html": 1,  # a label that the author made of a type and a title
    "apidoc/cases/template-0.24-turkish/page.html": 1,  # the heading of a permission
    "document360/cases/copied-text.html": 2,  # a type and a value run together with their labels
    "document360/cases/endpoint-with-everything.html": 1,  # a type word that stands alone
    "gitbook/cases/everything-open.html": 1,  # the name of a schema beside its type
    "gitbook/cases/headers-and-response-wrappers.html": 3,  # types of responses, and a schema's name
    "vuepress/cases/several-methods.html": 1,  # a sentence under the page's heading
}
"""Runs of visible words that nothing took; each stands in FINDINGS.md (`words-not-taken`)."""
PAGES = sorted([*READERS.glob("*/cases/*.html"), *READERS.glob("apidoc/cases/*/page.html")])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(READERS).as_posix())
def test_a_page_that_nobody_configured_is_lifted(page: Path, tmp_path: Path) -> None:
    done = speclift(tmp_path, "build", str(page), "--out", "out", "--no-packages", "--json")
    assert done.returncode == 0, done.stderr
    (source,) = json.loads(done.stdout)["sources"]
    assert source["versions"]
    assert sum(version["operations"] for version in source["versions"]) > 0
    (findings,) = (tmp_path / "out/spec").glob("*/FINDINGS.md")
    assert ("visible words are in nothing that was read" in findings.read_text()) == bool(source["ledger"]["lost"])
    assert source["ledger"]["lost"] == LOST.get(page.relative_to(READERS).as_posix(), 0)
    assert len(list((tmp_path / "out/spec").glob("*/v*.yaml"))) == len(source["versions"])
