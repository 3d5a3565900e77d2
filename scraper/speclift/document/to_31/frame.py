"""The frame of a document: its title, its servers, its tags, and fields of the wrong JSON type anywhere.

Enters: a document to be changed. Leaves: nothing; what was done is noted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from speclift.document.anatomy import COMPONENTS, OBJECTS, SINCE_3_2
from speclift.document.to_31.notes import Notes, Rule
from speclift.document.to_31.walk import Place, places

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRONG: Final = Rule("field-of-wrong-type", "a field holds another JSON type than OpenAPI wants", "it is left out")
_EMPTY: Final = Rule("field-empty", "a field is null where OpenAPI wants a value", "it is left out")
_WRAPPED: Final = Rule(
    "field-not-a-list", "a field holds one object where OpenAPI wants a list", "taken for a list of one"
)
_WORDS: Final = Rule("text-not-a-text", "a text field holds a number or a boolean", "written as text")
_UNKNOWN: Final = Rule("field-unknown", "OpenAPI has no such field here", "it is left out")
_TITLE: Final = Rule("info-incomplete", "the document lacks a title or a version", "a neutral one stands in")
_RELATIVE: Final = Rule(
    "server-relative", "a server's address is relative", "joined with the document's own address", True
)
_VARIABLE: Final = Rule(
    "server-variable-undefined", "a variable of a server's address is not defined", "its name is its default"
)
_DEFAULT: Final = Rule(
    "server-variable-default",
    "the default of a server's variable is missing or not a text of its values",
    "the first value is the default",
)
_TAG_TWICE: Final = Rule("tag-declared-twice", "a tag is declared twice", "the first counts")

_VALUES: Final = frozenset({"example", "default", "const", "enum", "value", "examples", "dataValue"})
"""Fields in which null is a value."""

_REFERRED: Final = frozenset(COMPONENTS.values())
"""Kinds of objects that a reference may stand for."""

_TEXTS: Final = ("description", "summary", "title", "operationId", "termsOfService", "name")
_FIELDS: Final[dict[str, frozenset[str]]] = {
    "OpenAPI": frozenset({"openapi", "jsonSchemaDialect"}),
    "Info": frozenset({"title", "summary", "description", "termsOfService", "contact", "license", "version"}),
    "Server": frozenset({"url", "description"}),
    "ServerVariable": frozenset({"enum", "default", "description"}),
    "ExternalDocs": frozenset({"description", "url"}),
    "Tag": frozenset({"name", "description"}),
    "PathItem": frozenset({"$ref", "summary", "description"}),
    "Operation": frozenset({"tags", "summary", "description", "operationId", "deprecated"}),
    "Parameter": frozenset(
        {"name", "in", "description", "required", "deprecated", "allowEmptyValue"}
        | {"style", "explode", "allowReserved", "example"}
    ),
    "Header": frozenset({"description", "required", "deprecated", "style", "explode", "example"}),
    "RequestBody": frozenset({"description", "required"}),
    "Response": frozenset({"description"}),
    "MediaType": frozenset({"example"}),
    "Encoding": frozenset({"contentType", "style", "explode", "allowReserved"}),
    "Example": frozenset({"summary", "description", "value", "externalValue"}),
    "Link": frozenset({"operationRef", "operationId", "parameters", "requestBody", "description"}),
    "Components": frozenset(),
}
"""Kind of object -> the fields that hold no object of `OBJECTS`; a kind that is not here has any fields."""

LEGACY: Final[dict[str, frozenset[str]]] = {
    "Parameter": frozenset({"type", "format", "items", "enum", "default", "collectionFormat", "pattern"})
    | {"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "nullable", "uniqueItems"},
    "Header": frozenset({"type", "format", "items", "enum", "default", "collectionFormat"}),
    "Response": frozenset({"schema", "examples"}),
    "RequestBody": frozenset({"schema", "example", "examples", "name", "in"}),
    "MediaType": frozenset(),
}
"""Fields of Swagger that authors carry over into OpenAPI 3: other modules put them where they belong."""


def repair_frame(document: dict[str, Any], notes: Notes, address: str) -> None:
    """Make every field of the expected JSON type; complete `info` and `servers`."""
    for place in places(document):
        _repair_fields(place, notes)
    document.pop("jsonSchemaDialect", None)
    _repair_info(document, notes)
    for place in places(document, "Server"):
        _repair_server(place, notes, address)
    _repair_tags(document, notes)
    if not isinstance(document.get("paths"), dict):
        document["paths"] = {}


def _repair_fields(place: Place, notes: Notes) -> None:
    if place.kind == "Tag" and isinstance(place.value.get("parent"), str):
        place.value["x-parent"] = place.value.pop("parent")  # OpenAPI 3.2 has the field, 3.1 refuses it
    shapes = {name: shape for name, shape in OBJECTS[place.kind].items() if (place.kind, name) not in SINCE_3_2}
    known = _FIELDS.get(place.kind)
    for name, value in list(place.value.items()):
        pointer = f"{place.pointer}/{name}"
        if name.startswith("x-") or "*" in shapes:
            continue
        if value is None and name not in _VALUES:
            notes.add(_EMPTY, pointer, name)
            del place.value[name]
        elif name in shapes:
            fitting = _fitting(shapes[name], value)
            if fitting is None:
                notes.add(_WRONG, pointer, value)
                del place.value[name]
            elif fitting is not value:
                notes.add(_WRAPPED, pointer, value)
                place.value[name] = fitting
            else:
                _drop_misfits(shapes[name], value, pointer, notes)
        elif (
            known is not None
            and name not in known
            and name not in LEGACY.get(place.kind, ())
            and not (name == "$ref" and place.kind in _REFERRED)
        ):
            notes.add(_UNKNOWN, pointer, value)
            del place.value[name]
        elif name in _TEXTS and not isinstance(value, str):
            if isinstance(value, bool | int | float):
                notes.add(_WORDS, pointer, value)
                place.value[name] = str(value)
            else:
                notes.add(_WRONG, pointer, value)
                del place.value[name]


def _fitting(shape: str, value: Any) -> Any:
    """`value` when it is of the JSON type of `shape`, what can be made of it, or None."""
    if shape == "[Server]" and isinstance(value, str):
        return [{"url": value}]
    if shape.startswith("["):
        return value if isinstance(value, list) else [value] if isinstance(value, dict) else None
    if shape == "Schema" and isinstance(value, bool):
        return value
    if shape == "Schema" and isinstance(value, list):
        return value  # items of draft 4: the rules of schemas know it
    return value if isinstance(value, dict) else None


def _drop_misfits(shape: str, value: Any, pointer: str, notes: Notes) -> None:
    """Leave out the members of a map or list of objects that are no objects."""
    inner = shape.strip("[]{}")
    if shape.startswith("["):
        kept = [item for item in value if isinstance(item, dict) or (inner == "Schema" and isinstance(item, bool))]
        if len(kept) < len(value) and inner != "Tag":
            notes.add(_WRONG, pointer, next(item for item in value if item not in kept))
            value[:] = kept
    elif shape.startswith("{"):
        for name, item in list(value.items()):
            if isinstance(item, dict) or name.startswith("x-") or (inner == "Schema" and isinstance(item, bool)):
                continue
            notes.add(_WRONG, f"{pointer}/{name}", item)
            del value[name]


def _repair_info(document: dict[str, Any], notes: Notes) -> None:
    info = document.get("info")
    if not isinstance(info, dict):
        info = {}
        # info comes before everything else but the version
        rest = {key: document.pop(key) for key in list(document) if key not in ("openapi", "info")}
        document["info"] = info
        document.update(rest)
    if isinstance(info.get("version"), int | float):
        info["version"] = str(info["version"])
    for key, fallback in (("title", "API"), ("version", "1.0.0")):
        if not isinstance(info.get(key), str) or not info[key].strip():
            notes.add(_TITLE, f"/info/{key}", info.get(key, ""))
            info[key] = fallback
    licence = info.get("license")
    if isinstance(licence, str):
        info["license"] = {"name": licence}
    elif isinstance(licence, dict):
        kept = {key: text for key, text in licence.items() if isinstance(text, str) and text}
        if kept.keys() >= {"identifier", "url"}:
            del kept["identifier"]
        info["license"] = kept
    if isinstance(info.get("license"), dict) and not info["license"].get("name"):
        del info["license"]
    contact = info.get("contact")
    if isinstance(contact, dict):
        info["contact"] = {key: text for key, text in contact.items() if isinstance(text, str) and text}
    elif contact is not None:
        del info["contact"]


def _repair_server(place: Place, notes: Notes, address: str) -> None:
    server = place.value
    url = server.get("url")
    url = url.strip() if isinstance(url, str) else ""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|\{", url):
        joined = "https:" + url if url.startswith("//") else _joined(address, url) if address else url or "/"
        if joined != url:
            notes.add(_RELATIVE, f"{place.pointer}/url", url)
        url = joined
    server["url"] = url
    variables = server.get("variables")
    defined = variables if isinstance(variables, dict) else {}
    for name in re.findall(r"\{([^{}]+)\}", url):
        if not isinstance(defined.get(name), dict):
            notes.add(_VARIABLE, f"{place.pointer}/variables", name)
            defined[name] = {"default": name}
    for name, variable in defined.items():
        _repair_variable(variable, f"{place.pointer}/variables/{name}", notes)
    if defined:
        server["variables"] = defined


def _joined(address: str, url: str) -> str:
    try:
        return urljoin(address, url or "/").rstrip("/") or "/"
    except ValueError:
        return url or "/"


def _repair_variable(variable: dict[str, Any], pointer: str, notes: Notes) -> None:
    allowed = variable.get("enum")
    if allowed is not None:
        texts = [_text(value) for value in allowed] if isinstance(allowed, list) else []
        variable.pop("enum")
        if texts:
            variable["enum"] = texts
    default = variable.get("default")
    values = variable.get("enum") or ([] if default is None else [_text(default)])
    if default is None or _text(default) not in values:
        notes.add(_DEFAULT, pointer, default)
        variable["default"] = values[0] if values else "default"
    else:
        variable["default"] = _text(default)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _repair_tags(document: dict[str, Any], notes: Notes) -> None:
    tags = document.get("tags")
    if not isinstance(tags, list):
        return
    kept: list[dict[str, Any]] = []
    for index, tag in enumerate(tags):
        whole = {"name": tag} if isinstance(tag, str) else tag
        if not isinstance(whole, dict) or not isinstance(whole.get("name"), str):
            notes.add(_WRONG, f"/tags/{index}", tag)
        elif any(whole["name"] == tag["name"] for tag in kept):
            notes.add(_TAG_TWICE, f"/tags/{index}", whole["name"])
        else:
            kept.append(whole)
    document["tags"] = kept


def declared_tags(document: dict[str, Any]) -> Iterator[str]:
    """The names of the declared tags."""
    yield from (tag["name"] for tag in document.get("tags", ()))
