"""A document as values with their JSON pointers, and references followed.

Enters: an OpenAPI 3 document as plain values. Leaves: `Node`s. A reference that leads nowhere, leads around
in a circle of references, or leaves the document is `InputError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from speclift.document.pointers import escape, index_of, resolve, split_pointer
from speclift.document.shape import openapi_version
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable


class Node(NamedTuple):
    """A value of a document and the JSON pointer where it stands (RFC 6901)."""

    value: Any
    pointer: str

    def child(self, *keys: str | int) -> Node:
        """The value below, or a node of None where there is none."""
        value, pointer = self.value, self.pointer
        for key in keys:
            pointer = f"{pointer}/{escape(key)}"
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and (index := index_of(str(key))) is not None and index < len(value):
                value = value[index]
            else:
                value = None
        return Node(value, pointer)

    def mapping(self) -> dict[str, Any]:
        """The value where it is an object, otherwise nothing."""
        return self.value if isinstance(self.value, dict) else {}

    def text(self, key: str) -> str:
        """The text of a field; a number is its digits (`version: 1.0`), "" where there is neither."""
        value = self.mapping().get(key)
        return (
            value if isinstance(value, str) else "" if value is None or isinstance(value, (dict, list)) else str(value)
        )

    def flag(self, key: str) -> bool:
        """Whether a field is `true`."""
        return self.mapping().get(key) is True

    def entries(self) -> list[tuple[str, Node]]:
        """Name and node of everything in an object, in its order."""
        return [(str(name), Node(value, f"{self.pointer}/{escape(name)}")) for name, value in self.mapping().items()]

    def elements(self) -> list[Node]:
        """The nodes of an array, in its order."""
        if not isinstance(self.value, list):
            return []
        return [Node(value, f"{self.pointer}/{index}") for index, value in enumerate(self.value)]


class Document:
    """An OpenAPI 3.0, 3.1 or 3.2 document. Raises `InputError` for anything else."""

    def __init__(self, root: object, name: str = "") -> None:
        self.name = name
        if not isinstance(root, dict):
            raise InputError("not an OpenAPI document: its top is not an object", file=name)
        self.root = Node(root, "")
        try:
            # OpenAPI 3.0 ignores what stands beside a `$ref` in a schema, 3.1 (JSON Schema) does not.
            self.siblings_count = openapi_version(root) >= (3, 1)
        except InputError as error:
            raise InputError(error.message, file=name, place=error.place, hint=error.hint) from None
        self._targets: dict[str, Node] = {}
        self._anchors: dict[str, Node] | None = None

    def resolve(self, node: Node) -> Node:
        """What a node stands for: itself, or where its chain of references ends. Raises `InputError` where that is
        nowhere."""
        return self._followed(node, lambda _: True)

    def follow(self, node: Node) -> Node:
        """What a node stands for; a node of None where its references lead nowhere: for who passes over what is
        wrong."""
        try:
            return self.resolve(node)
        except InputError:
            return Node(None, node.pointer)

    def at(self, pointer: str) -> Node:
        """What stands at `pointer`, or what that refers to; a node of None where there is nothing."""
        return self.follow(self.root.child(*split_pointer(pointer)))

    def named(self, *keys: str) -> dict[str, Node]:
        """What the map at `keys` of the document holds, by name, references followed."""
        return {name: self.resolve(node) for name, node in self.root.child(*keys).entries()}

    def stands_for(self, schema: Node) -> Node:
        """What a schema stands for that says nothing itself: references are followed as long as nothing that counts
        stands beside them."""
        return self._followed(schema, lambda value: not (self.siblings_count and len(value) > 1))

    def _followed(self, node: Node, follows: Callable[[dict[str, Any]], bool]) -> Node:
        seen: set[str] = set()
        while isinstance(node.value, dict) and isinstance(reference := node.value.get("$ref"), str):
            if not follows(node.value):
                break
            if reference in seen:
                raise InputError(f"{reference!r} leads round in a circle", file=self.name, place=node.pointer)
            seen.add(reference)
            node = self.target(reference, node.pointer)
        return node

    def target(self, reference: str, place: str) -> Node:
        """What one reference points to; `place` is the pointer of whoever asks. Raises `InputError` where that is
        nothing in this document: files and addresses are never opened."""
        known = self._targets.get(reference)
        if known is not None:
            return known
        if not reference.startswith("#"):
            hint = "put what it refers to into the document: files and addresses are never opened"
            raise InputError(f"{reference[:100]!r} leads out of the document", file=self.name, place=place, hint=hint)
        fragment = unquote(reference[1:])
        if fragment[:1] not in ("", "/"):
            node = self._anchor(fragment)
            if node is None:
                raise InputError(f"{reference[:100]!r} leads nowhere", file=self.name, place=place)
        else:
            try:
                node = Node(resolve(self.root.value, reference), fragment)
            except InputError as error:
                raise InputError(error.message, file=self.name, place=place, hint=error.hint) from None
        self._targets[reference] = node
        return node

    def _anchor(self, name: str) -> Node | None:
        if self._anchors is None:
            self._anchors = {}
            pending = [self.root]
            while pending:
                node = pending.pop()
                for keyword in ("$anchor", "$dynamicAnchor"):
                    if isinstance(anchor := node.mapping().get(keyword), str):
                        self._anchors.setdefault(anchor, node)
                pending += [child for _, child in node.entries()] + node.elements()
        return self._anchors.get(name)
