"""Reads YAML as OpenAPI means it: YAML 1.2's JSON schema, into a tree of JSON values.

Enters: text. Leaves: JSON values, or `InputError` with file and line. PyYAML's own constructors are YAML 1.1 (`on` is a
boolean, `2024-01-01` a date, `1:30` ninety, `200:` an integer key) and share aliased nodes; its composer recurses in C
and takes the process down on `[[[[…`. So the tree is built here, with a stack, from the events of libyaml's parser.
"""

from __future__ import annotations

import copy
import math
import re
from typing import TYPE_CHECKING, Any

import yaml

from speclift.document.shape import MAX_DEPTH
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# PyYAML may have been built without libyaml; its own parser gives the same events, slowly.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_ALIASED = 200_000
"""Values that aliases may repeat in all. "Billion laughs" makes 10^9 of 9 lines; honest documents repeat thousands."""

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_INTEGER = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    "": None,
    **dict.fromkeys(("~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TAG = "tag:yaml.org,2002:"
_MERGE = object()


class _Mapping:
    """A mapping being built: `key` waits for its value (`None`: the next event is a key)."""

    __slots__ = ("anchor", "key", "merged", "value")

    def __init__(self, anchor: str | None) -> None:
        self.anchor = anchor
        self.key: Any = None
        self.merged: list[dict[str, Any]] = []
        self.value: dict[str, Any] = {}


class _Sequence:
    """A sequence being built."""

    __slots__ = ("anchor", "value")

    def __init__(self, anchor: str | None) -> None:
        self.anchor = anchor
        self.value: list[Any] = []


def parse_yaml(text: str, name: str) -> Any:
    """The one YAML document in `text`; `name` is the file's name in messages. Raises `InputError`."""
    try:
        return _Builder(name).build(events(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise InputError(f"not YAML: {error.problem or error.context}", file=name, place=place) from None
    except yaml.YAMLError as error:
        raise InputError(f"not YAML: {' '.join(str(error).split())}", file=name) from None


def read_yaml(path: Path) -> Any:
    """What a file of YAML holds; None for an empty one. Raises `InputError` for one that cannot be read."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise InputError("there is no such file", file=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", file=str(path)) from None
    return parse_yaml(text, str(path)) if text.strip() else None


def events(text: str) -> Iterator[Any]:
    """The events of libyaml for a text, each with its marks. Raises yaml.YAMLError for what is no YAML."""
    parser = _Parser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.anchors: dict[str, Any] = {}
        self.stack: list[_Mapping | _Sequence] = []
        self.aliased = 0
        self.result: Any = None
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Any:
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open(_Mapping(event.anchor), event)
            elif kind is yaml.SequenceStartEvent:
                self._open(_Sequence(event.anchor), event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    raise self._trouble("a second YAML document begins here", event)
        return self.result

    def _scalar(self, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if isinstance(top, _Mapping) and top.key is None:
            # A key is its text: `200:` means "200", `3.10:` means "3.10".
            if event.value == "<<" and event.implicit[0]:
                top.key = _MERGE
                return
            if event.value in top.value:
                raise self._trouble(f"the key {event.value!r} stands twice in one object", event)
            if event.anchor:
                self.anchors[event.anchor] = event.value
            top.key = event.value
            return
        value = self._value(event)
        if event.anchor:
            self.anchors[event.anchor] = value
        self._add(value, event)

    def _value(self, event: Any) -> Any:
        text: str = event.value
        if event.tag is None:
            return self._plain(text, event) if event.implicit[0] else text
        if event.tag in {"!", _TAG + "str"}:
            return text
        if event.tag in {_TAG + "int", _TAG + "float", _TAG + "bool", _TAG + "null"}:
            value = self._plain(text, event)
            if not isinstance(value, str):
                return value
        raise self._trouble(f"the tag {event.tag!r} has no meaning in OpenAPI", event)

    def _plain(self, text: str, event: Any) -> Any:
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in "-+.0123456789":
            return text
        if len(text) > 400:
            return text
        if _INTEGER.match(text):
            return int(text)
        if _OTHER_INTEGER.match(text):
            return int(text, 0)
        if _NUMBER.match(text):
            number = float(text)
            if not math.isfinite(number):
                raise self._trouble(f"the number {text} is too large", event)
            return number
        return text

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise self._trouble(f"the alias *{event.anchor} stands inside itself or before its anchor", event)
        value = self.anchors[event.anchor]
        number, depth = _measure(value, MAX_ALIASED)
        self.aliased += number
        if self.aliased > MAX_ALIASED:
            raise self._trouble(f"aliases repeat more than {MAX_ALIASED} values: refused", event)
        if len(self.stack) + depth > MAX_DEPTH:
            raise self._trouble(f"nested more than {MAX_DEPTH} levels deep", event)
        top = self.stack[-1] if self.stack else None
        if isinstance(top, _Mapping) and top.key is None:
            raise self._trouble("an alias as a key", event)
        self._add(copy.deepcopy(value), event)

    def _open(self, opened: _Mapping | _Sequence, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if isinstance(top, _Mapping) and top.key is None:
            raise self._trouble("a key that is not text", event)
        if event.tag not in {None, "!", _TAG + "map", _TAG + "seq"}:
            raise self._trouble(f"the tag {event.tag!r} has no meaning in OpenAPI", event)
        if len(self.stack) >= MAX_DEPTH:
            raise self._trouble(f"nested more than {MAX_DEPTH} levels deep", event)
        self.stack.append(opened)

    def _close(self, event: Any) -> None:
        closed = self.stack.pop()
        value: Any = closed.value
        if isinstance(closed, _Mapping):
            for merged in closed.merged:
                for key, inherited in merged.items():
                    value.setdefault(key, inherited)
        if closed.anchor:
            self.anchors[closed.anchor] = value
        self._add(value, event)

    def _add(self, value: Any, event: Any) -> None:
        if not self.stack:
            self.result = value
            return
        top = self.stack[-1]
        if isinstance(top, _Sequence):
            top.value.append(value)
        elif top.key is _MERGE:
            sources = value if isinstance(value, list) else [value]
            if not all(isinstance(source, dict) for source in sources):
                raise self._trouble("`<<` merges objects only", event)
            top.merged.extend(sources)
            top.key = None
        else:
            top.value[top.key] = value
            top.key = None

    def _trouble(self, message: str, event: Any) -> InputError:
        mark = event.start_mark
        return InputError(message, file=self.name, place=f"line {mark.line + 1}, column {mark.column + 1}")


def _measure(value: Any, limit: int) -> tuple[int, int]:
    """How many values `value` holds, itself included (counting stops beyond `limit`), and how deep it is nested."""
    number, deepest, waiting = 0, 0, [(value, 0)]
    while waiting and number <= limit:
        current, depth = waiting.pop()
        number += 1
        if isinstance(current, (dict, list)):
            deepest = max(deepest, depth + 1)
            children = current.values() if isinstance(current, dict) else current
            waiting.extend((child, depth + 1) for child in children)
    return number, deepest
