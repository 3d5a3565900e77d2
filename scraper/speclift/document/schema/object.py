"""A Schema Object with its keywords in one form, whichever version of OpenAPI wrote them.

Enters: a document and the node of a schema. Leaves: `SchemaObject`s. Read alike: `nullable: true` and the type `null`;
a boolean `exclusiveMinimum` and a number; `const: null` and the type `null`; `patternProperties` and
`additionalProperties`, as names that follow a pattern are data; `true`, `false` and no schema. What stands beside a
`$ref` makes an `allOf` of the reference and the rest, in 3.0 as well: there it is against the specification, and meant.

Nothing is merged here: what `allOf`, `oneOf` and `anyOf` amount to is said by `Composition`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from speclift.document.node import Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.document.node import Document

NULL: Final = "null"

_DESCRIBING: Final = ("description", "deprecated", "title", "readOnly", "writeOnly", "default")
_SAYING_NOTHING: Final = frozenset({"$ref", "summary", "examples", "example", *_DESCRIBING})


class SchemaObject:
    """One schema. `pointer` tells it from all others; a part made of what stands beside a `$ref` has one of its own,
    which leads nowhere.

    `reference` is the schema that a bare `$ref` stands for: such a schema says nothing itself.
    """

    def __init__(self, document: Document, node: Node) -> None:
        self.document = document
        self.pointer = node.pointer
        self.node = node
        self._fields, self._referring = _parted(node)

    @cached_property
    def reference(self) -> SchemaObject | None:
        """What a bare reference leads to, one step on. Raises `InputError` where that is nothing."""
        reference = self._fields.get("$ref")
        if not isinstance(reference, str):
            return None
        return SchemaObject(self.document, self.document.target(reference, self.pointer))

    # What a value is

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types that are stated, null among them where it is admitted; () where none is."""
        stated = self._fields.get("type")
        types = (stated,) if isinstance(stated, str) else tuple(stated) if isinstance(stated, list) else ()
        if "const" in self._fields and self._fields["const"] is None:
            return (NULL,)
        return (*types, NULL) if types and self._nullable and NULL not in types else types

    @property
    def format(self) -> str:
        """The `format`, or ""."""
        return self.text("format")

    @cached_property
    def enum(self) -> list[Any]:
        """The values that are listed; [] where none are."""
        values = self._fields.get("enum")
        return values if isinstance(values, list) else []

    @property
    def has_const(self) -> bool:
        """Whether there is one value, which is text, a number or a truth value."""
        return isinstance(self._fields.get("const"), (str, int, float))

    @property
    def const(self) -> Any:
        """The one value, where `has_const`."""
        return self._fields.get("const")

    # What it is made of

    @cached_property
    def properties(self) -> dict[str, SchemaObject]:
        """The fields of an object, by name."""
        return dict(self._named("properties"))

    @cached_property
    def required(self) -> list[str]:
        """The names of the fields that must be there."""
        names = self._fields.get("required")
        return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []

    @cached_property
    def additional(self) -> SchemaObject | None:
        """The schema of fields whose names are data; None where nothing is said about them, or that there are none."""
        stated = self._fields.get("additionalProperties")
        patterns = [] if isinstance(stated, dict) else list(self._named("patternProperties").values())
        if len(patterns) == 1:
            return patterns[0]
        if patterns:
            either = {"anyOf": [pattern.node.value for pattern in patterns]}
            return SchemaObject(self.document, Node(either, f"{self.pointer}/patternProperties"))
        return None if stated is False else self._child("additionalProperties")

    @cached_property
    def items(self) -> SchemaObject | None:
        """The schema of an array's items."""
        return self._child("items")

    @cached_property
    def prefix_items(self) -> list[SchemaObject]:
        """The schemas of an array's first items."""
        return self._listed("prefixItems")

    @cached_property
    def all_of(self) -> list[SchemaObject]:
        """The schemas that hold at once; a reference that has other keywords beside it, and those, among them."""
        return [] if self._is_choice_of_null else self._all_of

    @cached_property
    def one_of(self) -> list[SchemaObject]:
        """The alternatives of which one holds."""
        if self._is_choice_of_null:
            whole = Node({"allOf": self._fields["allOf"]}, f"{self.pointer}/allOf")
            return [self._null("oneOf"), SchemaObject(self.document, whole)]
        listed = self._listed("oneOf")
        return [*listed, self._null("oneOf")] if listed and self._nullable and not self._typed else listed

    @cached_property
    def any_of(self) -> list[SchemaObject]:
        """The alternatives of which at least one holds."""
        listed = self._listed("anyOf")
        admits = listed and self._nullable and not self._typed and "oneOf" not in self._fields
        return [*listed, self._null("anyOf")] if admits else listed

    # What is said about it

    def text(self, keyword: str) -> str:
        """The text of a keyword, or ""."""
        value = self._fields.get(keyword)
        return "" if value is None or isinstance(value, (dict, list)) else str(value)

    def flag(self, keyword: str) -> bool:
        """Whether a keyword is `true`."""
        return self._fields.get(keyword) is True

    def number(self, keyword: str) -> int | float | None:
        """The number of a keyword; None where there is none. `minimum` and `maximum` are the bounds that a value may
        reach, `exclusiveMinimum` and `exclusiveMaximum` those that it may not."""
        value = self._fields.get(keyword)
        if keyword in ("minimum", "maximum"):
            exclusive = self._fields.get(f"exclusive{keyword.capitalize()}")
            if exclusive is not None and exclusive is not False:
                return None
        elif value is True and keyword.startswith("exclusive"):
            value = self._fields.get(keyword.removeprefix("exclusive").lower())
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    @property
    def has_default(self) -> bool:
        """Whether there is a default; it may be null."""
        return "default" in self._fields

    @property
    def default(self) -> Any:
        """The default, where `has_default`."""
        return self._fields.get("default")

    def extension(self, name: str) -> Any:
        """The value of an `x-` keyword, None where there is none."""
        return self._fields.get(name)

    @property
    def is_bare(self) -> bool:
        """Whether nothing is said about the type of a value."""
        return not (
            "$ref" in self._fields
            or self.types
            or self.properties
            or self.enum
            or self.has_const
            or self.all_of
            or self.one_of
            or self.any_of
            or self.items
        )

    # Reading

    @cached_property
    def _all_of(self) -> list[SchemaObject]:
        return [*(SchemaObject(self.document, part) for part in self._referring), *self._listed("allOf")]

    @property
    def _nullable(self) -> bool:
        return self.flag("nullable")

    @property
    def _typed(self) -> bool:
        return bool(self._fields.get("type"))

    @property
    def _is_choice_of_null(self) -> bool:
        """Whether a `nullable` stands beside an `allOf`, which 3.1 writes as a choice of null and the composition."""
        composed = bool(self._fields.get("allOf"))
        return (
            composed and self._nullable and not (self._typed or self._fields.get("oneOf") or self._fields.get("anyOf"))
        )

    def _null(self, keyword: str) -> SchemaObject:
        return SchemaObject(self.document, Node({"type": NULL}, f"{self.pointer}/{keyword}/null"))

    def _child(self, keyword: str) -> SchemaObject | None:
        value = self._fields.get(keyword)
        return SchemaObject(self.document, self.node.child(keyword)) if isinstance(value, (dict, bool)) else None

    def _listed(self, keyword: str) -> list[SchemaObject]:
        if keyword not in self._fields:
            return []
        return [SchemaObject(self.document, node) for node in self.node.child(keyword).elements()]

    def _named(self, keyword: str) -> dict[str, SchemaObject]:
        if keyword not in self._fields:
            return {}
        return {name: SchemaObject(self.document, node) for name, node in self.node.child(keyword).entries()}


def _parted(node: Node) -> tuple[Mapping[str, Any], tuple[Node, ...]]:
    """What a schema itself says, and the parts that a `$ref` with other keywords beside it comes to."""
    fields = node.mapping()
    reference = fields.get("$ref")
    if not isinstance(reference, str):
        return fields, ()
    described: dict[str, Any] = {keyword: fields[keyword] for keyword in _DESCRIBING if keyword in fields}
    others = {key: value for key, value in fields.items() if key not in _SAYING_NOTHING and key[:2] != "x-"}
    target = {"$ref": reference}
    if not described and not others:
        return target, ()
    parts = [Node(target, f"{node.pointer}/$ref")]
    if others:
        parts.append(Node(others, f"{node.pointer}#"))
    return described, tuple(parts)
