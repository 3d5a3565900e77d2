"""The operations in a GitBook page's own data, in the words that its renderer would print with everything opened.

Enters: the page's flight rows. Leaves: `RawArticle` values by method and path, their servers, and an OpenAPI document
of the same operations for a second reading. The data is the dereferenced OpenAPI operation; GitBook has added the HTML
of each description (`x-gitbook-description-html`), which is what stands on the page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import html

from speclift.model.raw import Place, RawArticle, RawExample, RawField, RawSection, RawText, Role
from speclift.readers.gitbook import notation
from speclift.readers.kit import flight
from speclift.readers.kit.markdown_text import markdown_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = Any

_TITLES: dict[str, tuple[Role, str]] = {
    "path": ("path", "Path parameters"),
    "query": ("query", "Query parameters"),
    "header": ("header", "Header parameters"),
    "cookie": ("parameter", "cookie"),
}
_DEEPEST = 24


@dataclass(slots=True)
class Embedded:
    """What the data holds: articles by (method, path) in page order, servers, and where the original document lies."""

    articles: dict[tuple[str, str], RawArticle] = field(default_factory=dict)
    servers: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    operations: tuple[dict[str, Json], ...] = ()


def embedded(payload: Mapping[str, Json], page: str = "", group: str = "", group_title: str = "") -> Embedded:
    """Everything that the flight rows say about operations."""
    found = Embedded()
    servers: list[str] = []
    locations: list[str] = []
    operations: list[dict[str, Json]] = []
    for block in flight.find(payload, "variant", "operation"):
        data = flight.resolved(payload, block.get("data"))
        if not isinstance(data, dict) or not isinstance(data.get("operation"), dict):
            continue
        method, path = str(data.get("method", "")).lower(), str(data.get("path", ""))
        operations.append(data)
        servers.extend(
            server["url"] for server in data.get("servers") or () if isinstance(server, dict) and "url" in server
        )
        location = block.get("specUrl")
        if isinstance(location, str) and location.startswith("http"):
            locations.append(location)
        anchor = block.get("id")
        place = Place(page, anchor if isinstance(anchor, str) else anchor_of(method, path), "")
        found.articles[method, path] = _article(data, method, path, place, group, group_title)
    found.servers, found.locations = tuple(dict.fromkeys(servers)), tuple(dict.fromkeys(locations))
    found.operations = tuple(operations)
    return found


def openapi_document(found: Embedded) -> dict[str, Json] | None:
    """The embedded operations as one OpenAPI document; None where there are none."""
    paths: dict[str, Json] = {}
    for data in found.operations:
        method, path = str(data.get("method", "")).lower(), str(data.get("path", ""))
        paths.setdefault(path, {})[method] = _plain(data["operation"])
    if not paths:
        return None
    servers = [{"url": server} for server in found.servers]
    return {"openapi": "3.0.3", "info": {"title": "", "version": ""}, "servers": servers, "paths": paths}


def anchor_of(method: str, path: str) -> str:
    """The anchor that GitBook gives an operation: `get-meetings-meetingId`."""
    return "-".join(part for part in [method.lower(), *re.split(r"[^A-Za-z0-9]+", path)] if part)


def _plain(value: Json) -> Json:
    """Without what GitBook's renderer added."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if not key.startswith("x-gitbook")}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _article(data: dict[str, Json], method: str, path: str, place: Place, group: str, group_title: str) -> RawArticle:
    operation = data["operation"]
    description = _prose(operation)
    sections = tuple(_sections(operation, data.get("securities") or [], place))
    return RawArticle(
        group=group,
        group_title=group_title,
        name=place.anchor,
        version="",
        title=str(operation.get("summary") or operation.get("operationId") or ""),
        place=place,
        kind=method,
        url=path,
        deprecated=RawText("Deprecated", _at(place, "deprecated")) if operation.get("deprecated") else None,
        description=tuple(
            RawText(text, _at(place, f"description/{number}"))
            for number, text in enumerate(description.split("\n\n") if description else (), 1)
        ),
        sections=sections,
        examples=tuple(_examples(operation, place)),
    )


def _sections(operation: dict[str, Json], securities: list[Json], place: Place) -> Iterator[RawSection]:
    schemes = [
        (pair[0], pair[1])
        for pair in securities
        if isinstance(pair, list) and len(pair) > 1 and isinstance(pair[1], dict)
    ]
    if schemes:
        here = _at(place, "authentication")
        fields = tuple(_security(str(key), scheme, here) for key, scheme in schemes)
        yield RawSection("authentication", "Authorizations", here, fields)
    parameters = [one for one in operation.get("parameters") or () if isinstance(one, dict) and one.get("name")]
    known = [*_TITLES, *(str(one.get("in")) for one in parameters if one.get("in") not in _TITLES)]
    for where in dict.fromkeys(known):
        these = [one for one in parameters if str(one.get("in")) == where]
        if these:
            role, title = _TITLES.get(where, ("parameter", where))
            here = _at(place, where)
            yield RawSection(role, title, here, tuple(_parameter(one, here) for one in these))
    body = operation.get("requestBody")
    if isinstance(body, dict):
        for number, (media, content) in enumerate(_contents(body)):
            yield _body(
                "body", "Body", "", media, content, _at(place, "body" if not number else f"body {media}"), _prose(body)
            )
    for status, response in (operation.get("responses") or {}).items():
        if isinstance(response, dict):
            yield from _response(str(status), response, place)


def _response(status: str, response: dict[str, Json], place: Place) -> Iterator[RawSection]:
    role: Role = "success" if status[:1] in ("1", "2", "3") else "error"
    contents = _contents(response) or [("", {})]
    for number, (media, content) in enumerate(contents):
        here = _at(place, status if not number else f"{status} {media}")
        yield _body(role, status, status, media, content, here, _prose(response))
    headers = response.get("headers")
    if isinstance(headers, dict) and headers:
        here = _at(place, f"{status} headers")
        fields = tuple(
            _parameter({"name": name, **header}, here) for name, header in headers.items() if isinstance(header, dict)
        )
        yield RawSection(role, "Response headers", here, fields, status=status)


def _body(
    role: Role, title: str, status: str, media: str, content: dict[str, Json], here: Place, prose: str
) -> RawSection:
    schema = content.get("schema")
    fields: tuple[RawField, ...] = ()
    kind = ""
    if isinstance(schema, dict) and schema:
        whole = _field("", schema, None, here, 0)
        fields = whole.children
        if not _is_plain_object(schema):
            kind = whole.type
            prose = "\n\n".join(part for part in (prose, whole.description) if part)
        elif schema.get("title"):
            kind = str(schema["title"]).replace(" ", "")
    return RawSection(role, title, here, fields, prose, status, media, kind)


def _is_plain_object(schema: dict[str, Json]) -> bool:
    return bool(schema.get("properties")) and not any(word in schema for word in ("oneOf", "anyOf", "allOf"))


def _contents(holder: dict[str, Json]) -> list[tuple[str, dict[str, Json]]]:
    content = holder.get("content")
    return (
        [(media, one) for media, one in content.items() if isinstance(one, dict)] if isinstance(content, dict) else []
    )


def _parameter(parameter: dict[str, Json], here: Place) -> RawField:
    schema = dict(parameter.get("schema") or next((one.get("schema") or {} for _, one in _contents(parameter)), {}))
    for key in ("description", "x-gitbook-description-html", "example", "examples", "deprecated"):
        if key in parameter:
            schema[key] = parameter[key]
    return _field(str(parameter["name"]), schema, bool(parameter.get("required")), here, 0)


def _security(key: str, scheme: dict[str, Json], here: Place) -> RawField:
    names = {"oauth2": "OAuth2", "openIdConnect": "OpenID Connect", "http": "Authorization"}
    name = str(scheme.get("name") or names.get(str(scheme.get("type")), key))
    required = scheme.get("required")
    return RawField(
        name, _at(here, name), "string", bool(required) if required is not None else None, description=_prose(scheme)
    )


def _field(name: str, schema: dict[str, Json], required: bool | None, above: Place, depth: int) -> RawField:
    here = _at(above, name or "(one)") if name or depth else above
    if "$ref" in schema:  # the schema again that we are in
        return RawField(name, here, str(schema.get("title") or "object"), required)
    printed = printed_type(schema)
    read = notation.read_type(printed)
    kind, facts = read if read else (printed, ())
    values = schema.get("enum")
    items = schema.get("items")
    if not isinstance(values, list) and isinstance(items, dict):
        values = items.get("enum")
    return RawField(
        name=name,
        place=here,
        type=kind,
        required=required,
        deprecated=bool(schema.get("deprecated")),
        description=_prose(schema),
        default=_printed(schema["default"]) if "default" in schema else None,
        allowed=tuple(_printed(value) for value in values) if isinstance(values, list) else (),
        example=_example(schema),
        constraints=(*facts, *_bounds(schema), *_flags(schema)),
        children=tuple(_children(schema, here, depth)) if depth < _DEEPEST else (),
    )


def printed_type(schema: Mapping[str, Json]) -> str:
    """What GitBook prints as the type of a schema."""
    kind: Json = schema.get("type")
    printed = "any"
    items = schema.get("items")
    if isinstance(schema.get("enum"), list):
        printed = f"{_words(kind) or 'undefined'} · enum"
    elif kind == "array" and isinstance(items, dict):
        printed = f"{printed_type(items)}[]"
    elif kind or schema.get("properties"):
        printed = _words(kind) or "object"
        if schema.get("format"):
            printed += f" · {schema['format']}"
        if printed == "object" and schema.get("title"):
            printed += f" · {str(schema['title']).replace(' ', '')}"
    for word, words in (("anyOf", "any of"), ("oneOf", "one of"), ("allOf", "all of")):
        if isinstance(schema.get(word), list):
            return words
    if "const" in schema:
        return f"const: {_printed(schema['const'])}"
    return printed


def _words(kind: Json) -> str:
    return " | ".join(str(one) for one in kind) if isinstance(kind, list) else str(kind or "")


def _children(schema: dict[str, Json], here: Place, depth: int) -> Iterator[RawField]:
    items = schema.get("items")
    if schema.get("type") == "array" and isinstance(items, dict):
        yield from _children(items, here, depth)
        return
    for word in ("anyOf", "oneOf", "allOf"):
        if isinstance(schema.get(word), list):
            for number, one in enumerate(schema[word], 1):
                if isinstance(one, dict):
                    yield _field("", one, None, _at(here, str(number)), depth + 1)
    required = schema.get("required")
    required = required if isinstance(required, list) else []
    for name, one in (schema.get("properties") or {}).items():
        if isinstance(one, dict):
            yield _field(str(name), one, name in required, here, depth + 1)
    more = schema.get("additionalProperties")
    if isinstance(more, dict) or more is True:
        yield _field("Other properties", more if isinstance(more, dict) else {}, False, here, depth + 1)


def _bounds(schema: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for label, keys in (("min", ("minimum", "minLength", "minItems")), ("max", ("maximum", "maxLength", "maxItems"))):
        value = next((schema[key] for key in keys if schema.get(key)), None)
        if value is not None:
            yield label, _printed(value)
    if schema.get("nullable"):
        yield "nullable", "true"


def _flags(schema: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for key, label in (("readOnly", "read-only"), ("writeOnly", "write-only")):
        if schema.get(key):
            yield label, "true"
    if isinstance(schema.get("pattern"), str):
        yield "pattern", schema["pattern"]


def _example(schema: dict[str, Json]) -> str | None:
    many = schema.get("examples")
    first: Json = None
    if isinstance(many, list) and many:
        first = many[0]
    elif isinstance(many, dict) and many:
        first = next(iter(many.values()))
        first = first.get("value") if isinstance(first, dict) else first
    items = schema.get("items")
    candidates = (first, schema.get("example"), items.get("example") if isinstance(items, dict) else None)
    return next((_printed(one) for one in candidates if one not in (None, "", [], {})), None)


def _printed(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prose(holder: Mapping[str, Json]) -> str:
    source = holder.get("x-gitbook-description-html")
    if isinstance(source, str) and source.strip():
        return markdown_of(html.fragment_fromstring(source, create_parent="div"))
    text = holder.get("description")
    return text.strip() if isinstance(text, str) else ""


def _examples(operation: dict[str, Json], place: Place) -> Iterator[RawExample]:
    """Recorded examples only: what the renderer makes up from a schema is nobody's example."""
    body = operation.get("requestBody")
    if isinstance(body, dict):
        for media, content in _contents(body):
            for title, value in _media_examples(content):
                path = f"example/body{'/' + title if title else ''}"
                yield RawExample("body", title or "Body", _text(value), _at(place, path), "json", "", media)
    for status, response in (operation.get("responses") or {}).items():
        if not isinstance(response, dict):
            continue
        role: Role = "success" if str(status)[:1] in ("1", "2", "3") else "error"
        for media, content in _contents(response):
            for title, value in _media_examples(content):
                path = f"example/{status}{'/' + title if title else ''}"
                yield RawExample(role, title or str(status), _text(value), _at(place, path), "json", str(status), media)


def _media_examples(content: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    many = content.get("examples")
    if isinstance(many, dict) and many:
        for title, one in many.items():
            if isinstance(one, dict) and "value" in one:
                yield str(one.get("summary") or title), one["value"]
        return
    schema = content.get("schema")
    if "example" in content:
        yield "", content["example"]
    elif isinstance(schema, dict) and schema.get("example") not in (None, ""):
        yield "", schema["example"]


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def _at(place: Place, step: str) -> Place:
    return Place(place.page, place.anchor, place.version, f"{place.path}/{step}" if place.path else step)
