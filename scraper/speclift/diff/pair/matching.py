"""Alternatives of two schemas that stand for one another.

Enters: the old and the new alternatives of one kind. Leaves: those matched, those gone and those that came. The same
component matches first, then what admits the same, then the same title or the same constant of a field, then the most
alike: alternatives whose fields are mostly others are not the same alternative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Effect

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.document.schema.leaves import Leaf

_ALIKE = 0.5
"""At least half of the fields (of both together) that two alternatives must share."""


def match(
    old: list[Leaf], new: list[Leaf], relation: Callable[[Leaf, Leaf], Effect]
) -> tuple[list[tuple[Leaf, Leaf]], list[Leaf], list[Leaf]]:
    """(matched, gone, come), in written order."""
    matched: list[tuple[Leaf, Leaf]] = []
    gone, come = list(old), list(new)

    def take(agree: Callable[[Leaf, Leaf], bool]) -> None:
        for before in list(gone):
            after = next((leaf for leaf in come if agree(before, leaf)), None)
            if after is not None:
                matched.append((before, after))
                gone.remove(before)
                come.remove(after)

    take(lambda before, after: _component(before) and before.identity == after.identity)
    take(lambda before, after: relation(before, after) is Effect.NONE)
    ranked = sorted(
        ((likeness(before, after), -i, -j) for i, before in enumerate(gone) for j, after in enumerate(come)),
        reverse=True,
    )
    chosen: list[tuple[Leaf, Leaf]] = []
    for score, i, j in ranked:
        before, after = gone[-i], come[-j]
        if score >= _ALIKE and all(before is not taken[0] and after is not taken[1] for taken in chosen):
            chosen.append((before, after))
    matched += chosen
    gone = [leaf for leaf in gone if all(leaf is not before for before, _ in chosen)]
    come = [leaf for leaf in come if all(leaf is not after for _, after in chosen)]
    return matched, gone, come


def _component(leaf: Leaf) -> bool:
    return leaf.identity.startswith("/components/")


def likeness(old: Leaf, new: Leaf) -> float:
    """How alike two alternatives are, 0 to 1."""
    before, after = old.facts.said, new.facts.said
    if old.kind in ("object", "any"):
        return _alike_objects(before, after)
    if "enum" in before and "enum" in after:
        return _overlap(set(before["enum"]), set(after["enum"]))
    if old.kind == "array":
        ours, theirs = ([node.value for node in facts.get("items", ())] for facts in (before, after))
        return 1.0 if ours == theirs else 0.5
    return 0.5


def _alike_objects(before: dict[str, Any], after: dict[str, Any]) -> float:
    ours, theirs = before.get("properties", {}), after.get("properties", {})
    constants = [(_constant(ours[name]), _constant(theirs[name])) for name in ours if name in theirs]
    known = [(one, other) for one, other in constants if one is not None and other is not None]
    if known:
        return 1.0 if all(one == other for one, other in known) else 0.0
    return _overlap(set(ours), set(theirs))


def _constant(nodes: list[Any]) -> Any:
    for node in nodes:
        value = node.mapping()
        if "const" in value:
            return value["const"]
        if isinstance(value.get("enum"), list) and len(value["enum"]) == 1:
            return value["enum"][0]
    return None


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
