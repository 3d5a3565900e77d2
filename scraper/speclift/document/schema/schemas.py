"""Schemas as sets of alternatives, with references followed and compositions dissolved.

Enters: the nodes of one or several schemas that hold at once. Leaves: a `Schema`: whether null is admitted, and the
alternatives (`Leaf`), each of one kind of value with all its facts merged. So `allOf` of one, a component and the
same schema inline, `type: [string, "null"]`, `nullable: true` and `anyOf: [.., {type: "null"}]`, or `type: [a, b]`
and `anyOf: [{type: a}, {type: b}]` read the same. Nothing below a field is looked at before it is asked for, so
cycles are no trouble."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from speclift.document.schema.facts import Facts, typed
from speclift.document.schema.keywords import read
from speclift.document.schema.leaves import Leaf, label_of, split, unite
from speclift.document.schema.merge import merge
from speclift.document.schema.subtypes import Subtypes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.document.node import Document, Node

_MOST_LEAVES = 128
"""Alternatives multiply where several `oneOf` hold at once; beyond this the later ones are not multiplied out."""

_MOST_EXPANDED = 1000
"""Branches of one schema, those of branches included; alternatives inside later ones are not looked into."""

_SAYS_A_VALUE = {"const", "enum", "title", "description", "type", "deprecated", "example", "examples", "summary"}
"""Keywords of a branch of `oneOf` that is no more than a documented value of an enumeration."""

_OF_THE_WHOLE = ("default", "read-only", "write-only", "deprecated", "xml")


@dataclass(slots=True, eq=False)
class Schema:
    """What `nodes` admit together. `types` is None where any type is admitted. `whole` holds the facts about the
    schema as a whole: default, deprecated, read-only, write-only, and `discriminator`: the property and {value: name
    of the schema}. `subtypes` are what the discriminator alone leads to, `exclusive` says that a value must not satisfy
    two of the alternatives (`oneOf`): `branches` are these as written, lists of values not put together. `chosen`:
    there are alternatives, be it that they come to the same."""

    pointer: str
    key: tuple[str, ...]
    null: bool
    leaves: list[Leaf]
    types: frozenset[str] | None
    whole: Facts
    null_typed: bool = False
    subtypes: dict[str, Node] = field(default_factory=dict)
    exclusive: bool = False
    branches: list[Leaf] = field(default_factory=list)
    chosen: bool = False


@dataclass(slots=True)
class _Gathering:
    parts: list[tuple[dict[str, Any], str, bool]] = field(default_factory=list)
    groups: list[tuple[list[Node], bool]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    never: str = ""


class Schemas:
    """The schemas of one document, each read once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known: dict[tuple[str, ...], Schema] = {}
        self._facts: dict[tuple[str, bool], Facts] = {}
        self._subtypes = Subtypes(document)
        self._expanded = 0

    def read(self, nodes: Sequence[Node]) -> Schema:
        """What holds for a value that all of `nodes` describe."""
        key = tuple(node.pointer for node in nodes)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._schema(nodes, key)
        return known

    def _schema(self, nodes: Sequence[Node], key: tuple[str, ...]) -> Schema:
        gathering, self._expanded = _Gathering(), 0
        for node in nodes:
            self._collect(node, False, gathering)
        own = [self._read(raw, pointer, null) for raw, pointer, null in gathering.parts]
        whole = _whole(own)
        null = all(facts.said["null"] for facts in own) and not gathering.never
        branches, null, named = self._leaves(gathering, nodes, null)
        leaves = unite(branches) if named else branches
        if gathering.never:
            leaves = []
        types: frozenset[str] | None = frozenset()
        for leaf in leaves:
            said = leaf.facts.said.get("types")
            types = None if types is None or said is None else types | said
        discriminator = whole.said.get("discriminator")
        subtypes: dict[str, Node] = {}
        if discriminator is not None:
            if not gathering.groups:
                raw = next(part for part, _, _ in gathering.parts if part.get("discriminator") is discriminator)
                subtypes = self._subtypes.of(raw)
            whole.said["discriminator"] = self._discriminator(discriminator, gathering, subtypes)
        exclusive = any("oneOf" in part for part, _, _ in gathering.parts if gathering.groups)
        null_typed = any(facts.said.get("null-typed") for facts in own)
        return Schema(
            nodes[0].pointer if nodes else "", key, null, leaves, types, whole, null_typed, subtypes, exclusive,
            branches if exclusive else [], named,
        )  # fmt: skip

    def _collect(self, node: Node, null: bool, gathering: _Gathering) -> None:
        value, pointer = node
        if value is False:
            gathering.never = pointer
        if not isinstance(value, dict) or pointer in gathering.seen:
            return
        gathering.seen.add(pointer)
        reference = value.get("$ref", value.get("$dynamicRef"))
        if isinstance(reference, str):
            siblings = self.document.siblings_count and len(value) > 1
            if siblings:
                null = null or value.get("nullable") is True
                self._compose(node, null, gathering)
            self._collect(self.document.target(reference, pointer), null, gathering)
        else:
            self._compose(node, null or _admits_null(value), gathering)

    def _compose(self, node: Node, null: bool, gathering: _Gathering) -> None:
        value, pointer = node
        gathering.parts.append((value, pointer, null))
        if "allOf" in value:
            for child in node.child("allOf").elements():
                self._collect(child, null, gathering)
        for keyword in ("oneOf", "anyOf"):
            if keyword in value:
                self._group(node.child(keyword), null, gathering, exclusive=keyword == "oneOf")

    def _group(self, group: Node, null: bool, gathering: _Gathering, *, exclusive: bool) -> None:
        branches = group.elements()
        rest = [branch for branch in branches if not _is_null(branch.value)]
        null = null or len(rest) < len(branches)
        if not rest:
            gathering.parts.extend(({"type": "null"}, branch.pointer, null) for branch in branches[:1])
        elif len(rest) == 1:
            self._collect(rest[0], null, gathering)
        elif all(_says_a_value(branch.value) for branch in rest):
            values = [value for branch in rest for value in branch.value.get("enum", [branch.value.get("const")])]
            if exclusive:  # a value that two branches list satisfies none of `oneOf`
                counts = Counter(typed(value) for value in values)
                values = [value for value in values if counts[typed(value)] == 1]
            gathering.parts.append(({"enum": values}, group.pointer, null))
        else:
            gathering.groups.append((rest, null))

    def _read(self, raw: dict[str, Any], pointer: str, null: bool) -> Facts:
        known = self._facts.get((pointer, null))
        if known is None:
            known = self._facts[pointer, null] = read(raw, pointer, null)
        return known

    def _leaves(self, gathering: _Gathering, nodes: Sequence[Node], null: bool) -> tuple[list[Leaf], bool, bool]:
        """The alternatives, whether null is one, and whether there was anything to choose."""
        combinations, null, named = self._combinations(gathering, null)
        identity = self.document.resolve(nodes[0]).pointer if nodes else ""
        leaves: list[Leaf] = []
        for parts, branch in combinations:
            facts = merge([self._read(*part) for part in parts])
            key = tuple(pointer for _, pointer, _ in parts)
            leaves += split(facts, key, branch or identity, label_of(branch or identity, facts))
        return leaves, null, named

    def _combinations(
        self, gathering: _Gathering, null: bool
    ) -> tuple[list[tuple[list[tuple[dict[str, Any], str, bool]], str]], bool, bool]:
        """Every way to satisfy the groups: (parts that then hold, the branch taken), whether null is one, and whether
        there was anything to choose."""
        combinations: list[tuple[list[tuple[dict[str, Any], str, bool]], str]] = [(gathering.parts, "")]
        for branches, admits in gathering.groups:
            chosen = []
            branch_null = admits
            known: set[str] = set()
            for branch in branches:
                target = self.document.resolve(branch).pointer
                if target in known:
                    continue  # said twice
                known.add(target)
                self._expanded += 1
                below = _Gathering(seen=set(gathering.seen))
                self._collect(branch, False, below)
                if below.never:
                    continue
                if self._expanded > _MOST_EXPANDED:
                    below.groups.clear()
                own_null = all(self._read(*part).said["null"] for part in below.parts)
                inner, own_null, _ = self._combinations(below, own_null)
                branch_null = branch_null or own_null
                chosen += [(parts, taken or target) for parts, taken in inner]
            null = null and branch_null
            if len(combinations) == 1 or len(combinations) * len(chosen) <= _MOST_LEAVES:
                combinations = [(base + parts, taken or name) for base, taken in combinations for parts, name in chosen]
        return combinations, null, bool(gathering.groups)

    def _discriminator(
        self, raw: dict[str, Any], gathering: _Gathering, subtypes: dict[str, Node]
    ) -> tuple[str, dict[str, str]]:
        """The property, and every value with the branch that it stands for, also those that need not be written."""
        mapping: dict[str, str] = {}
        named = raw.get("mapping")
        for value, target in named.items() if isinstance(named, dict) else ():
            mapping[str(value)] = str(target).rsplit("/", 1)[-1]
        for branches, _ in gathering.groups:
            for branch in branches:
                name = self.document.resolve(branch).pointer.rsplit("/", 1)[-1]
                if name not in mapping.values() and "$ref" in branch.mapping():
                    mapping[name] = name
        for value, node in subtypes.items():
            mapping.setdefault(value, node.pointer.rsplit("/", 1)[-1])
        return raw["propertyName"], mapping


def _whole(parts: list[Facts]) -> Facts:
    whole = Facts()
    for facts in parts:
        for fact in (*_OF_THE_WHOLE, "discriminator"):
            if fact in facts.said and fact not in whole.said:
                whole.said[fact] = facts.said[fact]
                whole.where[fact] = facts.where[fact]
    return whole


def _admits_null(value: dict[str, Any]) -> bool:
    """Whether a schema object that has other schemas in it means its own null to hold for them as well."""
    composed = "allOf" in value or "oneOf" in value or "anyOf" in value
    kind = value.get("type")
    return composed and (value.get("nullable") is True or (isinstance(kind, list) and "null" in kind))


def _is_null(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return value.get("type") in ("null", ["null"]) or value.get("enum") == [None] or value.get("const", 0) is None


def _says_a_value(value: Any) -> bool:
    if not isinstance(value, dict) or not ("const" in value or isinstance(value.get("enum"), list)):
        return False
    return all(keyword in _SAYS_A_VALUE or str(keyword).startswith("x-") for keyword in value)
