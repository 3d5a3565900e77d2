"""Texts of strangers stay texts on the site: in every field of a document, in findings and in quotes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Page

from speclift.diff.lattice import lattice
from speclift.model.findings import Finding, Quote
from speclift.model.ledger import Explanation
from speclift.model.raw import Place
from speclift.report.facts import join_findings
from speclift.site.build import write_site
from speclift.site.changes import change_files
from speclift.site.findings import finding_files
from speclift.site.machine import machine_files
from speclift.site.matrix import matrix_files
from speclift.site.overview import guide_files, index_file, overview_files
from speclift.site.reference import Reference
from speclift.site.render import Renderer
from speclift.site.search import search_index, search_rows
from speclift.site.sources import SiteSource

PAYLOADS = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "'-alert(1)-'",
    "[link](javascript:window.pwned=1) <a href='javascript:window.pwned=1'>x</a>",
    "![image](https://evil.example/x.png) <style>*{display:none}</style>",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "</title></script><svg/onload=window.pwned=1>",
    "\u202egnp.exe \x00 \x1b[31m ]]> <!-- -->",
    "data:text/html,<script>window.pwned=1</script>",
    "../../../etc/passwd",
)


def document(text: str, version: str) -> dict[str, Any]:
    schema = {
        "type": "object",
        "description": text,
        "title": text,
        "properties": {text: {"type": "string", "description": text, "enum": [text], "default": text, "pattern": text,
                              "examples": [text], "x-enum-varnames": [text], "x-enum-descriptions": [text]},
                       "version": {"const": version}},
        "examples": [{text: text}],
    }  # fmt: skip
    return {
        "openapi": "3.1.1",
        "info": {"title": text, "version": version, "description": text},
        "servers": [{"url": f"https://example.com/{text}", "variables": {"a": {"default": text}}}],
        "tags": [{"name": text, "description": text}],
        "paths": {
            "/things": {
                "get": {
                    "operationId": text,
                    "summary": text,
                    "description": text,
                    "tags": [text],
                    "externalDocs": {"url": text},
                    "security": [{text: [text]}],
                    "x-codeSamples": [{"lang": text, "label": text, "source": text}],
                    "parameters": [{"name": text, "in": "query", "description": text, "schema": {"type": "string"}}],
                    "requestBody": {"content": {text: {"schema": {"$ref": "#/components/schemas/Thing"},
                                                       "examples": {text: {"summary": text, "value": text}}}}},
                    "responses": {
                        "200": {"description": text, "content": {"text/html": {"schema": schema}}},
                        "default": {"description": text, "content": {
                            "application/json": {"examples": {text: {"summary": text, "value": {text: text}}}}}},
                    },
                }
            }
        },
        "components": {"schemas": {"Thing": schema, text: schema},
                       "securitySchemes": {text: {"type": "http", "scheme": text, "description": text}}},
        "x-speclift": {"package": text},
    }  # fmt: skip


def hostile_site(text: str, out: Path) -> dict[str, bytes]:
    documents = {"v1": document(text, "1"), "v2": document(text + "!", "2")}
    pointer = "/paths/~1things/get"
    place = Place("page.html", text, "", text)
    finding = Finding(
        rule="type-contradicts-example", kind="contradiction", severity="warning", subject=text, message=text,
        quotes=(Quote(text, text),), resolution=text, pointer=pointer, versions=("1", "2"),
    )  # fmt: skip
    source = SiteSource(
        "hostile", text, "https://example.com/docs", documents, join_findings([finding]), {"v1": b"", "v2": b""},
        {"v1": {pointer: (Explanation(pointer, text, place, text),)}, "v2": {}}, lattice(documents), {},
        {"v1": {"pyproject.toml": b"[project]\nname = 'x'\n", "CHANGELOG.md": text.encode()}, "v2": {}},
    )  # fmt: skip
    renderer = Renderer()
    reference = Reference(source, renderer)
    files: dict[str, bytes] = dict(reference.files())
    for make in (overview_files, matrix_files, change_files, finding_files, machine_files):
        files.update(make(source, reference, renderer))
    files.update(guide_files({"guide": f"# {text}\n\n{text}\n"}, renderer))
    files.update(
        [index_file([{"name": "hostile", "title": text, "operations": 1, "versions": 2, "findings": 1}], renderer)]
    )
    files["search-index.js"] = search_index(search_rows(source, reference))
    for name in ("style.css", "site.js", "icon.svg", "vendor/minisearch.js"):
        files[name.removeprefix("vendor/")] = (renderer.folder / name).read_bytes()
    write_site(out, files)
    return files


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_text_makes_no_element_attribute_or_address(text: str, tmp_path: Path) -> None:
    files = hostile_site(text, tmp_path / "site")
    assert all(".." not in path.split("/") and not path.startswith("/") for path in files)
    for path, content in files.items():
        if path.endswith(".html"):
            tree = html.document_fromstring(content)
            assert {script.get("src", "").rpartition("/")[2] for script in tree.iter("script")} == {"site.js"}, path
            assert not tree.xpath("//img[not(@src='badge.svg')] | //svg | //style | //iframe | //object"), path
            attributes = {name for element in tree.iter("*") for name in element.attrib}
            assert not {name for name in attributes if name.startswith("on") or name == "style"}, path
            for target in (*tree.xpath("//@href"), *tree.xpath("//@src")):
                assert not target.lower().lstrip().startswith(("javascript:", "data:", "//")), path


@pytest.mark.parametrize("text", PAYLOADS[:5])
def test_hostile_text_runs_nothing_in_a_browser(text: str, tmp_path: Path, page: Page) -> None:
    files = hostile_site(text, tmp_path / "site")
    for path in sorted(files):
        if path.endswith(".html"):
            page.goto((tmp_path / "site" / path).as_uri())
            assert page.evaluate("window.pwned") is None
            assert page.evaluate("getComputedStyle(document.body).display") == "block"
    page.get_by_role("combobox", name="Search").fill("window")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
