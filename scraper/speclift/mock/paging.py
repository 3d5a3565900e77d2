"""Pages through more items than were recorded.

Enters: the recorded answer to a list, what the operation says of its paging (`x-pagination`, see
docs/architecture.md), and the request's parameters. Leaves: the page that was asked for. The recorded items are
multiplied into as many distinct ones as are wanted; where the next page begins is said as documented.
"""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from speclift.document import join_pointer, locate, resolve, split_pointer
from speclift.mock.refusal import Refused
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

_IDENTITIES = ("id", "_id", "uid", "uuid", "guid", "key", "session_id", "login", "name", "title", "email")
_COUNTS = ("count", "total", "cnt", "totalCount", "total_count", "size")
_NAMESPACE = uuid.UUID("7b0e5a52-9d0d-4c1f-8f2e-0d6a2a6c6f10")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a server pages where it is not as documented.

    `first` is the number of its first page (None: the documented one). `beyond` is its answer after the last page: an
    `empty` one, the `last` again, or 404 (`missing`). `says` is what its answers tell of the next page: what is
    `documented`, a member that is `undocumented` as well, or `nothing`.
    """

    first: int | None = None
    beyond: Literal["empty", "last", "missing"] = "empty"
    says: Literal["documented", "undocumented", "nothing"] = "documented"


class Page:
    """One request for a page: how the operation pages, and the values of its paging parameters by name."""

    def __init__(
        self, paging: dict[str, Any], parameters: dict[str, Any], default_size: int, manner: Manner | None = None
    ) -> None:
        self._manner = manner or Manner()
        self.style = str(paging.get("style"))
        request, response = paging.get("request"), paging.get("response")
        self._names: dict[str, Any] = request if isinstance(request, dict) else {}
        self._pointers: dict[str, Any] = response if isinstance(response, dict) else {}
        self._parameters = parameters
        first = paging.get("first", 1)
        self._first = first if isinstance(first, int) else 1
        if self._manner.first is not None and self.style == "page":
            self._first = self._manner.first
        end = paging.get("end")
        self._ends = end if isinstance(end, list) and end else [None]
        self.size = max(self._integer("size", default_size), 1)
        self.begin = max(self._begin(), 0)

    @property
    def items(self) -> str | None:
        """The pointer of the items in the answer."""
        pointer = self._pointers.get("items")
        return pointer if isinstance(pointer, str) else None

    def fill(
        self,
        answer: Any,
        items: list[Any],
        target: str,
        query: list[tuple[str, str]],
        fits: Callable[[Any], bool] = lambda _: True,
    ) -> Any:
        """The recorded `answer` as the page that was asked for of all `items`.

        `target` is the address without query (for links), `query` the request's own, which links keep. Of the values
        that say that there is no more, the first is taken with which the answer `fits`; where none does, it says
        nothing of a next page.
        """
        if self.begin and self.begin >= len(items):
            if self._manner.beyond == "missing":
                raise Refused(404, "notFound", "There is no such page.", like=(r"not.?found",))
            if self._manner.beyond == "last":
                self.begin = max(len(items) - 1, 0) // self.size * self.size
        page = items[self.begin : self.begin + self.size]
        end = self.begin + self.size
        more = end < len(items)
        values = {
            "items": page,
            "total": len(items),
            "next": self._next(end, target, query) if more else self._ends[0],
            "count": len(page),
            "offset": self.begin,
            "page": self._first + self.begin // self.size,
            "size": self.size,
            "more": more,
        }
        filled = copy.deepcopy(answer)
        silent = self._manner.says == "nothing" and self.style in ("page", "offset")
        for role, pointer in self._pointers.items():
            if role not in values or not isinstance(pointer, str):
                continue
            filled = drop(filled, pointer) if silent and role != "items" else put(filled, pointer, values[role])
        items_pointer = self.items or ""
        if self._manner.says == "undocumented" and "next" not in self._pointers and items_pointer:
            sibling = f"{items_pointer.rpartition('/')[0]}/next_{self.style}"
            filled = put(filled, sibling, values["next"] if more else -1)
        following = self._pointers.get("next")
        if more or silent or not isinstance(following, str):
            return filled
        endings = [put(copy.deepcopy(filled), following, value) for value in self._ends]
        endings.append(drop(copy.deepcopy(filled), following))
        return next((ending for ending in endings if fits(ending)), endings[0])

    def _begin(self) -> int:
        """Where the page that was asked for begins."""
        token = self._parameters.get(str(self._names.get("token", self._names.get("cursor"))))
        if token is not None:
            return _position(token)
        if "offset" in self._names:
            return self._integer("offset", 0)
        return (self._integer("page", self._first) - self._first) * self.size

    def _next(self, position: int, target: str, query: list[tuple[str, str]]) -> Any:
        number = self._first + position // self.size
        if self.style == "token":
            return _token(position)
        if self.style == "link":
            if "token" in self._names or "cursor" in self._names:
                name, value = self._names.get("token", self._names.get("cursor")), _token(position)
            elif "offset" in self._names:
                name, value = self._names["offset"], str(position)
            else:
                name, value = self._names.get("page", "page"), str(number)
            kept = [(key, text) for key, text in query if key != name]
            return f"{target}?{urlencode([*kept, (str(name), value)])}"
        return position if self.style == "offset" else number

    def _integer(self, role: str, otherwise: int) -> int:
        value = self._parameters.get(str(self._names.get(role)), otherwise)
        return value if isinstance(value, int) else otherwise


def multiplied(recorded: list[Any], wanted: int, fits: Callable[[Any], bool]) -> list[Any]:
    """`wanted` items made of the recorded ones: those first, then copies that differ in what identifies them.

    `fits` says whether an item is still one of its schema; a change that breaks it is tried in another way.
    """
    if not recorded:
        return []
    return [
        recorded[index]
        if index < len(recorded) and recorded[index] not in recorded[:index]
        else _distinct(recorded[index % len(recorded)], index + 1, fits)
        for index in range(wanted)
    ]


def _distinct(item: Any, number: int, fits: Callable[[Any], bool]) -> Any:
    if not isinstance(item, dict):
        return next((value for value in variants(item, number) if fits(value)), item)
    names = [name for name in _IDENTITIES if name in item]
    names += [name for name, value in item.items() if name not in names and isinstance(value, (str, int))]
    changed = dict(item)
    for name in names:
        for value in variants(item[name], number):
            if fits(changed | {name: value}):
                changed[name] = value
                break
        if name in ("id", "_id", "uid", "uuid", "guid") and changed[name] != item[name]:
            continue
        if changed != item:
            return changed
    return changed


def variants(value: Any, number: int) -> list[Any]:
    """Values like `value` that differ by `number`, the plainest first; none where it has no others."""
    if isinstance(value, bool):
        return []
    if isinstance(value, int):
        return [value + number, number]
    if isinstance(value, str):
        # Before the "@" of an address, and short enough for a tight limit.
        name, at, host = value.partition("@")
        known = str(uuid.uuid5(_NAMESPACE, f"{value} {number}"))
        return [
            f"{name}-{number}{at}{host}",
            known,
            f"{name[: max(len(name) - 5, 0)]}{number:05}{at}{host}",
            str(number),
        ]
    return []


def items_at(answer: Any, pointer: str) -> list[Any] | None:
    """The list at `pointer` in a recorded answer; None when there is none."""
    try:
        found = resolve(answer, pointer)
    except InputError:
        return None
    return found if isinstance(found, list) else None


def with_items(answer: Any, pointer: str, items: list[Any]) -> Any:
    """The recorded answer to a list that does not page, with other items; a count beside them counts these."""
    filled = put(copy.deepcopy(answer), pointer, items)
    recorded = items_at(answer, pointer)
    for name in _COUNTS if isinstance(filled, dict) and recorded is not None else ():
        if filled.get(name) == len(recorded or []) and not isinstance(filled[name], bool):
            filled[name] = len(items)
    return filled


def item_schema(document: dict[str, Any], schema: str, pointer: str) -> str | None:
    """The pointer of the schema of the items at `pointer` of a value of `schema` (a pointer too), if it is known."""
    try:
        where, value = locate(document, schema)
        found = _item_schema(document, where, value, split_pointer(pointer), 0)
    except InputError:
        return None
    return found


def _item_schema(document: dict[str, Any], where: str, value: Any, parts: tuple[str, ...], depth: int) -> str | None:
    if not isinstance(value, dict) or depth > 8:
        return None
    if not parts and "items" in value:
        return f"{where}/items"
    properties = value.get("properties")
    if parts and isinstance(properties, dict) and parts[0] in properties:
        inner = locate(document, where + join_pointer("properties", parts[0]))
        return _item_schema(document, *inner, parts[1:], depth)
    for keyword in ("allOf", "anyOf", "oneOf"):
        members = value.get(keyword)
        for index in range(len(members) if isinstance(members, list) else 0):
            inner = locate(document, f"{where}/{keyword}/{index}")
            if found := _item_schema(document, *inner, parts, depth + 1):
                return found
    return None


def put(value: Any, pointer: str, new: Any) -> Any:
    """`value` with `new` at `pointer`; objects on the way are made where they are missing."""
    parts = split_pointer(pointer)
    if not parts:
        return new
    inside = value
    for part in parts[:-1]:
        if not isinstance(inside, dict):
            return value
        if not isinstance(inside.get(part), dict):
            inside[part] = {}
        inside = inside[part]
    if isinstance(inside, dict):
        inside[parts[-1]] = new
    return value


def drop(value: Any, pointer: str) -> Any:
    """`value` without the member at `pointer`."""
    *above, last = split_pointer(pointer)
    inside = value
    for part in above:
        inside = inside.get(part) if isinstance(inside, dict) else None
    if isinstance(inside, dict):
        inside.pop(last, None)
    return value


def _token(position: int) -> str:
    return f"page-from-{position}"


def _position(token: Any) -> int:
    digits = str(token).rpartition("-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
