"""What two documents say otherwise: summaries and descriptions of what stands in both.

Enters: two documents. Leaves: `Statement`s, one for each text. No message differs with a text, so these are apart from
`state`: who asks whether anybody breaks need not read them. What is referred to is compared where it stands, once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from speclift.diff.difference import Difference, Direction, Effect, Statement, existence
from speclift.diff.pair.operations import endpoints, pair_operations
from speclift.diff.state.collector import Place
from speclift.model.wording import without_line_breaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.diff.pair.operations import Endpoint
    from speclift.document.node import Document, Node

_TEXTS = ("summary", "description")

_NO_WORDS = {"example", "examples", "default", "enum", "const", "parameters", "security", "x-codeSamples"}
"""Fields that hold values, or what is compared otherwise."""

_MAPS = {
    "properties", "patternProperties", "dependentSchemas", "$defs", "responses", "headers", "content", "callbacks",
    "links", "variables", "encoding",
}  # fmt: skip
"""Fields whose keys are names, whatever they are called."""

_CALLED = {"responses": "response ", "headers": "header ", "callbacks": "callback ", "links": "link ", "content": ""}
"""Before the name of what is in such a field."""

_BELOW = {"items": "[]", "additionalProperties": ".*"}
"""How the way into a field of a schema is written."""


def words(old: Document, new: Document) -> list[Statement]:
    """Every text that was added, removed or changed: of the document, its operations, its components."""
    found = _Words(old, new)
    found.compare(Place(None, "document info", "info"), old.root.child("info"), new.root.child("info"))
    _named(found, "tag", _by_name(old.root.child("tags")), _by_name(new.root.child("tags")))
    for field in ("paths", "webhooks"):
        for pair in pair_operations(endpoints(old, field), endpoints(new, field)):
            if pair.old is not None and pair.new is not None:
                place = Place(pair.new.named(), f"{pair.old.method} {pair.old.template}")
                found.compare(place, pair.old.node, pair.new.node)
                for name, one, other in _parameters(pair.old, pair.new):
                    found.compare(place.inside(name), one, other)
    for kind, before in old.root.child("components").entries():
        after = new.root.child("components", kind)
        _named(found, "" if kind == "schemas" else _SINGULAR.get(kind, kind), *map(_entries, (before, after)))
    return found.statements


_SINGULAR = {
    "parameters": "parameter", "responses": "response", "requestBodies": "request body", "headers": "header",
    "securitySchemes": "security scheme",
}  # fmt: skip


def _entries(holder: Node) -> dict[str, Node]:
    return dict(holder.entries())


def _by_name(items: Node) -> dict[str, Node]:
    return {item.text("name"): item for item in items.elements()}


def _named(found: _Words, kind: str, old: dict[str, Node], new: dict[str, Node]) -> None:
    """Compare what has the same name."""
    for name, node in old.items():
        if name in new:
            called = f"{kind} {name}".strip()
            found.compare(Place(None, called, called), node, new[name])


def _parameters(old: Endpoint, new: Endpoint) -> Iterator[tuple[str, Node, Node]]:
    """The parameters of both operations with what they are called; those of the path are paired by their order."""
    known = {_parameter(parameter, old.placeholders): parameter for parameter in old.parameters}
    for other in new.parameters:
        one = known.get(_parameter(other, new.placeholders))
        if one is not None:
            yield f"{other.text('in')} parameter {other.text('name')}", one, other


def _parameter(node: Node, placeholders: list[str]) -> tuple[str, str]:
    place, name = node.text("in"), node.text("name")
    return place, str(placeholders.index(name)) if place == "path" and name in placeholders else name


class _Words:
    """What has been found so far."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = old, new
        self._seen: set[tuple[str, str]] = set()
        self.statements: list[Statement] = []

    def compare(self, place: Place, old: Node, new: Node, path: str = "", via: str = "") -> None:
        """Compare two values that stand at `place`, and what is inside them; `via` is the field that they are the map
        of names of."""
        ours, theirs = old.mapping().get("$ref"), new.mapping().get("$ref")
        if isinstance(ours, str) or isinstance(theirs, str):
            if ours == theirs:
                return  # it is compared where it stands
            old, new = self._old.follow(old), self._new.follow(new)
        if (old.pointer, new.pointer) in self._seen:
            return
        self._seen.add((old.pointer, new.pointer))
        if not via:
            self._texts(place, path, old, new)
        for name, node in old.entries():
            if name in new.mapping() and (via or name not in _NO_WORDS):
                other = new.child(name)
                if via == "properties":
                    self.compare(place, node, other, f"{path}.{name}".lstrip("."))
                elif via in _CALLED:
                    self.compare(place.inside(f"{_CALLED[via]}{name}"), node, other)
                elif name == "requestBody":
                    self.compare(place.inside("request body"), node, other)
                else:
                    below = "" if via else _BELOW.get(name, "")
                    self.compare(place, node, other, path + below, name if not via and name in _MAPS else "")
        parts, others = old.elements(), new.elements()
        if len(parts) == len(others):
            for node, other in zip(parts, others, strict=True):
                self.compare(place, node, other, path)

    def _texts(self, place: Place, path: str, old: Node, new: Node) -> None:
        if not (isinstance(old.value, dict) and isinstance(new.value, dict)):
            return
        for fact in _TEXTS:
            before, after = (without_line_breaks(node.text(fact)) for node in (old, new))
            if before != after:
                at = old.child(fact).pointer, new.child(fact).pointer
                action, name = existence(before, after), path.rpartition(".")[2]
                told = Difference(fact, action, Effect.NONE, before or None, after or None, *at, name)
                self.statements.append(Statement(told, (replace(place.use(Direction.BOTH), path=path),)))
