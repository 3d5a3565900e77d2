"""The second half of the ledger: what a row says is held against the documents, cell by cell, whatever read it."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from page_notation import page

from speclift.model.findings import InputError
from speclift.model.ledger import all_rows
from speclift.normalise import row_meaning
from speclift.pipeline.lift import lift
from speclift.pipeline.not_understood import cells_not_said, refuse_lost_cells
from speclift.readers import READERS, reader_for
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.model.raw import RawApi, RawField
    from speclift.normalise.row_meaning import RowMeaning
    from speclift.pipeline.cells import LostCell

PAGES = Path(__file__).parents[1] / "readers"
FORMS = ("cases/*.html", "cases/*/page.html", "recorded/*.html.gz")
SOURCE = unconfigured("sample")


def readings(platform: str) -> list[RawApi]:
    paths = sorted(path for form in FORMS for path in (PAGES / platform).glob(form))
    contents = [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in paths]
    read = reader_for(platform).read
    return [read([Page("page.html", content)]) for content in contents]


READINGS = {platform: readings(platform) for platform in READERS if (PAGES / platform).is_dir()}

CELLS: dict[str, Callable[[RawField], RawField]] = {
    "type": lambda row: replace(row, type=""),
    "description": lambda row: replace(row, description=""),
    "label": lambda row: replace(row, required=None, deprecated=False),
    "default": lambda row: replace(row, default=None),
    "size": lambda row: replace(row, size=None),
    "allowed value": lambda row: replace(row, allowed=()),
    "example": lambda row: replace(row, example=None),
    "constraints": lambda row: replace(row, constraints=()),
}


def lost(readings: list[RawApi]) -> list[LostCell]:
    return [cell for raw in readings for cell in lift(raw, SOURCE).lost_cells]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("platform", READINGS)
def test_a_kind_of_cell_that_normalise_drops_is_reported(
    platform: str, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        row
        for raw in READINGS[platform]
        for article in raw.articles
        for section in article.sections
        for row in all_rows(section.fields)
    ]
    if all(CELLS[cell](row) == row for row in rows):
        pytest.skip("the platform has no such cell")
    before = lost(READINGS[platform])
    read_row = row_meaning.read_row

    def without_cell(row: RawField, *, tagged: bool) -> RowMeaning:
        return read_row(CELLS[cell](row), tagged=tagged)

    documents = [lift(raw, SOURCE).documents for raw in READINGS[platform]]
    monkeypatch.setattr(row_meaning, "read_row", without_cell)
    if [lift(raw, SOURCE).documents for raw in READINGS[platform]] == documents:
        pytest.skip("the documents say the same without it")
    assert len(lost(READINGS[platform])) > len(before)


def only_article(**said: object) -> RawApi:
    return page({"articles": [{"name": "GetBook", "call": "get /books", **said}]})


def test_what_stands_in_a_document_or_in_a_finding_is_not_lost() -> None:
    rows = [
        {"name": "size", "type": "Number", "size": "1-5", "default": "as many as fit", "description": "How big."},
        {"name": "kind", "type": "String", "allowed": ["a", "b"], "constraints": {"pattern": "^[ab]$"}},
    ]
    assert lift(only_article(sections=[{"role": "query", "rows": rows}]), SOURCE).lost_cells == ()


def test_lost_cells_are_one_finding_for_each_article_and_refused_when_strict() -> None:
    rows = [{"name": "Accept", "type": "String", "description": "What is wanted.", "allowed": ["text/csv"]}]
    cells = lift(only_article(sections=[{"role": "header", "rows": rows}]), SOURCE).lost_cells
    (finding,) = cells_not_said(cells, {})
    assert finding.rule == "cell-not-said"
    assert finding.message == "no document says the description 'What is wanted.', the allowed value 'text/csv'"
    assert {quote.text for quote in finding.quotes} == {"Accept | String | What is wanted. | Allowed values: text/csv"}
    with pytest.raises(InputError, match="2 cells of rows are in no document"):
        refuse_lost_cells(cells, SOURCE)
    refuse_lost_cells((), SOURCE)
