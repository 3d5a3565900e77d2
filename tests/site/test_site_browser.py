"""The site in a real browser: from files, by keyboard, in the dark, on a phone, with hostile texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from test_site_pages import KINDS


def address(site: Path, name: str) -> str:
    return (site / name).as_uri()


@pytest.mark.parametrize("name", KINDS.values(), ids=KINDS)
def test_a_page_opened_from_a_file_has_style_scripts_and_no_errors(page: Page, site: Path, name: str) -> None:
    page.goto(address(site, name))
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"
    expect(page.get_by_role("combobox", name="Search")).to_be_visible()
    assert page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(browser: Browser, site: Path, name: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address(site, name))
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    context.close()
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in results.response["violations"]] == []


@pytest.mark.parametrize("name", KINDS.values(), ids=KINDS)
def test_a_phone_never_scrolls_sideways(browser: Browser, site: Path, name: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address(site, name))
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 360


def test_a_page_is_read_without_javascript(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site, KINDS["operation"]))
    expect(page.get_by_role("heading", name="Create Conference")).to_be_visible()
    expect(page.get_by_text("conferenceLimit", exact=True)).to_be_visible()
    expect(page.locator(".search")).to_be_hidden()
    context.close()


def test_search_finds_a_thing_once_with_its_versions(page: Page, site: Path) -> None:
    page.goto(address(site, KINDS["operation"]))
    page.get_by_role("combobox", name="Search").fill("create conference")
    hits = page.get_by_role("option")
    expect(hits.first).to_contain_text("Create Conference")
    assert sum("POST /conferences)" in hit for hit in hits.all_inner_texts()) == 1
    expect(hits.first).to_contain_text("all versions")


@pytest.mark.parametrize(
    ("words", "page_name"),
    [
        ("avg_sent_fps", "getCallParticipantList.html#200.list.avg_sent_fps"),
        ("conferenceLimit", "createConference.html"),
        ("MEETING", ""),
    ],
)
def test_search_finds_fields_and_errors(page: Page, site: Path, words: str, page_name: str) -> None:
    page.goto(address(site, "index.html"))
    page.get_by_role("combobox", name="Search").fill(words)
    expect(page.get_by_role("option").first).to_be_visible()
    links = page.locator("#_hits a").evaluate_all("links => links.map(link => link.href)")
    assert any(page_name in link for link in links)


def test_search_says_that_nothing_was_found(page: Page, site: Path) -> None:
    page.goto(address(site, "index.html"))
    page.get_by_role("combobox", name="Search").fill("zzzzqqqq")
    expect(page.get_by_role("option")).to_have_text("Nothing found")


def test_the_keyboard_alone_suffices(page: Page, site: Path) -> None:
    page.goto(address(site, KINDS["version"]))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    page.keyboard.type("delete user")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.locator("[aria-selected=true]").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/operations/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("User")
    page.keyboard.press("/")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    expect(page.locator("#_hits")).to_be_hidden()


def test_filters_of_the_matrix_filter(page: Page, site: Path) -> None:
    page.goto(address(site, "trueconf-server/matrix.html"))
    shown = page.locator(".matrix tbody tr:not([hidden])")
    everything = shown.count()
    page.get_by_label("Filter").fill("users avatar")
    assert 0 < shown.count() < everything
    assert all("avatar" in text.lower() for text in shown.all_inner_texts())
    page.get_by_label("Filter").fill("")
    page.get_by_label("only what differs").check()
    assert 0 < shown.count() < everything
    for kind in ("parameters", "fields", "values", "errors"):
        page.get_by_label(kind, exact=True).uncheck()
    assert {row.get_attribute("class") for row in shown.all()} == {"k-operation"}


def test_a_cell_of_the_matrix_leads_to_the_reference_or_the_change(page: Page, site: Path) -> None:
    page.goto(address(site, "trueconf-server/matrix.html"))
    row = page.locator("tr.k-operation", has=page.get_by_role("rowheader", name="GET /conferences", exact=True))
    links = row.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links[0] == "v3/operations/getConferenceList.html"
    assert "changes/v3..v3.1.html" in links
    row.locator("a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Get Conference List")
