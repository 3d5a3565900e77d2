"""The recorded page of the TrueConf Server API, lifted: nothing is lost, everything is valid."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from test_page_cases import invalid_examples

from speclift.model.ledger import places
from speclift.model.raw import RawApi
from speclift.model.rules import RULES
from speclift.pipeline.lift import Lift, lift
from speclift.pipeline.recording import recorded_pages
from speclift.readers import reader_for
from speclift.workspace.source import load_source

SOURCE = Path(__file__).parents[2] / "scraper" / "sources" / "trueconf-server"
OPERATIONS = {
    "3": 38,
    "3.1": 62,
    "3.2": 67,
    "3.3": 77,
    "3.4": 77,
    "3.5": 77,
    "3.6": 77,
    "3.7": 77,
    "3.8": 77,
    "3.9": 78,
    "3.10": 78,
}
OBJECTS = {
    "3": 10,
    "3.1": 20,
    "3.2": 21,
    "3.3": 25,
    "3.4": 26,
    "3.5": 26,
    "3.6": 26,
    "3.7": 27,
    "3.8": 27,
    "3.9": 29,
    "3.10": 31,
}


@lru_cache(maxsize=1)
def lifted() -> tuple[RawApi, Lift]:
    source = load_source(SOURCE)
    raw = reader_for(source.platform).read(recorded_pages(SOURCE))
    return raw, lift(raw, source)


def document(version: str = "3.10") -> dict[str, Any]:
    return lifted()[1].documents[version]


def schema(name: str, version: str = "3.10") -> dict[str, Any]:
    return document(version)["components"]["schemas"][name]


def operations(version: str) -> dict[str, dict[str, Any]]:
    return {
        operation["operationId"]: {**operation, "path": path, "method": method}
        for path, item in document(version)["paths"].items()
        for method, operation in item.items()
    }


def test_every_version_has_all_its_operations() -> None:
    assert {version: len(operations(version)) for version in lifted()[1].documents} == OPERATIONS


def test_every_object_of_the_page_is_a_component() -> None:
    raw, made = lifted()
    for version, count in OBJECTS.items():
        printed = f"{version}.0" if "." in version else f"{version}.0.0"
        names = {article.name for article in raw.articles if article.kind == "object" and article.version == printed}
        assert len(names) == count
        assert names <= made.documents[version]["components"]["schemas"].keys()


def test_nothing_of_the_page_is_lost() -> None:
    raw, made = lifted()
    counts = made.ledger.counts()
    assert made.ledger.unaccounted(raw) == ()
    assert counts.used + counts.noted + counts.prose == len(set(places(raw)))


@pytest.mark.parametrize("version", OPERATIONS)
def test_every_example_is_valid(version: str) -> None:
    assert list(invalid_examples(document(version))) == []


def test_no_more_than_one_example_in_a_hundred_is_left_out() -> None:
    left_out = [finding for finding in lifted()[1].findings if finding.rule == "example-of-another-object"]
    assert sum(len(finding.versions) for finding in left_out) <= 12


@pytest.mark.parametrize("version", ["3", "3.5", "3.10"])
def test_a_second_opinion_agrees(version: str) -> None:
    validate(document(version))


def test_operation_ids_are_the_same_in_every_version() -> None:
    known: dict[tuple[str, str, str], str] = {}
    for version in OPERATIONS:
        for name, operation in operations(version).items():
            key = (operation["summary"], operation["tags"][0], operation["method"])
            assert known.setdefault(key, name) == name
    assert len(set(known.values())) == len(known)


def test_the_version_is_in_the_server_not_in_the_paths() -> None:
    assert document()["servers"][0]["url"] == "https://{server_name}/api/v3.10"
    assert all(not path.startswith("/api/") for path in document()["paths"])
    assert document()["paths"]["/oauth2/v1/token"]["post"]["servers"][0]["url"] == "https://{server_name}"
    assert document("3")["servers"][0]["url"] == "https://{server_name}/api/v3"


def test_fields_carry_verbs() -> None:
    assert "created_at" in schema("Conference")["properties"]
    assert "created_at" not in schema("ConferenceCreate")["properties"]
    assert "id" in schema("ConferenceCreate")["properties"]
    assert "id" not in schema("ConferenceUpdate")["properties"]
    assert "required" not in schema("ConferenceUpdate")
    assert schema("ConferenceCreate")["properties"]["schedule"]["$ref"].endswith("/ScheduleCreate")
    assert schema("ConferenceCreate")["properties"]["mcu_mode"]["description"] == "Enable MCU mode."


def test_a_call_sends_an_object_and_parameters_of_its_own() -> None:
    body = operations("3.10")["createConference"]["requestBody"]["content"]["application/json"]["schema"]
    sent = schema(body["$ref"].rpartition("/")[2])
    assert sent["allOf"] == [{"$ref": "#/components/schemas/ConferenceCreate"}]
    assert list(sent["properties"]) == ["template_id"]


def test_fields_with_the_get_tag_are_query_parameters() -> None:
    names = {parameter["name"] for parameter in operations("3.10")["getConferenceList"]["parameters"]}
    assert {"owner", "state", "page_size", "tag"} <= names
    assert "access_token" not in names


def test_a_shape_that_only_examples_show() -> None:
    assert schema("DataTime")["required"] == ["date", "timezone_type", "timezone"]
    assert schema("Call")["properties"]["end_time"]["oneOf"][0] == {"$ref": "#/components/schemas/DataTime"}


def test_composition_holds_no_field_that_a_composer_states() -> None:
    shared = schema("UserInformation")
    assert "required" not in shared
    assert not {"id", "display_name", "translator"} & shared["properties"].keys()
    assert schema("Participant")["allOf"] == [{"$ref": "#/components/schemas/UserInformation"}]
    assert "id" in schema("Participant")["properties"]


def test_alternatives_of_a_schedule() -> None:
    options = [option["$ref"].rpartition("/")[2] for option in schema("Schedule")["oneOf"]]
    assert options == ["ScheduleOnce", "ScheduleWeekly", "ScheduleWithout"]
    assert [schema(name)["properties"]["type"]["enum"] for name in options] == [[1], [0], [-1]]


def test_meanings_of_values_are_kept() -> None:
    reason = schema("CallTermReason")
    assert reason["x-enum-descriptions"][3] == "conference was deleted"
    assert reason["x-enum-varnames"][3] == "CONFERENCE_WAS_DELETED"
    assert schema("UserStatus")["x-enum-varnames"] == ["INVALID", "OFFLINE", "ONLINE", "BUSY", "MULTIHOST", "UNDEFINED"]
    assert {len(reason[key]) for key in ("enum", "x-enum-varnames", "x-enum-descriptions")} == {9}


def test_contradictions_are_settled() -> None:
    assert schema("Call")["properties"]["duration"]["type"] == ["string", "integer"]
    assert schema("Conference")["properties"]["deeplinks"]["$ref"].endswith("/ConferenceDeeplinks")
    assert schema("ConferenceDeeplinks")["type"] == "object"
    assert schema("CallRecord")["properties"]["file_size"]["type"] == ["string", "null"]
    assert "/conferences/{conference_id}/notify" in document()["paths"]
    assert "/conferences/{conference_id}/invitations/{invitation_id}" in document()["paths"]
    assert "started_at" in schema("Recording")["properties"]


def test_words_are_no_defaults() -> None:
    assert "default" not in schema("Conference")["properties"]["max_podiums"]
    assert schema("Conference")["properties"]["auto_invite"]["default"] == 0


def test_permissions_are_alternatives() -> None:
    assert operations("3.10")["disconnectUser"]["security"] == [
        {"accessToken": []},
        {"oauth2": ["users"]},
        {"oauth2": ["users:read", "users:write"]},
    ]
    assert operations("3.10")["generateToken"]["security"] == []
    assert operations("3.10")["getClientList"]["security"] == [{"accessToken": []}, {"oauth2": []}]


def test_answers_of_every_kind() -> None:
    answers = {name: operation["responses"] for name, operation in operations("3.10").items()}
    assert list(answers["conferenceRecordPause"]) == ["202", "default"]
    assert "content" not in answers["conferenceRecordPause"]["202"]
    assert "text/calendar" in answers["getConferenceICS"]["200"]["content"]
    assert "application/octet-stream" in answers["downloadConferenceRecord"]["200"]["content"]
    assert len(answers["getClientList"]["200"]["content"]["application/json"]["examples"]) == 4


def test_every_documented_reason_is_an_example() -> None:
    answers = operations("3.10")["runConference"]["responses"]
    shown = answers["400"]["content"]["application/json"]["examples"]
    assert shown["conferenceIsFinished"]["value"]["error"]["errors"][0]["message"] == "The conference is finished"
    assert shown["conferenceIsFinished"]["summary"] == "The conference is finished."
    assert list(answers["default"]["content"]["application/json"]["examples"]) == ["forbidden", "conferenceNotFound"]


def test_pages() -> None:
    paging = operations("3.10")["getGroupList"]["x-pagination"]
    assert paging == {
        "style": "page",
        "request": {"page": "page_id", "size": "page_size"},
        "response": {"items": "/groups", "next": "/next_page_id"},
        "first": 1,
        "end": [-1, None],
    }


def test_deprecations() -> None:
    assert operations("3")["createConference"]["deprecated"] is True
    assert "Use version 3.1" in operations("3")["createConference"]["description"]
    assert "deprecated" not in operations("3.10")["createConference"]


def test_groups_are_nested_tags() -> None:
    tags = {tag["name"]: tag for tag in document()["tags"]}
    assert tags["Conferences Invitations"]["x-parent"] == "Conferences"
    assert tags["Conferences Invitations"]["x-resource"] == "conferences.invitations"
    assert "Objects" not in tags
    assert "POST - this attribute" in document()["info"]["description"]


def test_a_row_explains_its_property() -> None:
    explained = lifted()[1].ledger.explain("3.10", "/components/schemas/Conference/properties/state")
    assert [(fact.rule, fact.quote) for fact in explained] == [
        ("row", 'state | String | GET | POST | PUT Conference state. | Allowed values: "running", "stopped"')
    ]
    assert explained[0].place.version == "3.10.0"


def test_a_finding_stands_for_all_its_versions() -> None:
    findings = [finding for finding in lifted()[1].findings if finding.subject == "Objects / Call: duration"]
    assert [finding.rule for finding in findings] == ["type-contradicts-example"]
    assert len(findings[0].versions) == 10
    assert findings[0].pointer == "/components/schemas/Call/properties/duration"
    assert [quote.text for quote in findings[0].quotes] == [
        "duration | String | Call sessions duration in Unix timestamp.",
        '"duration": 415',
    ]


def test_a_call_printed_twice_is_one_operation_with_both() -> None:
    twice = [finding for finding in lifted()[1].findings if finding.rule == "two-articles-for-one-call"]
    assert [finding.versions for finding in twice] == [("3.5",)]
    operation = operations("3.5")["getConferenceICS"]
    assert [parameter["name"] for parameter in operation["parameters"]] == ["conference_id", "lang"]
    assert ["POST" in sample["source"] for sample in operation["x-codeSamples"]] == [True, False]
    assert "getConferenceICS" not in operations("3")


def test_findings_carry_evidence_and_what_was_made_of_it() -> None:
    for finding in lifted()[1].findings:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", finding.rule)
        assert finding.quotes
        assert finding.resolution or not RULES[finding.rule].resolution
        assert finding.versions
