"""What differs about the addresses that operations stand at.

Enters: two operations that stand for one another. Leaves: differences, the same one for all operations of one list of
servers. A prefix that moved from the server into the path leaves the address as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.difference import Action, Direction, Effect, existence

if TYPE_CHECKING:
    from speclift.diff.pair.operations import OperationPair
    from speclift.diff.state.collector import Collector, Place
    from speclift.document.node import Document
    from speclift.document.servers import Address


def servers(collector: Collector, place: Place, pair: OperationPair, old: Document, new: Document) -> None:
    """State what differs about the servers of two operations."""
    before, after = pair.old, pair.new
    if before is None or after is None:
        return
    moved = (before.template, after.template) if pair.how == "address" else ("", "")
    ours = {(server.origin, server.base + moved[0]): server for server in before.servers}
    theirs = {(server.origin, server.base + moved[1]): server for server in after.servers}
    for key, one in ours.items():
        if key in theirs:
            _variables(collector, place, one, theirs[key])
    gone = [server for key, server in ours.items() if key not in theirs]
    come = [server for key, server in theirs.items() if key not in ours]
    if gone and len(gone) == len(come):
        for one, two in zip(gone, come, strict=True):
            if one.url == two.url:
                _variables(collector, place, one, two)
                continue
            traits = _traits(one, two, old, new)
            at = f"{one.pointer}/url", f"{two.pointer}/url"
            collector.say(
                place, Direction.BOTH, "server", "change", Effect.DIFFERS, one.url, two.url, at=at, traits=traits
            )
        return
    for one in gone:
        at = one.pointer, after.servers[0].pointer
        collector.say(place, Direction.BOTH, "server", "remove", Effect.NARROWS, one.url, None, at=at)
    for one in come:
        at = before.servers[0].pointer, one.pointer
        collector.say(place, Direction.BOTH, "server", "add", Effect.WIDENS, None, one.url, at=at)


def _variables(collector: Collector, place: Place, old: Address, new: Address) -> None:
    """What callers may put into an address, and what stands there when they do not."""
    before, after = ({name: (values, default) for name, values, default in side.variables} for side in (old, new))
    for name in [name for name in before if name in after]:
        (ours, default), (theirs, other) = before[name], after[name]
        at = f"{old.pointer}/variables/{name}", f"{new.pointer}/variables/{name}"

        def say(fact: str, action: Action, effect: Effect, one: object, two: object, name: str = name,
                at: tuple[str, str] = at) -> None:  # fmt: skip
            collector.say(place, Direction.BOTH, f"server-variable-{fact}", action, effect, one, two, at=at, name=name)

        if default != other:
            say("default", "change", Effect.DIFFERS, default, other)
        if bool(ours) != bool(theirs):
            effect = Effect.NARROWS if theirs else Effect.WIDENS
            say("list", existence(ours, theirs), effect, list(ours) or None, list(theirs) or None)
            continue
        for value in ours:
            if value not in theirs:
                say("value", "remove", Effect.NARROWS, value, None)
        for value in theirs:
            if value not in ours:
                say("value", "add", Effect.WIDENS, None, value)


def _traits(one: Address, two: Address, old: Document, new: Document) -> frozenset[str]:
    """`path` where the base path differs, `version` where it differs in no more than the documents' own versions."""
    if one.base == two.base:
        return frozenset({"host"})
    versions = [str(document.root.child("info", "version").value or "") for document in (old, new)]
    bases = [
        [step.removeprefix("v") if step.removeprefix("v") != version else "" for step in base.split("/")]
        for base, version in zip((one.base, two.base), versions, strict=True)
    ]
    return frozenset({"version"} if bases[0] == bases[1] and one.origin == two.origin else {"path"})
