"""Paths: templates that OpenAPI can read, each once.

Enters: a document to be changed. Leaves: nothing; what was done is noted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.operations import METHODS
from speclift.document.pointers import join_pointer
from speclift.document.to_31.notes import Notes, Rule

if TYPE_CHECKING:
    from speclift.document.to_31.walk import Json

_SLASH: Final = Rule("path-without-slash", "a path does not begin with a slash", "it does now")
_QUERY: Final = Rule("path-with-query", "a path holds a query", "its parameters are query parameters with that value")
_COLON: Final = Rule("path-colon-parameter", "a path writes a parameter as `:name`", "written as `{name}`")
_BRACES: Final = Rule("path-template", "a path's braces do not match", "the braces are taken away")
_SAME: Final = Rule(
    "path-equivalent",
    "two paths differ only by the names of their parameters or by spelling",
    "their operations stand under the first",
)
_LOST: Final = Rule("operation-twice", "an operation stands twice", "the first counts")
_METHOD: Final = Rule("method-upper-case", "a method is not written in small letters", "in small letters")


def repair_paths(document: Json, notes: Notes) -> None:
    """Rewrite the keys of `paths`, and join what then is one path."""
    fresh: dict[str, Any] = {}
    known: dict[str, str] = {}
    for path, item in document["paths"].items():
        if path.startswith("x-") or not isinstance(item, dict):
            if path.startswith("x-"):
                fresh[path] = item
            continue
        pointer = join_pointer("paths", path)
        _lower_methods(item, pointer, notes)
        new = _rewritten(path, item, pointer, notes)
        shape = re.sub(r"\{[^{}]*\}", "{}", new)
        if shape not in known:
            known[shape] = new
            fresh[new] = item
            continue
        first = known[shape]
        notes.add(_SAME, pointer, path)
        _rename_parameters(item, new, first)
        for method in METHODS:
            if method in item:
                if method in fresh[first]:
                    notes.add(_LOST, f"{pointer}/{method}", path)
                else:
                    _with_shared(item, method)
                    fresh[first][method] = item[method]
    document["paths"] = fresh


def _lower_methods(item: Json, pointer: str, notes: Notes) -> None:
    for key in list(item):
        if key.lower() in METHODS and key not in METHODS:
            notes.add(_METHOD, f"{pointer}/{key}", key)
            item.setdefault(key.lower(), item.pop(key))


def _rewritten(path: str, item: Json, pointer: str, notes: Notes) -> str:
    new = path.strip()
    if "?" in new:
        notes.add(_QUERY, pointer, path)
        new, _, query = new.partition("?")
        _add_query(item, query)
    if not new.startswith("/"):
        notes.add(_SLASH, pointer, path)
        new = "/" + new
    coloned = re.sub(r"(?<=/):([A-Za-z_]\w*)", r"{\1}", new)
    if coloned != new:
        notes.add(_COLON, pointer, path)
        new = coloned
    if re.sub(r"\{[^{}/]+\}", "", new).strip("{}") != re.sub(r"\{[^{}/]+\}", "", new) or re.search(
        r"[{}]", re.sub(r"\{[^{}/]+\}", "", new)
    ):
        notes.add(_BRACES, pointer, path)
        new = re.sub(r"\{[^{}/]+\}|[{}]", lambda match: match[0] if len(match[0]) > 1 else "", new)
    seen: set[str] = set()
    for name in re.findall(r"\{([^{}]+)\}", new):
        if name in seen:  # a template names a parameter once
            new = _renamed_last(new, name)
        seen.add(name)
    return new


def _renamed_last(path: str, name: str) -> str:
    head, _, tail = path.rpartition(f"{{{name}}}")
    return f"{head}{{{name}_2}}{tail}"


def _add_query(item: Json, query: str) -> None:
    shared = item.setdefault("parameters", [])
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if not name or not isinstance(shared, list):
            continue
        name = name.strip("{}")
        if any(isinstance(parameter, dict) and parameter.get("name") == name for parameter in shared) or _declared(
            item, name
        ):
            continue
        fixed = {"const": value} if value and not value.startswith("{") else {}
        shared.append({"name": name, "in": "query", "required": bool(fixed), "schema": {"type": "string", **fixed}})


def _declared(item: Json, name: str) -> bool:
    listed = (item[method].get("parameters") for method in METHODS if isinstance(item.get(method), dict))
    return any(
        isinstance(parameter, dict) and parameter.get("name") == name
        for many in listed
        if isinstance(many, list)
        for parameter in many
    )


def _rename_parameters(item: Json, path: str, other: str) -> None:
    names = dict(zip(re.findall(r"\{([^{}]+)\}", path), re.findall(r"\{([^{}]+)\}", other), strict=False))
    lists = [item.get("parameters"), *(item[m].get("parameters") for m in METHODS if isinstance(item.get(m), dict))]
    for many in lists:
        for parameter in many if isinstance(many, list) else ():
            if isinstance(parameter, dict) and parameter.get("in") == "path" and parameter.get("name") in names:
                parameter["name"] = names[parameter["name"]]


def _with_shared(item: Json, method: str) -> None:
    """Give an operation what its path item lends it, before it moves to another."""
    shared = item.get("parameters")
    if isinstance(shared, list) and isinstance(item[method], dict):
        own = item[method].get("parameters")
        item[method]["parameters"] = [*(own if isinstance(own, list) else []), *shared]
