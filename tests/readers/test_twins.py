"""Machine-readable twins: where they lie, and the OpenAPI document in them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.readers import document360, fern, gitbook, vuepress
from speclift.readers.kit import flight
from speclift.readers.page import Page

HERE = Path(__file__).parent
DOCUMENT = {"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}}}}
YAML = "openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get: {responses: {}}\n"


def recorded(name: str) -> Page:
    return Page("page.html", gzip.decompress((HERE / f"{name}.html.gz").read_bytes()))


def test_gitbook_names_the_original_file_first() -> None:
    found = gitbook.twin_locations(recorded("gitbook/recorded/current"))
    assert found[0].startswith("https://files.gitbook.io/")
    assert found[0].endswith("alt=media")
    assert found[1:] == (
        "https://docs.whereby.com/reference/whereby-rest-api-reference/meetings.md",
        "https://docs.whereby.com/llms.txt",
    )


def test_gitbooks_data_is_an_openapi_document() -> None:
    found = gitbook.read_twin(recorded("gitbook/recorded/current").content)
    assert found is not None
    assert {path: sorted(item) for path, item in found["paths"].items()} == {
        "/meetings": ["get", "post"],
        "/meetings/{meetingId}": ["delete", "get"],
    }
    assert found["servers"] == [{"url": "https://api.whereby.dev/v1", "description": "Production server"}]
    listed = found["paths"]["/meetings"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert listed["properties"]["results"]["items"] == {"$ref": "#/components/schemas/Meeting"}
    assert list(found["components"]["schemas"]["Meeting"]["properties"])[:2] == ["meetingId", "roomName"]
    assert "x-gitbook" not in json.dumps(found)
    assert gitbook.read_twin(recorded("gitbook/recorded/current-without-data").content) is None


def test_every_platform_says_where_to_look() -> None:
    assert document360.twin_locations(recorded("document360/recorded/boxes")) == (
        "https://developer.rocket.chat/apidocs/get-list-of-video-conferences.md",
        "https://developer.rocket.chat/llms.txt",
    )
    assert fern.twin_locations(recorded("fern/recorded/closed"))[0] == (
        "https://signalwire.com/docs/server-sdks/reference/python/rest/video/conferences/list.md"
    )
    assert fern.twin_locations(Page("p", b"<html></html>", "https://a.example/b?c#d")) == (
        "https://a.example/b.md",
        "https://a.example/b/llms.txt",
        "https://a.example/llms.txt",
    )
    assert gitbook.twin_locations(Page("p", b"<p>x</p>")) == ("/llms.txt",)
    page = b'<html><link rel="alternate" type="text/markdown" href="/x.md"></html>'
    assert document360.twin_locations(Page("p", page)) == ("/x.md", "/llms.txt")
    assert vuepress.twin_locations(recorded("vuepress/recorded/getscheduler")) == ()
    assert vuepress.read_twin(b"{}") is None


@pytest.mark.parametrize("reader", [gitbook, fern, document360])
def test_no_page_has_no_twin(reader: object) -> None:
    assert reader.twin_locations(Page("p", b"")) == ()  # type: ignore[attr-defined]


TWINS = {
    "a file in JSON": json.dumps(DOCUMENT),
    "a file in YAML": f"# made by hand\n{YAML}",
    "document360": f"# Get\n\n## OpenAPI\n\n````json GET /a\n{json.dumps(DOCUMENT, indent=1)}\n````\n",
    "fern": f"# x\n\n## OpenAPI Specification\n\n```yaml\n{YAML}```\n",
    "another fence": f"~~~\n{json.dumps(DOCUMENT)}\n~~~\n",
    "with a byte order mark": "\ufeff" + json.dumps(DOCUMENT),
}


@pytest.mark.parametrize("reader", [gitbook, fern, document360])
@pytest.mark.parametrize("text", TWINS.values(), ids=TWINS)
def test_reads_a_twin(reader: object, text: str) -> None:
    assert reader.read_twin(text.encode()) == DOCUMENT  # type: ignore[attr-defined]


def test_several_blocks_of_one_page_are_one_document() -> None:
    other = {**DOCUMENT, "paths": {"/a": {"put": {}}, "/b": {"get": {}}}, "components": {"schemas": {"B": {}}}}
    text = "and\n".join(f"```json\n{json.dumps(one)}\n```\n" for one in (DOCUMENT, other, other))
    found = gitbook.read_twin(text.encode())
    assert found is not None
    assert {path: sorted(item) for path, item in found["paths"].items()} == {"/a": ["get", "put"], "/b": ["get"]}
    assert found["components"] == {"schemas": {"B": {}}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "words about openapi",
        "openapi: [",
        "openapi: 3.0.0\npaths: []\n",
        '{"openapi": "3.0.0", "paths": ',
        '{"openapi": "3.0.0"}',
        '{"openapi": ' + "[" * 100_000,
        "```json\nno openapi\n```",
        "openapi: 3.0.0\nx: &a b\n" + "y: *a\n" * 2000,
    ],
)
def test_what_is_no_document_is_none(text: str) -> None:
    assert fern.read_twin(text.encode()) is None


def test_document360_may_carry_the_document_in_its_state() -> None:
    text = json.dumps({"a": [1, {"b": json.dumps(DOCUMENT)}, ["x"]]})
    for plain, escaped in (("&", "&a;"), ('"', "&q;"), ("'", "&s;"), ("<", "&l;"), (">", "&g;")):
        text = text.replace(plain, escaped)
    page = f'<html><script id="serverApp-state" type="application/json">{text}</script></html>'
    assert document360.read_twin(page.encode()) == DOCUMENT
    assert document360.read_twin(b'<script id="serverApp-state">{broken</script>') is None
    assert document360.read_twin(b"<p>none</p>") is None


def rows(text: str) -> dict[str, object]:
    half = len(text) // 2
    chunks = [json.dumps([1, text[:half]]), json.dumps([1, text[half:]])]
    return flight.rows("".join(f"<script>self.__next_f.push({chunk})</script>" for chunk in chunks))


@given(st.dictionaries(st.text("0123456789abcdef", min_size=1, max_size=4), st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text().filter(lambda text: not text.startswith("$")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4), max_leaves=12,
), max_size=6))  # fmt: skip
def test_rows_survive_being_cut_anywhere(data: dict[str, object]) -> None:
    stream = "".join(f"{key}:{json.dumps(value)}\n" for key, value in data.items())
    found = rows(stream)
    assert found == data
    payload = flight.Payload(found)
    assert {key: payload.linked(value) for key, value in found.items()} == data


@given(st.text())
def test_a_text_row_counts_bytes(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    found = rows(f"a:T{len(text.encode()):x},{text}b:1\n")
    assert found == {"a": text, "b": 1}


@given(st.text())
def test_any_stream_can_be_read(text: str) -> None:
    found = rows(text)
    payload = flight.Payload(found)
    assert len([payload.linked(value) for value in found.values()]) == len(found)


def test_references_are_followed_and_end() -> None:
    found = rows(
        '1:{"a":"$2:x:0","b":"$undefined","c":"$$d","d":"$Sreact.fragment","e":"$D2026-01-01","f":"$1","g":"$9","h":"$2:y"}\n'
        '2:{"x":["$3"],"z":"$2:x"}\n3:["$","$L4",null,{"k":5}]\n5:I[1,"x"]\nnoise\n6:["$3:props:k"]\n7:"$7"\n'
    )
    payload = flight.Payload(found)
    one = payload.linked(found["1"])
    assert one["a"] == ["$", None, None, {"k": 5}]
    assert one["c"] == "$d"
    assert one["d"] is None
    assert one["e"] == "2026-01-01"
    assert one["f"] is one
    assert one["g"] is None
    assert one["h"] is None
    assert "b" not in one
    assert payload.linked(found["6"]) == [5]
    assert payload.linked("$2:z:0") == ["$", None, None, {"k": 5}]


def test_references_in_a_circle_end() -> None:
    found = rows('1:"$2"\n2:"$3"\n3:"$2"\n4:"$4"\n')
    assert flight.Payload(found).linked("$1") is None
    assert flight.Payload(found).linked("$4") is None


def test_references_through_themselves_end() -> None:
    found = rows('1:{"a":"$1:a:a:a","b":"$2:b:b"}\n2:{"b":"$1:b:b"}\n')
    assert flight.Payload(found).linked("$1") == {"a": None, "b": None}
