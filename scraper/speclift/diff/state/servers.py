"""What differs about the addresses that operations stand at.

Enters: two operations that stand for one another. Leaves: differences, the same one for all operations of one list of
servers. A prefix that moved from the server into the path leaves the address as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.difference import Direction, Effect

if TYPE_CHECKING:
    from speclift.diff.pair.operations import OperationPair
    from speclift.diff.state.collector import Collector, Place
    from speclift.document.node import Document
    from speclift.document.servers import Address


def servers(found: Collector, place: Place, pair: OperationPair, old: Document, new: Document) -> None:
    """State what differs about the servers of two operations."""
    before, after = pair.old, pair.new
    if before is None or after is None:
        return
    moved = (before.template, after.template) if pair.how == "address" else ("", "")
    ours = {(one.origin, one.base + moved[0]): one for one in before.servers}
    theirs = {(one.origin, one.base + moved[1]): one for one in after.servers}
    gone = [one for key, one in ours.items() if key not in theirs]
    come = [one for key, one in theirs.items() if key not in ours]
    if gone and len(gone) == len(come):
        for one, two in zip(gone, come, strict=True):
            traits = _traits(one, two, old, new)
            at = f"{one.pointer}/url", f"{two.pointer}/url"
            found.say(place, Direction.BOTH, "server", "change", Effect.DIFFERS, one.url, two.url, at=at, traits=traits)
        return
    for one in gone:
        at = one.pointer, after.servers[0].pointer
        found.say(place, Direction.BOTH, "server", "remove", Effect.NARROWS, one.url, None, at=at)
    for one in come:
        at = before.servers[0].pointer, one.pointer
        found.say(place, Direction.BOTH, "server", "add", Effect.WIDENS, None, one.url, at=at)


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
