"""Which operations of a document create, list, get, change and delete the same things.

Enters: a document. Leaves: `Collection`s: `/users` with `/users/{user_id}`, nested ones included, each with the field
that identifies an item. Judged by paths, methods and recorded answers alone; where no field identifies an item, there
is no collection, and its operations answer as recorded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from speclift.document import Operation, iterate_operations, join_pointer
from speclift.mock.paging import items_at

if TYPE_CHECKING:
    from collections.abc import Callable

_PARAMETER = re.compile(r"\{([^{}]+)\}")
_NUMBERS = ("id", "_id", "uid", "uuid", "guid")
_IDENTITIES = (*_NUMBERS, "key", "slug", "login", "name")

Segments = tuple[str, ...]


@dataclass(slots=True)
class Collection:
    """What lies under one path: `parameter` is the name of an item's path parameter, `identity` that of the field.

    `recorded` is an item as the page shows it, `lister` the operation that lists (None: nothing does), `puts` whether
    a PUT creates what is not there, since nothing else does.
    """

    template: Segments
    parameter: str
    identity: str = ""
    recorded: dict[str, Any] = field(default_factory=dict)
    lister: Operation | None = None
    puts: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """What an operation does with a collection: "list", "create", "get", "change" or "delete"."""

    kind: str
    collection: Collection


def segments(path: str) -> Segments:
    """The segments of a path template, the names of its parameters left out."""
    return tuple("{}" if _PARAMETER.fullmatch(part) else part for part in path.strip("/").split("/"))


class Resources:
    """The collections of one document. `answered` gives the recorded answer of an operation's success."""

    def __init__(self, document: dict[str, Any], answered: Callable[[Operation], Any]) -> None:
        self.collections: dict[Segments, Collection] = {}
        self._roles: dict[str, Role] = {}
        operations = [o for o in iterate_operations(document) if o.value.get("x-transport") != "websocket"]
        by_path: dict[Segments, dict[str, Operation]] = {}
        for operation in operations:
            by_path.setdefault(segments(operation.path), {})[operation.method] = operation
        for path, on_item in by_path.items():
            if len(path) > 1 and path[-1] == "{}" and path[-2] != "{}":
                self._add(path[:-1], on_item, by_path.get(path[:-1], {}), answered)

    def role(self, operation: Operation) -> Role | None:
        """What an operation does with a collection; None where that is unknown."""
        return self._roles.get(operation.pointer)

    def _add(
        self,
        template: Segments,
        on_item: dict[str, Operation],
        on_all: dict[str, Operation],
        answered: Callable[[Operation], Any],
    ) -> None:
        parameter = _PARAMETER.findall(next(iter(on_item.values())).path)[-1]
        collection = Collection(template, parameter, puts="put" in on_item and "post" not in on_all)
        lister = on_all.get("get")
        listed = listed_items(lister, answered(lister)) if lister is not None else None
        for shown in (on_item.get("get"), on_all.get("post"), on_item.get("put"), on_item.get("patch")):
            value = answered(shown) if shown is not None else None
            for item in (value, *(value.values() if isinstance(value, dict) else ())):
                collection.identity = collection.identity or _identity(item, parameter)
                if collection.identity and not collection.recorded and _names(item, collection.identity):
                    collection.recorded = item
        for item in listed or ():
            collection.identity = collection.identity or _identity(item, parameter)
        if not collection.identity:
            return
        if listed is not None and all(_names(item, collection.identity) for item in listed):
            collection.lister = lister
            collection.recorded = collection.recorded or next(iter(listed), {})
        self.collections[template] = collection
        kinds = {"get": "get", "put": "change", "patch": "change", "delete": "delete"}
        if not {"put", "patch"} & on_item.keys():
            kinds["post"] = "change"
        for method, kind in kinds.items():
            if method in on_item:
                self._roles[on_item[method].pointer] = Role(kind, collection)
        if lister is not None and collection.lister is not None:
            self._roles[lister.pointer] = Role("list", collection)
        if "post" in on_all:
            self._roles[on_all["post"].pointer] = Role("create", collection)


def list_pointer(operation: Operation, answer: Any) -> str | None:
    """Where the items stand in the answer to a list: as documented, or the only list that it has."""
    paging = operation.value.get("x-pagination")
    response = paging.get("response") if isinstance(paging, dict) else None
    documented = response.get("items") if isinstance(response, dict) else None
    if isinstance(documented, str):
        return documented
    if isinstance(answer, list):
        return ""
    if not isinstance(answer, dict):
        return None
    lists: list[str] = [key for key, value in answer.items() if isinstance(value, list)]
    if len(lists) != 1:
        return None
    return join_pointer(lists[0])


def listed_items(operation: Operation, answer: Any) -> list[Any] | None:
    """The items in the answer to a list; None where it has none."""
    pointer = list_pointer(operation, answer)
    return items_at(answer, pointer) if pointer is not None else None


def _identity(item: Any, parameter: str) -> str:
    """The field of an item that a path parameter names: `user_id` its own, or `id`; "" where there is none."""
    if not isinstance(item, dict):
        return ""
    plain: dict[str, str] = {_plain(name): name for name in item if _names(item, name)}
    wanted = _plain(parameter)
    ends = [_plain(name) for name in _IDENTITIES if wanted.endswith(_plain(name))]
    # What is called an id is not taken for a name: with a wrong field nothing would be found again.
    others = _NUMBERS if wanted.endswith("id") else _IDENTITIES
    for name in (wanted, *ends, *map(_plain, others)):
        if name in plain:
            return plain[name]
    return ""


def _names(item: Any, name: str) -> bool:
    value = item.get(name) if isinstance(item, dict) else None
    return isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
