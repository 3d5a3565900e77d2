"""Values for arguments: those of the recorded call where there is one, otherwise made from the schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from packages import Operation, Package, resolved

from speclift.generate.methods import Parameter
from speclift.normalise.examples.curl import parse_curl


@dataclass
class Arguments:
    """What a method is called with, and which of it the page did not show (parameter name: why)."""

    positional: list[Any] = field(default_factory=list)
    keywords: dict[str, Any] = field(default_factory=dict)
    invented: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """The recorded curl call: what it sends, with the placeholders for identifiers as they are printed."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: str | None
    data_file: str | None
    form: tuple[Any, ...]


def recorded_call(operation: Operation) -> Call | None:
    """The first curl sample of an operation."""
    for sample in operation.data.get("x-codeSamples", ()):
        if str(sample.get("lang", "")).lower() in ("curl", "shell", "bash"):
            curl = parse_curl(sample["source"])
            if curl is None or not curl.url:
                continue
            # `{{$server_name}}` and its like are no URL syntax
            parts = urlsplit(curl.url.replace("{{", "").replace("}}", "").replace("$", ""))
            query = tuple((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True))
            headers = {name.lower(): value for name, value in curl.headers}
            return Call(curl.method, parts.path, query, headers, curl.body, curl.data_file, curl.form)
    return None


def arguments(package: Package, operation: Operation) -> Arguments:
    """Arguments for a call of `operation`: as recorded where recorded, from the schemas where something is required."""
    call = recorded_call(operation)
    given = Arguments()
    for parameter in operation.method.positional:
        given.positional.append(identifier(package, operation, parameter))
    query = dict(call.query) if call else {}
    body = sent_body(package, operation, call)
    for parameter in operation.method.keywords:
        value = _keyword(package, operation, parameter, query, body)
        if value is not None:
            given.keywords[parameter.name] = value
        elif parameter.required:
            given.keywords[parameter.name] = invent(package, operation, parameter)
            given.invented[parameter.name] = "required, and not in the recorded call"
    return given


def _keyword(package: Package, operation: Operation, parameter: Parameter, query: Mapping[str, str], body: Any) -> Any:
    if parameter.location == "query" and parameter.wire in query:
        schema = schema_of(package, operation, parameter)
        return typed(query[parameter.wire], resolved(package.document, schema))
    if parameter.location in ("json", "form") and isinstance(body, Mapping):
        return body.get(parameter.wire)
    if parameter.location == "multipart":
        return b"\x89PNG recorded bytes" if "FileSource" in parameter.type else None
    return None


def identifier(package: Package, operation: Operation, parameter: Parameter) -> Any:
    schema = resolved(package.document, schema_of(package, operation, parameter))
    return 7 if schema.get("type") == "integer" else f"{parameter.wire} 1"


def schema_of(package: Package, operation: Operation, parameter: Parameter) -> Any:
    for one in operation.parameters:
        if one.get("name") == parameter.wire:
            return one.get("schema", {})
    return {}


def sent_body(package: Package, operation: Operation, call: Call | None) -> Any:
    """The JSON that the recorded call sends; `@ObjectUser.json` is the recorded object, as far as it may be sent."""
    if call is None:
        return None
    if call.body is not None:
        return json.loads(call.body)
    if call.data_file is not None:
        name = call.data_file.removeprefix("Object").removesuffix(".json")
        recorded = package.document["components"]["schemas"].get(name, {}).get("examples")
        wires = {p.wire for p in operation.method.keywords if p.location == "json"}
        return sendable(package, operation, {k: v for k, v in (recorded or [{}])[0].items() if k in wires})
    return None


def sendable(package: Package, operation: Operation, value: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a recorded object that the request's schema allows: a response has fields that nobody may send."""
    from jsonschema import Draft202012Validator

    content = operation.data["requestBody"]["content"]["application/json"]
    fields = properties(package.document, content["schema"])
    kept = {}
    for name, part in value.items():
        schema = {**fields[name], "components": package.document["components"]} if name in fields else None
        if schema is not None and part is not None and Draft202012Validator(schema).is_valid(part):
            kept[name] = part
    return kept


def properties(document: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    """The properties of an object schema, those of its parts included."""
    schema = resolved(document, schema)
    found: dict[str, Any] = {}
    for part in schema.get("allOf", ()):
        found |= properties(document, part)
    return found | dict(schema.get("properties", {}))


def typed(text: str, schema: Any) -> Any:
    """A value of the query string as the type that the schema says."""
    kind = schema.get("type") if isinstance(schema, Mapping) else None
    kinds = kind if isinstance(kind, list) else [kind]
    if "integer" in kinds:
        return int(text)
    if "number" in kinds:
        return float(text)
    return text == "true" if "boolean" in kinds else text


def invent(package: Package, operation: Operation, parameter: Parameter) -> Any:
    """A value that the document allows, for what must be given and was not recorded."""
    schema: Any = {}
    for one in operation.parameters:
        if one.get("name") == parameter.wire:
            schema = one.get("schema", {})
    for media in operation.data.get("requestBody", {}).get("content", {}).values():
        schema = properties(package.document, media.get("schema", {})).get(parameter.wire, schema)
    if "FileSource" in parameter.type:
        return b"invented bytes"
    return example_of(package.document, schema)


def example_of(document: Mapping[str, Any], schema: Any) -> Any:
    """The simplest value that a schema allows."""
    schema = resolved(document, schema)
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    for options in ("oneOf", "anyOf"):
        if options in schema:
            return example_of(document, schema[options][0])
    kind = schema.get("type")
    kind = next((one for one in kind if one != "null"), None) if isinstance(kind, list) else kind
    if kind == "object" or "properties" in schema or "allOf" in schema:
        required = {name for part in (schema, *schema.get("allOf", ())) for name in part.get("required", ())}
        fields = properties(document, schema)
        return {name: example_of(document, fields[name]) for name in fields if name in required}
    if kind == "array":
        return [example_of(document, schema.get("items", {}))]
    if kind == "string":
        return "x" * max(1, schema.get("minLength", 1))
    return {"integer": schema.get("minimum", 1), "number": 1.5, "boolean": True}.get(kind, "x")


def expected_path(operation: Operation, positional: list[Any]) -> str:
    """The documented path with the identifiers that were given, encoded as RFC 3986 wants it."""
    path = operation.path
    for parameter, value in zip(operation.method.positional, positional, strict=True):
        path = path.replace("{" + parameter.wire + "}", quote(str(value), safe=""))
    return path
