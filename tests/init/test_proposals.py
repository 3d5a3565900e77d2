"""What `init` proposes: servers, credentials and paging that pages show but do not state."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from command_line import speclift

from speclift.pipeline.paging_proposals import propose_paging
from speclift.workspace.source import _BASE_KEYS, _KEYS, load_source

ROOT = Path(__file__).parents[2]
SCHEMAS = {path.name.partition(".")[0]: json.loads(path.read_text()) for path in (ROOT / "docs/schemas").glob("*.json")}
OPENAPI = json.loads((ROOT / "scraper/speclift/check/schemas/openapi-3.1.json").read_text())

PAGE = """<html><head><title>Parcel API</title></head><body><h1>Parcel API</h1>
<h2>GET /parcels</h2><p>Lists parcels.</p>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>
<tr><td>cursor</td><td>string</td><td>Where to go on.</td></tr><tr><td>limit</td><td>integer</td><td>How many.</td></tr>
</table>
<pre>curl https://parcels.example.net/parcels -H "X-Parcel-Key: k"</pre>
<pre>{"parcels": [{"id": 1}], "next_cursor": "abc"}</pre>
<h2>GET /parcels/{id}</h2><p>One parcel.</p><pre>{"id": 1, "weight": 2.5}</pre></body></html>"""


def test_what_was_recognised_is_a_comment_without_yes_and_holds_with_it(tmp_path: Path) -> None:
    page = tmp_path / "parcels.html"
    page.write_text(PAGE)
    done = speclift(tmp_path, "init", "proposed", str(page))
    assert done.returncode == 0, done.stderr
    assert "1 operation takes cursor and limit and answers with a list: /parcels." in done.stdout
    assert "as a comment; --yes takes it" in done.stdout
    assert not load_source(tmp_path / "scraper/sources/proposed").pagination
    done = speclift(tmp_path, "init", "--yes", "--name", "taken", str(page))
    assert done.returncode == 0, done.stderr
    (paging,) = load_source(tmp_path / "scraper/sources/taken").pagination
    assert (paging.style, dict(paging.request)) == ("token", {"cursor": "cursor", "size": "limit"})
    assert speclift(tmp_path, "build", "taken", "--no-packages").returncode == 0
    (document,) = (tmp_path / "spec/taken").glob("v*.yaml")
    operation = yaml.safe_load(document.read_text())["paths"]["/parcels"]["get"]
    assert operation["x-pagination"]["response"] == {"items": "/parcels", "next": "/next_cursor"}


def test_the_name_is_the_title_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "parcels.html"
    page.write_text(PAGE)
    done = speclift(tmp_path, "init", str(page))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "next: speclift build parcel-api"
    again = speclift(tmp_path, "init", str(page))
    assert again.returncode == 2
    assert "the source exists already (speclift build parcel-api)" in again.stderr


@pytest.mark.parametrize(
    ("shown", "scheme"),
    [
        ("curl -H 'Authorization: Bearer abc' /v", {"type": "http", "scheme": "bearer"}),
        ("curl -u user:pass https://x.example.com/v", {"type": "http", "scheme": "basic"}),
        ("X-Parcel-Key: abc", {"type": "apiKey", "in": "header", "name": "X-Parcel-Key"}),
        ("GET /v?api_key=abc", {"type": "apiKey", "in": "query", "name": "api_key"}),
    ],
)
def test_credentials_are_proposed_as_examples_show_them(shown: str, scheme: dict[str, str]) -> None:
    from speclift.pipeline.proposals import base_yaml, propose
    from speclift.readers.page import Page

    document = {"openapi": "3.1.0", "servers": [{"url": "https://x.example.com"}], "paths": {"/v": {"get": {}}}}
    page = Page("page.html", f"<pre>{shown}</pre>".encode(), "")
    (proposal,) = propose({"1": document}, [page])
    assert proposal.topic == "authorisation"
    written = yaml.safe_load(base_yaml([proposal], [proposal]))
    ((name, stated),) = written["components"]["securitySchemes"].items()
    assert stated == scheme
    assert written["security"] == [{name: []}]


def test_a_server_is_proposed_where_an_example_calls_a_documented_path() -> None:
    from speclift.pipeline.proposals import propose
    from speclift.readers.page import Page

    document = {"openapi": "3.1.0", "servers": [{"url": "/"}], "paths": {"/parcels": {"get": {}}}, "security": []}
    text = '<a href="x">see https://docs.example.com/parcels</a><pre>curl https://api.example.com/v2/parcels</pre>'
    (proposal,) = propose({"1": document}, [Page("page.html", text.encode(), "")])
    assert proposal.text == "servers:\n  - url: https://api.example.com/v2"
    (example,) = propose({"1": document}, [Page("page.html", b"<p>nothing</p>", "")])
    assert not example.recognised


def _listing(query: dict[str, dict[str, Any]], answer: dict[str, Any]) -> dict[str, Any]:
    parameters = [{"name": name, "in": "query", "schema": schema} for name, schema in query.items()]
    content = {"application/json": {"schema": answer}}
    operation = {"parameters": parameters, "responses": {"200": {"description": "", "content": content}}}
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/things": {"get": operation}}}


ARRAY = {"type": "array", "items": {"type": "object"}}


@pytest.mark.parametrize(
    ("query", "fields", "expected"),
    [
        (
            {"pageIndex": {"type": "integer", "default": 0}, "pageSize": {}},
            {"items": ARRAY, "totalCount": {"type": "integer"}},
            {"style": "page", "request": {"page": "pageIndex", "size": "pageSize"},
             "response": {"total": "/totalCount"}, "first": 0},
        ),
        (
            {"offset": {"type": "integer"}, "limit": {"type": "integer"}},
            {"data": ARRAY},
            {"style": "offset", "request": {"offset": "offset", "size": "limit"}},
        ),
        (
            {"starting_after": {"type": "string"}},
            {"data": ARRAY, "meta": {"type": "object", "properties": {"next": {"type": "string"}}}},
            {"style": "token", "request": {"cursor": "starting_after"}, "response": {"next": "/meta/next"},
             "end": ["null", ""]},
        ),
        ({"limit": {"type": "integer"}}, {"data": ARRAY}, None),
        ({"page": {"type": "integer"}}, {"name": {"type": "string"}}, None),
    ],
)  # fmt: skip
def test_paging_is_proposed_from_parameters_and_the_answer(
    query: dict[str, dict[str, Any]], fields: dict[str, Any], expected: dict[str, Any] | None
) -> None:
    proposed = list(propose_paging(_listing(query, {"type": "object", "properties": fields})))
    rules = [tomllib.loads(text)["pagination"][0] for text, _ in proposed]
    assert rules == ([expected] if expected else [])


def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    registry = jsonschema_rs.Registry([(OPENAPI["$id"], OPENAPI)])
    return jsonschema_rs.Draft202012Validator(SCHEMAS[name], registry=registry)


@pytest.mark.parametrize("source", sorted(path.name for path in (ROOT / "scraper/sources").iterdir()))
def test_the_schemas_accept_every_file_of_this_workspace(source: str) -> None:
    folder = ROOT / "scraper/sources" / source
    _validator("source").validate(tomllib.loads((folder / "source.toml").read_text()))
    for name in ("base", "corrections"):
        if (folder / f"{name}.yaml").is_file():
            _validator(name).validate(yaml.safe_load((folder / f"{name}.yaml").read_text()))


def test_the_schemas_know_the_keys_that_are_read_and_no_others() -> None:
    assert set(SCHEMAS["source"]["properties"]) == _KEYS
    assert {key for key in SCHEMAS["base"]["properties"] if not key.startswith("x-")} == set(_BASE_KEYS)
    assert not _validator("source").is_valid({"titel": "misspelled"})
    assert not _validator("base").is_valid({"server": []})
    unquoted = [{"target": "$.info", "update": {}}]
    overlay = {"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": unquoted}
    assert not _validator("corrections").is_valid(overlay)


def test_a_key_that_base_yaml_cannot_state_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "source.toml").write_text("")
    (folder / "base.yaml").write_text("server: []\n")
    from speclift.model.findings import InputError

    with pytest.raises(InputError, match="'server' cannot be stated here"):
        load_source(folder)
