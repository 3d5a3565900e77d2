"""Which kinds of value two schemas admit, and which of their alternatives stand for one another.

Enters: two schemas. Leaves: differences of type, of null and of alternatives on their pair; alternatives that stand
for one another have their facts compared. The facts of a type that is gone are not reported beside its going."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.difference import Difference, Effect, existence
from speclift.diff.pair.matching import match
from speclift.diff.state.facts import compare_facts
from speclift.diff.state.here import Here
from speclift.diff.state.relations import relation, type_effect
from speclift.diff.state.written import text_effect
from speclift.document.schema.leaves import names_of

if TYPE_CHECKING:
    from speclift.diff.state.comparison import Comparison
    from speclift.diff.state.pairs import Pair
    from speclift.document.schema.leaves import Leaf
    from speclift.document.schema.schemas import Schema


def compare_kinds(comparison: Comparison, pair: Pair, old: Schema, new: Schema) -> None:
    """State how the admitted kinds of value differ, and compare what both admit."""
    retyped = old.types != new.types
    if retyped:
        _types(comparison, pair, old, new)
    if (old.types is None) != (new.types is None):
        return
    _null(comparison, pair, old, new)
    for kind in dict.fromkeys(leaf.kind for leaf in old.leaves):
        before = [leaf for leaf in old.leaves if leaf.kind == kind]
        after = [leaf for leaf in new.leaves if leaf.kind == kind]
        if len(before) == len(after) == 1:
            compare_facts(Here(comparison, pair, before[0], after[0], retyped))
        elif after:
            _alternatives(comparison, pair, before, after, retyped)
        if _became_exclusive(old, new, len(before), len(after), kind):
            _exclusive(pair, old, new)


def _types(comparison: Comparison, pair: Pair, old: Schema, new: Schema) -> None:
    before, after = old.types, new.types
    if before is None:
        effect = Effect.NARROWS
    elif (not before and old.null and not new.null) or (after is not None and not after and new.null and not old.null):
        effect = Effect.DIFFERS  # from null alone, or to it
    elif after is None or before < after:
        effect = Effect.WIDENS
    else:
        effect = Effect.NARROWS if after < before else Effect.DIFFERS
    old_pointer, new_pointer = _stated(pair.old_pointer, old), _stated(pair.new_pointer, new)
    texts = text_effect(old, new, comparison)
    repeated = text_effect(old, new, comparison, repeated=True)
    pair.differences.append(
        Difference(
            "type", "change", effect, _shown(old), _shown(new), old_pointer, new_pointer,
            text_effect=texts, repeated_effect=repeated,
        )
    )  # fmt: skip


def _stated(pointer: str, schema: Schema) -> str:
    """Where a schema says its type: the keyword if there is one."""
    return schema.leaves[0].facts.where.get("types", pointer) if len(schema.leaves) == 1 else pointer


def _shown(schema: Schema) -> str | list[str]:
    names = names_of(schema.types) or (["null"] if schema.null else ["nothing"])
    return names[0] if len(names) == 1 else names


def _null(comparison: Comparison, pair: Pair, old: Schema, new: Schema) -> None:
    if old.null == new.null or bool(old.leaves) != bool(new.leaves):
        return  # from null alone, or to it, is another type
    if old.null and comparison.upgraded and new.null_typed:
        return  # `nullable` beside an `enum` without null, as converters from OpenAPI 3.0 leave it
    effect = Effect.NARROWS if old.null else Effect.WIDENS
    at = _stated(pair.old_pointer, old), _stated(pair.new_pointer, new)
    pair.differences.append(Difference("null", existence(old.null, new.null), effect, old.null, new.null, *at))


def _became_exclusive(old: Schema, new: Schema, before: int, after: int, kind: str) -> bool:
    """Whether values of a kind may satisfy two alternatives that newly (or no longer) exclude one another."""
    if old.exclusive == new.exclusive:
        return False
    if before > 1 and after > 1:
        return True
    # An object that is wrapped into alternatives: that they exclude one another can mostly not be shown.
    told_apart = "discriminator" in (old if old.exclusive else new).whole.said
    return max(before, after) > 1 and min(before, after) == 1 and kind in ("object", "array", "any") and not told_apart


def _exclusive(pair: Pair, old: Schema, new: Schema) -> None:
    """`oneOf` in the place of `anyOf`: values that satisfy two alternatives are no longer admitted."""
    effect = Effect.NARROWS if new.exclusive else Effect.WIDENS
    action = existence(old.exclusive, new.exclusive)
    at = pair.old_pointer, pair.new_pointer
    pair.differences.append(Difference("exclusive", action, effect, old.exclusive, new.exclusive, *at))


def _alternatives(comparison: Comparison, pair: Pair, old: list[Leaf], new: list[Leaf], retyped: bool) -> None:
    def related(before: Leaf, after: Leaf) -> Effect:
        return relation(comparison, before, after)

    matched, gone, come = match(old, new, related)
    for before, after in matched:
        effect = type_effect(before, after)
        if effect is not Effect.NONE and not retyped:
            before_words, two = (" or ".join(names_of(leaf.facts.said.get("types"))) for leaf in (before, after))
            at = before.facts.where.get("types", before.identity), after.facts.where.get("types", after.identity)
            pair.differences.append(Difference("type", "change", effect, before_words, two, *at))
        compare_facts(Here(comparison, pair, before, after, retyped))
    for leaf in gone:
        kept = any(related(leaf, other) in (Effect.NONE, Effect.WIDENS) for other in new)
        effect = Effect.NONE if kept else Effect.NARROWS
        pair.differences.append(
            Difference("alternative", "remove", effect, leaf.label, None, leaf.identity, pair.new_pointer, leaf.label)
        )
    for leaf in come:
        known = any(related(other, leaf) in (Effect.NONE, Effect.NARROWS) for other in old)
        effect = Effect.NONE if known else Effect.WIDENS
        pair.differences.append(
            Difference("alternative", "add", effect, None, leaf.label, pair.old_pointer, leaf.identity, leaf.label)
        )
