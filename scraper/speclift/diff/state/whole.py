"""Facts about a schema as a whole: default, deprecation, who may send it, and how its alternatives are told apart.

Enters: two schemas. Leaves: differences on their pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Action, Difference, Direction, Effect, existence
from speclift.document.schema.facts import typed

if TYPE_CHECKING:
    from speclift.diff.state.pairs import Pair
    from speclift.document.schema.schemas import Schema


def compare_whole(pair: Pair, old: Schema, new: Schema) -> None:
    """State what differs about the schemas as wholes, and in which directions nobody sees them."""
    before, after = old.whole.said, new.whole.said
    hidden = {Direction.REQUEST} if "read-only" in before or "read-only" in after else set()
    if "write-only" in before or "write-only" in after:
        hidden.add(Direction.RESPONSE)
    pair.hidden = frozenset(hidden)
    if before == after and "default" not in before:
        return
    for flag in ("deprecated", "read-only", "write-only"):
        if flag in after and flag not in before:
            _say(pair, old, new, flag, "add", Effect.NONE, False, True)
        elif flag in before and flag not in after:
            _say(pair, old, new, flag, "remove", Effect.NONE, True, False)
    _default(pair, old, new)
    if before.get("xml") != after.get("xml"):
        _say(pair, old, new, "xml", "change", Effect.DIFFERS, before.get("xml", {}), after.get("xml", {}))
    _discriminator(pair, old, new)


def _say(
    pair: Pair, old: Schema, new: Schema, fact: str, action: Action, effect: Effect, before: Any, after: Any,
    name: str = "",
) -> None:  # fmt: skip
    of = "discriminator" if fact.startswith("discriminator") else fact
    pair.differences.append(
        Difference(
            fact, action, effect, before, after,
            old.whole.where.get(of, pair.old_pointer), new.whole.where.get(of, pair.new_pointer), name,
        )
    )  # fmt: skip


def _default(pair: Pair, old: Schema, new: Schema) -> None:
    before, after = old.whole.said, new.whole.said
    if "default" in before and "default" in after:
        if typed(before["default"]) != typed(after["default"]):
            _say(pair, old, new, "default", "change", Effect.NONE, before["default"], after["default"])
    elif "default" in after:
        _say(pair, old, new, "default", "add", Effect.NONE, None, after["default"])
    elif "default" in before:
        _say(pair, old, new, "default", "remove", Effect.NONE, before["default"], None)


def _discriminator(pair: Pair, old: Schema, new: Schema) -> None:
    before, after = old.whole.said.get("discriminator"), new.whole.said.get("discriminator")
    if before == after:
        return
    if before is None or after is None:
        _say(
            pair,
            old,
            new,
            "discriminator",
            existence(before, after),
            Effect.NONE,
            before and before[0],
            after and after[0],
        )
        return
    if before[0] != after[0]:
        _say(pair, old, new, "discriminator", "change", Effect.DIFFERS, before[0], after[0])
    _mapping(pair, old, new, before[1], after[1])


def _mapping(pair: Pair, old: Schema, new: Schema, before: dict[str, str], after: dict[str, str]) -> None:
    """Values of the discriminator. Those that came or went with their alternative are part of that difference."""
    gone = {value: name for value, name in before.items() if value not in after}
    come = {value: name for value, name in after.items() if value not in before}
    for value, name in list(gone.items()):
        renamed = next((other for other, branch in come.items() if branch == name), None)
        if renamed is not None:
            _say(pair, old, new, "discriminator-value", "change", Effect.DIFFERS, value, renamed, name)
            del gone[value], come[renamed]
    labels_before, labels_after = ({leaf.label for leaf in schema.leaves} for schema in (old, new))
    for value, name in gone.items():
        if name not in labels_before or name in labels_after:
            _say(pair, old, new, "discriminator-value", "remove", Effect.NARROWS, value, None, name)
    for value, name in come.items():
        if name not in labels_after or name in labels_before:
            _say(pair, old, new, "discriminator-value", "add", Effect.WIDENS, None, value, name)
    for value, name in before.items():
        if value in after and after[value] != name and name in labels_after:
            _say(
                pair,
                old,
                new,
                "discriminator-value",
                "change",
                Effect.DIFFERS,
                f"{value}: {name}",
                f"{value}: {after[value]}",
                value,
            )
