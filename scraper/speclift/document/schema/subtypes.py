"""Schemas that stand for another by its discriminator, without being named by it as alternatives.

Enters: a document and a schema with a `discriminator`. Leaves: the components that a value of that schema may be:
those that its `mapping` names, and those that take it into their `allOf` (OpenAPI 3.1.1, 4.8.25). A change in one of
them is a change of every message that holds the schema, though no `$ref` leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.document.pointers import escape
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.document.node import Document, Node

_SCHEMAS = "#/components/schemas/"


class Subtypes:
    """The subtypes of one document's components."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._children: dict[str, list[str]] = {}
        self._names: dict[int, str] = {}
        for name, node in document.root.child("components", "schemas").entries():
            self._names[id(node.value)] = name
            for part in node.child("allOf").elements():
                reference = part.mapping().get("$ref")
                if isinstance(reference, str) and reference.startswith(_SCHEMAS):
                    self._children.setdefault(reference.removeprefix(_SCHEMAS), []).append(name)

    def name(self, schema: Any) -> str:
        """The name of a component, or ""."""
        return self._names.get(id(schema), "")

    def children(self, name: str) -> list[str]:
        """References to the components that take a component into their `allOf`."""
        return [f"{_SCHEMAS}{escape(child)}" for child in self._children.get(escape(name), ())]

    def mapped(self, schema: dict[str, Any]) -> dict[str, str]:
        """{value: reference} of the mapping that a schema writes down, as far as it leads into this document."""
        discriminator = schema.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        subtypes = {}
        for value, target in mapping.items() if isinstance(mapping, dict) else ():
            if isinstance(target, str):
                reference = target if target.startswith("#") else f"{_SCHEMAS}{escape(target)}"
                if self.node(reference) is not None:
                    subtypes[value] = reference
        return subtypes

    def of(self, schema: dict[str, Any]) -> dict[str, Node]:
        """{value of the discriminator: schema} for one component."""
        references = self.mapped(schema)
        for reference in self.children(self.name(schema)):
            if reference not in references.values():
                references[reference.rsplit("/", 1)[-1]] = reference
        nodes = {value: self.node(reference) for value, reference in references.items()}
        return {value: node for value, node in nodes.items() if node is not None}

    def node(self, reference: str) -> Node | None:
        """What a reference leads to, if anything: a mapping may name schemas of other documents."""
        try:
            return self._document.target(reference, reference)
        except InputError:
            return None
