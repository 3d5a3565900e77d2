"""Operations: ids, tags, answers and flags.

Enters: a document to be changed. Leaves: nothing; what was done is noted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.operations import METHODS
from speclift.document.pointers import join_pointer
from speclift.document.to_31.frame import declared_tags
from speclift.document.to_31.notes import Notes, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.document.to_31.walk import Json

_MISSING: Final = Rule("operation-id-missing", "an operation has no id", "made from its method and path", True)
_TWICE: Final = Rule(
    "operation-id-duplicate", "two operations have one id", "the later one is made from its method and path"
)
_TAGS: Final = Rule("operation-tags", "the tags of an operation are no list of different names", "each name once")
_UNDECLARED: Final = Rule(
    "tag-undeclared", "an operation's tag is not declared", "declared without a description", True
)
_RESPONSES: Final = Rule(
    "responses-missing", "an operation does not say how it answers", "an answer of which nothing is known"
)
_STATUS: Final = Rule("status-spelling", "the key of an answer is no status", "the status that it spells, or `default`")
_FLAG: Final = Rule("flag-not-boolean", "a flag is no boolean", "read as the word that it spells")


def repair_operations(document: Json, notes: Notes) -> None:
    """Make every operation valid."""
    taken: set[str] = set()
    tags = document.setdefault("tags", [])
    known = set(declared_tags(document))
    for path, method, operation, pointer in _operations(document):
        _repair_identifier(path, method, operation, pointer, taken, notes)
        for name in _tags(operation, pointer, notes):
            if name not in known:
                notes.add(_UNDECLARED, f"{pointer}/tags", name)
                known.add(name)
                tags.append({"name": name})
        _repair_responses(operation, pointer, notes)
        if "deprecated" in operation and not isinstance(operation["deprecated"], bool):
            notes.add(_FLAG, f"{pointer}/deprecated", operation["deprecated"])
            operation["deprecated"] = str(operation["deprecated"]).lower() == "true"
    if not tags:
        del document["tags"]


def _operations(document: Json) -> Iterator[tuple[str, str, Json, str]]:
    for path, item in document["paths"].items():
        for method in METHODS if isinstance(item, dict) else ():
            if isinstance(item.get(method), dict):
                yield path, method, item[method], join_pointer("paths", path, method)


def _repair_identifier(path: str, method: str, operation: Json, pointer: str, taken: set[str], notes: Notes) -> None:
    identifier = operation.get("operationId")
    given = identifier.strip() if isinstance(identifier, str) else ""
    if not given:
        notes.add(_MISSING, pointer, f"{method.upper()} {path}")
    elif given in taken:
        notes.add(_TWICE, pointer, given)
        given = ""
    if not given:
        stem = given = operation_id(method, path)
        number = 2
        while given in taken:
            given = f"{stem}{number}"
            number += 1
    taken.add(given)
    operation.pop("operationId", None)
    rest = dict(operation)
    operation.clear()
    operation["operationId"] = given
    operation.update(rest)


def operation_id(method: str, path: str) -> str:
    """An id of method and path: `GET /users/{id}/posts` gives `getUsersIdPosts`."""
    words = re.findall(r"[A-Za-z0-9]+", path)
    return method + "".join(word[:1].upper() + word[1:] for word in words)


def _tags(operation: Json, pointer: str, notes: Notes) -> tuple[str, ...]:
    tags: Any = operation.get("tags")
    if tags is None:
        return ()
    listed = tags if isinstance(tags, list) else [tags]
    names = [tag["name"] if isinstance(tag, dict) and isinstance(tag.get("name"), str) else tag for tag in listed]
    fitting = list(dict.fromkeys(name for name in names if isinstance(name, str) and name.strip()))
    if fitting != tags:
        notes.add(_TAGS, f"{pointer}/tags", tags)
        operation["tags"] = fitting
    if not fitting:
        del operation["tags"]
    return tuple(fitting)


def _repair_responses(operation: Json, pointer: str, notes: Notes) -> None:
    responses = operation.get("responses")
    if not isinstance(responses, dict) or not any(not key.startswith("x-") for key in responses):
        notes.add(_RESPONSES, f"{pointer}/responses", responses or "")
        operation["responses"] = {"default": {"description": ""}}
        return
    fresh: dict[str, Any] = {}
    for status, response in responses.items():
        key = _status(status)
        if key != status:
            notes.add(_STATUS, f"{pointer}/responses", status)
        fresh.setdefault(key, response)
    operation["responses"] = fresh


def _status(status: str) -> str:
    if status == "default" or re.fullmatch(r"[1-5](?:\d\d|XX)", status) or status.startswith("x-"):
        return status
    match = re.search(r"(?<!\d)([1-5])(\d\d|[xX]{2})(?!\d)", status)
    return match[1] + match[2].upper() if match else "default"
