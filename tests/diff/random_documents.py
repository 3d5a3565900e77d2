"""Random schemas and documents, and the ways to write the same document otherwise."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from hypothesis import strategies as st

NAMES = st.sampled_from(["id", "name", "kind", "value", "items", "owner", "created_at", "x~y/z", "größe"])
COMPONENTS = ("Alpha", "Beta", "Gamma")

_scalars = st.one_of(
    st.builds(
        lambda low, more: {"type": "string", "minLength": low, "maxLength": low + more},
        st.integers(0, 3),
        st.integers(1, 5),
    ),
    st.sampled_from([
        {"type": "string"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "pattern": "^[a-z]+$"},
        {"type": "string", "enum": ["a", "b", "c"]},
        {"type": "string", "enum": ["only"]},
        {"type": "boolean"},
        {"type": "integer"},
        {"type": "integer", "minimum": 1, "maximum": 10, "default": 2},
        {"type": "number", "exclusiveMinimum": 0},
        {"type": ["string", "null"]},
        {"type": ["integer", "null"], "minimum": 0},
        {"type": ["string", "integer"]},
        {},
    ]),
)  # fmt: skip
_references = st.sampled_from([{"$ref": f"#/components/schemas/{name}"} for name in COMPONENTS])


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    fields = st.dictionaries(NAMES, inner, max_size=4)
    return st.one_of(
        st.builds(_object, fields, st.sets(NAMES, max_size=2), st.sampled_from([None, False, {"type": "string"}])),
        st.builds(lambda items: {"type": "array", "items": items, "minItems": 1}, inner),
        st.builds(lambda one, two: {"oneOf": [_tagged("one", one), _tagged("two", two)]}, fields, fields),
    )


def _object(fields: dict[str, Any], required: set[str], additional: Any) -> dict[str, Any]:
    value: dict[str, Any] = {"type": "object", "properties": fields}
    if required & fields.keys():
        value["required"] = sorted(required & fields.keys())
    if additional is not None:
        value["additionalProperties"] = additional
    return value


def _tagged(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": ["tag"], "properties": {**fields, "tag": {"const": kind}}}


schemas = st.recursive(st.one_of(_scalars, _references), _larger, max_leaves=8)


@st.composite
def random_documents(draw: st.DrawFn) -> dict[str, Any]:
    """A document of OpenAPI 3.1 with a few operations that send and answer random schemas."""
    components = {name: draw(_larger(st.one_of(_scalars, _references))) for name in COMPONENTS}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Random", "version": "1"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": {
            "/things": {
                "get": {
                    "operationId": "listThings",
                    "parameters": [
                        {"name": "first", "in": "query", "schema": draw(_scalars)},
                        {"name": "second", "in": "query", "schema": {"type": "array", "items": draw(_scalars)}},
                    ],
                    "responses": {"200": _message(draw(schemas)), "default": _message(draw(schemas))},
                },
                "post": {
                    "operationId": "addThing",
                    "requestBody": {"required": True, **_message(draw(schemas))},
                    "responses": {"201": _message(draw(schemas))},
                },
            },
            "/things/{id}": {
                "put": {
                    "operationId": "setThing",
                    "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                    "requestBody": _message(draw(schemas)),
                    "responses": {"200": _message(draw(schemas))},
                },
            },
        },
        "components": {"schemas": components},
    }


def _message(schema: Any) -> dict[str, Any]:
    return {"description": "One.", "content": {"application/json": {"schema": schema}}}


class Rewriter:
    """Writes a document otherwise: no message that it admits changes."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.components: dict[str, Any] = {}

    def document(self, document: dict[str, Any]) -> dict[str, Any]:
        """The same document, written otherwise."""
        new = self._walk(copy.deepcopy(document))
        new["components"]["schemas"] |= self.components
        for path, item in list(new["paths"].items()):
            if "{id}" in path and self.random.random() < 0.5:
                renamed = new["paths"].pop(path)
                for operation in renamed.values():
                    operation["parameters"][0]["name"] = "thing_id"
                new["paths"][path.replace("{id}", "{thing_id}")] = renamed
            elif self.random.random() < 0.3:
                item["summary"] = "Things."
        if self.random.random() < 0.5:
            new["servers"][0]["url"] = "https://api.example.com"
            new["paths"] = {f"/v1{path}": item for path, item in new["paths"].items()}
        return self._shuffled(new)

    def _walk(self, value: Any) -> Any:
        """Rewrite what stands under `schema` and every component."""
        if isinstance(value, dict):
            return {
                key: self.schema(child) if key == "schema" else
                {name: self.schema(one) for name, one in child.items()} if key == "schemas" else self._walk(child)
                for key, child in value.items()
            }  # fmt: skip
        return [self._walk(child) for child in value] if isinstance(value, list) else value

    def schema(self, schema: Any) -> Any:
        """The same schema, written otherwise."""
        schema = dict(schema)
        if "properties" in schema:
            schema["properties"] = {name: self.schema(child) for name, child in schema["properties"].items()}
        if isinstance(schema.get("additionalProperties"), dict):
            schema["additionalProperties"] = self.schema(schema["additionalProperties"])
        if "items" in schema:
            schema["items"] = self.schema(schema["items"])
        if "oneOf" in schema:
            schema["oneOf"] = [self.schema(child) for child in schema["oneOf"]]
        for _ in range(self.random.randint(0, 2)):
            schema = self.random.choice(REWRITES)(self, schema)
        return schema

    def component(self, schema: Any) -> Any:
        """Move it into a component."""
        name = f"Moved{len(self.components)}"
        self.components[name] = schema
        return {"$ref": f"#/components/schemas/{name}"}

    def wrapped(self, schema: Any) -> Any:
        """Wrap it in a composition of one."""
        return {self.random.choice(["allOf", "oneOf", "anyOf"]): [schema], "description": "The same."}

    def words(self, schema: Any) -> Any:
        """Say something about it."""
        return {**schema, "title": "Words", "description": "Many words.", "examples": [1], "x-words": {"a": 1}}

    def types(self, schema: Any) -> Any:
        """Write its types otherwise."""
        kind = schema.get("type")
        if isinstance(kind, str):
            return {**schema, "type": [kind]}
        if isinstance(kind, list) and "default" not in schema and "enum" not in schema:
            rest = {key: value for key, value in schema.items() if key != "type"}
            return {"anyOf": [{**({} if one == "null" else rest), "type": one} for one in reversed(kind)]}
        return schema

    def constants(self, schema: Any) -> Any:
        """Write its values otherwise."""
        if "enum" in schema and len(schema["enum"]) == 1:
            rest = {key: value for key, value in schema.items() if key != "enum"}
            return {**rest, "const": schema["enum"][0]}
        if "enum" in schema:
            values = list(schema["enum"])
            self.random.shuffle(values)
            return {"oneOf": [{"const": value, "title": str(value)} for value in values]}
        return schema

    def defaults(self, schema: Any) -> Any:
        """Say what holds anyway."""
        said: dict[str, Any] = {"readOnly": False, "deprecated": False}
        if schema.get("type") == "object":
            said |= {"minProperties": 0, "additionalProperties": schema.get("additionalProperties", True)}
        if schema.get("type") == "array":
            said["uniqueItems"] = False
        if schema.get("type") == "string":
            said["minLength"] = schema.get("minLength", 0)
        return schema if "$ref" in schema else {**schema, **said}

    def bounds(self, schema: Any) -> Any:
        """Write bounds of integers as exclusive ones."""
        if schema.get("type") == "integer" and "minimum" in schema:
            rest = {key: value for key, value in schema.items() if key != "minimum"}
            return {**rest, "exclusiveMinimum": schema["minimum"] - 1}
        return schema

    def split(self, schema: Any) -> Any:
        """Split an object into parts that hold at once."""
        if schema.get("type") != "object" or "additionalProperties" in schema or "properties" not in schema:
            return schema
        names = list(schema["properties"])
        half = {name: schema["properties"][name] for name in names[::2]}
        rest = {name: schema["properties"][name] for name in names[1::2]}
        others = {key: value for key, value in schema.items() if key != "properties"}
        return {"allOf": [{"type": "object", "properties": half}, {**others, "properties": rest}]}

    def _shuffled(self, value: Any) -> Any:
        if isinstance(value, dict):
            entries = [(key, self._shuffled(child)) for key, child in value.items()]
            self.random.shuffle(entries)
            return dict(entries)
        if isinstance(value, list):
            return [self._shuffled(child) for child in value]
        return value


REWRITES = (
    Rewriter.component, Rewriter.wrapped, Rewriter.words, Rewriter.types, Rewriter.constants, Rewriter.defaults,
    Rewriter.bounds, Rewriter.split,
)  # fmt: skip
