"""The documents that rows of cases/documents stand for: a base, and edits."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from speclift.document import split_pointer

FOLDER = Path(__file__).parent
SHOP: dict[str, Any] = yaml.safe_load((FOLDER / "shop.yaml").read_text())
ROWS: dict[str, dict[str, Any]] = {
    f"{file.stem}/{name}": row
    for file in sorted((FOLDER / "cases" / "documents").glob("*.yaml"))
    for name, row in yaml.safe_load(file.read_text()).items()
}


def documents(row: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The old and the new document of a row."""
    old = copy.deepcopy(SHOP)
    for edit in row.get("before", ()):
        apply(old, edit)
    new = copy.deepcopy(old)
    for edit in row["edits"]:
        apply(new, edit)
    return old, new


def apply(document: Any, edit: dict[str, Any]) -> None:
    """Apply one edit: `set` to, `remove`, `move` to, `merge` with, `reverse`; each at a JSON pointer."""
    edit = copy.deepcopy(edit)
    if "set" in edit:
        put(document, edit["set"], edit["to"])
    elif "remove" in edit:
        take(document, edit["remove"])
    elif "move" in edit:
        put(document, edit["to"], take(document, edit["move"]), parents=edit.get("parents", False))
    elif "merge" in edit:
        at(document, edit["merge"]).update(edit["with"])
    elif "reverse" in edit:
        value = at(document, edit["reverse"])
        if isinstance(value, list):
            value.reverse()
        else:
            entries = list(value.items())[::-1]
            value.clear()
            value.update(entries)


def at(value: Any, pointer: str) -> Any:
    """The value at a pointer."""
    for step in split_pointer(pointer):
        value = value[int(step) if isinstance(value, list) else step]
    return value


def put(document: Any, pointer: str, value: Any, *, parents: bool = False) -> None:
    """Put a value at a pointer; one past the end of an array appends."""
    parent, _, step = pointer.rpartition("/")
    if parents:
        holder = document
        for key in split_pointer(parent):
            holder = holder.setdefault(key, {})
    holder = at(document, parent)
    key = split_pointer("/" + step)[0]
    if isinstance(holder, list):
        holder[int(key) : int(key) + 1] = [value]
    else:
        holder[key] = value


def take(document: Any, pointer: str) -> Any:
    """Take the value at a pointer away."""
    parent, _, step = pointer.rpartition("/")
    holder = at(document, parent)
    key = split_pointer("/" + step)[0]
    return holder.pop(int(key) if isinstance(holder, list) else key)
