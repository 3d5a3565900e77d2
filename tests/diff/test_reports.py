"""Reports: one comparison in every format, beside what is expected; hostile words end up as words."""

from __future__ import annotations

import copy
import html.parser
import json
import re
from pathlib import Path
from typing import Any

import pytest
from documents_of_cases import SHOP, apply

from speclift.diff import compare
from speclift.diff.accepted import Acceptance, sort_accepted
from speclift.diff.lattice import lattice
from speclift.python_api.compare import python_changes
from speclift.report.diff.page import page
from speclift.report.diff.report import Report, Side
from speclift.report.lattice import page as lattice_page
from speclift.report.writers import WRITERS, text
from speclift.report.writers.markdown import safe_address

FOLDER = Path(__file__).parent / "reports"
EDITS: list[dict[str, Any]] = [
    {"remove": "/components/schemas/Pet/properties/kind"},
    {"set": "/components/schemas/PetInput/required", "to": ["name", "age"]},
    {"set": "/components/schemas/Order/properties/note", "to": {"type": "string"}},
    {"remove": "/paths/~1pets/get/parameters/0"},
    {"set": "/paths/~1pets/get/operationId", "to": "getPets"},
    {"set": "/servers/0/url", "to": "https://api.example.org/v1"},
    {"remove": "/paths/~1photos"},
    {"set": "/paths/~1pets/get/externalDocs", "to": {"url": "https://docs.example.com/#api-Pets-List"}},
]
HOSTILE = "`x` | <script>alert(1)</script> [red]{name}{old} ${{ github.token }}\n::error::boo\x1b[31m ‮ **bold**"


def edited(*edits: dict[str, Any]) -> dict[str, Any]:
    new = copy.deepcopy(SHOP)
    for edit in edits:
        apply(new, edit)
    return new


def report() -> Report:
    new = edited(*EDITS)
    changes = compare(SHOP, new)
    removed = next(change for change in changes if change.rule == "operation-removed")
    acceptances = (Acceptance(removed.fingerprint, "Nobody called it."), Acceptance("0123456789abcdef", "Long gone."))
    found = sort_accepted(changes, acceptances)
    python = tuple(python_changes(SHOP, new))
    old_side, new_side = Side("shop 1.4", "spec/old.yaml", SHOP), Side("shop 1.5", "spec/shop.yaml", new)
    return Report(old_side, new_side, found.open, found.accepted, found.stale, python)


def expect(path: Path, printed: str, regen: bool) -> None:
    if regen:
        path.write_text(printed)
    assert printed == path.read_text()


SUFFIXES = {
    "text": "txt",
    "markdown": "md",
    "json": "json",
    "html": "html",
    "github": "github.txt",
    "junit": "junit.xml",
    "sarif": "sarif.json",
    "gitlab": "gitlab.json",
}
LATTICE_FORMATS = ("text", "markdown", "json", "html")


@pytest.mark.parametrize("name", WRITERS)
def test_report(name: str, regen: bool) -> None:
    expect(FOLDER / f"changes.{SUFFIXES[name]}", WRITERS[name](page(report())), regen)


@pytest.mark.parametrize("name", LATTICE_FORMATS)
def test_lattice(name: str, regen: bool) -> None:
    versions = {"v1": SHOP, "v2": edited(*EDITS[:4]), "v3": edited(*EDITS)}
    expect(FOLDER / f"lattice.{SUFFIXES[name]}", WRITERS[name](lattice_page(lattice(versions))), regen)


def test_colour_is_only_for_terminals() -> None:
    assert "\x1b[" not in text.write(page(report()))
    coloured = text.write(page(report()), colour=True)
    assert "\x1b[" in coloured


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_to_report(name: str) -> None:
    printed = WRITERS[name](page(Report(Side("a"), Side("b"), ())))
    assert "no changes" in printed or name in ("sarif", "gitlab")


def hostile() -> Report:
    old = edited(
        {"set": "/components/schemas/Pet/properties/kind/enum", "to": [HOSTILE, "dog"]},
        {"set": f"/components/schemas/Pet/properties/{HOSTILE.replace('/', '~1')}", "to": {"type": "string"}},
        {"set": "/paths/~1pets/get/externalDocs", "to": {"url": "javascript:alert(1)"}},
    )
    new = edited({"set": "/paths/~1pets/get/externalDocs", "to": {"url": "javascript:alert(1)"}})
    changes = tuple(compare(old, new))
    sides = Side(HOSTILE, HOSTILE, old), Side(HOSTILE, HOSTILE, new)
    return Report(*sides, changes, (), (Acceptance("0" * 16, HOSTILE),), None, HOSTILE)


class Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.addresses: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.addresses += [value for name, value in attrs if name == "href"]


def test_hostile_words_in_html() -> None:
    tags = Tags()
    tags.feed(WRITERS["html"](page(hostile())))
    assert "script" not in tags.found
    assert all(address is not None and address.startswith("http") for address in tags.addresses)


def test_hostile_words_on_a_terminal() -> None:
    printed = text.write(page(hostile()))
    assert "\x1b" not in printed
    assert "‮" not in printed
    assert "[red]{name}{old}" in printed


def test_hostile_words_in_annotations() -> None:
    lines = WRITERS["github"](page(hostile())).splitlines()
    assert all(re.match("::(error|warning|notice) ", line) for line in lines[:-1])
    assert "::" not in lines[-1]
    assert len(lines) == len(hostile().changes) + 2


def test_hostile_words_in_markdown() -> None:
    printed = WRITERS["markdown"](page(hostile()))
    for line in printed.splitlines():
        if "<script>" in line:
            assert "`` `x` | <script>" in line  # inside a span with longer fences
    assert "javascript:" not in printed


def test_hostile_words_in_json() -> None:
    value = json.loads(WRITERS["json"](page(hostile())))
    assert value["old"] == HOSTILE
    assert HOSTILE in [change["old"] for change in value["changes"]]


def test_links_lead_to_the_web_only() -> None:
    assert safe_address("https://example.com/#api-Users") == "https://example.com/#api-Users"
    assert safe_address("javascript:alert(1)") == safe_address("file:///etc/passwd") == ""
    assert ">" not in safe_address('https://example.com/>"x')
