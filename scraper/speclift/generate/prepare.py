"""A document as openapi-python-client's parser can read it: the parts that a package is made of, in the forms it knows.

Enters: an OpenAPI 3.x document (JSON values). Leaves: a new document that says the same in fewer forms. Raises
`InputError`, naming the JSON pointer, for what is no OpenAPI, and for references to files and addresses: they are never
opened.

What the parser does not take, and valid documents of 3.1 have:

- schemas `true` and `false`, an object or list as `const`, an empty `enum`: become what they mean;
- words beside a `$ref`: become `allOf`, unless they only describe;
- a `$ref` into the middle of something (`#/components/schemas/A/properties/b`): what it points at becomes a component,
for the
  parser takes the last word of any reference for the name of one (`A/properties/b` and `b` are the same to it);
- a `$ref` to itself, which ends in a traceback there: stands for any value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

from speclift.document import METHODS, escape, unescape
from speclift.generate.words import digest
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = "dict[str, Any]"


_DESCRIBING = frozenset(
    {"$ref", "description", "summary", "title", "deprecated", "examples", "example", "readOnly", "writeOnly"}
)
_KEPT = (
    "title", "description", "type", "format", "enum", "default", "deprecated", "nullable", "required", "readOnly",
    "writeOnly", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "minItems", "maxItems", "x-enum-varnames", "x-enum-descriptions",
)  # fmt: skip
_SCHEMAS = "#/components/schemas/"


def prepare(document: Mapping[str, Any]) -> Json:
    """Copy what a package is made of. The document itself is not changed."""
    return _Preparation(document).document()


def locate(document: object, reference: str) -> Any:
    """Find what a local reference points at (RFC 6901, percent-encoded). Raises `LookupError`."""
    found: Any = document
    for step in reference.removeprefix("#").split("/")[1:]:
        word = unescape(unquote(step))
        found = found[int(word)] if isinstance(found, list) and word.isdecimal() else found[word]
    return found


class _Preparation:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self._source = document
        self._schemas: Json = {}
        self._extracted: dict[str, str] = {}

    def document(self) -> Json:
        source = self._source
        if not isinstance(source.get("openapi"), str) or not source["openapi"].startswith("3."):
            raise InputError(f"not an OpenAPI 3 document: `openapi` is {source.get('openapi')!r}", place="/openapi")
        info = _mapping(source.get("info") or {}, "/info")
        components = _mapping(source.get("components") or {}, "/components")
        for name, schema in _mapping(components.get("schemas") or {}, "/components/schemas").items():
            self._schemas[str(name)] = self._schema(schema, f"/components/schemas/{escape(str(name))}")
        paths = {
            str(path): self._path(item, f"/paths/{escape(str(path))}")
            for path, item in _mapping(source.get("paths") or {}, "/paths").items()
            if str(path).startswith("/")
        }
        prepared = {
            # The parser compares this with the versions it knows; every 3.1.x says the same of what is read here.
            "openapi": "3.1.0",
            "info": {
                "title": str(info.get("title") or "API"),
                "version": str(info.get("version") or "1"),
                **_texts(info, "description"),
            },
            "servers": [self._server(server) for server in _listed(source.get("servers"))] or [{"url": "/"}],
            "paths": paths,
            "tags": [
                {
                    "name": str(tag.get("name", "")),
                    **{key: tag[key] for key in ("description", "x-parent", "x-resource") if key in tag},
                }
                for tag in _listed(source.get("tags"))
            ],
            "components": {
                "schemas": self._schemas,
                "securitySchemes": {
                    str(name): self._scheme(scheme, f"/components/securitySchemes/{escape(str(name))}")
                    for name, scheme in (components.get("securitySchemes") or {}).items()
                },
            },
        }
        if "security" in source:
            prepared["security"] = _security(source["security"])
        return prepared

    # Operations

    def _path(self, item: object, where: str) -> Json:
        item = self._resolved(item, where)
        prepared: Json = {}
        shared = self._parameters(item.get("parameters"), f"{where}/parameters")
        for method in METHODS:
            if isinstance(item.get(method), dict):
                operation = self._operation(item[method], f"{where}/{method}")
                stated = {(parameter["name"], parameter["in"]) for parameter in operation["parameters"]}
                operation["parameters"] = [
                    *(parameter for parameter in shared if (parameter["name"], parameter["in"]) not in stated),
                    *operation["parameters"],
                ]
                if "servers" not in operation and item.get("servers"):
                    operation["servers"] = [self._server(server) for server in _listed(item["servers"])]
                prepared[method] = operation
        return prepared

    def _operation(self, operation: Json, where: str) -> Json:
        prepared: Json = {
            key: value for key, value in operation.items() if isinstance(key, str) and key.startswith("x-")
        }
        prepared.pop("x-codeSamples", None)
        prepared |= _texts(operation, "summary", "description", "operationId")
        prepared["deprecated"] = operation.get("deprecated") is True
        prepared["tags"] = [str(tag) for tag in operation.get("tags") or []]
        if isinstance(operation.get("externalDocs"), dict) and operation["externalDocs"].get("url"):
            prepared["externalDocs"] = {"url": str(operation["externalDocs"]["url"])}
        if "security" in operation:
            prepared["security"] = _security(operation["security"])
        if operation.get("servers"):
            prepared["servers"] = [self._server(server) for server in _listed(operation["servers"])]
        prepared["parameters"] = self._parameters(operation.get("parameters"), f"{where}/parameters")
        if operation.get("requestBody") is not None:
            body = self._resolved(operation["requestBody"], f"{where}/requestBody")
            prepared["requestBody"] = {
                **_texts(body, "description"),
                "required": body.get("required") is True,
                "content": self._content(body.get("content"), f"{where}/requestBody/content"),
            }
        prepared["responses"] = {
            str(status): self._response(response, f"{where}/responses/{status}")
            for status, response in (operation.get("responses") or {}).items()
            if not str(status).startswith("x-")
        }
        return prepared

    def _response(self, response: object, where: str) -> Json:
        response = self._resolved(response, where)
        return {
            "description": str(response.get("description") or ""),
            "content": self._content(response.get("content"), f"{where}/content"),
        }

    def _parameters(self, parameters: object, where: str) -> list[Json]:
        prepared: dict[tuple[str, str], Json] = {}
        for index, given in enumerate(parameters if isinstance(parameters, list) else []):
            parameter = self._resolved(given, f"{where}/{index}")
            name, location = str(parameter.get("name", "")), str(parameter.get("in", ""))
            schema = parameter.get("schema")
            kept: Json = {"name": name, "in": location, **_texts(parameter, "description", "style")}
            content = self._content(parameter.get("content"), f"{where}/{index}/content")
            if schema is None and content:
                kept["content"] = content
                kept["schema"] = next(iter(content.values())).get("schema", {})
            else:
                kept["schema"] = self._schema({} if schema is None else schema, f"{where}/{index}/schema")
            kept["required"] = parameter.get("required") is True or location == "path"
            kept["deprecated"] = parameter.get("deprecated") is True
            if isinstance(parameter.get("explode"), bool):
                kept["explode"] = parameter["explode"]
            prepared[name, location] = kept
        return list(prepared.values())

    def _content(self, content: object, where: str) -> Json:
        prepared: Json = {}
        for media_type, media in _mapping(content or {}, where).items():
            media = _mapping(media or {}, f"{where}/{escape(str(media_type))}")
            kept: Json = {}
            if media.get("schema") is not None:
                kept["schema"] = self._schema(media["schema"], f"{where}/{escape(str(media_type))}/schema")
            if isinstance(media.get("examples"), dict):
                kept["examples"] = {
                    str(name): self._resolved(
                        example, f"{where}/{escape(str(media_type))}/examples/{escape(str(name))}"
                    )
                    for name, example in media["examples"].items()
                }
            if "example" in media:
                kept["example"] = media["example"]
            prepared[str(media_type)] = kept
        return prepared

    def _server(self, server: Json) -> Json:
        variables = _mapping(server.get("variables") or {}, "/servers")
        return {
            "url": str(server.get("url") or "/"),
            "variables": {
                str(name): {
                    "default": str(variable.get("default", "")),
                    **_texts(variable, "description"),
                    **(
                        {"enum": [str(value) for value in variable["enum"]]}
                        if isinstance(variable.get("enum"), list)
                        else {}
                    ),
                }
                for name, variable in variables.items()
                if isinstance(variable, dict)
            },
        }

    def _scheme(self, scheme: object, where: str) -> Json:
        scheme = self._resolved(scheme, where)
        prepared: Json = {key: value for key, value in scheme.items() if isinstance(key, str) and key.startswith("x-")}
        prepared |= _texts(scheme, "type", "description", "name", "in", "scheme")
        prepared.setdefault("type", "")
        if isinstance(scheme.get("flows"), dict):
            prepared["flows"] = {
                str(name): {
                    **_texts(flow, "authorizationUrl", "tokenUrl", "refreshUrl"),
                    "scopes": {str(scope): str(words) for scope, words in (flow.get("scopes") or {}).items()},
                }
                for name, flow in scheme["flows"].items()
                if isinstance(flow, dict)
            }
        return prepared

    # Schemas

    def _schema(self, schema: object, where: str) -> Json:
        if schema is True:
            return {}
        if schema is False:
            return {"not": {}}
        schema = _mapping(schema, where)
        if "$ref" in schema:
            return self._reference(schema, where)
        prepared = {
            key: schema[key] for key in _KEPT if schema.get(key) is not None or (key == "default" and key in schema)
        }
        if isinstance(prepared.get("enum"), list) and not prepared["enum"]:
            del prepared["enum"]
        const = schema.get("const")
        if isinstance(const, str | int | float):
            prepared["const"] = const
        elif "const" in schema and const is None:
            prepared["type"] = "null"
        for key in ("properties", "patternProperties"):
            if isinstance(schema.get(key), dict):
                prepared[key] = {
                    str(name): self._schema(part, f"{where}/{key}/{escape(str(name))}")
                    for name, part in schema[key].items()
                }
        self._patterns(prepared)
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict | bool):
                prepared[key] = self._schema(schema[key], f"{where}/{key}")
        if schema.get("additionalProperties") is False:
            prepared["additionalProperties"] = False
        for key in ("allOf", "oneOf", "anyOf", "prefixItems"):
            if isinstance(schema.get(key), list) and schema[key]:
                prepared[key] = [self._schema(part, f"{where}/{key}/{index}") for index, part in enumerate(schema[key])]
        if isinstance(schema.get("discriminator"), dict) and schema["discriminator"].get("propertyName"):
            prepared["discriminator"] = {"propertyName": str(schema["discriminator"]["propertyName"])}
        return prepared

    @staticmethod
    def _patterns(prepared: Json) -> None:
        """Names that only follow a pattern are data: `patternProperties` says what `additionalProperties` says."""
        patterns = prepared.pop("patternProperties", {})
        if patterns:
            prepared["additionalProperties"] = (
                {"anyOf": list(patterns.values())} if len(patterns) > 1 else next(iter(patterns.values()))
            )

    def _reference(self, schema: Json, where: str) -> Json:
        reference = self._local(schema["$ref"], where)
        described: Json = {
            key: schema[key] for key in ("description", "deprecated", "title", "readOnly", "writeOnly") if key in schema
        }
        target: Json = {"$ref": self._component(reference, where)}
        if "default" in schema:
            described["default"] = schema["default"]
        others = {
            key: value
            for key, value in schema.items()
            if key not in _DESCRIBING and key != "default" and key[:2] != "x-"
        }
        if others:
            return {**described, "allOf": [target, self._schema(others, where)]}
        return {**described, "allOf": [target]} if described else target

    def _component(self, reference: str, where: str) -> str:
        """The reference to a component that says what is at `reference`, made a component if it is none."""
        name = unescape(unquote(reference.removeprefix(_SCHEMAS)))
        if reference.startswith(_SCHEMAS) and "/" not in reference.removeprefix(_SCHEMAS):
            if name not in _mapping(self._source.get("components") or {}, "/components").get("schemas", {}):
                raise InputError(f"nothing is at {reference}", place=where, hint="name a schema that is there")
            return _SCHEMAS + escape(name)
        if reference not in self._extracted:
            target = self._target(reference, where)
            last = unquote(reference.rsplit("/", 1)[-1]) or "Document"
            component = f"{last} {digest(reference)}" if last.isdecimal() or last in self._known() else last
            self._extracted[reference] = component
            self._schemas[component] = {}
            self._schemas[component] = self._schema(target, reference.removeprefix("#"))
        return _SCHEMAS + escape(self._extracted[reference])

    def _known(self) -> set[str]:
        components = _mapping(self._source.get("components") or {}, "/components")
        return {str(name) for name in components.get("schemas") or {}} | set(self._schemas)

    def _resolved(self, value: object, where: str) -> Json:
        """What stands at `where`, or what it refers to."""
        value = _mapping(value, where)
        seen: set[str] = set()
        while "$ref" in value:
            reference = self._local(value["$ref"], where)
            if reference in seen:
                raise InputError(f"{reference} refers to itself", place=where)
            seen.add(reference)
            value = _mapping(self._target(reference, where), where)
        return value

    def _target(self, reference: str, where: str) -> Any:
        try:
            return locate(self._source, reference)
        except (LookupError, TypeError):
            raise InputError(f"nothing is at {reference}", place=where, hint="correct the $ref") from None

    @staticmethod
    def _local(reference: object, where: str) -> str:
        if not isinstance(reference, str) or not (reference == "#" or reference.startswith("#/")):
            raise InputError(
                f"$ref {str(reference)[:100]!r} leads out of the document",
                place=where,
                hint="put what it refers to into components; files and addresses are never opened",
            )
        return reference


def _mapping(value: object, where: str) -> Json:
    if not isinstance(value, dict):
        raise InputError(f"an object is expected, not {type(value).__name__}", place=where)
    return value


def _listed(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _texts(source: Mapping[str, Any], *keys: str) -> Json:
    return {key: str(source[key]) for key in keys if source.get(key) is not None}


def _security(alternatives: object) -> list[dict[str, list[str]]]:
    return [
        {str(name): [str(scope) for scope in scopes or []] for name, scopes in alternative.items()}
        for alternative in _listed(alternatives)
    ]
