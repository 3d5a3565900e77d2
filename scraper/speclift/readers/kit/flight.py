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
_DEEPEST = 200
_LARGEST = 2_000_000


def rows(page: str) -> dict[str, Json]:
    """Row id to value, in order of arrival: text rows as text, JSON rows parsed, other rows left out."""
    return dict(_rows(_stream(page)))


def find(payload: Mapping[str, Json], key: str, value: Json) -> list[dict[str, Json]]:
    """The objects anywhere in the payload that hold `key: value`, in order."""
    found: list[dict[str, Json]] = []
    stack: list[Json] = list(reversed(list(payload.values())))
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if item.get(key) == value:
                found.append(item)
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))
    return found


def resolved(payload: Mapping[str, Json], value: Json) -> Json:
    """`value` with its references followed (`$64:props:data`, `$L6a`, `$undefined`, `$$` for a dollar).

    A value that contains itself ends in `{"$ref": "#"}` where it would repeat, and so does anything nested beyond
    sense.
    """
    budget = [_LARGEST]
    return _follow(payload, value, (), budget)


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


def _follow(payload: Mapping[str, Json], value: Json, above: tuple[int | str, ...], budget: list[int]) -> Json:
    budget[0] -= 1
    if budget[0] < 0 or len(above) > _DEEPEST:
        return {"$ref": "#"}
    if isinstance(value, str):
        if not value.startswith("$") or value == "$":
            return value
        if value.startswith("$$"):
            return value[1:]
        if value.startswith("$D"):
            return value[2:]
        target = _target(payload, value)
        if target is None or (isinstance(target, str) and not _is_reference(payload, target)):
            return target
        return None if value in above else _follow(payload, target, (*above, value), budget)
    if id(value) in above:
        return {"$ref": "#", "title": value.get("title")} if isinstance(value, dict) else {"$ref": "#"}
    if isinstance(value, dict):
        inside = (*above, id(value))
        return {key: _follow(payload, item, inside, budget) for key, item in value.items() if item != "$undefined"}
    if isinstance(value, list):
        inside = (*above, id(value))
        return [_follow(payload, item, inside, budget) for item in value]
    return value


def _is_reference(payload: Mapping[str, Json], text: str) -> bool:
    return text.startswith("$") and text[1:].removeprefix("L").partition(":")[0] in payload


def _target(payload: Mapping[str, Json], reference: str) -> Json:
    """What a reference stands for; None for what is no data (a symbol, a component, a date, a missing row)."""
    name, *path = reference[1:].removeprefix("L").split(":")
    if name not in payload:
        return None
    target = payload[name]
    for step in path:
        for _ in range(8):  # a reference on the way to another
            if not (isinstance(target, str) and target.startswith("$") and not target.startswith("$$")):
                break
            target = _target_once(payload, target)
        if isinstance(target, list) and step == "props" and len(target) > 3 and target[0] == "$":
            target = target[3]  # an element is ["$", type, key, props]
        elif isinstance(target, list) and step.isdecimal() and int(step) < len(target):
            target = target[int(step)]
        elif isinstance(target, dict) and step in target:
            target = target[step]
        else:
            return None
    return target


def _target_once(payload: Mapping[str, Json], reference: str) -> Json:
    name, *path = reference[1:].removeprefix("L").split(":")
    return payload.get(name) if not path else _target(payload, reference)
