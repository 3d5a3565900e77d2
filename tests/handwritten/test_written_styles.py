"""Styles in which people write down an API by hand, each a page with what a careful reader finds on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from speclift.document import METHODS, dereference
from speclift.pipeline.build import build_source
from speclift.pipeline.initialise import recognise
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

CASES = Path(__file__).parent / "cases"
EXPECTED: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load((CASES / "expected.yaml").read_text(encoding="utf-8"))


def fields(document: dict[str, Any], schema: Any, before: str = "") -> dict[str, bool]:
    """The fields of a schema by path, and whether each is required."""
    schema = dereference(document, schema or {})
    if "items" in schema:
        return fields(document, schema["items"], f"{before}[].")
    found = {}
    for name, value in schema.get("properties", {}).items():
        at = f"{before}{name}"
        found[at] = name in schema.get("required", ())
        found |= fields(document, value, at if "items" in dereference(document, value) else f"{at}.")
    return {name.replace("].[", "]["): required for name, required in found.items()}


def content(holder: dict[str, Any]) -> Any:
    return next(iter(holder.get("content", {}).values()), {}).get("schema")


def facts(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    base = urlsplit(document["servers"][0]["url"]).path.rstrip("/")
    found = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                found[f"{method.upper()} {base}{path}"] = item[method]
    return found


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_page_written_by_hand_is_read(name: str) -> None:
    page = Page(name, (CASES / name).read_bytes())
    recognition = recognise([page])
    assert recognition.platform == "handwritten"
    assert recognition.confidence <= 0.6
    built = build_source(unconfigured("api", "", "handwritten"), [page], packages=False)
    assert built.failures == ()
    (document,) = built.documents.values()
    found = facts(document)
    assert {one.partition("/v")[0] for one in found} or found
    for signature, wanted in EXPECTED[name].items():
        method, path = signature.split()
        operation = next(one for key, one in found.items() if key.startswith(method) and key.endswith(path))
        parameters = {one["name"]: one for one in operation.get("parameters", ())}
        for parameter, said in wanted.get("parameters", {}).items():
            assert parameters[parameter]["in"] == said.rstrip("!?"), (signature, parameter)
            if said[-1] in "!?":
                assert parameters[parameter].get("required", False) is (said[-1] == "!"), (signature, parameter)
        assert set(parameters) == set(wanted.get("parameters", {})), signature
        body = fields(document, content(operation.get("requestBody", {})))
        assert set(body) == {one.rstrip("!?") for one in wanted.get("body", ())}, signature
        assert {one for one in wanted.get("body", ()) if one[-1] == "!"} <= {
            f"{n}!" for n, must in body.items() if must
        }
        answers = {key: one for key, one in operation["responses"].items() if key[0] in "2d"}
        answer: dict[str, bool] = {}
        for one in answers.values():
            answer |= fields(document, content(one))
        assert set(answer) == set(wanted.get("answer", ())), signature
        assert set(wanted.get("statuses", ())) <= set(operation["responses"]), signature
    assert len(found) == len(EXPECTED[name])
    report = next(text for path, text in built.spec.items() if path.endswith("FINDINGS.md")).decode()
    assert report.count("% sure") == len(found)
