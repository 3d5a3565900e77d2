"""Facts about values: what a schema says, in one form however it was written.

Enters: nothing of ours. Leaves: `Facts`, and the few things that hold for all of them: when two values are equal, of
which type a value is, which facts speak about which type."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from speclift.document.schema.regular import matches

TYPES = frozenset({"string", "integer", "fraction", "boolean", "object", "array"})
"""`number` is `integer` and `fraction`, so that the integers are seen to be among the numbers. Null is apart."""

_APPLIES = {
    "string": {
        "min-length", "max-length", "pattern", "format", "content-encoding", "content-media-type", "content-schema",
    },
    "number": {"minimum", "maximum", "multiple-of", "format"},
    "array": {
        "items", "prefix-items", "min-items", "max-items", "unique-items", "contains", "min-contains", "max-contains",
        "unevaluated-items",
    },
    "object": {
        "properties", "required", "additional-properties", "pattern-properties", "property-names", "min-properties",
        "max-properties", "dependent-required", "dependent-schemas", "discriminator", "unevaluated-properties",
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
    """Drop what says nothing beside the other facts: bounds of another type, an enumeration of both truth values,
    listed values that the other facts exclude, and facts that every listed value satisfies."""
    types: frozenset[str] | None = said.get("types")
    if "enum" in said and not said.get("extensible"):
        _settle_values(said, types)
    if types is not None:
        families = {family(kind) for kind in types}
        for name, facts in _APPLIES.items():
            if name not in families:
                for fact in facts.intersection(said):
                    if not any(fact in _APPLIES[other] for other in families if other in _APPLIES):
                        del said[fact]
        if types == {"boolean"} and said.get("enum", {}).keys() == {"true", "false"}:
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


def _settle_values(facts: dict[str, Any], types: frozenset[str] | None) -> None:
    values = {key: value for key, value in facts["enum"].items() if types is None or type_of(value) in types}
    for fact, holds in OF_VALUES.items():
        if fact in facts:
            values = {key: value for key, value in values.items() if holds(value, facts[fact])}
            del facts[fact]
    facts.pop("format", None)
    if values or not facts["enum"]:
        facts["enum"] = values


def satisfies(value: Any, facts: dict[str, Any]) -> bool:
    """Whether a scalar has the type that facts name, is listed where they list values, and is within their bounds.
    Formats and facts that lead to other schemas are not looked at."""
    types = facts.get("types")
    if types is not None and type_of(value) not in types:
        return False
    if "enum" in facts and not facts.get("extensible") and typed(value) not in facts["enum"]:
        return False
    return all(holds(value, facts[fact]) for fact, holds in OF_VALUES.items() if fact in facts)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _matches(value: Any, patterns: tuple[str, ...]) -> bool:
    # A pattern of another dialect excludes nothing that we know of.
    return not isinstance(value, str) or all(matches(pattern, value) is not False for pattern in patterns)


def _above(value: Any, bound: Bound) -> bool:
    return not _is_number(value) or value > bound.number or (value == bound.number and not bound.exclusive)


def _below(value: Any, bound: Bound) -> bool:
    return not _is_number(value) or value < bound.number or (value == bound.number and not bound.exclusive)


OF_VALUES: dict[str, Callable[[Any, Any], bool]] = {
    "min-length": lambda value, least: not isinstance(value, str) or len(value) >= least,
    "max-length": lambda value, most: not isinstance(value, str) or len(value) <= most,
    "pattern": _matches,
    "minimum": _above,
    "maximum": _below,
    "multiple-of": lambda value, step: not _is_number(value) or abs(value / step - round(value / step)) < 1e-9,
}
"""Facts of scalars that can be tried on a listed value."""
