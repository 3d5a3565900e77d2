"""What differs about the answers of an operation: statuses, headers, bodies, links.

Enters: two operations that stand for one another. Leaves: differences. A status that is gone but falls under a range
(`4XX`) is compared with it; one success status in the place of another is one difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.difference import Direction, Effect
from speclift.diff.state.content import content

if TYPE_CHECKING:
    from speclift.diff.state.collector import Collector, Place
    from speclift.document.node import Node

RESPONSE = Direction.RESPONSE


def responses(collector: Collector, place: Place, old: Node, new: Node) -> None:
    """State what differs about the answers of two operations."""
    before, after = (
        {status.upper() if status != "default" else status: node for status, node in side.child("responses").entries()
         if not status.startswith("x-")}
        for side in (old, new)
    )  # fmt: skip
    gone = [status for status in before if status not in after]
    come = [status for status in after if status not in before]
    for status, node in before.items():
        if status in after:
            _response(collector, place.inside(f"response {status}"), node, after[status])
    successes = [[status for status in side if _kind(status) == "success"] for side in (gone, come)]
    if len(successes[0]) == len(successes[1]) == 1:
        (status,), (other,) = successes
        _became(collector, place, (status, other), before[status], after[other])
        gone.remove(status)
        come.remove(other)
    for status in gone:
        _removed(collector, place, status, before[status], new, after)
    for status in come:
        at = old.child("responses").pointer, after[status].pointer
        inside = place.inside(f"response {status}")
        known = "default" in before or _range(status) in before
        collector.say(
            inside, RESPONSE, "response", "add", Effect.NONE if known else Effect.WIDENS, None, status,
            at=at, name=status, traits=(_kind(status),),
        )  # fmt: skip


def _became(collector: Collector, place: Place, statuses: tuple[str, str], old: Node, new: Node) -> None:
    inside = place.inside(f"response {statuses[0]}")
    if _range(statuses[0]) == statuses[1]:
        effect = Effect.WIDENS
    else:
        effect = Effect.NARROWS if _range(statuses[1]) == statuses[0] else Effect.DIFFERS
    at = old.pointer, new.pointer
    collector.say(
        inside, RESPONSE, "response-status", "change", effect, *statuses, at=at, name=statuses[0], traits=("success",)
    )
    _response(collector, inside, old, new)


def _removed(collector: Collector, place: Place, status: str, node: Node, new: Node, after: dict[str, Node]) -> None:
    inside = place.inside(f"response {status}")
    if _range(status) in after:
        _response(collector, inside, node, after[_range(status)])
        return
    traits = {_kind(status)} | ({"covered"} if "default" in after else set())
    at = node.pointer, new.child("responses").pointer
    collector.say(
        inside, RESPONSE, "response", "remove", Effect.NARROWS, status, None, at=at, name=status, traits=traits
    )


def _range(status: str) -> str:
    return f"{status[0]}XX" if len(status) == 3 and not status.endswith("XX") else ""


def _kind(status: str) -> str:
    if status == "default":
        return "default"
    return "success" if status[:1] in ("1", "2", "3") else "error"


def _response(collector: Collector, place: Place, old: Node, new: Node) -> None:
    if collector.comparison.same(old, new):
        return
    documents = collector.comparison.old.document, collector.comparison.new.document
    before, after = documents[0].resolve(old), documents[1].resolve(new)
    ours, theirs = before.child("content"), after.child("content")
    if ours.mapping() and not theirs.mapping():
        at = ours.pointer, after.pointer
        collector.say(place, RESPONSE, "response-body", "remove", Effect.NARROWS, list(ours.mapping()), None, at=at)
    elif theirs.mapping() and not ours.mapping():
        at = before.pointer, theirs.pointer
        collector.say(place, RESPONSE, "response-body", "add", Effect.WIDENS, None, list(theirs.mapping()), at=at)
    else:
        content(collector, place, RESPONSE, ours, theirs)
    _headers(collector, place, before, after)
    _links(collector, place, before, after)


def _headers(collector: Collector, place: Place, old: Node, new: Node) -> None:
    documents = collector.comparison.old.document, collector.comparison.new.document
    before, after = (
        {name.casefold(): (name, document.resolve(node)) for name, node in side.child("headers").entries()
         if name.casefold() != "content-type"}
        for document, side in zip(documents, (old, new), strict=True)
    )  # fmt: skip
    for key in dict.fromkeys((*before, *after)):
        name = (after.get(key) or before[key])[0]
        inside = place.inside(f"header {name}", f"header {key}")
        if key not in after:
            traits = ("required",) if before[key][1].mapping().get("required") is True else ()
            at = before[key][1].pointer, new.pointer
            collector.say(
                inside, RESPONSE, "header", "remove", Effect.NONE, name, None, at=at, name=name, traits=traits
            )
        elif key not in before:
            at = old.pointer, after[key][1].pointer
            # A consumer of a callback must send what is required of his answer.
            effect = Effect.NARROWS if after[key][1].mapping().get("required") is True else Effect.NONE
            collector.say(inside, RESPONSE, "header", "add", effect, None, name, at=at, name=name)
        else:
            _header(collector, inside, name, before[key][1], after[key][1])


def _header(collector: Collector, place: Place, name: str, old: Node, new: Node) -> None:
    at = old.pointer, new.pointer
    for fact, keyword in (("header-required", "required"), ("header-deprecated", "deprecated")):
        before, after = (node.mapping().get(keyword) is True for node in (old, new))
        coming = Effect.NARROWS if keyword == "required" else Effect.NONE
        collector.flag(place, RESPONSE, fact, before, after, at=at, coming=coming, name=name)
    ours, theirs = ([schema] if (schema := node.child("schema")).value is not None else [] for node in (old, new))
    collector.schema(place._replace(written="parameter"), RESPONSE, ours, theirs, at)


def _links(collector: Collector, place: Place, old: Node, new: Node) -> None:
    before, after = old.child("links").mapping(), new.child("links").mapping()
    for name in dict.fromkeys((*before, *after)):
        at = old.child("links").pointer, new.child("links").pointer
        if name not in after:
            collector.say(place, RESPONSE, "link", "remove", Effect.NONE, name, None, at=at, name=name)
        elif name not in before:
            collector.say(place, RESPONSE, "link", "add", Effect.NONE, None, name, at=at, name=name)
