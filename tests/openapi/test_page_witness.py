"""A page beside the document that it is drawn from: what it says beyond the document, or against it."""

from __future__ import annotations

import copy
import gzip
import json
from pathlib import Path
from typing import Any, NoReturn

import pytest
from msgspec.structs import replace

from speclift.model.findings import Finding, InputError
from speclift.pipeline.build import read_and_lift
from speclift.pipeline.recording import recorded_pages
from speclift.pipeline.witnesses import disagreements_of_pages
from speclift.readers.page import Page
from speclift.workspace.source import load_source, unconfigured

SOURCE = Path(__file__).parents[2] / "scraper/sources/whereby"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    lifted = read_and_lift(load_source(SOURCE), recorded_pages(SOURCE))
    return next(iter(lifted.documents.values()))


def findings(document: dict[str, Any]) -> list[Finding]:
    source = unconfigured("whereby")
    return list(disagreements_of_pages({"1": document}, recorded_pages(SOURCE), source))


def test_a_page_says_where_it_goes_beyond_its_document_and_where_against_it(document: dict[str, Any]) -> None:
    other = copy.deepcopy(document)
    path, item = next((path, item) for path, item in other["paths"].items() if len(item) > 1)
    method = next(iter(item))
    del item[method]
    rest = next(iter(item.values()))
    for parameter in rest.get("parameters", ()):
        parameter["schema"] = {"type": "boolean"}
    found = findings(other)
    beyond = [one.subject for one in found if one.rule == "page-operation-beyond-document"]
    assert any(subject.startswith(f"{method.upper()} ") and subject.endswith(path) for subject in beyond)
    against = [one for one in found if one.rule == "page-differs"]
    assert against
    assert all("the document is believed" in one.resolution for one in against)


def test_a_page_that_cannot_be_read_is_told(document: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **options: object) -> NoReturn:
        raise InputError("odd markup")

    monkeypatch.setattr("speclift.pipeline.build.read_and_lift", refuse)
    assert {(one.rule, one.message) for one in findings(document)} == {("page-unreadable", "not compared: odd markup")}


DRAWN = Path(__file__).parents[1] / "accuracy"


def drawing(renderer: str, case: str) -> list[Page]:
    files = sorted((DRAWN / "pages" / renderer / case).glob("*.html.gz"))
    return [Page(file.name.removesuffix(".gz"), gzip.decompress(file.read_bytes())) for file in files]


def truth(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(gzip.decompress((DRAWN / "truth" / f"{name}.json.gz").read_bytes()))
    return loaded


def told(document: dict[str, Any], pages: list[Page]) -> list[Finding]:
    source = replace(unconfigured("shop"), platform="openapi")
    lifted = read_and_lift(source, [Page("openapi.json", json.dumps(document).encode()), *pages])
    return [one for one in lifted.findings if one.rule.startswith("page-")]


DRAWINGS = [
    ("redoc", "shop-closed", "shop30"), ("redoc", "fleet-expanded", "fleet"), ("rapidoc", "shop-table", "shop31"),
    ("scalar", "fleet", "fleet"), ("swagger-ui", "shop-samples", "shop31"), ("slate", "fleet-widdershins", "fleet"),
]  # fmt: skip


@pytest.mark.parametrize(("renderer", "case", "name"), DRAWINGS)
def test_a_drawing_that_says_what_its_document_says_is_no_finding(renderer: str, case: str, name: str) -> None:
    assert told(truth(name), drawing(renderer, case)) == []


@pytest.mark.parametrize(("renderer", "case"), [("redoc", "shop-closed"), ("scalar", "shop")])
def test_a_drawing_says_what_its_document_lacks(renderer: str, case: str) -> None:
    document = truth("shop31")
    listing = document["paths"]["/books"]["get"]
    listing["parameters"] = [one for one in listing["parameters"] if one["name"] != "limit"]
    del listing["responses"]["400"]
    del document["paths"]["/orders"]["get"]
    found = {(one.subject, one.message) for one in told(document, drawing(renderer, case))}
    assert found == {
        ("GET /books", "the page shows the query parameter limit; the document does not"),
        ("GET /books", "the page shows the response 400; the document does not"),
        ("GET /orders", "index.html shows an operation that the document does not have"),
    }
