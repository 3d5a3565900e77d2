"""Every method once with every argument set to a value of its own: each arrives where the document says, and no other.

What is compared is the request as the mock saw it. A value is made from the argument's schema and marked, so that two
arguments that were crossed, or one that was dropped, show.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from packages import Operation, Package, bound, documents, label, package, resolved
from test_parity import documented

DOCUMENTS = documents()


class Values:
    """Values of schemas, each unlike the others as far as its schema allows."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._count = 0

    def of(self, schema: Any) -> Any:
        """The next value of a schema."""
        schema = resolved(self._document, schema)
        self._count += 1
        if "const" in schema:
            return schema["const"]
        known = [value for value in schema.get("enum", ()) if value is not None]
        if known:
            return known[self._count % len(known)]
        for options in ("oneOf", "anyOf"):
            parts = [part for part in schema.get(options, ()) if resolved(self._document, part).get("type") != "null"]
            if parts:
                return self.of(parts[0])
        if "allOf" in schema and len(schema["allOf"]) == 1 and "properties" not in schema:
            return self.of(schema["allOf"][0])
        kinds = schema.get("type", "object" if "properties" in schema or "allOf" in schema else "string")
        kind = next((one for one in kinds if one != "null"), "null") if isinstance(kinds, list) else kinds
        if kind == "integer":
            return int(schema.get("minimum", 0)) + self._count
        if kind == "number":
            return schema.get("minimum", 0) + self._count + 0.5
        if kind == "boolean":
            return True
        if kind == "array":
            return [self.of(schema.get("items", {}))]
        if kind == "object":
            return {f"key{self._count}": f"value{self._count}"}
        if kind == "null":
            return None
        if schema.get("format") in ("date-time", "date"):
            return f"20{10 + self._count % 80}-01-02" + ("T03:04:05Z" if schema["format"] == "date-time" else "")
        return f"v{self._count}"


class Recorder:
    """An httpx2 transport that remembers the request and refuses it: no answer is needed to see what was sent."""

    def __init__(self) -> None:
        self.requests: list[Any] = []

    def __call__(self, request: Any) -> Any:
        import httpx2

        request.read()
        self.requests.append(request)
        return httpx2.Response(418)


def sent_by(one: Package, operation: Operation, positional: list[Any], keywords: dict[str, Any]) -> Any:
    import httpx2

    recorder = Recorder()
    arguments = {"max_retries": 0, "http_client": httpx2.Client(transport=httpx2.MockTransport(recorder))}
    if one.document["servers"][0].get("variables"):
        arguments["server"] = "http://here.example"
    with arguments["http_client"], one.client()(**arguments) as client, pytest.raises(one.module.StatusError):
        bound(client, operation.method)(*positional, **keywords)
    return recorder.requests[-1]


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if not isinstance(value, dict | list) else json.dumps(value)


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_every_argument_arrives_where_it_is_documented(path: Path) -> None:
    one = package(path)
    wrong: list[str] = []
    for operation in one.operations:
        values = Values(one.document)
        wanted = {(place, wire): values.of(schema) for place, wire, schema, _ in documented(one, operation)}
        given = {(p.location, p.wire): p for p in (*operation.method.positional, *operation.method.keywords)}
        uploads = {key for key, parameter in given.items() if "FileSource" in parameter.type}
        positional = [wanted["path", p.wire] for p in operation.method.positional]
        keywords = {
            p.name: wanted[p.location, p.wire] for p in operation.method.keywords if (p.location, p.wire) in wanted
        }
        keywords |= {given[key].name: f"bytes of {key[1]}".encode() for key in uploads}
        request = sent_by(one, operation, positional, keywords)
        query = list(request.url.params.multi_items())
        expected_query = [
            (wire, as_text(item))
            for (place, wire), value in wanted.items()
            if place == "query"
            for item in (value if isinstance(value, list) else [value])
        ]
        name = operation.data["operationId"]
        if sorted(query) != sorted(expected_query):
            wrong.append(f"{name}: query {query}, documented {expected_query}")
        fields = {wire: value for (place, wire), value in wanted.items() if place in ("json", "form", "multipart")}
        if any(place == "multipart" for place, _ in wanted):
            content = request.content.decode("utf-8", "replace")
            missing = [wire for wire in fields if f'name="{wire}"' not in content]
            wrong.extend(f"{name}: lacks the part {wire}" for wire in missing)
        elif any(place == "form" for place, _ in wanted):
            continue
        elif fields and json.loads(request.content) != fields:
            wrong.append(f"{name}: body {json.loads(request.content)}, documented {fields}")
        if request.method.lower() != operation.verb:
            wrong.append(f"{name}: {request.method}, documented {operation.verb}")
    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_a_call_answers_with_the_type_that_it_says(path: Path, serve: Any) -> None:
    """`type(result)` against the annotation of the method, for what is a model, a page or a text."""
    from values import arguments

    one = package(path)
    served = serve(one)
    wrong: list[str] = []
    with served.client() as client:
        for operation in one.operations:
            method = bound(client, operation.method)
            says = operation.method.result
            if "Path" in says or " | " in says:
                continue
            given = arguments(one, operation)
            result = method(*given.positional, **given.keywords)
            kind = type(result).__name__
            expected = says.partition("[")[0]
            if expected == "Page":
                item = says.partition("[")[2].rstrip("]")
                kinds = {type(found).__name__ for found in result.items}
                if not hasattr(one.module.models, item) or not isinstance(getattr(one.module.models, item), type):
                    continue
                if kind != "Page" or not kinds <= {item}:
                    wrong.append(f"{'.'.join(operation.method.path)}: {kind} of {kinds}, says {says}")
            elif hasattr(one.module.models, expected) and isinstance(getattr(one.module.models, expected), type):
                model = getattr(one.module.models, expected)
                if not isinstance(result, model):
                    wrong.append(f"{'.'.join(operation.method.path)}: {kind}, says {says}")
            elif expected in ("None", "str", "dict", "list", "int") and kind not in (
                expected,
                "NoneType" if expected == "None" else expected,
            ):
                wrong.append(f"{'.'.join(operation.method.path)}: {kind}, says {says}")
    assert wrong == []
