"""The recorded TrueConf page: every JSON example of it is read, and each in the way a person would."""

from __future__ import annotations

import gzip
import html
import re
from collections import Counter
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from speclift.normalise.examples.curl import parse_curl
from speclift.normalise.examples.repair import Repaired, repair

PAGE = Path(__file__).parents[2] / "scraper" / "sources" / "trueconf-server" / "page.html.gz"
ARTICLE = re.compile(r'<article id="api-(\w+)-(\w+)-([\d.]+)"(.*?)</article>', re.DOTALL)
EXAMPLE = re.compile(r'<pre [^>]*data-type="(json|curl)"[^>]*>(.*?)</pre>', re.DOTALL)


def _examples(kind: str) -> list[tuple[str, str, str]]:
    """Gives (article, version, text) of every example; the page is markup, and a test may read it plainly."""
    page = gzip.decompress(PAGE.read_bytes()).decode()
    return [
        (f"{group}/{name}", version, html.unescape(re.sub(r"<[^>]*>", "", example[2])))
        for group, name, version, inside in ARTICLE.findall(page)
        for example in EXAMPLE.finditer(inside)
        if example[1] == kind
    ]


@cache
def _read() -> tuple[tuple[str, str, Repaired], ...]:
    examples = _examples("json")
    texts: dict[tuple[str, str], str] = {}
    for article, version, text in examples:
        texts.setdefault((article, version), text)

    def recorded(version: str, name: str) -> Any:
        text = texts.get((f"Objects/{name.removeprefix('Object')}", version))
        found = repair(text, partial(recorded, version)) if text is not None else None
        return found.value if found is not None and found.is_json else None

    return tuple((article, version, repair(text, partial(recorded, version))) for article, version, text in examples)


def test_every_json_example_is_read() -> None:
    read = [one for _, _, one in _read()]
    assert len(read) == 1256
    assert sum(one.is_json for one in read) == 1215
    assert sum(bool(one.repairs) for one in read) == 1215 - 432
    assert Counter(one.problem for one in read if not one.is_json) == {
        "it is empty": 30,
        "it looks like text/calendar": 11,
    }
    assert not any(one.more for one in read)


def test_only_what_no_version_records_stays_unknown() -> None:
    assert Counter(name for _, _, one in _read() for name in one.unknown) == {
        "ObjectClient": 44,
        "ObjectAvatar": 18,
        "InvitationMini": 8,
    }


def test_statuses_are_those_of_the_page() -> None:
    statuses = Counter((one.status, one.reason) for _, _, one in _read() if one.status)
    assert statuses == {(200, "OK"): 778, (202, "Accepted"): 30, (400, "Bad Request"): 33}


@pytest.mark.parametrize(
    ("article", "path", "value"),
    [
        (
            "Objects/SoftwareClient",
            ("download_urls", "x64"),
            "https://server.name/downloads/trueconf_windows_client_x64_",
        ),
        (
            "Conferences/ShareConference",
            ("embedded", "webrtc"),
            '<iframe allowfullscreen="allowfullscreen" width="720"',
        ),
        ("Logs/GetCall", ("conference_id",), ""),
        ("Conference_Sessions/GetConferenceSession", ("session", "stream_id"), ""),
    ],
)
def test_a_broken_example_says_what_its_author_meant(article: str, path: tuple[str, ...], value: str) -> None:
    found: list[Any] = [one.value for name, version, one in _read() if (name, version) == (article, "3.10.0")]
    for step in path:
        found = [one[step] for one in found if one and one.get(step)]
    assert found
    assert str(found[0]).startswith(value)


def test_lists_and_names_take_the_shape_that_they_mean() -> None:
    latest = {name: one.value for name, version, one in _read() if version == "3.10.0"}
    participants: Any = latest["Conference_Sessions/GetConferenceSessionParticipants"]
    assert [one["role"] for one in participants["participants"]] == [2, 2]
    clients: Any = latest["Software_Clients/GetClientList"]
    assert clients["deeplinks"].keys() == {"default", "android"}


def test_every_recorded_call_is_read() -> None:
    calls = [parse_curl(text) for _, _, text in _examples("curl")]
    assert Counter(call.method for call in calls) == {"GET": 406, "POST": 204, "DELETE": 103, "PUT": 73}
    assert all(call.url.startswith("https://{{$server_name}}/") and not call.unknown for call in calls)
    assert sum(call.data_file is not None for call in calls) == 124
    assert sum(call.body is not None for call in calls) == 73
    assert {call.form for call in calls} == {(), (("image", "@/path/to/image"),)}
    assert sum(bool(call.repairs) for call in calls) == 10
