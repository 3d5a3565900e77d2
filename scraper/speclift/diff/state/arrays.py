"""What the elements of an array may be, and what the content of a text.

Enters: `Here`. Leaves: pairs of element schemas to be compared, position by position where positions have their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Effect

if TYPE_CHECKING:
    from speclift.diff.state.here import Here


def items(here: Here, _fact: str) -> None:
    """Elements by position (`prefixItems`) and all others (`items`). A position without a schema is under `items`."""
    before, after = here.old.facts.said, here.new.facts.said
    old, new = before.get("items", []), after.get("items", [])
    old_first, new_first = before.get("prefix-items", []), after.get("prefix-items", [])
    for position in range(max(len(old_first), len(new_first))):
        here.descend(
            f"[{position}]",
            old_first[position] if position < len(old_first) else old,
            new_first[position] if position < len(new_first) else new,
        )
    if old or new:
        here.descend("[]", old, new)


def contains(here: Here, fact: str) -> None:
    """What at least one element must be."""
    _below(here, fact, "[contains]")


def content(here: Here, fact: str) -> None:
    """What a text holds that is written as another content (`contentSchema`)."""
    _below(here, fact, "(content)")


def _below(here: Here, fact: str, step: str) -> None:
    old: Any = here.old.facts.said.get(fact)
    new: Any = here.new.facts.said.get(fact)
    if old is None:
        here.say(fact, "add", Effect.NARROWS, None, [node.value for node in new])
    elif new is None:
        here.say(fact, "remove", Effect.WIDENS, [node.value for node in old], None)
    else:
        here.descend(step, old, new)
