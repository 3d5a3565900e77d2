"""The data that a Next.js page carries for its scripts (React's "flight" rows), read without running anything.

Enters: the text of a page. Leaves: the rows, their JSON parsed and their references followed. A row is
`<id>:<json>` to the end of its line, or `<id>:T<hex length>,<text>` counted in UTF-8 bytes; the stream of rows is cut
into `self.__next_f.push([1,"..."])` calls at any byte, so all calls are joined before anything is parsed.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = Any
"""A JSON value: the payload is data of a program that we do not know."""

_PUSH = re.compile(r"self\.__next_f\.push\(\s*")
_ROW = re.compile(rb"([0-9a-f]{0,16}):")
_TEXT = re.compile(rb"T([0-9a-f]{1,12}),")
_LONGEST_CHAIN = 16
_LARGEST_VALUE = 50_000
_DEEPEST_VALUE = 100


def rows(page: str) -> dict[str, Json]:
    """Row id to value, in order of arrival: text rows as text, JSON rows parsed, other rows left out."""
    return dict(_rows(_stream(page)))


class Payload:
    """The rows of one page, their references followed on demand: `$64:props:data`, `$L6a`, `$undefined`, `$$` for `$`.

    What the page holds once is one object here, however many references lead to it: a value that contains itself is a
    value that contains itself. So the whole is never larger than the page, and never opened twice.
    """

    def __init__(self, rows: Mapping[str, Json]) -> None:
        self.rows = rows
        self._linked: dict[int, Json] = {}
        self._targets: dict[str, Json] = {}

    def find(self, key: str, value: Json) -> list[dict[str, Json]]:
        """The objects anywhere in the rows that hold `key: value`, in order, their references not followed."""
        found: list[dict[str, Json]] = []
        stack: list[Json] = list(reversed(list(self.rows.values())))
        while stack:
            item = stack.pop()
            if isinstance(item, dict):
                if item.get(key) == value:
                    found.append(item)
                stack.extend(reversed(list(item.values())))
            elif isinstance(item, list):
                stack.extend(reversed(item))
        return found

    def linked(self, value: Json) -> Json:
        """`value` with its references followed. What is no data (a symbol, a component, a missing row) is None."""
        waiting: list[tuple[Json, Json]] = []
        root = self._shell(value, waiting)
        while waiting:
            raw, shell = waiting.pop()
            if isinstance(raw, dict):
                shell.update((key, self._shell(item, waiting)) for key, item in raw.items() if item != "$undefined")
            else:
                shell.extend(self._shell(item, waiting) for item in raw)
        return root

    def _shell(self, value: Json, waiting: list[tuple[Json, Json]]) -> Json:
        """A scalar as it is; an object or a list as one that is still to be filled, once for each in the page."""
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(value, str) or not value.startswith("$") or value == "$":
                break
            if value.startswith("$$"):
                return value[1:]
            if value.startswith("$D"):
                return value[2:]
            target = self._target(value)
            if isinstance(target, str) and not _is_reference(self.rows, target):
                return target
            value = target
        else:
            return None
        if not isinstance(value, (dict, list)):
            return value
        if id(value) not in self._linked:
            shell: Json = {} if isinstance(value, dict) else []
            self._linked[id(value)] = shell
            waiting.append((value, shell))
        return self._linked[id(value)]

    def _target(self, reference: str, depth: int = 0) -> Json:
        """What a reference stands for, itself perhaps another reference."""
        if reference in self._targets:
            return self._targets[reference]
        self._targets[reference] = None  # what leads back here leads nowhere
        name, *path = reference[1:].removeprefix("L").split(":")
        target = self.rows.get(name)
        for step in path:
            for _ in range(_LONGEST_CHAIN):
                if depth > _LONGEST_CHAIN or not isinstance(target, str) or not _is_reference(self.rows, target):
                    break
                target = self._target(target, depth + 1)
            target = _inside(target, step)
        self._targets[reference] = target
        return target


def as_tree(value: Json, *, without: str = "\0") -> Json:
    """A linked value as a tree of its own, keys that begin with `without` left out. Where it contains itself, or
    refers to more than any value that a person wrote, it ends in null."""
    return _copied(value, (), [_LARGEST_VALUE], without)


def _copied(value: Json, above: tuple[int, ...], budget: list[int], without: str) -> Json:
    budget[0] -= 1
    if not isinstance(value, (dict, list)):
        return value
    if budget[0] < 0 or id(value) in above or len(above) > _DEEPEST_VALUE:
        return None
    inside = (*above, id(value))
    if isinstance(value, list):
        return [_copied(item, inside, budget, without) for item in value[: max(budget[0], 0)]]
    return {key: _copied(item, inside, budget, without) for key, item in value.items() if not key.startswith(without)}


def _inside(target: Json, step: str) -> Json:
    """One step of a path. An element is `["$", type, key, props]`."""
    if isinstance(target, list) and step == "props" and len(target) > 3 and target[0] == "$":
        return target[3]
    if isinstance(target, list) and step.isdecimal() and len(step) < 10 and int(step) < len(target):
        return target[int(step)]
    return target.get(step) if isinstance(target, dict) else None


def _is_reference(rows: Mapping[str, Json], text: str) -> bool:
    return text.startswith("$") and text[1:].removeprefix("L").partition(":")[0] in rows


def _stream(page: str) -> bytes:
    decoder = json.JSONDecoder()
    parts: list[str] = []
    for push in _PUSH.finditer(page):
        try:
            chunk, _ = decoder.raw_decode(page, push.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(chunk, list) and len(chunk) > 1 and chunk[0] == 1 and isinstance(chunk[1], str):
            parts.append(chunk[1])
    return "".join(parts).encode("utf-8", "surrogatepass")


def _rows(stream: bytes) -> Iterator[tuple[str, Json]]:
    at = 0
    while at < len(stream):
        start = _ROW.match(stream, at)
        if start is None:
            end = stream.find(b"\n", at)
            at = len(stream) if end < 0 else end + 1
            continue
        identifier = start[1].decode()
        if text := _TEXT.match(stream, start.end()):
            at = text.end() + int(text[1], 16)
            yield identifier, stream[text.end() : at].decode("utf-8", "replace")
            continue
        end = stream.find(b"\n", start.end())
        end = len(stream) if end < 0 else end
        # What is no JSON is a module (I[...]), a hint (HL[...]) or an error (E{...}): nothing that documents an API.
        with suppress(ValueError, RecursionError):
            yield identifier, json.loads(stream[start.end() : end])
        at = end + 1
