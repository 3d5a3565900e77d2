"""Truth written down in one line per part of an operation, as an OpenAPI document: the truth of invented pages.

servers: [https://a.example/v1]
GET /books/{id}:
  path: {id: e}                                   # e: seen in the path or in an example only
  query: {page: integer=1, sort: "string(name|date)", q: "?!"}   # ?: no type is stated, !: required
  200: {"items[].id": integer}                    # nested fields by their path; "[].id": the answer is a list
  default: {}                                     # an answer whose status the page does not state
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_VALUE = re.compile(r"(?P<type>\?|e|[a-z]+)(?P<many>\[\])?(?P<must>!)?(?:\((?P<enum>[^()]*)\))?(?:=(?P<default>.*))?")
_KINDS = {"integer": int, "number": float, "boolean": lambda word: word == "true"}


def expanded(told: Mapping[str, Any]) -> dict[str, Any]:
    """The OpenAPI document of a truth in shorthand."""
    paths: dict[str, Any] = {}
    for signature, parts in told.items():
        if signature == "servers":
            continue
        method, path = signature.split(" ", 1)
        path, *others = path.split("|")
        operation = _operation(parts)
        if others:
            operation["x-alt-paths"] = others
        paths.setdefault(path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "truth", "version": "1"},
        "servers": [{"url": url} for url in told.get("servers", ())],
        "paths": paths,
    }


def _operation(parts: Mapping[Any, Mapping[str, str]]) -> dict[str, Any]:
    parameters, responses, body = [], {}, {}
    for part, values in parts.items():
        if part in ("path", "query", "header"):
            for name, value in values.items():
                schema, required = _value(value)
                shown = {"x-from": "path"} if schema.pop("x-from", None) else {}
                required = required or part == "path"
                parameters.append({"name": name, "in": part, "required": required, "schema": schema, **shown})
        elif part == "body":
            body = {"requestBody": {"content": {"application/json": {"schema": _tree(values)}}}}
        else:
            content = {"content": {"application/json": {"schema": _tree(values)}}} if values else {}
            unstated = {"x-status-unstated": True} if part == "default" else {}
            responses[str(part)] = {"description": "", **content, **unstated}
    if not responses:
        responses["default"] = {"description": "", "x-status-unstated": True}
    return {"parameters": parameters, **body, "responses": responses}


def _value(value: str) -> tuple[dict[str, Any], bool]:
    found = _VALUE.fullmatch(value)
    assert found is not None, value
    kind = found["type"]
    schema: dict[str, Any] = {"x-from": "example"} if kind == "e" else {} if kind == "?" else {"type": kind}
    if found["many"]:
        schema = {"type": "array", "items": schema}
    if found["enum"]:
        schema["enum"] = found["enum"].split("|")
    if found["default"] is not None:
        schema["default"] = _KINDS.get(kind, str)(found["default"])
    return schema, bool(found["must"])


def _tree(values: Mapping[str, str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for path, value in values.items():
        schema, required = _value(value)
        here = root
        *outer, last = re.findall(r"\[\]|[^.\[\]]+", path)
        for step in outer:
            here = (
                here.setdefault("items", {}) if step == "[]" else here.setdefault("properties", {}).setdefault(step, {})
            )
        here = here.setdefault("items", {}) if last == "[]" else here
        if last != "[]":
            if required:
                here.setdefault("required", []).append(last)
            here = here.setdefault("properties", {}).setdefault(last, {})
        here.update(schema)
    return root
