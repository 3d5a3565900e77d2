"""Facts about values: what a schema says, in one form however it was written.

Enters: nothing of ours. Leaves: `Facts`, and the few things that hold for all of them: when two values are equal, of
which type a value is, which facts speak about which type."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

TYPES = frozenset({"string", "integer", "fraction", "boolean", "object", "array"})
"""`number` is `integer` and `fraction`, so that the integers are seen to be among the numbers. Null is apart."""

_APPLIES = {
    "string": {"min-length", "max-length", "pattern", "format", "content-encoding", "content-media-type"},
    "number": {"minimum", "maximum", "multiple-of", "format"},
    "array": {
        "items", "prefix-items", "min-items", "max-items", "unique-items", "contains", "min-contains", "max-contains",
    },
    "object": {
        "properties", "required", "additional-properties", "pattern-properties", "property-names", "min-properties",
        "max-properties", "dependent-required", "dependent-schemas", "discriminator",
    },
}  # fmt: skip
"""Which facts speak about which type only: they say nothing about values of any other."""


class Bound(NamedTuple):
    """A bound of numbers: the number, and whether the number itself is outside."""

    number: float
    exclusive: bool


class Facts:
    """Facts by name, and the pointer of the keyword that says each."""

    __slots__ = ("said", "where")

    def __init__(self) -> None:
        self.said: dict[str, Any] = {}
        self.where: dict[str, str] = {}


def typed(value: Any) -> str:
    """A key under which equal JSON values meet and no others: `1` and `1.0` do, `1` and `true` and `"1"` do not."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True, default=str)


def type_of(value: Any) -> str:
    """The type of a JSON value, as `TYPES` calls it; "null" for None."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    return {float: "fraction", str: "string", list: "array"}.get(type(value), "object")


def family(kind: str) -> str:
    """The kind of constraint that a type is under: integers are numbers."""
    return "number" if kind in ("integer", "fraction") else kind


def tighter(fact: str, one: Bound, other: Bound) -> Bound:
    """The bound that leaves less room; the first where they are the same."""
    if one.number == other.number:
        return other if other.exclusive and not one.exclusive else one
    return one if (one.number > other.number) == (fact == "minimum") else other


def settle(said: dict[str, Any]) -> None:
    """Drop what says nothing beside the other facts: bounds of another type, an enumeration of both truth values."""
    types: frozenset[str] | None = said.get("types")
    if types is not None:
        families = {family(kind) for kind in types}
        for name, facts in _APPLIES.items():
            if name not in families:
                for fact in facts.intersection(said):
                    if not any(fact in _APPLIES[other] for other in families if other in _APPLIES):
                        del said[fact]
        if types == {"boolean"} and len(said.get("enum", ())) == 2:
            del said["enum"]
        if types == {"integer"}:
            for fact, step in (("minimum", 1), ("maximum", -1)):
                bound = said.get(fact)
                if bound is not None and bound.exclusive and float(bound.number).is_integer():
                    said[fact] = Bound(bound.number + step, False)
            if said.get("multiple-of") == 1:
                del said["multiple-of"]
    if said.get("min-contains") == 1:
        del said["min-contains"]
