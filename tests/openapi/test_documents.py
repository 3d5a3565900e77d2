"""Documents of strangers as sources: translated and repaired by rule, each rule a finding."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import speclift
from openapi_spec_validator import validate
from site_on_loopback import Answer, Site

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yaml"))


def lifted(root: Path, where: str, *options: str) -> dict[str, Any]:
    done = speclift(root, "build", where, "--out", "out", "--no-packages", *options)
    assert done.returncode == 0, done.stderr
    (path,) = (root / "out/spec").glob("*/v*.yaml")
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def findings(root: Path) -> str:
    (path,) = (root / "out/spec").glob("*/FINDINGS.md")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_document_becomes_one_that_other_tools_take(tmp_path: Path, case: Path) -> None:
    document = lifted(tmp_path, str(case))
    assert document["openapi"] == "3.1.1"
    validate(document)
    built = next((tmp_path / "out/spec").glob("*/v*.yaml"))
    assert speclift(tmp_path, "check", str(built)).returncode == 0


def test_swagger_is_laid_out_as_openapi(tmp_path: Path) -> None:
    document = lifted(tmp_path, str(HERE / "cases/swagger.yaml"))
    assert document["info"]["version"] == "v2"
    assert [server["url"] for server in document["servers"]] == [
        "https://api.library.example/v2",
        "http://api.library.example/v2",
    ]
    listed = document["paths"]["/books"]["get"]
    tags, ids, page = listed["parameters"]
    assert (tags["style"], tags["explode"], tags["schema"]["type"]) == ("form", True, "array")
    assert (ids["style"], ids["explode"]) == ("form", False)
    assert page == {"$ref": "#/components/parameters/Page"}
    answer = listed["responses"]["200"]
    assert set(answer["content"]) == {"application/json", "application/xml"}
    assert answer["content"]["application/json"]["example"] == [{"id": 1, "kind": "novel", "isbn": None}]
    assert answer["headers"]["X-Total"]["schema"] == {"type": "integer"}
    assert listed["responses"]["404"] == {"$ref": "#/components/responses/Gone"}
    body = document["paths"]["/books"]["post"]["requestBody"]
    assert body == {
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Book"}}},
        "required": True,
    }
    form = document["paths"]["/books/{id}/cover"]["put"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert form["properties"]["cover"] == {"type": "string", "format": "binary", "description": "A picture"}
    assert form["required"] == ["cover"]
    book = document["components"]["schemas"]["Book"]
    assert book["properties"]["id"] == {"type": "integer", "format": "int64", "exclusiveMinimum": 0}
    assert book["properties"]["isbn"] == {"type": ["string", "null"], "examples": ["978"]}
    schemes = document["components"]["securitySchemes"]
    assert schemes["login"] == {"type": "http", "scheme": "basic"}
    assert schemes["oauth"]["flows"]["authorizationCode"]["scopes"] == {"read": "Read", "write": ""}
    told = findings(tmp_path)
    for rule in ("swagger-2", "swagger-body", "swagger-form", "swagger-collection-format", "security-scope-undefined"):
        assert f"`{rule}`" in told


def test_openapi_3_0_is_written_in_the_words_of_3_1(tmp_path: Path) -> None:
    document = lifted(tmp_path, str(HERE / "cases/openapi-3-0.yaml"))
    room = document["components"]["schemas"]["Room"]["properties"]
    assert room["size"] == {"type": ["integer", "null"], "exclusiveMinimum": 1, "examples": [3]}
    assert room["color"] == {"type": ["string", "null"], "enum": ["red", "blue", None]}
    assert room["owner"]["anyOf"] == [{"$ref": "#/components/schemas/Owner"}, {"type": "null"}]
    get = document["paths"]["/rooms/{roomId}"]["get"]
    assert get["operationId"] == "getRoomsRoomId"
    assert get["parameters"] == [{"name": "roomId", "in": "path", "required": True, "schema": {"type": "string"}}]


def test_a_packed_document_is_unpacked_whatever_its_name(tmp_path: Path) -> None:
    packed = gzip.compress((HERE / "cases/openapi-3-0.yaml").read_bytes(), mtime=0)
    (tmp_path / "rooms.yaml").write_bytes(packed)
    done = speclift(tmp_path, "build", "rooms.yaml", "--out", "out", "--no-packages")
    assert done.returncode == 0, done.stderr


def test_definitions_inside_a_component_become_components(tmp_path: Path) -> None:
    inside = "#/components/schemas/Order/definitions"
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Orders", "version": "1"},
        "paths": {
            "/orders": {
                "get": {
                    "responses": {
                        "200": {
                            "description": "Orders",
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}},
                        }
                    }
                }
            }
        },
        "components": {
            "schemas": {
                "Order": {
                    "type": "object",
                    "properties": {"line": {"$ref": f"{inside}/line"}},
                    "definitions": {
                        "line": {"type": "object", "properties": {"price": {"$ref": f"{inside}/price"}}},
                        "price": {"type": "object", "properties": {"line": {"$ref": f"{inside}/line"}}},
                    },
                }
            }
        },
    }
    (tmp_path / "api.json").write_text(json.dumps(document))
    done = speclift(tmp_path, "build", "api.json", "--out", "out", "--no-packages")
    assert done.returncode == 0, done.stderr
    lifted = yaml.safe_load(next((tmp_path / "out").rglob("*.yaml")).read_text())
    schemas = lifted["components"]["schemas"]
    line = schemas[schemas["Order"]["properties"]["line"]["$ref"].rpartition("/")[2]]
    price = schemas[line["properties"]["price"]["$ref"].rpartition("/")[2]]
    assert price["properties"]["line"] == schemas["Order"]["properties"]["line"]


def test_one_bad_place_costs_that_place(tmp_path: Path) -> None:
    document = lifted(tmp_path, str(HERE / "cases/slightly-invalid.yaml"))
    assert set(document["paths"]) == {"/things", "/things/{id}"}
    things = document["paths"]["/things"]
    assert set(things) >= {"get", "post"}
    assert [one["name"] for one in things["get"]["parameters"]] == ["q"]
    assert things["get"]["tags"] == ["a", "c"]
    schema = things["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    assert page["properties"]["items"]["items"] == {"$ref": "#/components/schemas/Thing"}
    thing = document["components"]["schemas"]["Thing"]
    assert thing["required"] == ["id", "missing"]
    assert thing["properties"]["id"] == {"type": "integer", "minimum": 3}
    assert thing["properties"]["when"] == {"type": "string", "format": "date-time"}
    assert thing["properties"]["kind"]["enum"] == ["a", "1"]
    assert thing["properties"]["next"] == {}
    assert thing["properties"]["flag"]["default"] is True
    assert thing["properties"]["bad"] == {"type": "string"}
    item = document["paths"]["/things/{id}"]
    assert item["get"]["operationId"] != things["get"]["operationId"]
    assert document["components"]["securitySchemes"] == {"odd": {"type": "http", "scheme": "bearer"}}
    assert document["servers"][0]["url"] == "https://api.broken.example/{stage}"
    told = findings(tmp_path)
    for rule in (
        "path-colon-parameter",
        "path-with-query",
        "reference-outside",
        "security-undefined",
        "component-name",
    ):
        assert f"`{rule}`" in told


def test_a_document_at_an_address_is_a_source_like_any_page(tmp_path: Path, site: Site) -> None:
    first = (HERE / "cases/openapi-3-0.yaml").read_bytes()
    site.answers["/api/openapi.yaml"] = Answer(first, headers={"Content-Type": "application/yaml"})
    done = speclift(tmp_path, "init", "rooms", f"{site.url}/api/openapi.yaml")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "scraper/sources/rooms/openapi.yaml.gz").is_file()
    done = speclift(tmp_path, "build", "rooms")
    assert done.returncode == 0, done.stderr
    path = tmp_path / "spec/rooms/v1.2.0.yaml"
    assert f"url: {site.url}/api\n" in path.read_text()
    assert speclift(tmp_path, "check").returncode == 0
    package = tmp_path / "generated/rooms-v1-2-0"
    program = f"import sys; sys.path.insert(0, {str(package / 'src')!r}); import rooms_v1_2_0 as one; assert one.Rooms"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    explained = speclift(tmp_path, "explain", "rooms", "v1.2.0", "/components/schemas/Room")
    assert "openapi.yaml" in explained.stdout
    assert "Nothing changed." in speclift(tmp_path, "build", "rooms", "--fetch").stdout
    changed = first.replace(b"[red, blue]", b"[red, blue, green]")
    site.answers["/api/openapi.yaml"] = Answer(changed, headers={"Content-Type": "application/yaml"})
    done = speclift(tmp_path, "build", "rooms", "--fetch")
    assert done.returncode == 0, done.stderr
    assert "green" in done.stdout
    assert "green" in path.read_text()


def test_corrections_of_a_document_quote_the_document(tmp_path: Path) -> None:
    assert speclift(tmp_path, "init", "rooms", str(HERE / "cases/openapi-3-0.yaml")).returncode == 0
    corrections = {
        "overlay": "1.0.0",
        "info": {"title": "wrong", "version": "1.0.0"},
        "actions": [
            {
                "target": "$.components.schemas.Room.properties.size",
                "x-quote": "minimum",
                "x-where": "Room",
                "update": {"description": "In square metres."},
            }
        ],
    }
    path = tmp_path / "scraper/sources/rooms/corrections.yaml"
    path.write_text(json.dumps(corrections))
    assert speclift(tmp_path, "build", "rooms", "--no-packages").returncode == 0
    assert "In square metres." in (tmp_path / "spec/rooms/v1.2.0.yaml").read_text()
    path.write_text(json.dumps(corrections).replace("minimum", "gone words"))
    done = speclift(tmp_path, "build", "rooms", "--no-packages")
    assert done.returncode == 2
    assert "no longer" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.json", b"[1, 2]", "not a page"),
        ("half.json", b'{"openapi": "3.0.0", "paths": {', "not JSON"),
        ("nothing.json", b'{"openapi": "3.0.0"}', "no paths"),
        ("deep.json", b'{"openapi": "3.0.0", "paths": {}, "x": ' + b"[" * 5000 + b"]" * 5000 + b"}", "nested"),
        ("words.yaml", b"openapi: 3.0.0\npaths: [", "not YAML"),
    ],
)
def test_what_is_no_document_is_one_line(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = speclift(tmp_path, "build", name, "--out", "out")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_base_yaml_states_what_the_document_does_not(tmp_path: Path) -> None:
    assert speclift(tmp_path, "init", "rooms", str(HERE / "cases/openapi-3-0.yaml")).returncode == 0
    folder = tmp_path / "scraper/sources/rooms"
    scheme = {"type": "http", "scheme": "bearer"}
    base = {
        "servers": [{"url": "https://rooms.example/v1"}],
        "security": [{"token": []}],
        "components": {"securitySchemes": {"token": scheme}},
    }
    (folder / "base.yaml").write_text(json.dumps(base))
    done = speclift(tmp_path, "build", "rooms", "--no-packages")
    assert done.returncode == 0, done.stderr
    document = yaml.safe_load((tmp_path / "spec/rooms/v1.2.0.yaml").read_text(encoding="utf-8"))
    assert document["servers"] == base["servers"]
    assert document["security"] == base["security"]
    assert document["components"]["securitySchemes"] == {"token": scheme}
