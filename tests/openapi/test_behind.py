"""The document behind a rendered page: recognised by the renderer's name, found, taken, and said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import speclift
from site_on_loopback import Answer, Site

from speclift.cli.pages import documentation_at
from speclift.readers.openapi import read_documents

HERE = Path(__file__).parent
SHELLS: list[dict[str, Any]] = yaml.safe_load((HERE / "shells.yaml").read_text(encoding="utf-8"))
DOCUMENT = {
    "info": {"title": "Rooms", "version": "1.0.0", "description": 'It\'s a </p> "test"'},
    "openapi": "3.0.3",
    "servers": [{"url": "https://rooms.example"}],
    "paths": {"/rooms": {"get": {"operationId": "listRooms", "responses": {"200": {"description": "Rooms"}}}}},
}
HTML = {"Content-Type": "text/html"}
IDS = [f"{number}-{shell['name']}" for number, shell in enumerate(SHELLS)]


def files(shell: dict[str, Any], location: str) -> dict[str, bytes]:
    """The files of a shell, its page as `index.html`."""
    text = json.dumps(DOCUMENT)

    def filled(template: str) -> bytes:
        return template.replace("DOCUMENT", text).replace("LOCATION", location).encode()

    found = {name: filled(content) for name, content in shell.get("beside", {}).items()}
    if not shell.get("inline"):
        found[shell.get("neighbour", location)] = text.encode()
    return {**found, "index.html": filled(shell["page"])}


@pytest.mark.parametrize("shell", SHELLS, ids=IDS)
def test_a_folder_with_a_rendered_page_gives_its_document(tmp_path: Path, shell: dict[str, Any]) -> None:
    for name, content in files(shell, "rooms-api.json").items():
        (tmp_path / name).write_bytes(content)
    for where in (tmp_path / "index.html", tmp_path):
        documentation = documentation_at(str(where))
        assert documentation.says.startswith(f"this is a {shell['name']} page; it is made from ")
        read = read_documents(documentation.pages)
        assert [document.document for document in read.documents] == [DOCUMENT]


@pytest.mark.parametrize("shell", [SHELLS[0], SHELLS[7], SHELLS[12], SHELLS[17]], ids=lambda shell: str(shell["name"]))
def test_an_address_of_a_rendered_page_gives_its_document(tmp_path: Path, site: Site, shell: dict[str, Any]) -> None:
    for name, content in files(shell, "rooms-api.json").items():
        headers = HTML if name == "index.html" else {"Content-Type": "application/json"}
        site.answers[f"/docs/{name}" if name != "index.html" else "/docs/"] = Answer(content, headers=headers)
    done = speclift(tmp_path, "init", "rooms", f"{site.url}/docs/")
    assert done.returncode == 0, done.stderr
    assert f"this is a {shell['name']} page; it is made from " in done.stdout
    assert 'platform = "openapi"' in (tmp_path / "scraper/sources/rooms/source.toml").read_text()
    done = speclift(tmp_path, "build", "rooms", "--no-packages")
    assert done.returncode == 0, done.stderr
    assert "listRooms" in (tmp_path / "spec/rooms/v1.0.0.yaml").read_text()
    assert "Nothing changed." in speclift(tmp_path, "build", "rooms", "--fetch", "--no-packages").stdout


def test_a_rendered_page_without_its_document_says_what_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><body><redoc spec-url='gone.json'></redoc></body></html>")
    done = speclift(tmp_path, "build", "index.html", "--out", "out")
    assert done.returncode == 2
    assert "this is a Redoc page, drawn from an OpenAPI document" in done.stderr
    assert "apidoc (0%" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


def test_an_unknown_page_lists_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><body><h1>Hello</h1><p>Words.</p></body></html>")
    done = speclift(tmp_path, "build", "index.html", "--out", "out")
    assert done.returncode == 2
    for word in ("openapi", "gitbook", "handwritten", "Add a platform"):
        assert word in done.stderr


def test_a_site_that_answers_every_address_with_its_start_page_has_no_document(tmp_path: Path, site: Site) -> None:
    page = Answer(b"<html><body><div id=swagger-ui></div></body></html>", headers=HTML)
    for path in ("/", "/openapi.json", "/swagger.json", "/v3/api-docs"):
        site.answers[path] = page
    done = speclift(tmp_path, "init", "rooms", site.url + "/")
    assert done.returncode == 2
    assert "Swagger UI" in done.stderr


def test_the_document_of_a_known_page_is_not_looked_for(tmp_path: Path, site: Site) -> None:
    page = (HERE.parent / "readers/fern/cases/long-page.html").read_bytes()
    site.answers["/docs"] = Answer(page, headers=HTML)
    assert speclift(tmp_path, "init", "known", f"{site.url}/docs", "--page").returncode == 0
    assert not [path for path in site.paths if "openapi" in path or "swagger" in path]


def test_several_documents_of_one_page_are_versions_where_they_are_of_one_api(tmp_path: Path, site: Site) -> None:
    newer = {**DOCUMENT, "info": {**DOCUMENT["info"], "title": "Rooms v2", "version": "2.0.0"}}
    other = {**DOCUMENT, "info": {"title": "Bills", "version": "1.0.0"}}
    page = (
        "<html><body><div id=swagger-ui></div><script>SwaggerUIBundle({urls: [{url: 'v2/openapi.json', name: 'v2'}, "
        "{url: 'v1/openapi.json', name: 'v1'}, {url: 'bills.json', name: 'bills'}, {url: 'gone.json', name: 'gone'}]})"
        "</script></body></html>"
    )
    site.answers["/docs/"] = Answer(page.encode(), headers=HTML)
    for name, document in (("v2/openapi.json", newer), ("v1/openapi.json", DOCUMENT), ("bills.json", other)):
        headers = {"Content-Type": "application/json"}
        site.answers[f"/docs/{name}"] = Answer(json.dumps(document).encode(), headers=headers)
    done = speclift(tmp_path, "init", "rooms", f"{site.url}/docs/")
    assert done.returncode == 0, done.stderr
    assert f"made from {site.url}/docs/v1/openapi.json, {site.url}/docs/v2/openapi.json: taken" in done.stdout
    assert "; it also names bills.json, other APIs" in done.stdout
    done = speclift(tmp_path, "build", "rooms", "--no-packages")
    assert done.returncode == 0, done.stderr
    assert sorted(one.name for one in (tmp_path / "spec/rooms").glob("*.yaml")) == ["v1.0.0.yaml", "v2.0.0.yaml"]
    assert "Nothing changed." in speclift(tmp_path, "build", "rooms", "--fetch", "--no-packages").stdout
