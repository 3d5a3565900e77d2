"""Which values are admitted one by one, and which are not: enumerations, constants, `not`, conditions.

Enters: `Here` and the name of a fact. Leaves: differences; one for each value of an enumeration that came or went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Effect
from speclift.document.schema.facts import satisfies

if TYPE_CHECKING:
    from speclift.diff.state.here import Here


def enumeration(here: Here, fact: str) -> None:
    """The list of admitted values."""
    before, after = here.old.facts.said, here.new.facts.said
    old: Any = before.get(fact)
    new: Any = after.get(fact)
    if old is None:
        traits = ("extensible",) if after.get("extensible") else ()
        effect = Effect.NARROWS if all(satisfies(value, before) for value in new.values()) else Effect.DIFFERS
        here.say(fact, "add", Effect.NONE if traits else effect, None, list(new.values()), traits=traits)
    elif new is None:
        traits = ("extensible",) if before.get("extensible") else ()
        effect = Effect.WIDENS if all(satisfies(value, after) for value in old.values()) else Effect.DIFFERS
        here.say(fact, "remove", Effect.NONE if traits else effect, list(old.values()), None, traits=traits)
    elif len(old) == len(new) == 1:
        here.say("constant", "change", Effect.DIFFERS, *old.values(), *new.values(), of=fact)
    else:
        traits = ("extensible",) if before.get("extensible") and after.get("extensible") else ()
        for key, value in old.items():
            if key not in new:
                here.say("enum-value", "remove", Effect.NARROWS, value, None, traits=traits, of=fact)
        for key, value in new.items():
            if key not in old:
                here.say("enum-value", "add", Effect.WIDENS, None, value, traits=traits, of=fact)


def openness(here: Here) -> None:
    """Whether an enumeration says that values may be added to it."""
    if "enum" in here.old.facts.said and "enum" in here.new.facts.said:
        opened = bool(here.new.facts.said.get("extensible"))
        effect = Effect.WIDENS if opened else Effect.NARROWS
        here.say("enum-openness", "add" if opened else "remove", effect, not opened, opened, of="enum")


def schema(here: Here, fact: str) -> None:
    """A schema that something must satisfy, reported as one: `propertyNames`."""
    _one(here, fact, outside=False)


def excluded(here: Here, fact: str) -> None:
    """What no value may satisfy. Excluding more admits less."""
    _one(here, fact, outside=True)


def _one(here: Here, fact: str, *, outside: bool) -> None:
    old: Any = here.old.facts.said.get(fact)
    new: Any = here.new.facts.said.get(fact)
    if old is None:
        here.say(fact, "add", Effect.NARROWS, None, [node.value for node in new])
    elif new is None:
        here.say(fact, "remove", Effect.WIDENS, [node.value for node in old], None)
    else:
        effect = here.relation(old, new)
        if effect is not Effect.NONE:
            effect = effect.turned() if outside else effect
            here.say(fact, "change", effect, [node.value for node in old], [node.value for node in new])


def condition(here: Here, fact: str) -> None:
    """`if`, `then` and `else`: compared as written, since what a condition excludes cannot be decided."""
    old, new = here.old.facts.said.get(fact), here.new.facts.said.get(fact)
    if old == new:
        return
    if old is None:
        here.say(fact, "add", Effect.NARROWS, None, new)
    elif new is None:
        here.say(fact, "remove", Effect.WIDENS, old, None)
    else:
        here.say(fact, "change", Effect.DIFFERS, old, new)
