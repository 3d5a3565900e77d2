"""The operations in a GitBook page's own data, as the OpenAPI document that they were cut from.

Enters: the page's flight rows. Leaves: one OpenAPI document. The data is the dereferenced operation: what was one
component is one object of the page, however often it is referred to (`schemas` makes it a component again). GitBook has
added the HTML of each description (`x-gitbook-description-html`), which is taken where the source is missing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import html
from msgspec import Struct

from speclift.readers.gitbook.schemas import Schemas
from speclift.readers.kit.address import METHODS
from speclift.readers.kit.flight import Payload, as_tree
from speclift.readers.kit.markdown_text import markdown_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json = Any
_LONGEST_NAME = 8


class Operation(Struct, frozen=True):
    """One block of the page: `anchor` is its id there, `data` what the renderer was given, `tag` the group it is in."""

    method: str
    path: str
    anchor: str
    data: Mapping[str, Json]
    tag: str = ""


class Embedded(Struct, frozen=True):
    """What the data holds: operations in page order, and where the original document lies."""

    operations: tuple[Operation, ...] = ()
    locations: tuple[str, ...] = ()


def embedded(rows: Mapping[str, Json], tag: str = "") -> Embedded:
    """Everything that the flight rows say about operations. A block without method and path is none."""
    payload = Payload(rows)
    operations: dict[tuple[str, str], Operation] = {}
    locations: list[str] = []
    for block in payload.find("variant", "operation"):
        location = block.get("specUrl")
        if isinstance(location, str) and location.startswith("http"):
            locations.append(location)
        data = payload.linked(block.get("data"))
        if not isinstance(data, dict) or not isinstance(data.get("operation"), dict):
            continue
        method, path = str(data.get("method", "")).lower(), data.get("path")
        if method in METHODS and isinstance(path, str) and path.startswith("/"):
            anchor = block.get("id")
            name = anchor if isinstance(anchor, str) else anchor_of(method, path)
            operations.setdefault((method, path), Operation(method, path, name, data, tag))
    return Embedded(tuple(operations.values()), tuple(dict.fromkeys(locations)))


def anchor_of(method: str, path: str) -> str:
    """The anchor that GitBook gives an operation: `get-meetings-meetingId`."""
    return "-".join(part for part in [method.lower(), *re.split(r"[^A-Za-z0-9]+", path)] if part)


def openapi_document(
    operations: Sequence[Operation], title: str = "", tags: Sequence[Mapping[str, str]] = ()
) -> dict[str, Json] | None:
    """The operations as one OpenAPI document; None where there are none. `tags` are the groups that they name."""
    if not operations:
        return None
    schemas = Schemas(operation.data["operation"] for operation in operations)
    servers = [_servers(operation.data.get("servers")) for operation in operations]
    identifiers = Counter(_identifier(operation.data["operation"]) for operation in operations)
    schemes: dict[str, Json] = {}
    paths: dict[str, Json] = {}
    for operation, own in zip(operations, servers, strict=True):
        written = _operation(operation.data["operation"], schemas)
        own_name = _identifier(operation.data["operation"])
        if own_name and identifiers[own_name] == 1:
            written.setdefault("operationId", own_name)
        if operation.tag:
            written["tags"] = [operation.tag]
        if own != servers[0]:
            written["servers"] = own
        requirements = _security(operation.data.get("securities"), schemes)
        if requirements and "security" not in written:
            written["security"] = requirements
        paths.setdefault(operation.path, {})[operation.method] = written
    components = {"schemas": schemas.components(_schema), "securitySchemes": schemes}
    return {
        "openapi": "3.1.0" if schemas.is_31 else "3.0.3",
        "info": {"title": title, "version": "1.0.0"},
        "servers": servers[0],
        **({"tags": [dict(tag) for tag in tags]} if tags else {}),
        "paths": paths,
        **({"components": kept} if (kept := {name: some for name, some in components.items() if some}) else {}),
    }


def _identifier(operation: Mapping[str, Json]) -> str:
    """A name from the title that the author gave, where that is a short one: `createMeeting` of "Create meeting"."""
    summary = str(operation.get("summary") or "")
    words = re.findall(r"[A-Za-z0-9]+", summary)
    if not summary.isascii() or not 1 < len(words) <= _LONGEST_NAME:
        return ""
    name: str = words[0].lower()
    return name + "".join(word[:1].upper() + word[1:].lower() for word in words[1:])


def _servers(servers: Json) -> list[Json]:
    some = [_plain(server) for server in servers or () if isinstance(server, dict) and "url" in server]
    return list({str(server["url"]): server for server in some}.values())


def _security(securities: Json, schemes: dict[str, Json]) -> list[Json]:
    """Each pair is one alternative; one that is not required means that none is needed."""
    requirements: list[Json] = []
    pairs = [pair for pair in securities or () if isinstance(pair, list) and len(pair) > 1]
    for key, scheme in ((pair[0], pair[1]) for pair in pairs if isinstance(pair[1], dict)):
        schemes.setdefault(str(key), {name: _plain(item) for name, item in scheme.items() if name not in _ADDED})
        scopes = scheme.get("scopes")
        names = [scope[0] if isinstance(scope, list) and scope else scope for scope in scopes or ()]
        requirements.append({str(key): [name for name in names if isinstance(name, str)]})
        if scheme.get("required") is False and {} not in requirements:
            requirements.append({})
    return requirements


_ADDED = ("required", "scopes")


def _operation(operation: Mapping[str, Json], schemas: Schemas) -> dict[str, Json]:
    written = {key: item for key, item in operation.items() if key not in ("parameters", "requestBody", "responses")}
    result: dict[str, Json] = _described(_plain(written), operation)
    if not result.get("security"):  # the renderer writes an empty list where the description says nothing
        result.pop("security", None)
    parameters = operation.get("parameters")
    if isinstance(parameters, list):
        result["parameters"] = [_holder(parameter, schemas) for parameter in parameters if isinstance(parameter, dict)]
    if isinstance(operation.get("requestBody"), dict):
        body = operation["requestBody"]
        result["requestBody"] = _holder(body, schemas)
        # Where nothing says whether a body must be sent, one with fields that must be sent must be.
        media = [one for one in (body.get("content") or {}).values() if isinstance(one, dict)]
        if "required" not in body and any((one.get("schema") or {}).get("required") for one in media):
            result["requestBody"]["required"] = True
    responses = operation.get("responses")
    pairs = responses.items() if isinstance(responses, dict) else ()
    result["responses"] = {str(key): _holder(one, schemas) for key, one in pairs if isinstance(one, dict)}
    return result


def _holder(holder: Mapping[str, Json], schemas: Schemas) -> dict[str, Json]:
    """A parameter, a header, a body or a response: what holds schemas directly, by media type or in headers."""
    own = {key: item for key, item in holder.items() if key not in ("schema", "content", "headers")}
    result: dict[str, Json] = _described(_plain(own), holder)
    if isinstance(holder.get("schema"), dict):
        result["schema"] = schemas.reference_or(holder["schema"], _schema)
    for key in ("content", "headers"):
        if isinstance(holder.get(key), dict):
            result[key] = {name: _holder(one, schemas) for name, one in holder[key].items() if isinstance(one, dict)}
    return result


def _schema(schema: Mapping[str, Json], children: Mapping[str, Json]) -> dict[str, Json]:
    """A schema whose inner schemas are written already."""
    return _described({key: children[key] if key in children else _plain(item) for key, item in schema.items()}, schema)


def _described(written: Json, holder: Mapping[str, Json]) -> dict[str, Json]:
    """Without what the renderer added; the description from its HTML where that is all there is."""
    result = {key: item for key, item in written.items() if not key.startswith("x-gitbook-")}
    source = holder.get("x-gitbook-description-html")
    if isinstance(source, str) and source.strip() and not str(holder.get("description") or "").strip():
        result["description"] = markdown_of(html.fragment_fromstring(source, create_parent="div"))
    return result


def _plain(value: Json) -> Json:
    """A value that is no schema, as a tree without what the renderer added."""
    return as_tree(value, without="x-gitbook-")
