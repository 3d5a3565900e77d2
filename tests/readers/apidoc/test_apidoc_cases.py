"""Recorded pages of every generation of the template: what is read, and that data and other forms say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from page_changes import banner_on_top, changed, comments_everywhere, every_level_wrapped, some_wrapped
from raw_as_json import dumped, without_page
from visible import missing_words

from speclift.model.raw import RawApi
from speclift.readers.apidoc import read, recognise
from speclift.readers.page import Page

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/page.html"))
DATA = ("api_data.json", "api_project.json", "api_data.js", "api_project.js", "main.bundle.js")
WITH_DATA = [case for case in CASES if any((case / name).exists() for name in DATA)]


def page(case: Path) -> Page:
    return Page("page.html", (case / "page.html").read_bytes())


def data(case: Path) -> list[Page]:
    return [Page(name, (case / name).read_bytes()) for name in DATA if (case / name).exists()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reads_what_is_expected(case: Path, regen: bool) -> None:
    expected = case / "expected.json"
    got = dumped(read([page(case)]))
    if regen:
        expected.write_text(got, encoding="utf-8")
    assert json.loads(got) == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", WITH_DATA, ids=lambda case: case.name)
def test_the_data_says_what_the_page_says(case: Path) -> None:
    assert without_page(read(data(case))) == without_page(read([page(case)]))


@pytest.mark.parametrize("case", WITH_DATA, ids=lambda case: case.name)
def test_a_rendered_page_wins_over_the_data_beside_it(case: Path) -> None:
    assert read([*data(case), page(case)]) == read([page(case)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_that_a_reader_sees_is_lost(case: Path) -> None:
    made = page(case)
    assert missing_words(made.content, read([made])) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_is_recognised(case: Path) -> None:
    assert all(recognise(each).confidence >= 0.5 for each in [page(case), *data(case)])


@pytest.mark.parametrize("change", [every_level_wrapped, some_wrapped, comments_everywhere, banner_on_top])
@pytest.mark.parametrize("case", [case for case in CASES if case.name != "home-made"], ids=lambda case: case.name)
def test_wrappers_and_comments_mean_nothing(case: Path, change: object) -> None:
    made = page(case)
    again = Page(made.name, changed(made.content, change))  # type: ignore[arg-type]
    assert facts(read([again])) == facts(read([made]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_another_encoding_is_the_same_page(case: Path) -> None:
    made = page(case)
    text = made.content.decode()
    for encoded in (text.encode("utf-16"), text.encode("utf-8-sig"), text.encode("utf-16-le")):
        assert read([Page(made.name, encoded)]) == read([made])


def facts(api: RawApi) -> object:
    """All but the page's own description, into which a banner may well fall."""
    return api.articles, api.groups, api.versions, api.servers
