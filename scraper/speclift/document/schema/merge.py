"""Facts that hold at once, made one: what `allOf` means.

Enters: the facts of several schema objects that a value must all satisfy. Leaves: one `Facts`. Fields that several of
them describe keep all the descriptions; they are merged when they are compared."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from speclift.document.node import Node
from speclift.document.schema.facts import Facts, settle, tighter
from speclift.document.schema.regular import matches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def merge(parts: Sequence[Facts]) -> Facts:
    """One `Facts` that admits what every one of `parts` admits."""
    merged = Facts()
    said, where = merged.said, merged.where
    for part in closed(parts):
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
    for unevaluated, own in (("unevaluated-properties", "additional-properties"), ("unevaluated-items", "items")):
        if unevaluated in said:
            if own not in said:
                said[own], where[own] = said[unevaluated], where[unevaluated]
            del said[unevaluated]
    settle(said)
    return merged


def closed(parts: Sequence[Facts]) -> Sequence[Facts]:
    """The parts, each with what its `additionalProperties` says of the fields that only other parts describe: they are
    among the additional ones of this part (JSON Schema 2020-12 Core, 10.3.2.3)."""
    if len(parts) == 1 or all("additional-properties" not in part.said for part in parts):
        return parts
    named = dict.fromkeys(name for part in parts for name in part.said.get("properties", ()))
    leaves = []
    for part in parts:
        rest = part.said.get("additional-properties")
        own = part.said.get("properties", {})
        foreign = [name for name in named if name not in own and not _by_pattern(part, name)]
        if rest is None or not foreign:
            leaves.append(part)
            continue
        refused = [Node(False, part.where["additional-properties"])]
        wider = Facts()
        wider.where = {**part.where, "properties": part.where.get("properties", part.where["additional-properties"])}
        wider.said = {
            **part.said,
            "properties": {**own, **dict.fromkeys(foreign, refused if rest is False else rest)},
        }
        leaves.append(wider)
    return leaves


def _by_pattern(part: Facts, name: str) -> bool:
    """Whether a part describes a field by a pattern of its name."""
    return any(matches(pattern, name) is not False for pattern in part.said.get("pattern-properties", ()))


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
    "content-schema": _nodes,
    "unevaluated-items": _nodes,
    "unevaluated-properties": _additional,
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
