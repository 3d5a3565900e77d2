"""Hostile documents: a package holds what was meant, is written where it should, and sends what it is given.

Each field gets each payload alone, and all fields get each payload together (then names clash as well).
"""

from __future__ import annotations

import ast
import builtins
import copy
import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from packages_under_test import Server, client, module_name, sources

from speclift.generate import generate, write
from speclift.model.findings import InputError
from speclift.python_api.surface import surface

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

ATTACK = "__import__('builtins').__setattr__('OWNED', 1)"

PAYLOADS = {
    "double quotes": f'"; {ATTACK}; "',
    "single quotes": f"'; {ATTACK}; '",
    "triple quotes": f'"""\n{ATTACK}\n"""',
    "triple single quotes": f"'''\n{ATTACK}\n'''",
    "ends in a quote": 'says "no"',
    "ends in a backslash": "C:\\",
    "many backslashes": '\\\\\\" \\N{BULLET} \\U0000000g \\x',
    "line breaks": f"a\r\n{ATTACK}\rb\nc",
    "form feed": f"a\x0c{ATTACK}\x0b",
    "nul": "a\x00b",
    "line separator": f"a\u2028{ATTACK}\u2029\x85b",
    "jinja expression": "{{7*7}}{{ self.__init__.__globals__ }}",
    "jinja statement": "{% for x in [1] %}gone{% endfor %}{# gone #}",
    "percent": "%s %(a)d %n",
    "format": "{0.__class__} {x!r} {}",
    "parent folder": "../../../../tmp/owned",
    "absolute path": "/etc/passwd",
    "windows path": "..\\..\\elsewhere",
    "keyword": "class",
    "soft keyword": "match",
    "dunder": "__class__",
    "dunder method": "__init__",
    "local self": "self",
    "local params": "params",
    "local headers": "headers",
    "local url": "url",
    "local request": "request",
    "transport": "_transport",
    "builtin": "list",
    "type name": "str",
    "constant": "UNSET",
    "class": "Model",
    "long": "x" * 300,
    "homoglyph": "n\u0430me",
    "ligature": "\ufb01eld",
    "full width": "\uff43\uff4c\uff41\uff53\uff53",
    "case": "NAME",
    "direction": "user\u202e\u2066name\u2069",
    "emoji": "\U0001f4a5",
    "digits": "123",
    "empty": "",
    "space": " ",
    "markup": "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://a/b) | `code` \n```\n",
    "comment": "# type: ignore\n# -*- coding: utf-7 -*-",
    "toml": '"\n[tool.hatch.build.hooks.custom]\npath = "owned.py"\n',
    "dots": "..",
    "dotted": "os.system",
}


def hostile(fields: set[str], payload: str) -> dict[str, Any]:
    """A document with `payload` in the named fields, and harmless words in all others."""

    def word(field: str, harmless: str) -> str:
        SEEN.add(field)
        return payload if field in fields else harmless

    operation = {
        "tags": [word("tag", "Rooms")],
        "summary": word("summary", "Create Room"),
        "description": word("description", "Creates a room. It is new."),
        "operationId": word("operationId", "createRoom"),
        "externalDocs": {"url": word("link", "https://docs.example.com/#rooms")},
        "parameters": [
            {
                "name": "room",
                "in": "path",
                "required": True,
                "description": word("path description", "A room."),
                "schema": {},
            },
            {
                "name": word("query name", "page_size"),
                "in": "query",
                "description": word("query description", "The size."),
                "schema": {
                    "type": "string",
                    "default": word("default", "d"),
                    "pattern": word("pattern", "p"),
                    "enum": [word("query value", "one"), "other"],
                },
            },
            {"name": word("header name", "X-Trace"), "in": "header", "schema": {"type": "string"}},
            {"name": word("cookie name", "theme"), "in": "cookie", "schema": {"type": "string"}},
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": [word("field name", "topic")],
                        "properties": {
                            word("field name", "topic"): {
                                "type": "string",
                                "description": word("field description", "Topic."),
                            },
                            "kind": {"const": word("const", "room")},
                            "nested": {"$ref": "#/components/schemas/Nested"},
                            "mode": {"$ref": "#/components/schemas/Mode"},
                        },
                    }
                }
            },
        },
        "responses": {
            "200": {
                "description": word("response description", "fine"),
                "content": {
                    "application/json": {
                        "schema": {
                            "$ref": "#/components/schemas/"
                            + word("schema name", "Room").replace("~", "~0").replace("/", "~1")
                        }
                    }
                },
            },
            "404": {
                "description": "no",
                "content": {
                    "application/json": {
                        "examples": {
                            word("reason", "roomNotFound"): {
                                "summary": word("error message", "Not there."),
                                "value": {"error": {"reason": word("reason", "roomNotFound")}},
                            }
                        }
                    }
                },
            },
        },
        "security": [{word("scheme", "key"): []}],
        "x-transport": word("transport", "http"),
        "x-rate-limit": {"requests": word("rate", "1"), "seconds": 1},
        "x-pagination": {
            "style": word("paging style", "none"),
            "request": {"page": word("paging name", "page")},
            "response": {"items": word("paging pointer", "/rooms")},
        },
    }
    download = {
        "tags": [word("tag", "Rooms")],
        "operationId": "downloadRoom",
        "responses": {"200": {"description": "", "content": {word("media type", "application/zip"): {}}}},
        "servers": [{"url": word("operation server", "https://other.example.com/x")}],
    }
    return {
        "openapi": "3.1.1",
        "info": {
            "title": word("title", "Rooms API"),
            "version": word("version", "1.0"),
            "description": word("info description", "About rooms."),
        },
        "servers": [{"url": word("server", "https://api.example.com/v1")}],
        "tags": [
            {
                "name": word("tag", "Rooms"),
                "description": word("tag description", "Rooms."),
                "x-resource": word("resource", "rooms"),
                "x-parent": word("parent", "Rooms"),
            }
        ],
        "x-speclift": {
            "package": word("package", "rooms-v1"),
            "client": word("client", "Rooms"),
            "environment": word("environment", "ROOMS"),
            "source": word("source", "rooms"),
            "page": word("page", "https://docs.example.com/"),
            "names": {"downloadRoom": word("exception", "rooms.download")},
        },
        "paths": {
            "/rooms/{room}": {"post": operation},
            "/rooms/" + word("path", "files").replace("{", "").replace("}", ""): {"get": download},
        },
        "components": {
            "securitySchemes": {
                word("scheme", "key"): {
                    "type": "apiKey",
                    "in": "query",
                    "name": word("scheme name", "api_key"),
                    "description": word("scheme description", "The key."),
                },
                "oauth": {
                    "type": "oauth2",
                    "flows": {
                        "password": {"tokenUrl": word("token address", "/token"), "scopes": {word("scope", "all"): "x"}}
                    },
                },
            },
            "schemas": {
                word("schema name", "Room"): {
                    "title": word("schema title", "Room"),
                    "description": word("schema description", "A room."),
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "string", "format": word("format", "uuid")},
                        word("property name", "topic"): {
                            "type": "string",
                            "description": word("property description", "T."),
                        },
                        "mode": {"$ref": "#/components/schemas/Mode"},
                        "choice": {
                            "oneOf": [
                                {"$ref": "#/components/schemas/Nested"},
                                {"type": "object", "properties": {"a": {}}},
                            ]
                        },
                    },
                },
                "Nested": {"type": "object", "properties": {word("nested name", "deep"): {"type": "integer"}, "b": {}}},
                "Mode": {
                    "type": "string",
                    "description": word("enum description", "Modes."),
                    "enum": [word("enum value", "open"), "closed"],
                    "x-enum-varnames": [word("enum name", "OPEN"), "CLOSED"],
                    "x-enum-descriptions": [word("enum meaning", "it is open"), "it is not"],
                },
            },
        },
    }


SEEN: set[str] = set()
hostile(set(), "")
FIELDS = sorted(SEEN)

ALLOWED_CALLS = {
    "AttributeError", "Api", "ApiKey", "ErrorShape", "File", "OAuth2", "Operation", "PagedOperation", "Paging",
    "Rate", "TypedDict", "_reasons", "alternatives", "field", "getattr", "globals", "import_module", "sorted",
    "super", "__init__", "_DOWNLOAD", "request", "send", "page", "download", "deprecated", "merged", "raw", "raw_async",
    "raw_pages", "responding", "_listed", "__getattr__", "get", "join", "next", "split", "startswith", "values",
    "items",
}  # fmt: skip
"""Everything that generated modules call, resources' classes aside."""

ALLOWED_MODULES = {
    "__future__", "builtins", "collections.abc", "datetime", "enum", "functools", "httpx2", "importlib", "pathlib",
    "typing",
}  # fmt: skip


LOOKED_AT: set[str] = set()
"""Modules that were looked at already: most are the same for most fields."""


def holds_only_what_was_meant(name: str, text: str) -> None:
    """Every node of a generated module is of a kind that the templates make; strings are nothing but strings."""
    if text in LOOKED_AT:
        return
    LOOKED_AT.add(text)
    tree = ast.parse(text)
    for statement in tree.body:
        kinds = (
            ast.Import
            | ast.ImportFrom
            | ast.Assign
            | ast.AnnAssign
            | ast.ClassDef
            | ast.FunctionDef
            | ast.If
            | ast.Expr
        )
        assert isinstance(statement, kinds), (name, ast.dump(statement))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            assert isinstance(node.value, ast.Constant | ast.Call | ast.Await), (name, ast.dump(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            assert ast.unparse(node.value.func) == "super().__init__", (name, ast.dump(node))
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            assert called in ALLOWED_CALLS or called[0].isupper(), (name, ast.dump(node))
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= ALLOWED_MODULES, (name, ast.dump(node))
        if isinstance(node, ast.ImportFrom):
            assert node.level or node.module in ALLOWED_MODULES, (name, ast.dump(node))
        forbidden = (
            ast.JoinedStr
            | ast.Global
            | ast.Nonlocal
            | ast.Delete
            | ast.With
            | ast.While
            | ast.Try
            | ast.ListComp
            | ast.Starred
        )
        assert not isinstance(node, forbidden) or name.endswith("__init__.py"), (name, ast.dump(node))
        if isinstance(node, ast.Name | ast.Attribute):
            word = node.id if isinstance(node, ast.Name) else node.attr
            assert word not in {"OWNED", "__import__", "__setattr__", "eval", "exec", "open"}, (name, word)


def check(package_files: dict[str, str], module: str) -> None:
    """Look at every file of a package."""
    for path, text in package_files.items():
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert len(path.rsplit("/", 1)[-1]) < 200
        assert text.encode("utf-8").decode("utf-8") == text
    project = tomllib.loads(package_files["pyproject.toml"])
    assert set(project["tool"]) == {"hatch", "speclift", "ruff", "mypy"}
    assert set(project["tool"]["hatch"]["build"]) == {"targets"}
    assert all(path.startswith(f"src/{module}/") or "/" not in path for path in package_files)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_each_field_alone(payload: str) -> None:
    for field in FIELDS:
        try:
            package = generate(hostile({field}, payload))
        except InputError as error:
            # Only for what cannot be said otherwise: two things of one name, a reference that leads nowhere.
            raise AssertionError(f"{field}: {error}") from error
        check(dict(package.files), module_name(package))
        for name, text in sources(package).items():
            holds_only_what_was_meant(f"{field}: {name}", text)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_all_fields_together(
    payload: str, load: Callable[[dict[str, Any]], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = set(FIELDS) - {"transport", "server", "paging style", "paging name", "paging pointer"}
    document = hostile(names, payload)
    package = generate(document)
    for name, text in sources(package).items():
        holds_only_what_was_meant(name, text)
    monkeypatch.chdir(tmp_path)
    module = load(document)
    written = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {package.name}
    assert not hasattr(builtins, "OWNED")
    for part in ("client", "models", "errors", "inputs"):
        __import__(f"{module.__name__}.{part}")
    for name in module.models.__all__:
        assert getattr(module.models, name) is not None
    assert not hasattr(builtins, "OWNED")
    if payload.isprintable() or "\ud800" not in payload:  # no JSON text holds half a character: nobody can send it
        sends_what_it_is_given(module, document)


def sends_what_it_is_given(module: ModuleType, document: dict[str, Any]) -> None:
    """Call the first operation with a value for every argument, and look at the request."""
    server = Server({"id": "1"})
    api = client(module, server, server="https://api.example.com")
    method = next(iter(surface(document).methods.values()))
    values: dict[str, Any] = {}
    for index, parameter in enumerate(method.keywords):
        values[parameter.name] = {"b": index} if parameter.wire == "nested" else f"value {index}"
        if parameter.location in ("header", "cookie"):
            # What HTTP cannot carry is refused there; which names these are is HTTP's to say.
            values.pop(parameter.name)
    target = api
    for attribute in method.path:
        target = getattr(target, attribute)
    target("a room", **values)
    sent = server.last
    assert sent.url.raw_path.split(b"?")[0].endswith(b"/rooms/a%20room")
    body = json.loads(sent.content)
    for parameter in method.keywords:
        if parameter.location == "query":
            assert sent.url.params.get(parameter.wire) == values[parameter.name]
        if parameter.location == "json":
            assert body[parameter.wire] == values[parameter.name]


@pytest.mark.parametrize(
    "name", ["params", "headers", "self", "url", "path", "json", "query", "client", "timeout", "class", "cls"]
)
@pytest.mark.parametrize("location", ["query", "header"])
def test_names_of_locals_lose_no_value(location: str, name: str, load: Callable[[dict[str, Any]], ModuleType]) -> None:
    document = copy.deepcopy(hostile(set(), ""))
    document["paths"]["/rooms/{room}"]["post"]["parameters"][1:] = [
        {"name": name, "in": location, "schema": {"type": "string"}}
    ]
    server = Server({"id": "1"})
    method = surface(document).methods["createRoom"]
    argument = next(parameter for parameter in method.keywords if parameter.location == location)
    api = client(load(document), server, api_key="x")
    api.rooms.create("r", topic="t", **{argument.name: "the value"})
    sent = server.last.url.params if location == "query" else server.last.headers
    assert sent[name] == "the value"


@pytest.mark.parametrize(
    "reference",
    ["file:///etc/passwd", "https://example.com/x.yaml#/A", "other.yaml", "../x.yaml#/A", "//host/x", "#anchor", 7],
)
@pytest.mark.parametrize("where", ["schema", "parameter", "response", "body", "path"])
def test_references_out_of_the_document_are_refused(reference: object, where: str) -> None:
    document = hostile(set(), "")
    operation = document["paths"]["/rooms/{room}"]["post"]
    match where:
        case "schema":
            document["components"]["schemas"]["Nested"]["properties"]["b"] = {"$ref": reference}
        case "parameter":
            operation["parameters"][1] = {"$ref": reference}
        case "response":
            operation["responses"]["200"] = {"$ref": reference}
        case "body":
            operation["requestBody"] = {"$ref": reference}
        case "path":
            document["paths"]["/rooms/{room}"] = {"$ref": reference}
    with pytest.raises(InputError, match=r"leads out of the document|leads nowhere|is not text"):
        generate(document)


def test_a_page_is_no_template(tmp_path: Path) -> None:
    document = hostile({"description"}, "https://{{$server_name}}/api {% raw %}{{ 1 }}{% endraw %}")
    package = generate(document)
    write(package, tmp_path)
    text = package.files["src/rooms_v1/resources/rooms.py"]
    assert "https://server_name/api {% raw %}{{ 1 }}{% endraw %}" in text


def test_half_a_character_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match=r"^/paths/~1rooms~1\{room\}/post/summary: .*half a character"):
        generate(hostile({"summary"}, "a\ud800b"))
