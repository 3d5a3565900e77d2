"""Parameters and headers: where they are, their schemas, and bodies that were written as parameters.

Enters: a document to be changed. Leaves: nothing; what was done is noted.
"""

from __future__ import annotations

import re
from typing import Any, Final

from speclift.document.anatomy import OBJECTS
from speclift.document.operations import METHODS
from speclift.document.pointers import dereference, join_pointer
from speclift.document.to_31.notes import Notes, Rule
from speclift.document.to_31.swagger import SCHEMA_WORDS, collection_style
from speclift.document.to_31.walk import Json, is_reference, places
from speclift.model.findings import InputError

_UNNAMED: Final = Rule("parameter-without-name", "a parameter has no name", "it is left out")
_NOWHERE: Final = Rule(
    "parameter-without-place",
    "a parameter does not say where it stands in the request",
    "in the path when the path names it, else in the query",
)
_FLAT: Final = Rule(
    "parameter-without-schema", "a parameter has its type beside its name, as in Swagger", "moved into its schema"
)
_BOTH: Final = Rule("parameter-schema-and-content", "a parameter has a schema and a content", "the schema counts")
_PATH_OPTIONAL: Final = Rule("path-parameter-optional", "a path parameter is not required", "it is required")
_TWICE: Final = Rule("parameter-duplicate", "a parameter stands twice in a list", "the first counts")
_UNUSED: Final = Rule("path-parameter-unused", "a path parameter does not stand in the path", "it is left out")
_UNDECLARED: Final = Rule(
    "path-parameter-undeclared", "the path names a parameter that nothing declares", "a text is declared"
)
_BODY: Final = Rule(
    "parameter-in-body", "a parameter stands in the body, as in Swagger", "a property of the request body"
)
_FLAG: Final = Rule("flag-not-boolean", "a flag is no boolean", "read as the word that it spells")
_STYLE: Final = Rule("parameter-style", "a style does not exist where the parameter stands", "the default style")
_IGNORED: Final = Rule(
    "header-ignored",
    "a header parameter that OpenAPI describes elsewhere (Accept, Content-Type, Authorization)",
    "left out: content and security say it",
)

_STYLES: Final = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
_FLAGS: Final = ("required", "deprecated", "explode", "allowReserved", "allowEmptyValue")
_OWN: Final = frozenset({"name", "in", "description", "required", "schema", "content", "example", "examples", "style"})


def repair_parameters(document: Json, notes: Notes) -> None:
    """Make every parameter and header valid, and every path's parameters the ones that it names."""
    for place in places(document, "Parameter", "Header"):
        if not is_reference(place.value):
            _repair_one(place.value, place.kind, place.pointer, notes)
    for path, item in document["paths"].items():
        if isinstance(item, dict) and not path.startswith("x-"):
            _repair_item(document, path, item, notes)
    named = document.get("components", {}).get("parameters", {})
    for name in [
        name for name, parameter in named.items() if not is_reference(parameter) and not parameter.get("name")
    ]:
        notes.add(_UNNAMED, join_pointer("components", "parameters", name), named[name])
        named[name] = {"name": name, "in": "query", **named[name]}


def _repair_one(parameter: Json, kind: str, pointer: str, notes: Notes) -> None:
    for flag in _FLAGS:
        if flag in parameter and not isinstance(parameter[flag], bool):
            notes.add(_FLAG, f"{pointer}/{flag}", parameter[flag])
            parameter[flag] = str(parameter[flag]).lower() in ("true", "yes", "1", "required")
    if parameter.get("in") in ("body", "formData"):
        return
    if "schema" not in parameter and "content" not in parameter:
        flat = {key: parameter.pop(key) for key in list(parameter) if key in SCHEMA_WORDS}
        if flat:
            notes.add(_FLAT, pointer, flat)
        collection = flat.pop("collectionFormat", None)
        parameter["schema"] = flat or {}
        if collection is not None:
            parameter.update(collection_style(collection, str(parameter.get("in"))))
    else:
        for key in [key for key in parameter if key in SCHEMA_WORDS and key not in _OWN]:
            parameter.pop(key)
    if "schema" in parameter and "content" in parameter:
        notes.add(_BOTH, pointer, "")
        del parameter["content"]
    if isinstance(parameter.get("content"), dict) and len(parameter["content"]) != 1:
        parameter["schema"] = {}
        del parameter["content"]
    style = parameter.get("style")
    allowed = ("simple",) if kind == "Header" else _STYLES.get(str(parameter.get("in")), ())
    if style is not None and style not in allowed and allowed:
        notes.add(_STYLE, f"{pointer}/style", style)
        del parameter["style"]
    if parameter.get("in") != "query":
        parameter.pop("allowEmptyValue", None)
    if kind == "Header":
        parameter.pop("name", None)
        parameter.pop("in", None)


def _repair_item(document: Json, path: str, item: Json, notes: Notes) -> None:
    pointer = join_pointer("paths", path)
    shared = item.get("parameters")
    if isinstance(shared, list):
        _move_bodies(document, shared, item, pointer, notes)
        item["parameters"] = _listed(document, path, shared, f"{pointer}/parameters", notes)
        if not item["parameters"]:
            del item["parameters"]
    for method in METHODS:
        operation = item.get(method)
        if not isinstance(operation, dict):
            continue
        own = operation.get("parameters")
        own = own if isinstance(own, list) else []
        place = f"{pointer}/{method}"
        _move_bodies(document, own, operation, place, notes)
        own = _listed(document, path, own, f"{place}/parameters", notes)
        keys = [_key(document, entry) for entry in (*own, *(item.get("parameters") or ()))]
        declared = {name for name, where in keys if where == "path"}
        for name in dict.fromkeys(re.findall(r"\{([^{}]+)\}", path)):
            if name not in declared:
                notes.add(_UNDECLARED, place, name)
                own.append({"name": name, "in": "path", "required": True, "schema": {"type": "string"}})
        operation.pop("parameters", None)
        if own:
            operation["parameters"] = own


def _listed(document: Json, path: str, parameters: list[Any], pointer: str, notes: Notes) -> list[Json]:
    """The parameters of a list that stand somewhere, each once."""
    kept: list[Json] = []
    known: set[tuple[str, str]] = set()
    for index, parameter in enumerate(parameters):
        place = f"{pointer}/{index}"
        followed = _followed(document, parameter)
        if not isinstance(followed.get("name"), str) or not followed["name"].strip():
            notes.add(_UNNAMED, place, followed)
            continue
        if str(followed.get("in")) not in _STYLES:
            notes.add(_NOWHERE, place, followed.get("in", followed["name"]))
            followed["in"] = "path" if f"{{{followed['name']}}}" in path else "query"
        name, where = key = followed["name"], followed["in"]
        if key in known:
            notes.add(_TWICE, place, name)
        elif where == "path" and f"{{{name}}}" not in path:
            notes.add(_UNUSED, place, name)
        elif where == "header" and name.lower() in ("accept", "content-type", "authorization"):
            notes.add(_IGNORED, place, name)
        else:
            if where == "path" and followed.get("required") is not True:
                notes.add(_PATH_OPTIONAL, place, name)
                followed["required"] = True
            known.add(key)
            kept.append(parameter)
    return kept


def _followed(document: Json, parameter: Json) -> Json:
    try:
        target = dereference(document, parameter)
    except InputError:
        return {}
    return target if isinstance(target, dict) else {}


def _key(document: Json, parameter: Json) -> tuple[Any, Any]:
    followed = _followed(document, parameter)
    return followed.get("name"), followed.get("in")


def _move_bodies(document: Json, parameters: list[Any], owner: Json, pointer: str, notes: Notes) -> None:
    """`in: body` and `in: formData` inside OpenAPI 3: properties or the whole of the request body."""
    moved = [parameter for parameter in parameters if _key(document, parameter)[1] in ("body", "formData", "form")]
    if not moved:
        return
    parameters[:] = [parameter for parameter in parameters if not any(parameter is other for other in moved)]
    whole: Json = {"type": "object", "properties": {}}
    form = False
    for parameter in moved:
        followed = _followed(document, parameter)
        notes.add(_BODY, pointer, followed.get("name", ""))
        stated = followed.get("schema")
        words = {key: value for key, value in followed.items() if key in SCHEMA_WORDS and key != "collectionFormat"}
        schema: Json = stated if isinstance(stated, dict) else words
        if followed.get("in") == "body" and len(moved) == 1 and isinstance(stated, dict):
            whole = schema
        else:
            told = {"description": followed["description"]} if isinstance(followed.get("description"), str) else {}
            whole["properties"][str(followed.get("name", "body"))] = {**schema, **told}
            if followed.get("required") is True:
                whole.setdefault("required", []).append(str(followed.get("name", "body")))
        form = form or followed.get("in") != "body"
    if "requestBody" not in owner and "requestBody" in OBJECTS["Operation"]:
        media = "application/x-www-form-urlencoded" if form else "application/json"
        owner["requestBody"] = {"content": {media: {"schema": whole}}}
