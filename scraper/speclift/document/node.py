"""A document as values with their JSON pointers, and references followed.

Enters: an OpenAPI 3.0 or 3.1 document as plain values. Leaves: `Node`s. A reference that leads nowhere, leads around
in a circle of references, or leaves the document is `InputError`."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import unquote

from speclift.document.pointers import escape, split_pointer
from speclift.document.shape import openapi_version
from speclift.model.findings import InputError


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
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                value = None
        return Node(value, pointer)

    def mapping(self) -> dict[str, Any]:
        """The value where it is an object, otherwise nothing."""
        return self.value if isinstance(self.value, dict) else {}

    def entries(self) -> list[tuple[str, Node]]:
        """Name and node of everything in an object, in its order."""
        return [(str(name), Node(value, f"{self.pointer}/{escape(name)}")) for name, value in self.mapping().items()]

    def elements(self) -> list[Node]:
        """The nodes of an array, in its order."""
        if not isinstance(self.value, list):
            return []
        return [Node(value, f"{self.pointer}/{index}") for index, value in enumerate(self.value)]


class Document:
    """An OpenAPI 3.0 or 3.1 document. Raises `InputError` for anything else."""

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
        """What a node stands for: itself, or where its chain of references ends."""
        seen: set[str] = set()
        while isinstance(node.value, dict) and isinstance(reference := node.value.get("$ref"), str):
            if reference in seen:
                raise InputError(f"reference in a circle: {reference}", file=self.name, place=node.pointer)
            seen.add(reference)
            node = self.target(reference, node.pointer)
        return node

    def stands_for(self, schema: Node) -> Node:
        """What a schema stands for that says nothing itself: references are followed as long as nothing that counts
        stands beside them."""
        seen: set[str] = set()
        while isinstance(schema.value, dict) and isinstance(reference := schema.value.get("$ref"), str):
            if self.siblings_count and len(schema.value) > 1:
                break
            if reference in seen:
                raise InputError(f"reference in a circle: {reference}", file=self.name, place=schema.pointer)
            seen.add(reference)
            schema = self.target(reference, schema.pointer)
        return schema

    def target(self, reference: str, place: str) -> Node:
        """What one reference points to; `place` is the pointer of whoever asks."""
        known = self._targets.get(reference)
        if known is not None:
            return known
        if not reference.startswith("#"):
            hint = "bundle the files into one document first"
            raise InputError(f"reference to another file: {reference}", file=self.name, place=place, hint=hint)
        fragment = unquote(reference[1:])
        node = self._follow(fragment) if fragment[:1] in ("", "/") else self._anchor(fragment)
        if node is None:
            raise InputError(f"broken reference: {reference}", file=self.name, place=place)
        self._targets[reference] = node
        return node

    def _follow(self, pointer: str) -> Node | None:
        value: Any = self.root.value
        for step in split_pointer(pointer):
            if isinstance(value, dict) and step in value:
                value = value[step]
            elif isinstance(value, list) and step.isascii() and step.isdigit() and int(step[:9]) < len(value):
                value = value[int(step)]
            elif isinstance(value, dict) and step.isascii() and step.isdigit() and int(step[:9]) in value:
                value = value[int(step)]  # YAML reads a status that is not quoted as a number
            else:
                return None
        return Node(value, pointer)

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
