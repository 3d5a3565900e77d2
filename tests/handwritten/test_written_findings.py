"""What is said of pages that no platform made: how sure each operation is, and which pages document none."""

from __future__ import annotations

from collections.abc import Sequence

from speclift.model.findings import Finding, InputError
from speclift.pipeline.several_pages import read_several
from speclift.readers.handwritten import read
from speclift.readers.page import Page


def written(name: str, body: str) -> Page:
    return Page(name, f"<html><body><h1>Books</h1>{body}</body></html>".encode(), f"https://a.example/{name}")


LIST = "<h2>GET /books</h2><p>Lists books.</p><ul><li><code>page</code>: which.</li></ul>"
WITHOUT_METHOD = "<h2>Shelves</h2><ul><li>URL: /shelves</li><li>Description: lists shelves</li></ul>"


def findings(*pages: Page) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in read(pages).remarks:
        found.setdefault(finding.rule, []).append(finding)
    return found


def test_every_operation_says_how_sure_it_is() -> None:
    found = findings(written("a.html", LIST + WITHOUT_METHOD))
    assert [one.subject for one in found["confidence"]] == ["GET /books"]
    assert "% sure" in found["confidence"][0].message
    assert [one.subject for one in found["method-assumed"]] == ["GET /shelves"]


def test_an_operation_of_two_pages_is_joined_and_told() -> None:
    (one,) = findings(written("a.html", LIST), written("b.html", LIST))["operation-on-two-pages"]
    assert one.subject == "GET /books"
    assert [quote.where for quote in one.quotes] == ["https://a.example/a.html", "https://a.example/b.html"]


def test_a_page_that_cannot_be_read_is_left_out_and_told() -> None:
    def read_books(pages: Sequence[Page]) -> list[str]:
        if any(b"Books" not in page.content for page in pages):
            raise InputError("no books")
        return [page.name for page in pages]

    kept, findings = read_several(
        read_books, [written("a.html", LIST), Page("b.html", b"", "https://a.example/b.html")]
    )
    assert kept == ["a.html"]
    assert [(one.rule, one.subject) for one in findings] == [("page-without-api", "https://a.example/b.html")]
