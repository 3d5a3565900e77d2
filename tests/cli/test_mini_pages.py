"""Tiny pages, one cause of trouble each: built by name alone and as a source, with what a person reads on them.

`mini/PAGE.html` is invented content in the markup of a platform. The facts below were read from the pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import speclift

PAGES = sorted((Path(__file__).parent / "mini").glob("*.html"))

ANSWER, BODY, OPERATION = "answer", "body", "operation"

FACTS: dict[str, list[tuple[str, str, Any]]] = {
    "apikey": [
        (OPERATION, "security/0", {"apiKey": []}),
        (OPERATION, "parameters", None),
    ],
    "arrdefault": [(ANSWER, "properties/tags/default", []), (ANSWER, "properties/tags/items/type", "string")],
    "objexample": [(ANSWER, "properties/meta/examples", [{"a": 1}]), (ANSWER, "required", None)],
    "const": [(ANSWER, "properties/kind/enum", ["thing"]), (ANSWER, "required", ["kind"])],
    "d360_required": [
        (OPERATION, "parameters/0/required", True),
        (OPERATION, "parameters/1/name", "count"),
        (OPERATION, "parameters/1/required", None),
        (OPERATION, "parameters/2/required", None),
    ],
    "d360_next": [
        (ANSWER, "properties/mood/default", None),
        (ANSWER, "properties/Default", None),
        (ANSWER, "properties/links/properties/next/type", "string"),
        (OPERATION, "responses/404/content/application~1json/schema/properties/details", {}),
    ],
    "fern_201": [
        (OPERATION, "responses/200", None),
        (OPERATION, "responses/201/description", "Made"),
        (OPERATION, "responses/201/content/application~1json/schema/properties/kind/description", "The kind."),
    ],
    "fern_auth": [(OPERATION, "security", [{"basic": []}])],
    "fern_error": [(OPERATION, "responses/400/content/application~1json/schema/properties/error/type", "string")],
    "fern_literal": [(ANSWER, "properties/kind/enum", ["thing", None])],
    "fern_ornull": [(ANSWER, "properties/kind/type", ["string", "null"]), (ANSWER, "required", None)],
    "fern_regex": [
        (BODY, "properties/color/pattern", "^#[0-9a-f]{6}$"),
        (BODY, "properties/color/format", None),
        (BODY, "required", None),
    ],
    "fern_variants": [
        (BODY, "items/properties/where/anyOf/0/type", "string"),
        (BODY, "items/properties/where/anyOf/1/properties/field/description", "Which field."),
        (BODY, "items/required", ["where"]),
        (ANSWER, "properties/isbn/pattern", "^[0-9]{13}$"),
        (ANSWER, "properties/printed/format", "date"),
        (OPERATION, "responses/5XX/description", "Server error"),
    ],
    "gb_headers": [(ANSWER, "properties/Headers", None), (ANSWER, "properties/Response", None)],
    "gb_lists": [
        (BODY, "items/properties/name/description", "Its name."),
        (BODY, "items/properties/mood/enum", ["dark", "light", None]),
        (BODY, "items/properties/Default:", None),
        (BODY, "items/required", ["name"]),
        (ANSWER, "additionalProperties/properties/books/type", "integer"),
        (OPERATION, "responses/409/content/application~1problem+json/schema/properties/details", {}),
        (OPERATION, "responses/409/content/application~1problem+json/schema/properties/current/type", "object"),
    ],
    "gb_oneof": [(ANSWER, "properties/who/type", ["string", "integer"]), (ANSWER, "required", ["who"])],
    "maxitems": [(BODY, "properties/links/maxItems", 10), (BODY, "required", ["links"])],
    "other": [
        (BODY, "additionalProperties", {"type": "string"}),
        (BODY, "properties/Other properties", None),
        (BODY, "required", ["name"]),
    ],
    "pattern": [(BODY, "properties/ext/pattern", "[0-9]{3,6}"), (BODY, "required", ["ext"])],
    "status": [
        (ANSWER, "properties/count/examples", [100]),
        (ANSWER, "properties/name/type", "string"),
        (OPERATION, "responses/100", None),
    ],
    "status2": [
        (ANSWER, "properties/count/default", 404),
        (ANSWER, "properties/name/type", "string"),
        (OPERATION, "responses/404", None),
    ],
}


def built(page: Path, folder: Path) -> dict[str, Any]:
    done = speclift(folder, "build", str(page), "--out", "out", "--quiet", "--no-packages")
    assert (done.returncode, done.stderr) == (0, "")
    (file,) = (folder / "out/spec").glob("*/v*.yaml")
    return yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def at(document: Any, node: Any, way: str) -> Any:
    for part in way.split("/") if way else ():
        node = _resolved(document, node)
        key = part.replace("~1", "/")
        if isinstance(node, list):
            node = node[int(key)]
        elif isinstance(node, dict) and key in node:
            node = node[key]
        else:
            return None
    return _resolved(document, node)


def _resolved(document: Any, node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        node = document["components"]["schemas"][node["$ref"].rpartition("/")[2]]
    return node


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_says_what_a_person_reads_on_it(page: Path, tmp_path: Path) -> None:
    document = built(page, tmp_path)
    ((operation,),) = (item.values() for item in document["paths"].values())
    media = "content/application~1json/schema"
    starts = {
        OPERATION: operation,
        ANSWER: at(document, operation, f"responses/200/{media}"),
        BODY: at(document, operation, f"requestBody/{media}"),
    }
    found = [(start, way, at(document, starts[start], way)) for start, way, _ in FACTS.get(page.stem, ())]
    assert found == FACTS.get(page.stem, [])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_is_a_source(page: Path, tmp_path: Path) -> None:
    (tmp_path / "scraper/sources").mkdir(parents=True)
    begun = speclift(tmp_path, "init", "mini", str(page))
    assert begun.returncode == 0, begun.stderr
    done = speclift(tmp_path, "build", "mini", "--no-packages", "--quiet")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["d360_next", "fern_variants", "gb_lists"])
def test_each_cell_of_a_page_is_in_the_document(name: str, tmp_path: Path) -> None:
    built(Path(__file__).parent / f"mini/{name}.html", tmp_path)
    (findings,) = (tmp_path / "out/spec").glob("*/FINDINGS.md")
    assert "cell-not-said" not in findings.read_text(encoding="utf-8")
