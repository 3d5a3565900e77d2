"""Alternatives of a schema, each of one kind of value.

Enters: merged facts. Leaves: `Leaf`s: a list of types is taken apart into one leaf for each kind, lists of values
beside one another are put together, so that however alternatives were written they meet their counterparts."""

from __future__ import annotations

from dataclasses import dataclass

from speclift.document.schema.facts import Facts, family, settle, type_of, typed


@dataclass(slots=True, eq=False)
class Leaf:
    """One alternative: its `kind` ("string", "number", "boolean", "object", "array", "any"), its facts and where they
    stand. `key` tells it from all others of the document, `identity` and `label` name the branch that it came
    from."""

    kind: str
    facts: Facts
    key: tuple[str, ...]
    identity: str
    label: str


def label_of(identity: str, facts: Facts) -> str:
    """What a person would call a branch: its component, otherwise its type."""
    steps = identity.split("/")
    if len(steps) == 4 and steps[1] == "components":
        return steps[3]
    types = facts.said.get("types")
    return " or ".join(names_of(types)) if types else "any"


def names_of(types: frozenset[str] | None) -> list[str]:
    """The types as a document writes them: `number` for both kinds of number."""
    if types is None:
        return ["any"]
    names = {"number" if name == "fraction" else name for name in types}
    return sorted(names - {"integer"} if "number" in names else names)


def split(facts: Facts, key: tuple[str, ...], identity: str, label: str) -> list[Leaf]:
    """One leaf for each kind of value; schemas of any type stay whole."""
    types: frozenset[str] | None = facts.said.get("types")
    if types is None:
        return [Leaf("any", facts, key, identity, label)]
    kinds = sorted({family(name) for name in types})
    if len(kinds) == 1:
        return [Leaf(kinds[0], facts, key, identity, label)]
    leaves = []
    for kind in kinds:
        part = Facts()
        part.where = facts.where
        part.said = dict(facts.said)
        part.said["types"] = frozenset(name for name in types if family(name) == kind)
        if "enum" in part.said:
            values = {name: value for name, value in part.said["enum"].items() if family(type_of(value)) == kind}
            part.said["enum"] = values
        settle(part.said)
        if part.said.get("enum", True):
            leaves.append(Leaf(kind, part, (*key, kind), identity, label))
    return leaves


_PLAIN = {"types", "null", "null-typed", "enum", "extensible", "default", "deprecated"}


def unite(leaves: list[Leaf]) -> list[Leaf]:
    """Alternatives that are lists of values become one list; a list beside the plain type is a list left open."""
    united: list[Leaf] = []
    for kind in dict.fromkeys(leaf.kind for leaf in leaves):
        alike = [leaf for leaf in leaves if leaf.kind == kind]
        if (
            kind in ("string", "number", "boolean")
            and len(alike) > 1
            and all(leaf.facts.said.keys() <= _PLAIN for leaf in alike)
        ):
            first = next((leaf for leaf in alike if "enum" in leaf.facts.said), alike[0])
            facts = Facts()
            facts.where, facts.said = first.facts.where, dict(first.facts.said)
            facts.said["types"] = frozenset().union(*(leaf.facts.said["types"] for leaf in alike))
            if "enum" in facts.said:
                values = {typed(v): v for leaf in alike for v in leaf.facts.said.get("enum", {}).values()}
                facts.said["enum"] = values
                if any("enum" not in leaf.facts.said for leaf in alike):
                    facts.said["extensible"] = True
            alike = [Leaf(kind, facts, tuple(p for leaf in alike for p in leaf.key), first.identity, first.label)]
        united += alike
    return united
