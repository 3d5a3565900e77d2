"""Pages and their machine-readable twins: fetched, compared, and where they disagree reported."""

from __future__ import annotations

import copy
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import speclift
from hypothesis import given
from hypothesis import strategies as st
from site_on_loopback import Answer, Site

from speclift.fetch.twins import Twin
from speclift.pipeline.build import read_and_lift
from speclift.pipeline.cross_check import disagreements
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

RECORDED = Path(__file__).parents[1] / "readers"
PAGE = gzip.decompress((RECORDED / "document360/recorded/boxes.html.gz").read_bytes())
PATH = "/api/v1/video-conference.list"
Document = dict[str, Any]


@pytest.fixture(scope="session")
def lifted() -> Document:
    """What is lifted from the page: the path is cut into server and path."""
    source = unconfigured("chat", "", "document360")
    return dict(read_and_lift(source, [Page("page.html", PAGE)]).documents["1"])


def twin_of(lifted: Document) -> Document:
    """A twin that says the same: as the platform writes it, in OpenAPI 3.0 and with the whole path."""
    twin = copy.deepcopy(lifted)
    twin["servers"] = [{"url": "https://{workspace}.rocket.chat"}]
    twin["paths"] = {PATH: twin["paths"].pop("/video-conference.list")}
    return twin


def told(lifted: Document, twin: Document) -> list[str]:
    return [finding.message for finding in disagreements({"1": lifted}, [Twin("its twin", twin)])]


def test_a_twin_that_says_the_same_in_other_words_agrees(lifted: Document) -> None:
    twin = twin_of(lifted)
    operation = twin["paths"][PATH]["get"]
    operation["operationId"] = "another"
    operation["tags"] = ["Another"]
    operation["summary"] = "Another"
    operation.pop("security", None)
    twin.pop("security", None)
    twin["components"].pop("securitySchemes", None)
    twin["paths"]["/another/path"] = {"get": {"responses": {"200": {"description": "OK"}}}}
    assert told(lifted, twin) == []
    assert disagreements({}, [Twin("its twin", twin)]) == ()


def test_each_disagreement_is_told_with_both_sides(lifted: Document) -> None:
    twin = twin_of(lifted)
    parameters = twin["paths"][PATH]["get"]["parameters"]
    room = next(one for one in parameters if one["name"] == "roomId")
    room["required"] = False
    next(one for one in parameters if one["name"] == "count")["schema"] = {"type": "string"}
    twin["paths"][PATH]["post"] = {"responses": {"200": {"description": "OK"}}}
    found = disagreements({"1": lifted}, [Twin("https://a.example/x.md", twin)])
    assert {finding.rule for finding in found} == {"twin-differs"}
    changes = {finding.message.rpartition("(")[2].rstrip(")") for finding in found}
    assert {"operation-added", "request-parameter-became-optional"} <= changes
    assert any("count" in finding.message and "integer" in finding.quotes[0].text for finding in found)
    assert {quote.where for finding in found for quote in finding.quotes} == {"the page", "https://a.example/x.md"}


@pytest.mark.parametrize(
    ("ours", "theirs", "shared"),
    [
        (("/api/v1", "/rooms/{id}"), ("", "/api/v1/rooms/{room}"), True),
        (("", "/api/rooms/{id}"), ("https://x.example/api", "/rooms/{id}"), True),
        (("", "/rooms/{id}"), ("https://x.example/api", "/rooms/{id}"), True),
        (("/api", "/rooms"), ("", "/rooms"), True),
        (("", "/rooms"), ("", "/halls"), False),
        (("", "/"), ("", "/"), True),
    ],
)
def test_paths_are_paired_wherever_their_beginning_stands(
    ours: tuple[str, str], theirs: tuple[str, str], shared: bool
) -> None:
    def document(server: str, path: str, answer: str) -> Document:
        return {
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1"},
            "servers": [{"url": server}],
            "paths": {path: {"get": {"responses": {answer: {"description": "Fine."}}}}},
        }

    found = told(document(*ours, "200"), document(*theirs, "201"))
    assert bool(found) is shared


def test_two_paths_that_end_alike_are_not_guessed_about(lifted: Document) -> None:
    twin = twin_of(lifted)
    item = twin["paths"].pop(PATH)
    twin["paths"] = {"/a/video-conference.list": item, "/b/video-conference.list": {"get": {"responses": {}}}}
    assert told(lifted, twin) == []


def test_a_twin_that_cannot_be_compared_is_said_to_be_so(lifted: Document) -> None:
    circle: Document = {}
    circle["circle"] = circle
    for twin in ({"swagger": "2.0", "paths": {}}, {"openapi": "3.0.0", "paths": {}, "x": circle}, {"paths": 7}):
        (finding,) = disagreements({"1": lifted}, [Twin("its twin", twin)])
        assert finding.rule == "twin-unreadable"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.fixed_dictionaries({"openapi": st.just("3.0.3"), "paths": JSON, "servers": JSON, "components": JSON}))
def test_no_twin_stops_a_build(twin: Document) -> None:
    ours = {"openapi": "3.1.1", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}}}}
    for one in (twin, {**twin, "paths": {"/a": twin["paths"]}}, {**twin, "paths": {"/a": {"get": twin["paths"]}}}):
        for finding in disagreements({"1": ours}, [Twin("its twin", one)]):
            assert "\n" not in finding.message


def test_fetch_reports_disagreements_even_when_the_page_is_the_recorded_one(
    lifted: Document, site: Site, tmp_path: Path
) -> None:
    twin = twin_of(lifted)
    twin["paths"][PATH]["get"]["parameters"] = []
    site.answers["/apidocs/list"] = Answer(PAGE, headers={"Content-Type": "text/html"}, etag='"1"')
    site.answers["/apidocs/list.md"] = Answer(f"# List\n\n## OpenAPI\n\n````json\n{json.dumps(twin)}\n````\n".encode())
    done = speclift(tmp_path, "init", "chat", f"{site.url}/apidocs/list")
    assert done.returncode == 0, done.stderr
    assert speclift(tmp_path, "build", "chat", "--no-packages").returncode == 0
    for _ in range(2):  # the second time the server says 304
        done = speclift(tmp_path, "build", "chat", "--fetch", "--no-packages")
        assert done.returncode == 0, done.stderr
        assert "Nothing changed." in done.stdout
        assert "### The page and its machine-readable twin disagree" in done.stdout
        assert "roomId" in done.stdout
        assert f"{site.url}/apidocs/list.md" in done.stdout
    # Without the twin, or with one that cannot be read, the page is lifted all the same.
    site.answers["/apidocs/list.md"] = Answer(b"", 503)
    done = speclift(tmp_path, "build", "chat", "--fetch", "--no-packages")
    assert done.returncode == 0, done.stderr
    assert "disagree" not in done.stdout


def test_the_data_inside_a_page_is_a_twin_too(site: Site, tmp_path: Path) -> None:
    page = gzip.decompress((RECORDED / "gitbook/recorded/current.html.gz").read_bytes())
    site.answers["/meetings"] = Answer(page, headers={"Content-Type": "text/html"})
    assert speclift(tmp_path, "init", "meet", f"{site.url}/meetings").returncode == 0
    done = speclift(tmp_path, "build", "meet", "--fetch", "--no-packages", "--json")
    assert done.returncode == 0, done.stderr
    (said,) = json.loads(done.stdout)
    assert said["state"] == "unchanged"
    assert any("the data in page.html" in line for line in said["twin_disagreements"])
