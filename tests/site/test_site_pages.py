"""The files of the site: links, determinism, what is written and what is left alone."""

from __future__ import annotations

import csv
import functools
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

import pytest
from built_site import ROOT, speclift
from lxml import html

from speclift.document import iterate_operations, load_document

KINDS = {
    "front page": "index.html",
    "API": "trueconf-server/index.html",
    "version": "trueconf-server/v3.10/index.html",
    "operation": "trueconf-server/v3.10/operations/createConference.html",
    "object": "trueconf-server/v3.10/schemas/Conference.html",
    "matrix": "whereby/matrix.html",
    "changes": "trueconf-server/changes/index.html",
    "change": "trueconf-server/changes/v3.9..v3.10.html",
    "findings": "trueconf-server/findings/index.html",
    "report": "trueconf-server/findings/report.html",
    "packages": "trueconf-server/packages.html",
    "guide": "docs/architecture.html",
}


@functools.cache
def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every page, parsed once."""
    return {
        path.relative_to(site).as_posix(): html.document_fromstring(path.read_bytes())
        for path in sorted(site.rglob("*.html"))
    }


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    read = pages(site)
    places = {name: {*tree.xpath("//@id")} for name, tree in read.items()}
    broken = []
    for name, tree in read.items():
        for target in {*tree.xpath("//@href"), *tree.xpath("//@src")}:
            if re.match(r"[a-z]+:", target):
                continue
            file, _, fragment = target.partition("#")
            path = (site / name).parent.joinpath(unquote(file)).resolve() if file else site / name
            where = path.relative_to(site.resolve()).as_posix()
            if not path.is_file() or (fragment and unquote(fragment) not in places.get(where, ())):
                broken.append(f"{name}: {target}")
    assert broken == []
    assert len(read) > 1500


def test_identifiers_are_unique_on_their_page(site: Path) -> None:
    for name, tree in pages(site).items():
        identifiers = tree.xpath("//@id")
        assert len(identifiers) == len(set(identifiers)), name


def test_every_operation_of_every_version_has_a_page(site: Path) -> None:
    documents = sorted((ROOT / "spec").glob("*/v*.yaml"))
    assert len(documents) >= 15
    for path in documents:
        for operation in iterate_operations(load_document(path)):
            folder = site / path.parent.name / path.stem / "operations"
            text = (folder / f"{operation.operation_id}.html").read_text(encoding="utf-8")
            assert (
                operation.operation_id in text
                or str(operation.value.get("summary")) in html.fromstring(text).text_content()
            )
            assert (folder / f"{operation.operation_id}.md").is_file()


def test_no_page_but_the_matrix_is_over_300_kilobytes(site: Path) -> None:
    large = {path.name for path in site.rglob("*.html") if path.stat().st_size > 300_000}
    assert large <= {"matrix.html"}


def test_the_trueconf_site_is_under_40_megabytes(site: Path) -> None:
    assert sum(path.stat().st_size for path in (site / "trueconf-server").rglob("*") if path.is_file()) < 40e6


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline(site: Path) -> None:
    for name, tree in pages(site).items():
        for source in (*tree.xpath("//@src"), *tree.xpath("//link[@rel='stylesheet']/@href")):
            assert not re.match(r"[a-z]*:?//", source), name
        assert tree.xpath("//style | //@style | //@onclick | //script[not(@src)]") == [], name


def test_an_operation_shows_types_limits_errors_security_and_calls(site: Path) -> None:
    tree = pages(site)["trueconf-server/v3.10/operations/createConference.html"]
    text = " ".join(tree.text_content().split())
    assert "at most 240 characters" in text
    assert "conferenceLimit" in text
    assert "conferences:write" in text
    labels = [heading.text_content() for heading in tree.xpath("//aside//h2")]
    assert any("Python" in label for label in labels)
    assert "curl --request POST" in text


def test_a_field_shows_the_words_it_comes_from(site: Path) -> None:
    tree = pages(site)["trueconf-server/v3.10/schemas/Conference.html"]
    row = tree.get_element_by_id("topic")
    assert "topic" in row.xpath(".//blockquote/p")[0].text_content()
    assert row.xpath(".//details//a/@href")[0].startswith(
        "https://developers.trueconf.com/api/server/#api-Objects-Conference"
    )


def test_words_of_a_finding_between_backticks_are_code(site: Path) -> None:
    tree = pages(site)["trueconf-server/v3.10/operations/getUser.html"]
    assert "users:write" in tree.xpath("//*[@class='finding']/code/text()")


def test_a_finding_stands_at_the_field_that_it_concerns(site: Path) -> None:
    row = pages(site)["trueconf-server/v3.10/schemas/Call.html"].get_element_by_id("duration")
    assert "type-contradicts-example" in row.xpath(".//*[@class='finding']")[0].text_content()


def test_what_is_new_says_since_when(site: Path) -> None:
    tree = pages(site)["trueconf-server/v3.10/index.html"]
    assert {"New in v3.1", "New in v3.3"} <= {
        " ".join(one.text_content().split()) for one in tree.xpath("//*[@class='new']")
    }


def test_the_matrix_is_also_csv_and_json(site: Path) -> None:
    with (site / "trueconf-server/matrix.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    data = json.loads((site / "trueconf-server/matrix.json").read_bytes())
    assert len(rows) == len(data["rows"]) > 1000
    first = next(row for row in rows if row["subject"] == "GET /logs/calls/{session_id}/invites")
    assert (first["v3"], first["v3.1"]) == ("no", "yes")


def test_documents_lie_at_stable_addresses(site: Path) -> None:
    listed = json.loads((site / "trueconf-server/versions.json").read_bytes())
    assert [one["version"] for one in listed["versions"]][-2:] == ["3.9", "3.10"]
    newest = json.loads((site / "trueconf-server/latest.json").read_bytes())
    assert newest == json.loads((site / "trueconf-server/v3.10.json").read_bytes())
    assert newest == load_document(ROOT / "spec/trueconf-server/v3.10.yaml")
    assert (site / "trueconf-server/v3.10.yaml").read_bytes() == (ROOT / "spec/trueconf-server/v3.10.yaml").read_bytes()


def test_the_feed_and_the_badge_are_xml(site: Path) -> None:
    feed = ET.parse(site / "trueconf-server/changes.atom").getroot()
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 10
    assert ET.parse(site / "trueconf-server/badge.svg").getroot().tag.endswith("svg")


def test_writing_again_changes_nothing(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    first = json.loads(speclift("site", "whereby", "--out", str(out), "--json").stdout)
    again = json.loads(speclift("site", "whereby", "--out", str(out), "--json", "--force").stdout)
    assert first["changed"] == first["files"] > 20
    assert again["changed"] == 0
    assert "nothing to do" in speclift("site", "whereby", "--out", str(out)).stdout


def test_pages_that_are_gone_go_and_files_of_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "site"
    speclift("site", "whereby", "rocketchat", "--out", str(out), "--quiet")
    (out / "CNAME").write_text("docs.example.com")
    done = speclift("site", "whereby", "--out", str(out), "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (out / "rocketchat").exists()
    assert (out / "CNAME").read_text() == "docs.example.com"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing-of-that-name"], "there is no source named"),
        (["whereby", "--out", "{file}"], "is a file"),
        (["whereby", "--out", "{folder}"], "holds files that are no site"),
        (["whereby", "--out", "{torn}"], "cannot be read"),
        (["whereby", "--out", "{fresh}", "--serve", "--port", "99999"], "cannot listen"),
    ],
)
def test_wrong_input_is_one_line(arguments: list[str], words: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/mine.txt").write_text("mine")
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn/.speclift-site").write_text("{")
    names = {name: str(tmp_path / name) for name in ("file", "folder", "torn", "fresh")}
    done = speclift("site", "--quiet", *(argument.format(**names) for argument in arguments))
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (tmp_path / "folder/mine.txt").read_text() == "mine"
