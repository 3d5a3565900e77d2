"""What fields an object has.

Enters: `Here` and the name of a fact. Leaves: differences of fields, and pairs of field schemas to be compared. A
field that went while one of the same shape and nearly the same name came is one difference: it was renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Effect, existence
from speclift.diff.pair.renames import renames
from speclift.document.pointers import escape
from speclift.document.schema.regular import matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.diff.state.here import Here
    from speclift.document.node import Node
    from speclift.document.schema.schemas import Schemas


def properties(here: Here, fact: str) -> None:
    """The fields that have a name."""
    before, after = here.old.facts.said, here.new.facts.said
    old, new = before.get(fact, {}), after.get(fact, {})
    gone = {name: nodes for name, nodes in old.items() if name not in new}
    come = {name: nodes for name, nodes in new.items() if name not in old}
    for name, nodes in old.items():
        if name in new:
            here.descend(f".{name}", nodes, new[name])
            if name in after.get("required", {}):
                _newly_sent(here, name, nodes, new[name])
    if gone and come:
        for name, other in renames(gone, come, lambda one, two: here.relation(gone[one], come[two]) is Effect.NONE):
            traits = _traits(here.comparison.old, name, gone.pop(name), before)
            more = _traits(here.comparison.new, other, come[other], after)
            here.say(
                "property-name", "change", Effect.DIFFERS, name, other, name=name, traits=traits & more,
                old_pointer=old[name][0].pointer, new_pointer=come.pop(other)[0].pointer,
            )  # fmt: skip
    if gone or come:
        _existence(here, gone, come)


def _newly_sent(here: Here, name: str, old: Sequence[Node], new: Sequence[Node]) -> None:
    """A required field that callers could not send before, and now must."""
    if here.comparison.same(old[0], new[0]):
        return
    before, after = here.comparison.old.read(old).whole.said, here.comparison.new.read(new).whole.said
    if "read-only" in before and "read-only" not in after:
        here.say(
            "required-read-only", "remove", Effect.NARROWS, True, False, name=name,
            old_pointer=old[0].pointer, new_pointer=new[0].pointer,
        )  # fmt: skip


def _existence(here: Here, gone: dict[str, list[Node]], come: dict[str, list[Node]]) -> None:
    before, after = here.old.facts.said, here.new.facts.said
    closed_before, closed_after = (facts.get("additional-properties") is False for facts in (before, after))
    for name, nodes in gone.items():
        admits = _admits(name, after)
        if admits:
            here.descend(f".{name}", nodes, admits)
        traits = _traits(here.comparison.old, name, nodes, before)
        effect = Effect.NARROWS if closed_after else Effect.NONE
        here.say(
            "property", "remove", effect, name, None, name=name, traits=traits,
            old_pointer=nodes[0].pointer, new_pointer=after_pointer(here.new.facts.where, here.pair.new_pointer),
        )  # fmt: skip
    for name, nodes in come.items():
        admitted = _admits(name, before)
        if admitted:
            here.descend(f".{name}", admitted, nodes)
        traits = _traits(here.comparison.new, name, nodes, after)
        effect = Effect.NARROWS if "required" in traits else Effect.WIDENS if closed_before else Effect.NONE
        here.say(
            "property", "add", effect, None, name, name=name, traits=traits,
            old_pointer=after_pointer(here.old.facts.where, here.pair.old_pointer), new_pointer=nodes[0].pointer,
        )  # fmt: skip


def _admits(name: str, facts: dict[str, Any]) -> list[Node]:
    """The schemas that a field without a description of its own is under: those whose pattern its name matches,
    otherwise that of additional fields."""
    found: list[Node] = []
    for pattern, nodes in facts.get("pattern-properties", {}).items():
        if matches(pattern, name):
            found += nodes
    rest = facts.get("additional-properties")
    return found or (rest if isinstance(rest, list) else [])


def after_pointer(where: dict[str, str], otherwise: str) -> str:
    """The pointer of the object that has no such field."""
    return where["properties"].rsplit("/", 1)[0] if "properties" in where else otherwise


def _traits(schemas: Schemas, name: str, nodes: Sequence[Node], said: dict[str, Any]) -> frozenset[str]:
    """Circumstances of a field that rules ask for."""
    traits: set[str] = {
        fact for fact in ("read-only", "write-only", "default", "deprecated") if fact in schemas.read(nodes).whole.said
    }
    if name in said.get("required", {}):
        traits.add("required")
    return frozenset(traits)


def required(here: Here, fact: str) -> None:
    """The fields that must be there. Fields that came or went are seen to by `properties`."""
    before, after = here.old.facts.said, here.new.facts.said
    old, new = before.get(fact, {}), after.get(fact, {})
    ours, theirs = before.get("properties", {}), after.get("properties", {})
    for name in dict.fromkeys((*old, *new)):
        if (name in old) == (name in new) or (name in ours) != (name in theirs):
            continue
        effect = Effect.WIDENS if name in old else Effect.NARROWS
        if name in ours:
            traits = _traits(here.comparison.old, name, ours[name], {}) | _traits(
                here.comparison.new, name, theirs[name], {}
            )
        else:
            traits = frozenset({"undeclared"})
        here.say(
            "required", existence(name in old, name in new), effect, name in old, name in new, name=name, traits=traits,
            old_pointer=_field(ours, name) or here.pair.old_pointer,
            new_pointer=_field(theirs, name) or here.pair.new_pointer,
        )  # fmt: skip


def _field(fields: dict[str, list[Node]], name: str) -> str:
    return fields[name][0].pointer if name in fields else ""


def additional(here: Here, fact: str) -> None:
    """The fields that have no name: none, any, or those of one schema."""
    old, new = here.old.facts.said.get(fact), here.new.facts.said.get(fact)
    if old == new == False:  # noqa: E712  (an empty list is neither)
        return
    if isinstance(old, list) and isinstance(new, list):
        here.descend(".*", old, new)
        return
    before, after = _openness(old), _openness(new)
    if new is False:
        is_map = isinstance(old, list) and "properties" not in here.old.facts.said
        here.say(fact, "remove", Effect.NARROWS, before, after, traits=("map",) if is_map else ())
    elif old is False:
        here.say(fact, "add", Effect.WIDENS, before, after)
    else:
        here.say(fact, "change", Effect.NARROWS if old is None else Effect.WIDENS, before, after, traits=("typed",))


def _openness(value: Any) -> Any:
    return True if value is None else False if value is False else value[0].value


def patterns(here: Here, fact: str) -> None:
    """The fields whose name matches a pattern."""
    _by_name(here, fact, "pattern-property", "~")


def dependent_schemas(here: Here, fact: str) -> None:
    """What must hold when a field is there."""
    _by_name(here, fact, "dependent-schema", "?")


def _by_name(here: Here, fact: str, one: str, step: str) -> None:
    old, new = here.old.facts.said.get(fact, {}), here.new.facts.said.get(fact, {})
    closed = here.old.facts.said.get("additional-properties") is False and fact == "pattern-properties"
    for name in dict.fromkeys((*old, *new)):
        if name in old and name in new:
            here.descend(f".{name}{step}", old[name], new[name])
        elif name in new:
            pointer = f"{here.new.facts.where[fact]}/{escape(name)}"
            here.say(
                one,
                "add",
                Effect.WIDENS if closed else Effect.NARROWS,
                None,
                name,
                name=name,
                of=fact,
                new_pointer=pointer,
            )
        else:
            pointer = f"{here.old.facts.where[fact]}/{escape(name)}"
            here.say(
                one,
                "remove",
                Effect.NARROWS if closed else Effect.WIDENS,
                name,
                None,
                name=name,
                of=fact,
                old_pointer=pointer,
            )


def dependent_required(here: Here, fact: str) -> None:
    """The fields that must be there when another is."""
    old, new = here.old.facts.said.get(fact, frozenset()), here.new.facts.said.get(fact, frozenset())
    for name, other in sorted(old - new):
        here.say(fact, "remove", Effect.WIDENS, other, None, name=name)
    for name, other in sorted(new - old):
        here.say(fact, "add", Effect.NARROWS, None, other, name=name)
