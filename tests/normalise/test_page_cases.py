"""Pages as data: `cases/<name>/page.yaml` beside the documents and findings that it must give.

A case may hold a `source.toml` and a `base.yaml`, as a source folder does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from page_notation import load_page
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from speclift.emit.yaml import dump
from speclift.model.findings import Finding
from speclift.pipeline.lift import Lift, lift
from speclift.workspace.source import load_source, unconfigured

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/page.yaml"))


@pytest.fixture(params=CASES, ids=lambda folder: folder.name)
def case(request: pytest.FixtureRequest) -> Path:
    return request.param


def lifted(folder: Path) -> Lift:
    source = load_source(folder) if (folder / "source.toml").is_file() else unconfigured("sample")
    return lift(load_page(folder / "page.yaml"), source)


def spoken(findings: tuple[Finding, ...]) -> str:
    lines = []
    for finding in findings:
        lines.append(f"{finding.rule} ({finding.kind}, {finding.severity}) {', '.join(finding.versions)}")
        lines.append(f"  {finding.subject}: {finding.message}")
        lines.extend(f"  > {' / '.join(quote.text.splitlines())}" for quote in finding.quotes)
        lines.append(f"  = {finding.resolution}")
    return "\n".join(lines) + "\n"


def test_documents_are_as_expected(case: Path, regen: bool) -> None:
    documents = lifted(case).documents
    expected = case / "expected.yaml"
    written = b"---\n".join(dump(document) for document in documents.values()) if documents else b""
    if regen:
        expected.write_bytes(written)
    assert written.decode() == expected.read_text(encoding="utf-8")


def test_findings_are_as_expected(case: Path, regen: bool) -> None:
    expected = case / "findings.txt"
    written = spoken(lifted(case).findings)
    if regen:
        expected.write_text(written, encoding="utf-8")
    assert written == expected.read_text(encoding="utf-8")


def test_nothing_of_the_page_is_lost(case: Path) -> None:
    assert lifted(case).ledger.unaccounted(load_page(case / "page.yaml")) == ()


def test_documents_are_openapi(case: Path) -> None:
    for document in lifted(case).documents.values():
        validate(document)


def test_examples_are_valid(case: Path) -> None:
    for document in lifted(case).documents.values():
        assert list(invalid_examples(document)) == []


def test_documents_survive_yaml(case: Path) -> None:
    for document in lifted(case).documents.values():
        assert yaml.load(dump(document), Loader=yaml.CSafeLoader) == document


def invalid_examples(document: dict[str, Any]) -> Any:
    """The examples of a document that its own schemas refuse, with the reason."""
    registry = Registry().with_resource("urn:document", Resource(document, DRAFT202012))

    def faults(schema: dict[str, Any], value: Any, where: str) -> Any:
        rooted = {"$ref": "urn:document" + schema["$ref"]} if "$ref" in schema else _rooted(schema)
        for error in Draft202012Validator(rooted, registry=registry).iter_errors(value):
            yield where, error.message

    for name, schema in document.get("components", {}).get("schemas", {}).items():
        for value in schema.get("examples", ()):
            yield from faults({"$ref": f"#/components/schemas/{name}"}, value, name)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            holders = [operation.get("requestBody", {}), *operation["responses"].values()]
            for holder in holders:
                for media in holder.get("content", {}).values():
                    for name, example in media.get("examples", {}).items():
                        yield from faults(media.get("schema", {}), example["value"], f"{method} {path} {name}")


def _rooted(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: "urn:document" + value if key == "$ref" else _rooted(value) for key, value in schema.items()}
    return [_rooted(value) for value in schema] if isinstance(schema, list) else schema
