"""The plugin's drawing of schemas: list items, those with an inside as `<details>`.

Enters: the element that holds the items of one level. Leaves: JSON Schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value
from speclift.readers.rendered.dom import children, classes, every, first, own, prose, words
from speclift.readers.rendered.naming import TITLE
from speclift.readers.rendered.notation import Schema, enum_of, kind_of, limits, nullable, type_of, union, value_of
from speclift.readers.rendered.samples import CLOSED

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding

_MADE_UP = "property name*"


def is_item(element: HtmlElement) -> bool:
    """Whether an element is a field or a parameter."""
    return bool({"openapi-schema__list-item", "openapi-params__list-item"} & classes(element))


def level(holder: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    """The schema that the items of an element are the inside of."""
    schema: Schema = {}
    badge: str = ""
    listed = False

    def stop(one: HtmlElement) -> bool:
        return is_item(one) or "openapi-tabs__schema-container" in classes(one)

    for part in own(
        holder,
        lambda one: stop(one) or "badge" in classes(one) or (one.tag == "li" and words(one).startswith("Array [")),
        stop,
    ):
        if part.tag == "li":
            listed = True
        elif "badge" in classes(part):
            badge = words(part)
        elif is_item(part):
            name, required, below = item(part, rebuilding, about)
            if name == _MADE_UP:
                schema["additionalProperties"] = below or True
            elif name:
                schema.setdefault("properties", {})[name] = below
                if required:
                    schema.setdefault("required", []).append(name)
        elif badge in {"oneOf", "anyOf"}:
            schema.update(_alternatives(part, badge, rebuilding, about))
        else:
            schema.update(level(part, rebuilding, about))
    if "properties" in schema or "additionalProperties" in schema:
        schema = {"type": "object", **schema}
    return {"type": "array", "items": schema} if listed else schema


def _alternatives(part: HtmlElement, key: str, rebuilding: Rebuilding, about: str) -> Schema:
    labels = [words(one) for one in every(part, ".openapi-tabs__schema-label")]
    tabs = every(part, ".openapi-tabs__schema-item")[: len(labels)]
    panel = first(part, "[role='tabpanel']")
    shown = level(panel, rebuilding, about) if panel is not None else {}
    if not shown and panel is not None:
        shown = _typed(first(panel, ".openapi-schema__name"))
        _lines(panel, shown)
    options: list[Schema] = []
    for number, label in enumerate(dict.fromkeys(labels)):
        active = "active" in classes(tabs[number]) if number < len(tabs) else not number
        known = type_of(label.lower())
        if active:
            options.append(shown or known or {})
        else:
            options.append(known if known and known != {"type": "object"} else {CLOSED: f"{about}: {label}"})
    if options and all(set(option) == {"type"} for option in options):
        return union(options)
    return {key: options}


def item(part: HtmlElement, rebuilding: Rebuilding, about: str) -> tuple[str, bool, Schema]:
    """Name, whether it is required, and schema of one item."""
    line = next(own(part, lambda one: "openapi-schema__container" in classes(one), is_item), None)
    name = words(first(line, ".openapi-schema__property"))
    schema = _typed(first(line, ".openapi-schema__name, .openapi-schema__type"))
    details = next(own(part, lambda one: one.tag == "details", is_item), None)
    inside = (
        next((child for child in children(details) if child.tag != "summary"), None) if details is not None else None
    )
    if inside is not None:
        inner = level(inside, rebuilding, f"{about}.{name}")
        schema = _joined(schema, inner)
    _lines(part, schema)
    required = line is not None and first(line, ".openapi-schema__required") is not None
    if line is not None and first(line, ".openapi-schema__deprecated") is not None:
        schema["deprecated"] = True
    if line is not None and first(line, ".openapi-schema__nullable") is not None:
        schema = nullable(schema)
    rebuilding.say(schema, words(part)[:400])
    return name, required, schema


def _joined(schema: Schema, inner: Schema) -> Schema:
    if inner.get("type") == "array" and kind_of(schema) == "array":
        return {**schema, **inner, "items": {**(schema.get("items") or {}), **inner.get("items", {})}}
    if kind_of(schema) == "array":
        return {**schema, "items": {**(schema.get("items") or {}), **inner}}
    if {"oneOf", "anyOf"} & set(inner) and "properties" not in inner:
        return {**{key: value for key, value in schema.items() if key != "type"}, **inner}
    if isinstance(schema.get("type"), list):
        inner.pop("type", None)
    return {**schema, **inner}


def _typed(element: HtmlElement | None) -> Schema:
    """`string<uuid>`, `object[]`, `(string | null)<date-time>`, or the name of a schema."""
    text = words(element)
    if match := re.fullmatch(r"\((.*)\)<(.+)>", text):
        return {**(type_of(match[1]) or {}), "format": match[2]}
    known = type_of(text)
    if known is not None:
        return known
    if text.endswith("[]"):
        return {"type": "array", "items": {TITLE: text.removesuffix("[]")}}
    if match := re.fullmatch(r"(\w+)\s*<([\w.:-]+)>", text):
        return {"type": match[1], "format": match[2]} if type_of(match[1]) else {}
    return {TITLE: text} if re.fullmatch(r"[A-Z][\w.-]*", text) else {}


def _lines(part: HtmlElement, schema: Schema) -> None:
    """The labelled lines and the description of an item, not those of the items inside."""
    text: list[str] = []

    def stop(one: HtmlElement) -> bool:
        return (
            is_item(one)
            or one.tag == "summary"
            or bool({"openapi-tabs__schema-container", "openapi-example"} & classes(one))
        )

    for line in own(
        part,
        lambda one: one.tag in {"p", "ul", "ol", "blockquote"} or (one.tag == "div" and bool(children(one, "strong"))),
        stop,
    ):
        label = words(next(iter(children(line, "strong")), None))
        if label == "Possible values:":
            _possible(line, schema)
        elif label == "Default value:":
            code = first(line, "code")
            schema["default"] = _json(words(code), schema)
        elif label == "Constant value:":
            schema["const"] = _json(words(first(line, "code")), schema)
        elif (
            label not in {"Example:", "Examples:"}
            and line.tag != "div"
            and not any(is_item(one) for one in every(line, "div"))
        ):
            text.append(prose(line))
    if text and "description" not in schema:
        schema["description"] = "\n\n".join(one for one in text if one)
    if isinstance(schema.get("items"), dict) and TITLE in schema["items"] and "enum" in schema["items"]:
        schema["items"].setdefault("type", "string")
    elif "enum" in schema and "type" not in schema and all(isinstance(one, str) for one in schema["enum"]):
        schema["type"] = "string"


def _possible(line: HtmlElement, schema: Schema) -> None:
    codes = [words(one) for one in every(line, "code")]
    printed = words(line).removeprefix("Possible values:").strip()
    if printed.startswith("[") and codes and not any(limits(code, kind_of(schema)) for code in codes):
        made = enum_of(codes, schema)
        schema.clear()
        schema.update(made)
        return
    if match := re.search(r"Value must match regular expression (.+)\Z", printed):
        schema["pattern"] = codes[-1] if codes else match[1]
        codes, printed = codes[:-1], printed[: match.start()].rstrip(", ")
    for text in codes or re.split(r",\s*|\s+and\s+", printed):
        for one in re.split(r"\s+and\s+", text):
            unit = " characters" if "characters" in text and "characters" not in one else ""
            schema.update(limits(f"{one.strip()}{unit}", kind_of(schema)) or {})


def _json(printed: str, schema: Schema) -> Any:
    try:
        value = json_value(printed)
    except ValueError:
        return value_of(printed, schema)
    return printed if kind_of(schema) == "string" and not isinstance(value, str) else value
