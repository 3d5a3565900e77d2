"""The text of a pull request: the same of several versions once, what breaks first, never too long for GitHub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from shop_page import GET, LIST, SHOP, Article, Row, page, with_parameter, without_answer

from speclift.model.findings import Finding
from speclift.pipeline.update import Update, update_source
from speclift.pipeline.update_report import update_markdown
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

SOURCE = unconfigured("shop", "https://docs.shop.example/", "apidoc")


def pages(articles: Sequence[Article]) -> list[Page]:
    return [Page("page.html", page(articles))]


def in_versions(articles: Sequence[Article], *versions: str) -> list[Article]:
    return [replace(one, version=version) for version in versions for one in articles]


def test_what_several_versions_have_alike_is_said_once_and_what_breaks_first() -> None:
    more = with_parameter(LIST, Row("place", "String", optional=True))
    before = in_versions(SHOP, "1.0.0", "2.0.0", "3.0.0")
    after = [*in_versions([more, without_answer(GET, "price")], "1.0.0", "2.0.0"), *in_versions([more, GET], "3.0.0")]
    text = update_markdown([update_source(SOURCE, pages(before), pages(after), packages=False)])
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert [line.rsplit(" (", 1)[1] for line in lines] == ["v1.0.0–v2.0.0)", "all versions)"]
    assert lines[0].startswith("- **breaking** `GET /goods/{id}`")
    assert "major: 1 breaking on the wire; 1 other change on the wire." in text


def test_a_long_list_is_cut() -> None:
    many = replace(LIST, parameters=tuple(Row(f"p{number}", "String", optional=True) for number in range(60)))
    text = update_markdown([update_source(SOURCE, pages(SHOP), pages([many, GET]), packages=False)])
    assert text.count("\n- ") == 41
    assert "\n- and 21 more\n" in text


@pytest.mark.parametrize("length", [10, 2000])
def test_the_text_is_never_too_long_for_github(length: int) -> None:
    findings = [Finding("r", "silent", "info", "x", "y" * length)] * 40
    update = Update("shop", "layout", findings=tuple(findings))
    text = update_markdown([update] * 30)
    assert len(text) < 65_536
    assert ("There is more" in text) is (length == 2000)


def test_a_page_that_is_the_same_gives_nothing() -> None:
    assert update_markdown([update_source(SOURCE, pages(SHOP), pages(SHOP))]) == "## shop\n\nNothing changed.\n"
