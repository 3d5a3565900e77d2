"""An operation that two pages of a rendered documentation describe is one operation, with what either says."""

from __future__ import annotations

from speclift.readers.page import Page
from speclift.readers.rendered.httpdomain import read_documents

_PAGE = """<html><body><div class="document"><section id="books"><h1>Books</h1><dl class="http get">
<dt class="sig sig-object http" id="get--books"><span class="sig-name descname"><span class="pre">GET</span> </span>
<span class="sig-name descname"><span class="pre">/books</span></span></dt><dd><p>Lists books.</p>
<dl class="field-list simple"><dt>Query Parameters:</dt><dd><ul>{rows}</ul></dd>
<dt>Status Codes:</dt><dd><ul><li><p><a class="reference external" href="#">{status}</a> – so it is</p></li></ul></dd>
</dl></dd></dl></section></div></body></html>"""
_ROW = "<li><p><strong>{name}</strong> (<em>string</em>) – words</p></li>"


def _page(name: str, rows: list[str], status: str) -> Page:
    shown = "".join(_ROW.format(name=row) for row in rows)
    return Page(name, _PAGE.format(rows=shown, status=status).encode())


def test_what_the_second_page_says_is_joined_with_a_finding() -> None:
    read = read_documents([_page("a.html", ["q"], "200 OK"), _page("b.html", ["page", "q"], "404 Not Found")])
    operation = read.documents[0].document["paths"]["/books"]["get"]
    assert [one["name"] for one in operation["parameters"]] == ["q", "page"]
    assert list(operation["responses"]) == ["200", "404"]
    (finding,) = [one for one in read.findings if one.rule == "operation-on-two-pages"]
    assert [quote.where for quote in finding.quotes] == ["a.html", "b.html"]


def test_an_operation_that_one_page_draws_twice_is_no_finding() -> None:
    before, mark, rest = _page("a.html", ["q"], "200 OK").content.partition(b'<dl class="http get">')
    operation, end, after = rest.partition(b"</section>")
    doubled = Page("a.html", b"".join([before, mark, operation, mark, operation, end, after]))
    read = read_documents([doubled])
    assert list(read.documents[0].document["paths"]) == ["/books"]
    assert not [one for one in read.findings if one.rule == "operation-on-two-pages"]
