"""Schemas as rows that a person reads: fields with type, limits, values and words.

Enters: a schema of a document and its pointer. Leaves: `Row`s. A row of another component carries the address of that
component instead of its evidence, so that each fact is proved in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from speclift.document import join_pointer, split_pointer
from speclift.model.findings import InputError
from speclift.site.text import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclift.model.ledger import Explanation
    from speclift.report.facts import Fact
    from speclift.site.version import VersionView

NOTHING = Markup()
_DEEPEST = 8
_LIMITS = (
    ("minimum", "at least {}"), ("exclusiveMinimum", "more than {}"), ("maximum", "at most {}"),
    ("exclusiveMaximum", "less than {}"), ("multipleOf", "multiple of {}"), ("minLength", "at least {} character(s)"),
    ("maxLength", "at most {} character(s)"), ("minItems", "at least {} item(s)"), ("maxItems", "at most {} item(s)"),
    ("minProperties", "at least {} field(s)"), ("maxProperties", "at most {} field(s)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a schema lists: as JSON, the name that packages give it, what the page says it means."""

    text: str
    name: str
    meaning: str
    since: str


@dataclass(frozen=True, slots=True)
class Row:
    """A field or parameter. `required` is None where the question makes no sense, `href` leads to the page that defines
    the row when that is another one."""

    name: str
    identifier: str
    href: str
    type: Markup
    required: bool | None = None
    words: Markup = NOTHING
    limits: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    default: str = ""
    example: str = ""
    deprecated: bool = False
    since: str = ""
    evidence: tuple[Explanation, ...] = ()
    facts: tuple[Fact, ...] = ()
    children: tuple[Row, ...] = ()


@dataclass(slots=True)
class Rows:
    """Makes rows for one page: what stands below `root` (a pointer) is proved here, the rest is linked to."""

    view: VersionView
    root: str
    up: str = "../"
    _open: list[str] = field(default_factory=list)

    def of_object(self, schema: Any, pointer: str) -> tuple[Row, ...]:
        """The fields of an object, those that it is composed of first; what it states again stands once."""
        rows: dict[str, Row] = {}
        for row in self._fields(schema, pointer):
            rows[row.name] = replace(row, words=row.words or rows[row.name].words) if row.name in rows else row
        return tuple(rows.values())

    def _fields(self, schema: Any, pointer: str) -> Iterator[Row]:
        pointer, schema = self.view.target(pointer, schema)
        if not isinstance(schema, dict) or pointer in self._open or len(self._open) > _DEEPEST:
            return
        self._open.append(pointer)
        for index, part in enumerate(schema.get("allOf") or ()):
            yield from self._fields(part, join_pointer_to(pointer, "allOf", index))
        required = schema.get("required") or ()
        for name, below in (schema.get("properties") or {}).items():
            yield self.row(name, below, join_pointer_to(pointer, "properties", name), required=name in required)
        self._open.pop()

    def row(
        self, name: str, schema: Any, pointer: str, *, required: bool | None, words: str = "", deprecated: bool = False
    ) -> Row:
        """The row of a field or parameter whose schema stands at `pointer`."""
        stated = schema if isinstance(schema, dict) else {}
        _, target = self.view.target(pointer, schema)
        target = target if isinstance(target, dict) else {}
        here = self.view.addresses.page_of(pointer) == self.view.addresses.page_of(self.root)
        items_pointer, items = self._innermost(pointer, schema)
        is_named = items_pointer.startswith("/components/schemas/") and not items_pointer.startswith(pointer)
        at_home = is_named and self.view.addresses.of(items_pointer) == self.view.addresses.of(pointer)
        text = words or str(stated.get("description") or target.get("description") or "")
        told = (pointer, items_pointer) if at_home else (pointer,)
        return Row(
            name=name,
            identifier=self.view.addresses.fragment_of(pointer) if here else "",
            href="" if here else self.up + self.view.addresses.of(pointer),
            type=self.type_of(schema, pointer),
            required=required,
            words=self._words(_with_own(text, items) if at_home else text, here),
            limits=tuple(_limits(stated, target)),
            values=self._values(items_pointer, items),
            default=_shown(stated, target, "default"),
            example=_example(stated),
            deprecated=deprecated or stated.get("deprecated") is True,
            since=self.view.since(pointer),
            evidence=tuple(piece for one in told for piece in self.view.evidence(one)) if here else (),
            facts=tuple(fact for one in told for fact in self.view.facts(one)) if here else (),
            children=self.of_object(items, items_pointer) if at_home or not is_named else (),
        )

    def _words(self, text: str, here: bool) -> Markup:
        """The description; of what another page defines, its first paragraph."""
        return self.view.words(text if here else text.strip().partition("\n\n")[0], self.up)

    def _innermost(self, pointer: str, schema: Any) -> tuple[str, Any]:
        pointer, schema = self.view.target(pointer, schema)
        while isinstance(schema, dict) and isinstance(schema.get("items"), dict):
            pointer, schema = self.view.target(f"{pointer}/items", schema["items"])
        return pointer, schema

    def _values(self, pointer: str, schema: Any) -> tuple[Value, ...]:
        if not isinstance(schema, dict):
            return ()
        if "const" in schema:
            return (Value(json_text(schema["const"]), "", "", self.view.since(f"{pointer}/const")),)
        listed = schema.get("enum")
        if not isinstance(listed, list):
            return ()
        names = schema.get("x-enum-varnames") or [""] * len(listed)
        meanings = schema.get("x-enum-descriptions") or [""] * len(listed)
        return tuple(
            Value(json_text(value), str(name), str(meaning or ""), self.view.since(f"{pointer}/enum/{index}"))
            for index, (value, name, meaning) in enumerate(zip(listed, names, meanings, strict=False))
        )

    def type_of(self, schema: Any, pointer: str, depth: int = 0) -> Markup:
        """The type in words, components linked: `array of User`, `string (date-time) or null`."""
        if not isinstance(schema, dict) or not schema:
            return Markup("any value")
        if isinstance(schema.get("$ref"), str):
            return self._reference(schema["$ref"])
        if depth > _DEEPEST:
            return Markup("…")
        for keyword, word in (("oneOf", " or "), ("anyOf", " or "), ("allOf", " with ")):
            parts = schema.get(keyword)
            if isinstance(parts, list) and parts:
                types = [
                    self.type_of(part, join_pointer_to(pointer, keyword, index), depth + 1)
                    for index, part in enumerate(parts)
                ]
                return joined(word, dict.fromkeys(types))
        stated = schema.get("type")
        names = [str(name) for name in (stated if isinstance(stated, list) else [stated] if stated else [])]
        words = [self._simple(name, schema, pointer, depth) for name in names]
        if not words:
            words = [Markup.escape("constant" if "const" in schema else "one of" if "enum" in schema else "any value")]
        return Markup(" or ").join(words)

    def _simple(self, name: str, schema: dict[str, Any], pointer: str, depth: int) -> Markup:
        if name == "array":
            if "items" not in schema:
                return Markup("array")
            return Markup("array of ") + self.type_of(schema["items"], f"{pointer}/items", depth + 1)
        if name == "object" and isinstance(schema.get("additionalProperties"), dict):
            below = self.type_of(schema["additionalProperties"], f"{pointer}/additionalProperties", depth + 1)
            return Markup("map to ") + below
        if name == "string" and schema.get("format"):
            return Markup.escape(f"string ({schema['format']})")
        return Markup.escape(name)

    def _reference(self, reference: str) -> Markup:
        try:
            parts = split_pointer(reference)
        except InputError:
            return Markup.escape(reference)
        name = parts[-1] if parts else reference
        page = self.view.addresses.schema(name) if parts[:2] == ("components", "schemas") else ""
        return Markup('<a href="{}">{}</a>').format(self.up + page, name) if page else Markup.escape(name)


def _with_own(words: str, component: Any) -> str:
    """The words of a field, and those of the component that stands at it where they say more."""
    own = str(component.get("description") or "") if isinstance(component, dict) else ""
    return words if own in words else f"{words}\n\n{own}".strip()


def joined(word: str, types: Iterable[Markup]) -> Markup:
    """Types with a word between them."""
    return Markup.escape(word).join(types)


def join_pointer_to(pointer: str, *parts: str | int) -> str:
    """The pointer of something below another."""
    return pointer + join_pointer(*parts)


def _limits(*schemas: dict[str, Any]) -> Iterator[str]:
    fields: dict[str, Any] = {}
    for schema in reversed(schemas):
        fields.update(schema)
    for keyword, sentence in _LIMITS:
        if keyword in fields:
            ending = "" if fields[keyword] == 1 else "s"
            yield sentence.replace("(s)", ending).format(fields[keyword])
    if fields.get("uniqueItems") is True:
        yield "no item twice"
    if isinstance(fields.get("pattern"), str):
        yield f"matches {fields['pattern']}"
    if fields.get("x-unit"):
        yield f"in {str(fields['x-unit']).replace('-', ' ')}"
    if fields.get("readOnly") is True:
        yield "only received"
    if fields.get("writeOnly") is True:
        yield "only sent"


def _shown(stated: dict[str, Any], target: dict[str, Any], keyword: str) -> str:
    for schema in (stated, target):
        if keyword in schema:
            return json_text(schema[keyword], most=200)
    return ""


def _example(schema: dict[str, Any]) -> str:
    examples = schema.get("examples")
    if isinstance(examples, list) and examples and not isinstance(examples[0], dict | list):
        return json_text(examples[0], most=200)
    return ""
