"""The figures of the comparison: two documents of 1 MB, eleven versions, the cost of an operation as documents grow.

Run by `tox -e bench`. Nothing here fails on a slow machine: each line says the figure and what it shall reach.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ratio import said

from speclift.diff import compare, lattice
from speclift.document import load_document

ROOT = Path(__file__).parents[1]
SIZES = (100, 1_000, 10_000)


def processor_seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Processor time of the quickest of some rounds."""
    found = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def document(operations: int, edited: bool = False) -> dict[str, Any]:
    """A document of so many operations; every tenth schema differs in the edited one."""
    paths, schemas = {}, {}
    for number in range(operations):
        name = f"Thing{number}"
        fields: dict[str, Any] = {
            f"field_{index}": {
                "type": "string",
                "maxLength": 100,
                "description": f"The field {index} of thing {number}.",
            }
            for index in range(8)
        }
        fields["next"] = {"$ref": f"#/components/schemas/Thing{(number + 1) % operations}"}
        if edited and number % 10 == 0:
            fields["field_1"] = {**fields["field_1"], "maxLength": 50}
        schemas[name] = {"type": "object", "required": ["field_0"], "properties": fields}
        reference = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        paths[f"/things{number}/{{id}}"] = {
            "put": {
                "operationId": f"setThing{number}",
                "summary": f"Sets thing {number}",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "requestBody": {"required": True, "content": reference},
                "responses": {"200": {"description": "The thing.", "content": reference}},
            }
        }
    return {
        "openapi": "3.1.1",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def test_two_documents_of_one_megabyte() -> None:
    """Already read; one in ten schemas differs, and each is reached from every operation."""
    old, new = document(700), document(700, edited=True)
    size = len(json.dumps(old)) / 1e6
    seconds = processor_seconds(lambda: compare(old, new))
    said(f"two documents of {size:.1f} MB compared, processor seconds", seconds, "under 0.5")


def test_nothing_in_common() -> None:
    """The same documents, when nothing may be passed over as equal: another version of OpenAPI."""
    old, new = document(700), {**document(700, edited=True), "openapi": "3.0.3"}
    seconds = processor_seconds(lambda: compare(old, new))
    said("the same, with every schema looked into", seconds, "under 0.5")


def test_eleven_versions() -> None:
    """The lattice of the TrueConf documents, already read."""
    folder = ROOT / "spec/trueconf-server"
    names = sorted(folder.glob("*.yaml"), key=lambda path: [int(part) for part in path.stem[1:].split(".")])
    if len(names) != 11:
        pytest.skip("no documents: run `tox -e build`")
    documents = {path.stem: load_document(path) for path in names}
    seconds = processor_seconds(lambda: lattice(documents))
    said("eleven versions held together, processor seconds", seconds, "under 3")


def test_cost_of_an_operation() -> None:
    """The cost of one operation in documents of 100, 1,000 and 10,000, against that in the smallest."""
    costs = []
    for operations in SIZES:
        old, new = unchained(document(operations)), unchained(document(operations, edited=True))
        costs.append(processor_seconds(lambda old=old, new=new: compare(old, new)) / operations)
    for operations, cost in zip(SIZES, costs, strict=True):
        said(f"an operation among {operations:,}, against one among {SIZES[0]}", cost / costs[0], "about 1")


def unchained(value: dict[str, Any]) -> dict[str, Any]:
    """The document with schemas that lead nowhere: else every operation reaches every change, and says so."""
    for schema in value["components"]["schemas"].values():
        schema["properties"].pop("next", None)
    return value
