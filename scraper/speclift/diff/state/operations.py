"""What differs between two documents, operation by operation.

Enters: two documents. Leaves: `Statement`s, in the order of the new document, what was removed last. This is the
front door of `state`: everything else in this package is asked from here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from speclift.diff.difference import Direction, Effect, Statement, existence
from speclift.diff.pair.operations import (
    Endpoint,
    OperationPair,
    endpoints,
    endpoints_of_path_item,
    pair_operations,
    version_step,
)
from speclift.diff.state.collector import Collector, Place
from speclift.diff.state.content import request_body
from speclift.diff.state.parameters import parameters
from speclift.diff.state.promises import announced, promises
from speclift.diff.state.responses import responses
from speclift.diff.state.schemas import comparison_of
from speclift.diff.state.security import Security
from speclift.diff.state.servers import servers

if TYPE_CHECKING:
    from speclift.document.node import Document, Node


def state(old: Document, new: Document) -> list[Statement]:
    """Everything that is not the same in both documents and that a caller or a server could notice."""
    collector = Collector(comparison_of(old, new))
    security = Security(collector, old, new)
    for pair in pair_operations(endpoints(old), endpoints(new)):
        if pair.old is None or pair.new is None:
            _existence(collector, pair)
        else:
            place = Place(pair.new.named(), f"{pair.old.method} {pair.old.template}")
            _operation(collector, place, pair, pair.old, pair.new)
            security.compare(place, pair.old, pair.new)
            servers(collector, place, pair, old, new)
    _webhooks(collector, old, new)
    return collector.statements()


def _existence(collector: Collector, pair: OperationPair) -> None:
    endpoint = pair.old or pair.new
    assert endpoint is not None  # noqa: S101  (a pair has a side)
    place = Place(endpoint.named(), f"{endpoint.method} {endpoint.template}")
    shown = f"{endpoint.method.upper()} {endpoint.path}"
    deprecated = announced(endpoint.node)
    if pair.new is None:
        at = endpoint.node.pointer, "/paths"
        collector.say(
            place, Direction.BOTH, "operation", "remove", Effect.NARROWS, shown, None, at=at, traits=deprecated
        )
    else:
        at = "/paths", endpoint.node.pointer
        collector.say(place, Direction.BOTH, "operation", "add", Effect.WIDENS, None, shown, at=at, traits=deprecated)


def _operation(collector: Collector, place: Place, pair: OperationPair, old: Endpoint, new: Endpoint) -> None:
    same = collector.comparison.same
    lent = len(old.parameters) == len(new.parameters) and all(map(same, old.parameters, new.parameters))
    if pair.how == "path" and old.path == new.path and lent and same(old.node, new.node):
        return
    at = old.node.pointer, new.node.pointer
    _names(collector, place, pair, old, new, at)
    _deprecation(collector, place, old.node, new.node, at)
    promises(collector, place, old.node, new.node, at)
    parameters(collector, place, old, new)
    request_body(collector, place, old.node, new.node)
    responses(collector, place, old.node, new.node)
    _callbacks(collector, place, old.node, new.node)


def _names(
    collector: Collector, place: Place, pair: OperationPair, old: Endpoint, new: Endpoint, at: tuple[str, str]
) -> None:  # fmt: skip
    say = collector.say
    if old.method != new.method:
        say(place, Direction.BOTH, "method", "change", Effect.DIFFERS, old.method.upper(), new.method.upper(), at=at)
    if pair.how == "version" and not collector.told_version:
        collector.told_version = True
        where = Place(None, "paths", "paths")
        steps = version_step([old], [new]) or (old.path, new.path)
        say(where, Direction.BOTH, "path-version", "change", Effect.DIFFERS, *steps, at=("/paths", "/paths"))
    if pair.how not in ("address", "version") and old.template != new.template:
        say(place, Direction.BOTH, "path", "change", Effect.DIFFERS, old.path, new.path, at=at)
    if old.operation_id != new.operation_id:
        before, after = old.operation_id or None, new.operation_id or None
        say(place, Direction.BOTH, "operation-id", existence(before, after), Effect.NONE, before, after, at=at)
    ours, theirs = (_tags(endpoint.node) for endpoint in (old, new))
    for tag in ours:
        if tag not in theirs:
            say(place, Direction.BOTH, "tag", "remove", Effect.NONE, tag, None, at=at, name=tag)
    for tag in theirs:
        if tag not in ours:
            say(place, Direction.BOTH, "tag", "add", Effect.NONE, None, tag, at=at, name=tag)


def _tags(operation: Node) -> list[str]:
    tags = operation.mapping().get("tags")
    return list(dict.fromkeys(tag for tag in tags if isinstance(tag, str))) if isinstance(tags, list) else []


def _deprecation(collector: Collector, place: Place, old: Node, new: Node, at: tuple[str, str]) -> None:
    before, after = (node.mapping().get("deprecated") is True for node in (old, new))
    collector.flag(place, Direction.BOTH, "operation-deprecated", before, after, at=at)


def _callbacks(collector: Collector, place: Place, old: Node, new: Node) -> None:
    before, after = dict(old.child("callbacks").entries()), dict(new.child("callbacks").entries())
    for name in dict.fromkeys((*before, *after)):
        inside = place.inside(f"callback {name}")
        if name not in after:
            at = before[name].pointer, new.pointer
            collector.say(inside, Direction.BOTH, "callback", "remove", Effect.NARROWS, name, None, at=at, name=name)
        elif name not in before:
            at = old.pointer, after[name].pointer
            collector.say(inside, Direction.BOTH, "callback", "add", Effect.WIDENS, None, name, at=at, name=name)
        else:
            _called(collector, inside, before[name], after[name])


def _called(collector: Collector, place: Place, old: Node, new: Node) -> None:
    """The operations of a callback: what the server calls."""
    comparison = collector.comparison
    documents = comparison.old.document, comparison.new.document
    ours, theirs = (
        [
            endpoint
            for expression, item in document.resolve(node).entries()
            if not expression.startswith("x-")
            for endpoint in endpoints_of_path_item(document, expression, item)
        ]
        for document, node in zip(documents, (old, new), strict=True)
    )
    _pairs_called(collector, place, pair_operations(ours, theirs))


def _pairs_called(collector: Collector, place: Place, pairs: list[OperationPair]) -> None:
    for pair in pairs:
        turned = Place(place.operation, place.location, place.words, True)
        if pair.old is not None and pair.new is not None:
            _operation(collector, turned, pair, pair.old, pair.new)
            continue
        gone = pair.new is None
        endpoint = pair.old or pair.new
        assert endpoint is not None  # noqa: S101  (a pair has a side)
        name = f"{endpoint.method.upper()} {endpoint.path}"
        at = endpoint.node.pointer, endpoint.node.pointer
        collector.say(
            place, Direction.BOTH, "callback", "remove" if gone else "add", Effect.NARROWS if gone else Effect.WIDENS,
            name if gone else None, None if gone else name, at=at, name=name,
        )  # fmt: skip


def _webhooks(collector: Collector, old: Document, new: Document) -> None:
    for pair in pair_operations(endpoints(old, "webhooks"), endpoints(new, "webhooks")):
        endpoint = pair.new or pair.old
        assert endpoint is not None  # noqa: S101  (a pair has a side)
        named = endpoint.named()
        called = replace(named, path=f"webhook {named.path}")
        place = Place(called, f"webhook {endpoint.path} {endpoint.method}")
        _pairs_called(collector, place, [pair])
