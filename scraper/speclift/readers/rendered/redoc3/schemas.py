"""Redoc 3's drawing of schemas: items with a name, a type line in italics, labels, and an inside that opens.

Enters: the element that holds the items of one level. Leaves: JSON Schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value
from speclift.readers.rendered.dom import children, classes, every, first, own, prose, words
from speclift.readers.rendered.naming import TITLE
from speclift.readers.rendered.notation import Schema, enum_of, kind_of, limits, type_of, union, value_of
from speclift.readers.rendered.samples import CLOSED

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding


def is_item(element: HtmlElement) -> bool:
    """Whether an element is a field or a parameter."""
    return "schema-property-item" in classes(element)


def _is_nested(element: HtmlElement) -> bool:
    return element.get("data-schema-nested-open") is not None


def _is_switcher(element: HtmlElement) -> bool:
    return bool(element.get("data-section-id") == "switcher")


def level(holder: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    """The schema that the items of an element are the inside of."""
    schema: Schema = {}
    switcher = next(own(holder, _is_switcher, is_item), None)
    array = next(
        (one for one in own(holder, lambda one: one.tag == "span" and words(one).startswith("Array ["), is_item)), None
    )
    for one in own(holder, is_item, is_item):
        name, required, below = item(one, rebuilding, about)
        if name in {"property name*", "additional properties", "*"} or name.endswith("*"):
            schema["additionalProperties"] = below or True
        elif name:
            schema.setdefault("properties", {})[name] = below
            if required:
                schema.setdefault("required", []).append(name)
    if "properties" in schema or "additionalProperties" in schema:
        schema = {"type": "object", **schema}
    elif not schema:
        schema = _plain(holder)
    if switcher is not None:
        schema = _alternatives(switcher, schema, about)
    return {"type": "array", "items": schema} if array is not None else schema


def _plain(holder: HtmlElement) -> Schema:
    """A value without fields: its type line."""
    lines = list(own(holder, lambda one: one.tag == "em", is_item))
    schema = _typed([words(line) for line in lines])
    _labels(holder, schema)
    return schema


def _alternatives(switcher: HtmlElement, shown: Schema, about: str) -> Schema:
    key = "anyOf" if words(switcher).lower().startswith("any of") else "oneOf"
    buttons = every(switcher, "button")
    options: list[Schema] = []
    for number, button in enumerate(buttons):
        printed = button.get("title", "") or words(button)
        known = type_of(printed)
        if not number:
            options.append(shown)
        else:
            options.append(known if known and known != {"type": "object"} else {CLOSED: f"{about}: {printed}"})
    if options and all(set(option) == {"type"} for option in options):
        return union(options)
    return {key: options or [shown]}


def item(one: HtmlElement, rebuilding: Rebuilding, about: str) -> tuple[str, bool, Schema]:
    """Name, whether it is required, and schema of one item."""
    line = next(iter(children(one, "div")), None)
    name = words(first(line, ".schema-name"))
    marks = [words(below) for below in children(line, "span")] if line is not None else []
    schema = _typed([words(below) for below in children(line, "em")] if line is not None else [])
    nested = next(
        own(
            one,
            lambda below: _is_nested(below) or _is_switcher(below),
            lambda below: is_item(below) or _is_nested(below),
        ),
        None,
    )
    if nested is not None and _is_switcher(nested) and words(nested).startswith("Discriminator"):
        nested = None  # the tabs choose an alternative of the whole object
    if nested is not None and _is_switcher(nested):
        inner = level(one, rebuilding, f"{about}.{name}")
        if kind_of(schema) == "array" and schema.get("items", {}).get("type") == "object":
            schema = {**schema, "items": inner}
        else:
            schema = {**{key: value for key, value in schema.items() if key not in {"type", "items", TITLE}}, **inner}
    elif nested is not None and nested.get("data-schema-nested-open") == "false":
        target = schema.setdefault("items", {}) if kind_of(schema) == "array" else schema
        target[CLOSED] = f"{about}.{name}"
    elif nested is not None:
        inner = level(nested, rebuilding, f"{about}.{name}")
        if kind_of(schema) == "array" and _of_items(nested):
            schema["items"] = inner["properties"]["[i]"]
        elif kind_of(schema) == "array":
            schema["items"] = {
                **(schema.get("items") or {}),
                **(inner.get("items", {}) if inner.get("type") == "array" else inner),
            }
        else:
            schema = {
                **inner,
                **{key: value for key, value in schema.items() if key != "type" or isinstance(value, list)},
            }
    _labels(one, schema)
    if "deprecated" in " ".join(marks).lower().split():
        schema["deprecated"] = True
    text = next(
        (
            prose(below)
            for below in own(
                one,
                lambda below: below.get("data-component-name") == "Markdown/Markdown",
                lambda below: is_item(below) or _is_nested(below),
            )
        ),
        "",
    )
    if text:
        schema["description"] = text
    rebuilding.say(schema, words(one)[:400])
    return name, "required" in marks, schema


def _of_items(nested: HtmlElement) -> bool:
    """Whether the inside of a list is one row for its items, which are lists themselves."""
    first_item = next(own(nested, is_item, is_item), None)
    return words(first(first_item, ".schema-name")).endswith("[i]")


def _typed(lines: list[str]) -> Schema:
    """`Array of strings, (uuid)`, `integer, [ 1 .. 100 ]`; a line in brackets alone is the title."""
    schema: Schema = {}
    for line in lines:
        if match := re.fullmatch(r"\(([^()]+)\)", line):
            target = schema["items"] if isinstance(schema.get("items"), dict) else schema
            target[TITLE] = match[1]
            continue
        kind, *rest = re.split(r",\s+(?![^\[(]*\])", line)
        null = kind.endswith(" or null") and kind.startswith("Array of")
        kind = re.sub(r"\bArray of items\b", "array", kind)  # what they are stands in a row "[i]" below
        schema = type_of(kind.removesuffix(" or null") if null else kind) or _union_of_titles(kind)
        if null and isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"], "null"]
        inner = schema["items"] if isinstance(schema.get("items"), dict) else schema
        for part in rest:
            if match := re.fullmatch(r"[(<]\s*([\w.:/+-]+)\s*[)>]", part):
                inner["format"] = match[1]
            elif (found_limits := limits(part, kind_of(schema))) is not None:
                schema.update(found_limits)
            elif part in {"read-only", "write-only"}:
                schema["readOnly" if part == "read-only" else "writeOnly"] = True
            elif re.fullmatch(r"\S+", part):
                inner["pattern"] = part
    return schema


def _union_of_titles(kind: str) -> Schema:
    options = [type_of(match[1]) for one in kind.split(" or ") if (match := re.fullmatch(r".*\((\w[\w ]*)\)", one))]
    return union([option for option in options if option]) if options and all(options) else {}


def _labels(holder: HtmlElement, schema: Schema) -> None:
    stop = lambda one: (is_item(one) or _is_nested(one)) and one is not holder  # noqa: E731
    for line in own(holder, lambda one: one.tag == "div" and bool(children(one, "span")), stop):
        spans = children(line, "span")
        label = words(spans[0])
        values = [words(span) for span in spans[1:] if words(span)]
        if label in {"Enum:", "Items Enum:", "Value:", "Items Value:", "Const:"} and values:
            if any("more" in words(one).lower() for one in every(line, "button")):
                continue
            made = enum_of([_json(value, schema) for value in values], schema)
            schema.clear()
            schema.update(made)
        elif label == "Default:" and values:
            schema["default"] = _json(values[0], schema)


def _json(printed: str, schema: Schema) -> Any:
    try:
        return json_value(printed)
    except ValueError:
        return value_of(printed, schema)
