"""Where documents come from: files, other files that they refer to, revisions of git, addresses, standard input."""

from __future__ import annotations

import io
import json
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from speclift.diff import compare
from speclift.document.lines import Lines
from speclift.fetch.documents import read_given
from speclift.model.findings import InputError

WHOLE = """\
openapi: 3.1.0
info: {title: Books, version: "1"}
paths:
  /books:
    $ref: "paths/books.yaml"
components:
  schemas:
    Author: {type: object, properties: {name: {type: string}}}
"""
BOOKS = """\
get:
  operationId: listBooks
  parameters: [{$ref: "../parts.yaml#/parameters/Page"}]
  responses:
    "200":
      description: All books.
      content:
        application/json:
          schema: {type: array, items: {$ref: "../parts.yaml#/Book"}}
"""
PARTS = """\
parameters:
  Page: {name: page, in: query, schema: {type: integer}}
Book:
  type: object
  properties:
    title: {type: string}
    next: {$ref: "#/Book"}
    author: {$ref: "api.yaml#/components/schemas/Author"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "paths").mkdir()
    (tmp_path / "api.yaml").write_text(WHOLE)
    (tmp_path / "paths/books.yaml").write_text(BOOKS)
    (tmp_path / "parts.yaml").write_text(PARTS)
    return tmp_path


def test_files_that_a_document_refers_to_are_taken_in(folder: Path) -> None:
    old = read_given(str(folder / "api.yaml")).document
    assert old["paths"]["/books"] == {"$ref": "#/components/pathItems/books"}
    book = old["components"]["schemas"]["Book"]
    assert book["properties"]["next"] == {"$ref": "#/components/schemas/Book"}
    assert book["properties"]["author"] == {"$ref": "#/components/schemas/Author"}
    assert list(old["components"]["parameters"]) == ["Page"]
    (folder / "parts.yaml").write_text(PARTS.replace("title: {type: string}", "title: {type: integer}"))
    new = read_given(str(folder / "api.yaml")).document
    (change,) = compare(old, new)
    assert (change.rule, change.location) == ("response-type-changed", "schema Book.title")


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("missing.yaml", "no such file"),
        ("parts.yaml#/Nothing", "broken reference"),
        ("../../outside.yaml", "out of the folder"),
        ("/etc/passwd", "another place"),
        ("https://example.com/x.yaml", "another place"),
    ],
)
def test_references_that_lead_nowhere_are_errors(folder: Path, reference: str, said: str) -> None:
    (folder / "api.yaml").write_text(WHOLE.replace("paths/books.yaml", reference))
    with pytest.raises(InputError, match=said):
        read_given(str(folder / "api.yaml"))


def test_a_revision_of_git_with_the_files_of_that_revision(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    author = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "one"]):
        subprocess.run(["git", *command], check=True, capture_output=True)
    (folder / "parts.yaml").write_text(PARTS.replace("name: page", "name: offset"))
    old, new = read_given("HEAD:api.yaml"), read_given("api.yaml")
    assert old.file == "api.yaml"
    rules = [change.rule for change in compare(old.document, new.document)]
    assert rules == ["request-parameter-removed", "request-optional-parameter-added"]
    with pytest.raises(InputError, match=r"git: .*'HEAD'"):
        read_given("HEAD:nothing.yaml")
    with pytest.raises(InputError, match="dash"):
        read_given("--output=x:api.yaml")


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_with_the_files_beside_it(address: str, folder: Path) -> None:
    given = read_given(f"{address}/api.yaml")
    assert given.document == read_given(str(folder / "api.yaml")).document
    assert given.file == ""
    (folder / "api.yaml").write_text(WHOLE.replace("paths/books.yaml", "http://127.0.0.2/x.yaml"))
    with pytest.raises(InputError, match="another site"):
        read_given(f"{address}/api.yaml")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(document).encode())))
    assert read_given("-").document == document


def test_lines_and_columns_of_pointers() -> None:
    lines = Lines("a:\n  b: [x, {c: 1}]\n  d/e: 2\n")
    assert lines.at("/a/b/1/c") == (2, 11)
    assert lines.at("/a/d~1e") == (3, 3)
    assert lines.at("/a/b/7/nothing") == (2, 3)
    assert lines.at("") == (1, 1)
    assert Lines('{\n  "a": [1,\n    2]}').at("/a/1") == (3, 5)
    assert Lines("a: [").at("/a") in (None, (1, 1))
