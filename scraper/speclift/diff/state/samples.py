"""Values that a schema may admit, to be tried on it and on another.

Enters: the schemas of the document that the values are of, and of the other. Leaves: JSON values: listed ones, those of
examples, those at the bounds of either side; of objects only described fields. The same values on every run."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from speclift.document.schema.facts import satisfies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.document.node import Node
    from speclift.document.schema.leaves import Leaf
    from speclift.document.schema.schemas import Schema, Schemas

_DEEPEST = 4
"""Objects and arrays inside of one another that are filled."""

_SAMPLES = 80
"""Objects and arrays that are put together at random."""

_TEXTS = ("", "a", "b", "A", "0", "ab", "aa", "abc", "a1", "1a", "-", "a b")
_ANY_VALUES: tuple[Any, ...] = ("a", 1, True, None)


class Samples:
    """Values of schemas of one document, near the bounds of the other."""

    def __init__(self, own: Schemas, other: Schemas) -> None:
        self._own, self._other = own, other
        self._random = Random(0)  # noqa: S311  (nothing secret: the same values on every run)

    def values(self, nodes: Sequence[Node], other: Sequence[Node]) -> Iterator[Any]:
        """Values of the schemas `nodes` of the own document; `other` are those that they are tried on."""
        schema = self._own.read(nodes)
        beside = self._other.read(other)
        if schema.null:
            yield None
        for leaf in schema.branches or schema.leaves:
            if leaf.kind in ("string", "number", "boolean"):
                yield from _scalars(leaf, schema, beside)
        if any(leaf.kind not in ("string", "number", "boolean") for leaf in schema.leaves):
            for _ in range(_SAMPLES):
                yield self._one(nodes, [other], 0)

    def _one(self, nodes: Sequence[Node], others: list[Sequence[Node]], depth: int) -> Any:
        """One value at random; `others` are the schemas of the same place on the other side."""
        schema = self._own.read(nodes)
        examples = [example for node in nodes for example in _examples(node)]
        if examples and self._random.random() < 0.2:
            return self._random.choice(examples)
        if not schema.leaves or (schema.null and self._random.random() < 0.2):
            return None
        leaf = self._random.choice(schema.leaves)
        beside = [self._other.read(other) for other in others]
        if leaf.kind == "object":
            return self._object(leaf, beside, depth)
        if leaf.kind == "array":
            return self._array(leaf, beside, depth)
        if leaf.kind == "any":
            return self._random.choice(_ANY_VALUES)
        values = list(_scalars(leaf, schema, *beside))
        fitting = [value for value in values if satisfies(value, leaf.facts.said)]
        return self._random.choice(fitting or values)

    def _object(self, leaf: Leaf, beside: list[Schema], depth: int) -> dict[str, Any]:
        required = leaf.facts.said.get("required", {})
        value: dict[str, Any] = {}
        share = self._random.choice([0.0, 0.5, 0.5, 1.0])
        for name, nodes in leaf.facts.said.get("properties", {}).items():
            facts = self._own.read(nodes).whole.said
            if "read-only" in facts or "write-only" in facts:
                continue
            if depth < _DEEPEST and (name in required or self._random.random() < share):
                same = [
                    other.facts.said["properties"][name]
                    for schema in beside
                    for other in schema.leaves
                    if name in other.facts.said.get("properties", {})
                ]
                value[name] = self._one(nodes, same, depth + 1)
        return value

    def _array(self, leaf: Leaf, beside: list[Schema], depth: int) -> list[Any]:
        items = leaf.facts.said.get("items")
        least = int(getattr(leaf.facts.said.get("min-items"), "number", leaf.facts.said.get("min-items")) or 0)
        length = min(self._random.choice([0, 1, 1, 2, 3]) + least, 8)
        if not isinstance(items, list) or depth >= _DEEPEST:
            return []
        same = [
            other.facts.said["items"]
            for schema in beside
            for other in schema.leaves
            if isinstance(other.facts.said.get("items"), list)
        ]
        return [self._one(items, same, depth + 1) for _ in range(length)]


def _examples(node: Node) -> list[Any]:
    value = node.mapping()
    examples = value.get("examples")
    return [
        *([value["example"]] if "example" in value else []),
        *(examples if isinstance(examples, list) else []),
    ]


def _scalars(leaf: Leaf, *schemas: Schema) -> Iterator[Any]:
    """Values of the kind of an alternative: those listed, and those at the bounds of all schemas of this place."""
    if leaf.kind == "boolean":
        yield from (True, False)
        return
    said = [other.facts.said for schema in schemas for other in schema.branches or schema.leaves]
    values = {value for facts in (leaf.facts.said, *said) for value in _probes(leaf.kind, facts)}
    yield from sorted(values)


def _probes(kind: str, facts: dict[str, Any]) -> Iterator[Any]:
    listed = facts.get("enum", {}).values()
    if kind == "string":
        yield from _TEXTS
        yield from (value for value in listed if isinstance(value, str))
        lengths = {facts[fact] + more for fact in ("min-length", "max-length") if fact in facts for more in (-1, 0, 1)}
        yield from (letter * length for length in lengths if 0 <= length <= 64 for letter in "a0")
        return
    yield from (value for value in listed if isinstance(value, int | float) and not isinstance(value, bool))
    numbers = {facts[fact].number for fact in ("minimum", "maximum") if fact in facts} | {
        0,
        facts.get("multiple-of", 1),
    }
    yield from (number + more for number in numbers for more in (-1, -0.5, 0, 0.5, 1, 2))
