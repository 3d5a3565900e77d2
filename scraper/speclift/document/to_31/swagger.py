"""Swagger 2.0 to OpenAPI 3: where things stand; what schemas say is the work of `schemas.py`.

Enters: a Swagger document to be taken apart. Leaves: a document laid out as OpenAPI 3. Source: Swagger 2.0
specification, https://swagger.io/specification/v2/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from speclift.document.operations import METHODS
from speclift.document.pointers import dereference, join_pointer
from speclift.document.to_31.notes import Notes, Rule
from speclift.document.to_31.swagger_security import scheme_of
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.document.to_31.walk import Json

_SWAGGER: Final = Rule("swagger-2", "the document is written in Swagger 2.0", "written in OpenAPI 3.1", True)
_HOST: Final = Rule(
    "swagger-host", "the address of the API stands in `host`, `basePath` and `schemes`", "a server", True
)
_BODY: Final = Rule("swagger-body", "a parameter with `in: body`", "the request body", True)
_FORM: Final = Rule("swagger-form", "parameters with `in: formData`", "properties of the request body", True)
_COLLECTION: Final = Rule(
    "swagger-collection-format", "`collectionFormat` says how a list is written", "`style` and `explode`", True
)
_TSV: Final = Rule(
    "swagger-collection-tabs", "a list is parted by tabs, which OpenAPI 3 cannot say", "parted by commas"
)
_MEDIA: Final = Rule(
    "swagger-media-types", "`consumes` and `produces` name the media types", "`content` of bodies and answers", True
)

SCHEMA_WORDS: Final = frozenset(
    {
        "type",
        "format",
        "items",
        "default",
        "enum",
        "pattern",
        "nullable",
        "x-nullable",
        "uniqueItems",
        "collectionFormat",
    }
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"}
    | {"minItems", "maxItems"}
)
"""Keywords of a schema that Swagger writes beside a parameter's name."""

_STYLES: Final = {
    "csv": {"style": "form", "explode": False},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "tsv": {"style": "form", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "multi": {"style": "form", "explode": True},
}
_SECTIONS: Final = {
    "#/definitions/": "#/components/schemas/",
    "#/parameters/": "#/components/parameters/",
    "#/responses/": "#/components/responses/",
}


def collection_style(style: Any, where: str) -> Json:
    """What `collectionFormat` is in OpenAPI 3; in a path or a header lists are always parted by commas."""
    return dict(_STYLES.get(str(style), {})) if where == "query" else {}


def from_swagger(swagger: Json, notes: Notes, address: str) -> Json:
    """Lay out a Swagger document as OpenAPI 3."""
    notes.add(_SWAGGER, "/swagger", str(swagger.get("swagger")))
    _lead_references(swagger)
    document: Json = {"openapi": "3.1.1", "info": swagger.get("info", {}), "servers": _servers(swagger, notes, address)}
    for key in ("tags", "security", "externalDocs"):
        if key in swagger:
            document[key] = swagger[key]
    document.update({key: value for key, value in swagger.items() if key.startswith("x-")})
    layout = _Layout(swagger, notes)
    paths = swagger.get("paths")
    document["paths"] = {
        path: layout.path_item(item, join_pointer("paths", path)) if isinstance(item, dict) else item
        for path, item in (paths.items() if isinstance(paths, dict) else ())
    }
    components = {
        "schemas": _map(swagger.get("definitions")),
        "responses": {
            name: layout.response(response, layout.produces, f"/responses/{name}")
            for name, response in _map(swagger.get("responses")).items()
        },
        "parameters": {
            name: layout.parameter(parameter, f"/parameters/{name}")
            for name, parameter in _map(swagger.get("parameters")).items()
            if parameter.get("in") not in ("body", "formData")
        },
        "securitySchemes": {
            name: scheme_of(scheme) for name, scheme in _map(swagger.get("securityDefinitions")).items()
        },
    }
    document["components"] = {name: section for name, section in components.items() if section}
    return document


def _map(value: Any) -> dict[str, Json]:
    return {name: item for name, item in value.items() if isinstance(item, dict)} if isinstance(value, dict) else {}


def _lead_references(swagger: Json) -> None:
    waiting: list[Any] = [swagger]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            target = value.get("$ref")
            if isinstance(target, str):
                for old, new in _SECTIONS.items():
                    if target.startswith(old):
                        value["$ref"] = new + target.removeprefix(old)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _servers(swagger: Json, notes: Notes, address: str) -> list[Json]:
    host = swagger.get("host")
    base = swagger.get("basePath")
    path = base.strip() if isinstance(base, str) else ""
    path = f"/{path.strip('/')}" if path.strip("/") else ""
    schemes = swagger.get("schemes")
    known = urlsplit(address) if address else None
    names = [scheme for scheme in schemes if scheme in ("https", "http")] if isinstance(schemes, list) else []
    names.sort(key=lambda one: one != "https")
    if not isinstance(host, str) or not host.strip():
        return [{"url": path or "/"}] if not known else [{"url": f"{known.scheme}://{known.netloc}{path}"}]
    host = re.sub(r"^[a-z]+://", "", host.strip()).rstrip("/")
    notes.add(_HOST, "/host", f"{host}{path}")
    fallback = known.scheme if known and known.netloc == host else "https"
    return [{"url": f"{name}://{host}{path}"} for name in names or [fallback]]


class _Layout:
    """Lays out the operations of a Swagger document."""

    def __init__(self, swagger: Json, notes: Notes) -> None:
        self._swagger, self._notes = swagger, notes
        self.consumes = _texts(swagger.get("consumes"))
        self.produces = _texts(swagger.get("produces"))
        if self.consumes or self.produces:
            notes.add(_MEDIA, "/produces", [*self.consumes, *self.produces])

    def path_item(self, item: Json, pointer: str) -> Json:
        """A Path Item; bodies that it lends to its operations are given to each."""
        listed = item.get("parameters")
        shared = [parameter for parameter in listed if isinstance(parameter, dict)] if isinstance(listed, list) else []
        lent = [parameter for parameter in shared if self._where(parameter) in ("body", "formData")]
        path_item: Json = {}
        for key, value in item.items():
            if key == "parameters":
                path_item[key] = [self.parameter(parameter, pointer) for parameter in shared if parameter not in lent]
            elif key.lower() in METHODS and isinstance(value, dict):
                path_item[key.lower()] = self._operation(value, lent, f"{pointer}/{key}")
            else:
                path_item[key] = value
        return path_item

    def _operation(self, operation: Json, lent: list[Json], pointer: str) -> Json:
        consumes = _texts(operation.get("consumes")) or self.consumes
        produces = _texts(operation.get("produces")) or self.produces
        listed = operation.get("parameters")
        parameters = (
            [parameter for parameter in listed if isinstance(parameter, dict)] if isinstance(listed, list) else []
        )
        converted: Json = {
            key: value
            for key, value in operation.items()
            if key not in ("consumes", "produces", "schemes", "parameters", "responses")
        }
        kept = [
            self.parameter(parameter, pointer)
            for parameter in parameters
            if self._where(parameter) not in ("body", "formData")
        ]
        if kept:
            converted["parameters"] = kept
        in_body = [parameter for parameter in (*parameters, *lent) if self._where(parameter) in ("body", "formData")]
        if in_body:
            converted["requestBody"] = self._body(
                [self._followed(parameter) for parameter in in_body], consumes, pointer
            )
        responses = operation.get("responses")
        converted["responses"] = {
            status: self.response(response, produces, f"{pointer}/responses/{status}")
            if isinstance(response, dict)
            else response
            for status, response in (responses.items() if isinstance(responses, dict) else ())
        }
        return converted

    def _followed(self, parameter: Json) -> Json:
        target = parameter.get("$ref")
        if isinstance(target, str):
            parameter = {"$ref": target.replace("#/components/parameters/", "#/parameters/")}
        try:
            found = dereference(self._swagger, parameter)
        except InputError:
            return parameter
        return found if isinstance(found, dict) else {}

    def _where(self, parameter: Json) -> str:
        return str(self._followed(parameter).get("in"))

    def parameter(self, parameter: Json, pointer: str) -> Json:
        """A parameter outside of the body: what is said of its type goes into its schema."""
        if "$ref" in parameter:
            return parameter
        converted = {key: value for key, value in parameter.items() if key not in SCHEMA_WORDS}
        schema = {key: value for key, value in parameter.items() if key in SCHEMA_WORDS and key != "collectionFormat"}
        style = parameter.get("collectionFormat", "csv" if parameter.get("type") == "array" else None)
        if style is not None:
            self._notes.add(_TSV if style == "tsv" else _COLLECTION, pointer, str(style))
            converted.update(collection_style(style, str(parameter.get("in"))))
        converted.setdefault("schema", schema)
        return converted

    def _body(self, parameters: list[Json], consumes: list[str], pointer: str) -> Json:
        whole = next((parameter for parameter in parameters if parameter.get("in") == "body"), None)
        if whole is not None:
            self._notes.add(_BODY, pointer, str(whole.get("name", "body")))
            media: Json = {"schema": whole.get("schema", {})}
            if isinstance(whole.get("x-examples"), dict) and whole["x-examples"]:
                media["example"] = next(iter(whole["x-examples"].values()))
            body: Json = {"content": {name: dict(media) for name in consumes or ["application/json"]}}
            if isinstance(whole.get("description"), str):
                body = {"description": whole["description"], **body}
            if whole.get("required") is True:
                body["required"] = True
            return body
        self._notes.add(_FORM, pointer, [str(parameter.get("name")) for parameter in parameters])
        files = any(str(parameter.get("type")).lower() == "file" for parameter in parameters)
        forms = [name for name in consumes if name.startswith(("multipart/", "application/x-www-form-urlencoded"))]
        if files:
            forms = [name for name in forms if name.startswith("multipart/")] or ["multipart/form-data"]
        schema: Json = {"type": "object", "properties": {}}
        for one in parameters:
            field = {key: value for key, value in one.items() if key in SCHEMA_WORDS and key != "collectionFormat"}
            if isinstance(one.get("description"), str):
                field["description"] = one["description"]
            schema["properties"][str(one.get("name", "field"))] = field
        required = [str(parameter.get("name")) for parameter in parameters if parameter.get("required") is True]
        if required:
            schema["required"] = required
        body = {"content": {name: {"schema": schema} for name in forms or ["application/x-www-form-urlencoded"]}}
        return {"required": True, **body} if required else body

    def response(self, response: Json, produces: list[str], pointer: str) -> Json:
        """A response: its schema and its examples become contents."""
        if "$ref" in response:
            return response
        converted = {key: value for key, value in response.items() if key not in ("schema", "examples", "headers")}
        headers = _map(response.get("headers"))
        if headers:
            converted["headers"] = {name: self.parameter(header, pointer) for name, header in headers.items()}
        schema, examples = response.get("schema"), response.get("examples")
        examples = examples if isinstance(examples, dict) else {}
        named = {name: value for name, value in examples.items() if "/" in name}
        if isinstance(schema, dict) or named:
            media = produces or list(named) or ["application/json"]
            if isinstance(schema, dict) and str(schema.get("type")).lower() == "file" and not produces:
                media = ["application/octet-stream"]
            content: Json = {}
            for name in dict.fromkeys([*media, *named]):
                content[name] = {"schema": schema} if isinstance(schema, dict) else {}
                if name in named:
                    content[name]["example"] = named[name]
            converted["content"] = content
        return converted


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return (
        [media_type for media_type in value if isinstance(media_type, str) and "/" in media_type]
        if isinstance(value, list)
        else []
    )
