"""Pages made by hand after each platform's renderer: what is read from them (`cases/NAME.html` beside `NAME.json`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from page_changes import CHANGES, changed
from raw_as_json import dumped

from speclift.readers import reader_for
from speclift.readers.page import Page

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/cases/*.html"))
PLATFORMS = sorted({case.parent.parent.name for case in CASES})


def named(case: Path) -> str:
    return f"{case.parent.parent.name}/{case.stem}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_reads_what_is_expected(case: Path, regen: bool) -> None:
    expected = case.with_suffix(".json")
    got = dumped(reader_for(case.parent.parent.name).read([Page(case.name, case.read_bytes())]))
    if regen:
        expected.write_text(got)
    assert json.loads(got) == json.loads(expected.read_text())


@pytest.mark.parametrize("change", ["without_classes", "every_level_wrapped", "comments_everywhere"])
@pytest.mark.parametrize("case", CASES, ids=named)
def test_reads_the_same_from_another_build(case: Path, change: str) -> None:
    reader = reader_for(case.parent.parent.name)
    page = Page(case.name, case.read_bytes())
    assert reader.read([Page(case.name, changed(page.content, CHANGES[change]))]) == reader.read([page])


@pytest.mark.parametrize("platform", PLATFORMS)
def test_reads_several_pages_as_one_documentation(platform: str) -> None:
    pages = [Page(case.name, case.read_bytes()) for case in CASES if case.parent.parent.name == platform]
    reader = reader_for(platform)
    together = reader.read(pages)
    apart = [reader.read([page]) for page in pages]
    assert [one.title for one in together.articles] == [one.title for api in apart for one in api.articles]
    assert {one.place.page for one in together.articles} == {page.name for page in pages}
