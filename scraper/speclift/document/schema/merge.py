"""Facts that hold at once, made one: what `allOf` means.

Enters: the facts of several schema objects that a value must all satisfy. Leaves: one `Facts`. Fields that several of
them describe keep all the descriptions; they are merged when they are compared."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from speclift.document.schema.facts import Facts, settle, tighter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def merge(parts: Sequence[Facts]) -> Facts:
    """One `Facts` that admits what every one of `parts` admits."""
    merged = Facts()
    said, where = merged.said, merged.where
    for part in parts:
        for fact, value in part.said.items():
            if fact not in said:
                said[fact] = value
                if fact in part.where:
                    where[fact] = part.where[fact]
            else:
                both = _MERGE.get(fact, _first)(fact, said[fact], value)
                if both is not said[fact] and both is value and fact in part.where:
                    where[fact] = part.where[fact]
                said[fact] = both
    settle(said)
    return merged


def _first(_fact: str, one: Any, _other: Any) -> Any:
    return one


def _both(_fact: str, one: Any, other: Any) -> Any:
    return one and other


def _either(_fact: str, one: Any, other: Any) -> Any:
    return one or other


def _intersection(_fact: str, one: frozenset[Any], other: frozenset[Any]) -> frozenset[Any]:
    return one if one == other else one & other


def _union(_fact: str, one: frozenset[Any], other: frozenset[Any]) -> frozenset[Any]:
    return one | other


def _enum(_fact: str, one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    if one.keys() == other.keys():
        return one
    return {key: value for key, value in one.items() if key in other}


def _larger(_fact: str, one: Any, other: Any) -> Any:
    return other if other > one else one


def _smaller(_fact: str, one: Any, other: Any) -> Any:
    return other if other < one else one


def _multiple(_fact: str, one: Any, other: Any) -> Any:
    if isinstance(one, int) and isinstance(other, int) and one and other:
        least = math.lcm(one, other)
        return one if least == one else other if least == other else least
    return _larger(_fact, one, other)


def _patterns(_fact: str, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return one if set(other) <= set(one) else tuple(dict.fromkeys(one + other))


def _nodes(_fact: str, one: list[Any], other: list[Any]) -> list[Any]:
    return one + other


def _by_name(_fact: str, one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, list[Any]]:
    merged = dict(one)
    for name, nodes in other.items():
        merged[name] = merged[name] + nodes if name in merged else nodes
    return merged


def _required(_fact: str, one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    return {**other, **one}


def _additional(_fact: str, one: Any, other: Any) -> Any:
    return False if one is False or other is False else one + other


def _positions(_fact: str, one: list[list[Any]], other: list[list[Any]]) -> list[list[Any]]:
    length = max(len(one), len(other))
    return [(one[i] if i < len(one) else []) + (other[i] if i < len(other) else []) for i in range(length)]


_MERGE: dict[str, Callable[[str, Any, Any], Any]] = {
    "types": _intersection,
    "null": _both,
    "null-typed": _both,
    "enum": _enum,
    "extensible": _both,
    "minimum": tighter,
    "maximum": tighter,
    "multiple-of": _multiple,
    "min-length": _larger,
    "max-length": _smaller,
    "pattern": _patterns,
    "min-items": _larger,
    "max-items": _smaller,
    "items": _nodes,
    "prefix-items": _positions,
    "contains": _nodes,
    "min-contains": _larger,
    "max-contains": _smaller,
    "properties": _by_name,
    "required": _required,
    "additional-properties": _additional,
    "pattern-properties": _by_name,
    "property-names": _nodes,
    "min-properties": _larger,
    "max-properties": _smaller,
    "dependent-required": _union,
    "dependent-schemas": _by_name,
    "not": _nodes,
    "if": _nodes,
    "read-only": _either,
    "write-only": _either,
    "deprecated": _either,
}
"""How two statements of the same fact become one. Facts that are not listed keep the first: `format`, `default`."""
