"""Scalar's drawing of a value: a heading with its details, a description, listed values, and its inside in a card.

Enters: the element that holds a heading. Leaves: JSON Schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.readers.rendered.dom import classes, every, first, own, prose, words
from speclift.readers.rendered.naming import TITLE
from speclift.readers.rendered.notation import (
    Schema,
    enum_of,
    kind_of,
    limits,
    nullable,
    number,
    type_of,
    value_of,
    with_inside,
)
from speclift.readers.rendered.samples import CLOSED, merged, of_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding

_LIMITS: Final = {
    "min length:": "minLength", "max length:": "maxLength", "min:": "minimum", "max:": "maximum",
    "greater than:": "exclusiveMinimum", "less than:": "exclusiveMaximum", "multiple of:": "multipleOf",
}  # fmt: skip

_MARKS: Final = frozenset({"enum", "nullable", "unique!", ""})
_OF_FORMATS: Final = (
    "Integer numbers.",
    "Signed 32-bit integers (commonly",
    "Signed 64-bit integers (long type)",
    "full-date notation as",
    "the date-time notation as defined by RFC",
    "a hint to UIs to mask the input",
    "base64-encoded characters, for",
    "binary data, used to describe files",
)
"""How the descriptions begin that Scalar puts where the document has none."""


def _has(name: str) -> Callable[[HtmlElement], bool]:
    return lambda one: name in classes(one)


def _own(holder: HtmlElement, name: str) -> HtmlElement | None:
    """The first element of a class that is the value's own, and not of a value inside its card or its headers."""
    return next(own(holder, _has(name), lambda one: bool({"schema-card", "headers-card"} & classes(one))), None)


def read_value(holder: HtmlElement, rebuilding: Rebuilding, about: str) -> tuple[str, bool, Schema]:
    """Name, whether it is required, and the schema of the value that an element draws."""
    heading = _own(holder, "property-heading")
    name_element = first(heading, ".property-name")
    name = words(name_element, lambda one: one.tag == "button").strip() if name_element is not None else ""
    schema = _details(heading) if heading is not None else {}
    required = first(heading, ".property-required") is not None
    _values(holder, schema, rebuilding, f"{about}.{name}")
    inner = _inside(holder, rebuilding, f"{about}.{name}" if name else about)
    schema = _joined(schema, inner)
    description = _own(holder, "property-description")
    if description is not None and (text := prose(description)) and not text.startswith(_OF_FORMATS):
        schema["description"] = text
    if first(heading, ".property-additional, .property-name-additional-properties") is not None:
        schema["x-additional"] = True
    said = words(heading, lambda one: one.tag == "button")
    rebuilding.say(schema, " | ".join(one for one in (said, words(description)) if one))
    return name, required, schema


def _joined(schema: Schema, inner: Schema | None) -> Schema:
    if inner is None:
        return schema
    if kind_of(schema) == "array":
        return with_inside(schema, inner)
    if {"oneOf", "anyOf"} & set(inner):
        return {**{key: value for key, value in schema.items() if key not in {"type", "items"}}, **inner}
    if isinstance(schema.get("type"), list):
        inner.pop("type", None)
    return {**schema, **inner}


def _details(heading: HtmlElement) -> Schema:
    schema: Schema = {}
    null = False
    labelled = "Type:" in words(heading)
    constant, default = words(first(heading, ".property-const")), words(first(heading, ".property-default-value"))
    for detail in every(heading, ".property-detail"):
        prefix = words(first(detail, ".property-detail-prefix")).replace("\xa0", " ").strip()
        text = words(first(detail, ".property-detail-value"))
        if text.startswith("Type:"):
            schema.update(_type(text.removeprefix("Type:").strip()))
        elif not labelled and not schema and not prefix:  # Scalar before 1.30 writes no labels
            printed, bounds = re.fullmatch(r"(.*?)\s*(\d*…\d*)?", text).groups()  # type: ignore[union-attr]
            schema.update({**_type(printed), **_items(bounds or "")})
        elif not labelled and prefix in {"const:", "default:"}:
            constant, default = (text, default) if prefix == "const:" else (constant, text)
        elif not labelled and prefix in {"min:", "max:"} and kind_of(schema) == "string":
            schema.update(limits(f"{'>=' if prefix == 'min:' else '<='} {text} characters") or {})
        elif not labelled and not prefix and text not in _MARKS and limits(text, kind_of(schema)) is None:
            schema["format" if re.fullmatch(r"[\w-]+", text) else "pattern"] = text
        elif text.startswith("Format:"):
            schema["format"] = text.removeprefix("Format:").strip()
        elif prefix in _LIMITS and (value := number(text)) is not None:
            schema[_LIMITS[prefix]] = value
        elif "…" in text:
            schema.update(_items(text))
        elif text == "unique!":
            schema["uniqueItems"] = True
        elif text == "nullable":
            null = True
        elif first(detail, "code") is not None:
            schema["pattern"] = text.removeprefix("Pattern:").strip()
        elif (found_limits := limits(text, kind_of(schema))) is not None:
            schema.update(found_limits)
    if constant:
        text = constant.removeprefix("const:").strip()
        schema = enum_of([text], schema)
        if not schema.get("type"):
            kind = of_sample(value_of(text, {})).get("type", "string")
            schema["type"] = "number" if kind == "integer" else kind
    for mark, key in (
        ("property-deprecated", "deprecated"),
        ("property-read-only", "readOnly"),
        ("property-write-only", "writeOnly"),
    ):
        if first(heading, f".{mark}") is not None:
            schema[key] = True
    if default:
        schema["default"] = value_of(default, schema)
    return nullable(schema) if null else schema


def _items(printed: str) -> Schema:
    """`2…50`: how many items a list has."""
    found = re.fullmatch(r"(\d{0,18})…(\d{0,18})", printed)
    pairs = (("minItems", found[1]), ("maxItems", found[2])) if found is not None else ()
    return {name: int(value) for name, value in pairs if value}


def _type(printed: str) -> Schema:
    """`array object[] · Attachment[] | null`: the type, and behind the dot the model's name."""
    kind, _, title = printed.partition(" · ")
    null = re.search(r"\|\s*null\b", printed) is not None
    kind = re.sub(r"\s*\|\s*null\b", "", kind).strip()
    kind = re.sub(r"\b(?:array\s+)+(?=\S+\[\])", "", kind)
    nested: Schema = {"type": "array", "items": {"type": "array"}}
    schema = nested if kind == "array[]" else type_of(kind) or {}
    title = re.sub(r"\s*\|\s*null\b|\[\]", "", title).strip()
    if title:
        innermost = schema
        while kind_of(innermost) == "array":
            innermost = innermost.setdefault("items", {})
        innermost[TITLE] = title
    return nullable(schema) if null else schema


def _values(holder: HtmlElement, schema: Schema, rebuilding: Rebuilding, about: str) -> None:
    listed = _own(holder, "property-enum")
    if listed is None:
        return
    values = [
        words(one) for one in every(listed, ".property-enum-value-label") or every(listed, ".property-enum-value")
    ]
    if any("Show all" in words(button) for button in every(listed, "button")):
        rebuilding.not_shown(
            about, "the page shows the first of the allowed values only", ", ".join(values), resolution="any value"
        )
    elif values:
        made = enum_of(values, schema)
        schema.clear()
        schema.update(made)


def _cards(holder: HtmlElement) -> Iterator[HtmlElement]:
    return own(holder, _has("schema-card"), _has("schema-card"))


def _inside(holder: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema | None:
    """What the cards of a value show: its fields, its alternatives, or a closed panel."""
    rule = next(own(holder, _has("composition-selector"), _has("schema-card")), None)
    card = next(_cards(holder), None)
    if rule is not None:
        word = words(rule).lower()
        shown = read_card(card, rebuilding, about) if card is not None else {}
        if word.startswith("all of"):
            return shown
        key = "anyOf" if word.startswith("any of") else "oneOf"
        return {key: [shown, {CLOSED: f"{about}: other alternatives"}]}
    if card is None:
        return None
    whole: Schema = {}
    for one in _cards(holder):  # a second card holds the fields that did not fit
        shown = read_card(one, rebuilding, about)
        whole = (merged(whole, shown) or {**whole, **shown}) if CLOSED not in whole else whole
    return whole


def read_card(card: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    """The schema of a card."""
    toggle = next(
        own(
            card,
            lambda one: (
                one.tag == "button" and one.get("aria-expanded") == "false" and "schema-card-title" in classes(one)
            ),
            _has("schema-card"),
        ),
        None,
    )
    rows = next(
        own(
            card,
            lambda one: one.tag == "ul" or "property" in classes(one) or "property-heading" in classes(one),
            _has("schema-card"),
        ),
        None,
    )
    if toggle is not None and rows is None:
        return {CLOSED: about}
    schema: Schema = {}
    holders = list(own(card, _is_property, _is_property))
    for holder in holders:
        name, required, below = read_value(holder, rebuilding, about)
        if below.pop("x-additional", False):
            schema["additionalProperties"] = below or True
        elif name:
            schema.setdefault("properties", {})[name] = below
            if required:
                schema.setdefault("required", []).append(name)
        else:
            schema.update(below)
    if "properties" in schema or "additionalProperties" in schema:
        schema = {"type": "object", **schema}
    return schema


def _is_property(element: HtmlElement) -> bool:
    return "property" in classes(element)
