"""`speclift generate DOCUMENT --out DIR`: a package from any document, in either style, with every operation."""

from __future__ import annotations

import compileall
import json
from pathlib import Path
from typing import Any

import pytest
from packages_under_test import HERE, minimal

from speclift.cli.generate import generate as command
from speclift.document import count_operations, load_document
from speclift.generate.openapi_python_client import generate_by_openapi_python_client
from speclift.model.findings import InputError

OLD: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Old API", "version": "1"},
    "paths": {
        "/users/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "get": {
                "operationId": "getUser",
                "responses": {
                    "200": {
                        "description": "A user.",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/User"}}},
                    }
                },
            },
        }
    },
    "components": {
        "schemas": {
            "User": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "nullable": True},
                    "age": {"type": "integer", "minimum": 0, "exclusiveMinimum": True},
                },
            }
        }
    },
}

TWO_MODELS_OF_ONE_NAME = minimal(
    {
        f"/{name}": {
            "post": {
                "operationId": f"send{name.title()}",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}},
                "responses": {"204": {"description": ""}},
            }
        }
        for name in ("a", "b")
    },
    components={
        "schemas": {
            name: {"title": "Same", "type": "object", "properties": {name: {"type": "string"}}} for name in ("a", "b")
        }
    },
)


def write(document: dict[str, Any], folder: Path) -> Path:
    path = folder / "document.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


@pytest.mark.parametrize("style", ["speclift", "openapi-python-client"])
def test_a_document_of_openapi_3_0_becomes_a_package(
    style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(write(OLD, tmp_path), tmp_path / "out", style)
    (package,) = (tmp_path / "out").iterdir()
    assert capsys.readouterr().out == f"{package}: 1 of 1 operations\n"
    assert compileall.compile_dir(package, quiet=2)
    sources = "".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    assert "name: str | None" in sources or "name: None | str" in sources


def test_openapi_python_client_makes_every_operation_of_a_document() -> None:
    document = load_document(HERE / "documents" / "acme.yaml")
    package = generate_by_openapi_python_client(document)
    modules = [path for path in package.files if "/api/" in path and not path.endswith("__init__.py")]
    assert len(modules) == package.documented == count_operations(document)


def test_what_openapi_python_client_refuses_is_one_line() -> None:
    with pytest.raises(InputError, match=r"^openapi-python-client refuses the document: "):
        generate_by_openapi_python_client(load_document(HERE / "documents" / "stranger.yaml"))


def test_operations_that_openapi_python_client_leaves_out_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from typer import Exit

    with pytest.raises(Exit) as left:
        command(write(TWO_MODELS_OF_ONE_NAME, tmp_path), tmp_path / "out", "openapi-python-client")
    assert left.value.exit_code == 1
    assert "POST /b is missing from the package: " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    document = write(OLD, tmp_path)
    command(document, tmp_path)
    kept = tmp_path / "old-api-v1" / "kept.txt"
    kept.write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        command(document, tmp_path)
    assert kept.read_text() == "mine"
    command(document, tmp_path, force=True)
    assert not kept.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["document.json", "old-api-v1"]
