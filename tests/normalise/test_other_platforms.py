"""The recorded pages of the other platforms, lifted: what their documents must say, in every form of the page."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openapi_spec_validator import validate
from spelled_out import spelled_out
from test_page_cases import invalid_examples

from speclift.model.findings import InputError
from speclift.model.ledger import Ledger
from speclift.model.raw import Place, RawText
from speclift.pipeline.build import Lifted, read_and_lift
from speclift.pipeline.lift import lift
from speclift.pipeline.recording import recorded_pages
from speclift.readers import reader_for
from speclift.readers.page import Page
from speclift.workspace.source import load_source, unconfigured

REPOSITORY = Path(__file__).parents[2]
SOURCES = REPOSITORY / "scraper" / "sources"
FORMS = REPOSITORY / "tests" / "readers"
RECORDED = {
    "whereby": sorted((FORMS / "gitbook" / "recorded").glob("*.gz")),
    "rocketchat": sorted((FORMS / "document360" / "recorded").glob("*.gz")),
    "signalwire": sorted((FORMS / "fern" / "recorded").glob("*.gz")),
    "trueconf-videosdk": sorted((FORMS / "vuepress" / "recorded").glob("*.gz")),
}
PAIRS = [(name, form) for name, forms in RECORDED.items() for form in forms]
Document = dict[str, Any]


@cache
def lifted(name: str) -> Lifted:
    return read_and_lift(load_source(SOURCES / name), recorded_pages(SOURCES / name))


def document(name: str) -> Document:
    (made,) = lifted(name).documents.values()
    return made


def operation(name: str, method: str, path: str) -> Document:
    found: Document = spelled_out(document(name), document(name)["paths"][path][method])
    return found


def content(answer: Document) -> Document:
    found: Document = answer["content"]["application/json"]["schema"]
    return found


def rules(name: str) -> set[str]:
    return {finding.rule for finding in lifted(name).findings}


@pytest.mark.parametrize("name", RECORDED)
def test_nothing_of_the_page_is_lost(name: str) -> None:
    raw = lifted(name).raw
    assert (raw is None) is (name == "whereby")  # its page carries the document that it was made from
    if raw is not None:
        assert raw.not_understood == ()
        assert lifted(name).ledger.unaccounted(raw) == ()


@pytest.mark.parametrize("name", RECORDED)
def test_the_document_is_openapi_and_its_examples_fit(name: str) -> None:
    validate(document(name))
    assert list(invalid_examples(document(name))) == []


@pytest.mark.parametrize("name", RECORDED)
def test_every_finding_quotes_the_page(name: str) -> None:
    of_page = [finding for finding in lifted(name).findings if finding.kind != "document"]
    assert all(finding.quotes and all(quote.text for quote in finding.quotes) for finding in of_page)


@pytest.mark.parametrize(("name", "form"), PAIRS, ids=[f"{name}-{form.name.split('.')[0]}" for name, form in PAIRS])
def test_every_form_of_the_page_lifts_to_the_same_interface(name: str, form: Path) -> None:
    source = load_source(SOURCES / name)
    if f"{name}-{form.name.split('.')[0]}" in CLOSED:  # the corrections are of the document in the page's data
        source = replace(source, folder=None)
    page = Page("page.html", gzip.decompress(form.read_bytes()))
    (made,) = read_and_lift(source, [page]).documents.values()
    got, whole = interface(made), interface(document(name))
    assert list(got) == list(whole)
    for call, facts in got.items():
        assert facts <= whole[call]
        if f"{name}-{form.name.split('.')[0]}" not in CLOSED:
            assert facts == whole[call]


CLOSED = {"whereby-as-served", "whereby-after-scripts", "whereby-current-without-data"}
"""Forms without the embedded data, in which closed disclosures hold nothing: what they say must be the same, too."""


def interface(made: Document) -> dict[str, set[tuple[object, ...]]]:
    """Operations with parameters, statuses and names of fields."""
    return {
        f"{method} {path}": {
            *(("parameter", one["name"], one["in"], one.get("required", False), str(one["schema"].get("type")))
              for one in said.get("parameters", ())),
            *(("body", name) for name in contents(said.get("requestBody", {}), made)),
            *(("status", status) for status in said["responses"]),
            *((status, name) for status, answer in said["responses"].items() for name in contents(answer, made)),
        }
        for path, item in made["paths"].items()
        for method, said in item.items()
    }  # fmt: skip


def contents(holder: Document, made: Document) -> set[str]:
    return {name for media in holder.get("content", {}).values() for name in names(media["schema"], made)}


def names(schema: Document, made: Document) -> set[str]:
    if "$ref" in schema:
        schema = made["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    found = set(schema.get("properties", {}))
    items = schema.get("items")
    for inner in (
        *schema.get("properties", {}).values(),
        *([items] if items else []),
        *schema.get("anyOf", ()),
        *schema.get("oneOf", ()),
    ):
        found |= names(inner, made)
    return found


def test_whereby_has_its_four_operations() -> None:
    called = {
        (method, path): said["operationId"]
        for path, item in document("whereby")["paths"].items()
        for method, said in item.items()
    }
    assert called == {
        ("post", "/meetings"): "createMeeting",
        ("get", "/meetings"): "getMeetings",
        ("get", "/meetings/{meetingId}"): "getMeeting",
        ("delete", "/meetings/{meetingId}"): "deleteMeeting",
    }


def test_whereby_asks_for_a_bearer_token_on_the_printed_server() -> None:
    made = document("whereby")
    (scheme,) = made["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert [server["url"] for server in made["servers"]] == ["https://api.whereby.dev/v1"]


def test_whereby_adds_fields_to_the_answer_on_demand() -> None:
    for method, path in (("get", "/meetings"), ("get", "/meetings/{meetingId}")):
        parameters = document("whereby")["paths"][path][method]["parameters"]
        (fields,) = [one for one in parameters if one["name"] == "fields"]
        items = spelled_out(document("whereby"), fields["schema"]["items"])
        assert items["enum"] == ["hostRoomUrl", "viewerRoomUrl"]
    (meeting,) = [one for name, one in document("whereby")["components"]["schemas"].items() if name == "Meeting"]
    assert {"hostRoomUrl", "viewerRoomUrl"} <= set(meeting["properties"])
    assert not {"hostRoomUrl", "viewerRoomUrl"} & set(meeting["required"])


def test_whereby_pages_by_cursor() -> None:
    paging = operation("whereby", "get", "/meetings")["x-pagination"]
    assert paging["style"] == "token"
    assert paging["request"] == {"cursor": "cursor", "size": "limit"}
    assert paging["response"] == {"items": "/results", "next": "/cursor"}


def test_whereby_marks_what_is_deprecated_and_what_must_be_sent() -> None:
    body = operation("whereby", "post", "/meetings")["requestBody"]["content"]["application/json"]["schema"]
    assert body["required"] == ["endDate"]
    assert body["properties"]["startDate"]["deprecated"] is True
    language = body["properties"]["liveTranscription"]["properties"]["language"]
    assert language["enum"][:3] == ["ca", "zh", "zh-TW"]
    assert "separator-in-value" in rules("whereby")


def test_rocketchat_lists_with_three_answers() -> None:
    said = operation("rocketchat", "get", "/video-conference.list")
    assert list(said["responses"]) == ["200", "400", "401"]
    room = next(one for one in said["parameters"] if one["name"] == "roomId")
    assert (room["in"], room["required"]) == ("query", True)
    item = content(said["responses"]["200"])["properties"]["data"]["items"]
    assert item["properties"]["users"]["items"]["properties"]["avatarETag"]["type"] == ["string", "null"]
    assert "null-undocumented" in rules("rocketchat")


def test_rocketchat_asks_for_both_headers_at_once() -> None:
    made = document("rocketchat")
    schemes = made["components"]["securitySchemes"]
    assert {one["name"] for one in schemes.values()} == {"X-User-Id", "X-Auth-Token"}
    said = operation("rocketchat", "get", "/video-conference.list")
    assert [set(one) for one in said.get("security", made.get("security"))] == [set(schemes)]
    assert [one["in"] for one in said["parameters"]] == ["query", "query", "query"]


def test_rocketchat_pages_by_offset_and_limits_the_rate() -> None:
    said = operation("rocketchat", "get", "/video-conference.list")
    assert said["x-pagination"]["request"] == {"offset": "offset", "size": "count"}
    assert said["x-pagination"]["response"] == {"items": "/data", "total": "/total"}
    assert said["x-rate-limit"] == {"requests": 3, "seconds": 1}


def test_signalwire_gets_its_address_from_the_source_folder() -> None:
    assert list(document("signalwire")["paths"]) == ["/api/video/conferences"]
    assert document("signalwire")["servers"][0]["url"] == "https://{space}.signalwire.com"
    (scheme,) = document("signalwire")["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "basic")
    assert "address-not-printed" in rules("signalwire")


def test_signalwire_infers_what_the_page_hides() -> None:
    said = operation("signalwire", "get", "/api/video/conferences")
    item = content(said["responses"]["200"])["properties"]["data"]["items"]
    assert len(item["properties"]) == 29
    assert "required" not in item
    assert "rows-hidden" in rules("signalwire")
    assert said["x-pagination"]["response"] == {"items": "/data", "next": "/links/next"}


def test_signalwire_reads_limits_and_defaults() -> None:
    said = operation("signalwire", "get", "/api/video/conferences")["parameters"]
    schemas = {one["name"]: one["schema"] for one in said}
    assert schemas["page_size"] == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 50}
    assert schemas["starts_after"] == {"type": "string"}, "either of two notations has no unit"


def test_videosdk_is_a_call_over_a_websocket() -> None:
    said = operation("trueconf-videosdk", "post", "/getScheduler")
    assert said["x-transport"] == "websocket"
    assert said["x-rpc-method"] == "getScheduler"
    assert document("trueconf-videosdk")["servers"][0]["url"] == "ws://{host}:{port}"
    assert said.get("security", document("trueconf-videosdk").get("security")) == []


def test_videosdk_nests_objects_and_values() -> None:
    answer = content(operation("trueconf-videosdk", "post", "/getScheduler")["responses"]["200"])
    conference = answer["properties"]["conferences"]["items"]["properties"]
    assert conference["schedule_type"]["enum"] == ["none", "week", "once"]
    assert list(conference["schedule"]["properties"]) == ["start_time", "duration", "days"]
    assert conference["schedule"]["properties"]["days"]["items"] == {"type": "integer"}
    assert list(conference["invitations"]["items"]["properties"]) == ["id", "display_name"]
    assert {"gettext-leftover", "tag-leftover"} <= rules("trueconf-videosdk")


STATED = "x-speclift-addresses"


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("[]", "must map an article's name"),
        ("{lst: {method: get, path: /a}}", "no article is called 'lst'"),
        ("{list: GET /a}", "an address is a method and a path"),
        ("{list: {method: get}}", "an address is a method and a path"),
    ],
)
def test_a_stated_address_must_be_one(tmp_path: Path, said: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        _with_base(tmp_path, "signalwire", f"{STATED}: {said}\n")


def test_a_stated_address_that_the_page_prints_is_out_of_date(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the page prints GET"):
        _with_base(tmp_path, "whereby", f"{STATED}: {{get-meeting: {{method: get, path: /a}}}}\n")


def _with_base(tmp_path: Path, name: str, base: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "source.toml").write_bytes((SOURCES / name / "source.toml").read_bytes())
    (folder / "base.yaml").write_text(base)
    source = load_source(folder)
    lift(reader_for(source.platform).read(recorded_pages(SOURCES / name)), source)


def test_a_fact_that_no_rule_expresses_is_a_finding_and_strict_refuses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Place("page.html", "rooms", "1.0", "Structure/odd")
    monkeypatch.setattr(Ledger, "unaccounted", lambda _, __: (lost,))
    pages = recorded_pages(SOURCES / "rocketchat")
    made = read_and_lift(unconfigured("rocketchat", platform="document360"), pages)
    assert [finding.versions for finding in made.findings if finding.rule == "fact-not-expressed"] == [("1.0",)]
    with pytest.raises(InputError, match="Structure/odd"):
        read_and_lift(load_source(SOURCES / "rocketchat"), pages, strict=True)


def test_markup_that_the_reader_does_not_know_is_a_finding_and_strict_refuses_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = recorded_pages(SOURCES / "rocketchat")
    raw = reader_for("document360").read(pages)
    odd = RawText("<blink>", Place("page.html", "rooms", "", "blink"))
    monkeypatch.setattr("speclift.readers.document360.read", lambda _: replace(raw, not_understood=(odd,)))
    made = read_and_lift(load_source(SOURCES / "rocketchat"), pages)
    assert [finding.subject for finding in made.findings if finding.rule == "markup-not-understood"] == ["rooms"]
    with pytest.raises(InputError, match="blink"):
        read_and_lift(load_source(SOURCES / "rocketchat"), pages, strict=True)
