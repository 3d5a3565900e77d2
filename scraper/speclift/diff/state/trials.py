"""What inclusion cannot show: values that one side admits and the other refuses, tried on both.

Enters: a pair of schemas with alternatives, compared. Leaves: a difference with such a value, where nothing that was
stated explains it. What is stated here is certain, for there is the value; that nothing is stated proves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Action, Difference, Effect
from speclift.diff.state.pairs import combined
from speclift.diff.state.samples import Samples
from speclift.diff.state.validity import Validity
from speclift.document.schema.facts import typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.diff.state.comparison import Comparison
    from speclift.diff.state.pairs import Pair
    from speclift.document.node import Node
    from speclift.document.schema.schemas import Schemas

_MOST_PAIRS = 100
"""Pairs of schemas that values are tried on."""


class Trials:
    """Tries values on pairs of schemas of two documents."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._old, self._new = Validity(comparison.old.document), Validity(comparison.new.document)
        self._left = _MOST_PAIRS

    def run(self, roots: Sequence[Pair]) -> None:
        """State what values show of the pairs below `roots` that nothing stated explains; inner ones first, so that
        what they show explains the outer ones."""
        seen: dict[int, Pair] = {}
        waiting = list(roots)
        while waiting:
            pair = waiting.pop()
            if id(pair) not in seen:
                seen[id(pair)] = pair
                waiting += [below for _, below in pair.children]
        for pair in reversed(seen.values()):
            self._try(pair)

    def _try(self, pair: Pair) -> None:
        old, new = self._comparison.old, self._comparison.new
        schemas = old.read(pair.old), new.read(pair.new)
        if not any(schema.chosen for schema in schemas) or any("discriminator" in s.whole.said for s in schemas):
            return  # nothing to choose, or a property tells the alternatives apart
        effect = combined(
            {difference.effect for difference in self._comparison.below(pair) if difference.fact != "exclusive"}
        )
        if effect is Effect.DIFFERS or self._left <= 0:
            return
        self._left -= 1
        if effect is not Effect.NARROWS:
            self._state(pair, "remove", self._witness(old, new, pair.old, pair.new, self._old, self._new))
        if effect is not Effect.WIDENS:
            self._state(pair, "add", self._witness(new, old, pair.new, pair.old, self._new, self._old))

    def _witness(
        self, before: Schemas, after: Schemas, own: Sequence[Node], other: Sequence[Node], admits: Validity,
        refuses: Validity,
    ) -> tuple[Any, tuple[str, ...]] | None:  # fmt: skip
        """A value that `own` admits and `other` does not, with the two alternatives of `other` that it satisfies."""
        legacy = not (before.document.siblings_count and after.document.siblings_count)
        tried: set[str] = set()
        for value in Samples(before, after).values(own, other):
            key = typed(value)
            if key in tried or (legacy and value is None):
                continue  # what OpenAPI 3.0 means by `nullable` beside alternatives is not decided here
            tried.add(key)
            if admits.holds(value, own) is True and refuses.holds(value, other) is False:
                names = _both(after, refuses, value, other, set())
                return value, names
        return None

    def _state(self, pair: Pair, action: Action, witness: tuple[Any, tuple[str, ...]] | None) -> None:
        """State that values came or went. That objects satisfy two alternatives hangs mostly on fields that one of them
        does not describe: they might, which is said where the alternatives became exclusive already."""
        if witness is None:
            return
        value, names = witness
        might = bool(names) and isinstance(value, (dict, list))
        if might and any(difference.fact == "exclusive" for difference in pair.differences):
            return
        pair.differences = [difference for difference in pair.differences if difference.fact != "exclusive"]
        shown: Any = list(names) if names else value
        fact = "overlap" if names else "value"
        effect = Effect.NARROWS if action == "remove" else Effect.WIDENS
        if names:
            action = "add" if action == "remove" else "remove"  # an overlap that came takes values away
        old, new = (shown, None) if action == "remove" else (None, shown)
        pair.differences.append(
            Difference(
                fact, action, effect, old, new, pair.old_pointer, pair.new_pointer,
                " and ".join(names) if names else typed(value), frozenset({"objects"} if might else ()),
            )
        )  # fmt: skip


def _both(schemas: Schemas, validity: Validity, value: Any, nodes: Sequence[Node], seen: set[str]) -> tuple[str, ...]:
    """The first two alternatives of one `oneOf` that a value satisfies; nothing where there are no such."""
    for given in nodes:
        node = schemas.document.resolve(given)
        if node.pointer in seen:
            continue
        seen.add(node.pointer)
        branches = node.child("oneOf").elements()
        holding = [branch for branch in branches if validity.holds(value, [branch])]
        if len(holding) > 1:
            one, other = (_label(schemas, branch) for branch in holding[:2])
            return one, other
        below = [*node.child("allOf").elements(), *branches, *node.child("anyOf").elements()]
        names = _both(schemas, validity, value, below, seen)
        if names:
            return names
    return ()


def _label(schemas: Schemas, branch: Node) -> str:
    """What a person would call a branch of `oneOf`: its component, otherwise its types."""
    schema = schemas.read([branch])
    labels = dict.fromkeys(leaf.label for leaf in schema.leaves)
    return " or ".join([*labels, *(["null"] if schema.null else [])]) or "any"
