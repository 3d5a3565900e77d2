"""Which parts of two documents are the same beyond doubt, so that nobody need look into them.

Enters: two documents. Leaves: an answer for two nodes, with every reference below followed, components that lead back
to themselves included. Each value is walked once. Written order and everything else that a comparison of JSON values
ignores is ignored; "no" means only that it has to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.document.schema.subtypes import Subtypes

if TYPE_CHECKING:
    from speclift.document.node import Document, Node

_NONE: frozenset[str] = frozenset()

_SIBLINGS = ""
"""Stands for: there is something beside a reference, which counts in one version of OpenAPI and not in the other."""


class Sameness:
    """Answers whether two nodes are the same, references followed."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = old, new
        self._subtypes = Subtypes(old), Subtypes(new)
        self._same_version = old.siblings_count == new.siblings_count
        self._references: dict[int, frozenset[str]] = {}
        self._same: dict[str, bool] = {}

    def __call__(self, old: Node, new: Node) -> bool:
        """Whether both nodes say the same."""
        if old.value is new.value and old.value is None:
            return True
        if old.value != new.value or type(old.value) is not type(new.value):
            return False
        return all(self._reference(reference) for reference in self._of(old.value))

    def _of(self, value: Any) -> frozenset[str]:
        """The references below a value."""
        if not isinstance(value, (dict, list)):
            return _NONE
        known = self._references.get(id(value))
        if known is not None:
            return known
        pointers: set[str] = set()
        if isinstance(value, dict):
            for key, child in value.items():
                if key == "$ref" and isinstance(child, str):
                    pointers.add(child)
                    if len(value) > 1:
                        pointers.add(_SIBLINGS)
                elif isinstance(child, (dict, list)):
                    pointers |= self._of(child)
                elif key == "$dynamicRef" and isinstance(child, str):
                    pointers.add(child)
        else:
            for child in value:
                if isinstance(child, (dict, list)):
                    pointers |= self._of(child)
        if isinstance(value, dict) and isinstance(value.get("discriminator"), dict):
            pointers |= self._of_subtypes(value)
        result = self._references[id(value)] = frozenset(pointers) if pointers else _NONE
        return result

    def _of_subtypes(self, value: dict[str, Any]) -> set[str]:
        """References to what a schema may stand for by its discriminator, in either document."""
        ours, theirs = self._subtypes
        name = ours.name(value) or theirs.name(value)
        return {
            *ours.mapped(value).values(),
            *theirs.mapped(value).values(),
            *ours.children(name),
            *theirs.children(name),
        }

    def _reference(self, reference: str) -> bool:
        """Whether a reference means the same in both documents: what it leads to is equal, and so on from there."""
        if reference == _SIBLINGS:
            return self._same_version
        if reference in self._same:
            return self._same[reference]
        reached: dict[str, frozenset[str]] = {}
        waiting, same = [reference], True
        while waiting:
            name = waiting.pop()
            if name in reached:
                continue
            if name == _SIBLINGS:
                self._same[name] = self._same_version
            if name in self._same:
                same = same and self._same[name]
                continue
            old, new = self._targets(name)
            if old is None or new is None or old.value != new.value:
                self._same[name] = same = False
                continue
            reached[name] = self._of(old.value)
            waiting += reached[name]
        if same:
            self._same.update(dict.fromkeys(reached, True))
        else:
            self._blame(reached)
        return self._same[reference]

    def _targets(self, reference: str) -> tuple[Node | None, Node | None]:
        """What a reference leads to in each document. Raises `InputError` where it leads nowhere in both."""
        nodes = tuple(subtypes.node(reference) for subtypes in self._subtypes)
        if nodes == (None, None):
            self._old.target(reference, reference)
        return nodes[0], nodes[1]

    def _blame(self, reached: dict[str, frozenset[str]]) -> None:
        """Of equal targets, those from which an unequal one can be reached are not the same; the others are."""
        askers: dict[str, list[str]] = {}
        for name, references in reached.items():
            for reference in references:
                askers.setdefault(reference, []).append(name)
        waiting = [name for name in askers if self._same.get(name) is False]
        while waiting:
            for asker in askers.get(waiting.pop(), ()):
                if asker not in self._same:
                    self._same[asker] = False
                    waiting.append(asker)
        for name in reached:
            self._same.setdefault(name, True)
