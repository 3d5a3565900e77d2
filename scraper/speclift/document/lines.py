"""Where the values of a document stand in its text.

Enters: the text of a JSON or YAML document. Leaves: line and column of any JSON pointer. The text is read when it is
first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

import yaml

from speclift.document.pointers import escape
from speclift.document.yaml12 import events


class Position(NamedTuple):
    """A place in a text; both count from 1."""

    line: int
    column: int


class Lines:
    """The positions of everything in one document. A key of an object is where its value is said to stand."""

    def __init__(self, text: str) -> None:
        self._text = text

    def at(self, pointer: str) -> Position | None:
        """Where a pointer leads, or the nearest value around it that is there; None for text that is no YAML."""
        known = self._positions
        while pointer not in known and pointer:
            pointer = pointer.rpartition("/")[0]
        return known.get(pointer)

    @cached_property
    def _positions(self) -> dict[str, Position]:
        positions: dict[str, Position] = {}
        try:
            for pointer, mark in _walk(self._text):
                positions.setdefault(pointer, Position(mark.line + 1, mark.column + 1))
        except yaml.YAMLError:
            return positions
        return positions


def _walk(text: str) -> list[tuple[str, Any]]:
    """(pointer, mark) of every value, in written order."""
    pairs: list[tuple[str, Any]] = []
    stack: list[tuple[str, int | None]] = []  # the pointer of a collection, and the next index of a sequence
    key: tuple[str, Any] | None = None
    waiting: list[tuple[str, Any] | None] = []
    for event in events(text):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
            key = waiting.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        pointer, mark = "", event.start_mark
        if stack:
            above, index = stack[-1]
            if index is not None:
                pointer = f"{above}/{index}"
                stack[-1] = above, index + 1
            elif key is None:
                key = getattr(event, "value", ""), mark
                continue
            else:
                pointer, mark = f"{above}/{escape(key[0])}", key[1]
                key = None
        pairs.append((pointer, mark))
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append((pointer, 0 if isinstance(event, yaml.SequenceStartEvent) else None))
            waiting.append(key)
            key = None
    return pairs
