"""The OpenAPI document in a GitBook page's data (`gitbook/data/NAME.html` beside `NAME.json`): exact, and no larger
than the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from speclift.readers import gitbook
from speclift.readers.page import Page

PAGES = sorted((Path(__file__).parent / "gitbook/data").glob("*.html"))


def document(content: bytes) -> dict[str, Any]:
    read = gitbook.read_documents([Page("page.html", content)])
    assert read is not None
    return dict(read.documents[0].document)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_reads_the_document_that_the_page_was_made_from(page: Path, regen: bool) -> None:
    expected = page.with_suffix(".json")
    got = document(page.read_bytes())
    if regen:
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n")
    assert got == json.loads(expected.read_text())


@pytest.mark.parametrize("types", [3, 6, 8])
def test_schemas_that_contain_each_other_are_one_component_each(types: int) -> None:
    page = next(page for page in PAGES if page.stem == f"recursive-{types}")
    schemas = document(page.read_bytes())["components"]["schemas"]
    assert sorted(schemas) == [f"T{number}" for number in range(types)]


def page_of(rows: dict[str, Any], schema: Any) -> bytes:
    operation = {"responses": {"200": {"description": "OK", "content": {"application/json": {"schema": schema}}}}}
    block = {"variant": "operation", "data": {"method": "get", "path": "/a", "operation": operation}}
    stream = "".join(f"{key}:{json.dumps(value)}\n" for key, value in {**rows, "fff": block}.items())
    head = '<html><meta name="generator" content="GitBook"><main><h1>A</h1></main>'
    return f"{head}<script>self.__next_f.push({json.dumps([1, stream])})</script></html>".encode()


def size(content: bytes) -> int:
    return len(json.dumps(document(content)))


def test_what_is_referred_to_twice_at_every_level_is_written_once() -> None:
    def nested(levels: int) -> bytes:
        rows: dict[str, Any] = {
            f"{level:x}": {"type": "object", "properties": {"a": f"${level + 1:x}", "b": f"${level + 1:x}"}}
            for level in range(1, levels)
        }
        return page_of({**rows, f"{levels:x}": {"type": "string"}}, "$1")

    assert size(nested(160)) < 5 * size(nested(40))


def test_examples_that_refer_to_each_other_end() -> None:
    rows: dict[str, Any] = {f"{level:x}": [f"${level + 1:x}"] * 10 for level in range(1, 40)}
    content = page_of(rows, {"type": "array", "items": {}, "example": "$1"})
    assert size(content) < 1_000_000


@pytest.mark.parametrize("keyword", ["items", "properties"])
def test_nesting_beyond_sense_is_cut_into_components(keyword: str) -> None:
    schema: Any = {"type": "string"}
    for _ in range(300):
        schema = {keyword: schema} if keyword == "items" else {keyword: {"a": schema}}
    assert len(document(page_of({}, schema))["components"]["schemas"]) > 3


def test_equal_schemas_are_one_component_and_others_of_one_title_are_not() -> None:
    book = {"type": "object", "title": "A book", "properties": {"id": {"type": "integer"}}}
    other = {"type": "object", "title": "A book", "properties": {"isbn": {"type": "string"}}}
    schema = {"type": "object", "properties": {"a": book, "b": json.loads(json.dumps(book)), "c": other}}
    found = document(page_of({}, schema))
    assert list(found["components"]["schemas"]) == ["ABook", "ABook2"]
    answer = found["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert [one["$ref"].rpartition("/")[2] for one in answer["properties"].values()] == ["ABook", "ABook", "ABook2"]


def test_a_page_without_data_has_no_document() -> None:
    assert gitbook.read_documents([Page("p", b'<meta name="generator" content="GitBook"><h1>A</h1>')]) is None
