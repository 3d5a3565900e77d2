"""Swagger UI's drawing of schemas of OpenAPI 3.0 and Swagger 2.0: braces, tables of properties, `(string)($date-time)`.

Enters: a `span.model` (or what holds one). Leaves: a JSON Schema; what is closed is said to be so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.document import unescape
from speclift.readers.rendered.dom import children, classes, every, own, prose, words
from speclift.readers.rendered.notation import Schema, enum_of, keyword, settled, type_of
from speclift.readers.rendered.samples import CLOSED

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding

_COMPOSED: Final = {"oneof": "oneOf", "anyof": "anyOf", "allof": "allOf"}


def _is_model(element: HtmlElement) -> bool:
    return "model" in classes(element) and element.tag in {"span", "div"}


def read_model(holder: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    """The schema of the first model in an element."""
    model = holder if _is_model(holder) else next(own(holder, _is_model, _is_model), None)
    return _model(model, rebuilding, about) if model is not None else {}


def _own(model: HtmlElement, name: str) -> HtmlElement | None:
    return next(own(model, lambda one: name in classes(one), _is_model), None)


def _model(model: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    name, title = _names(model)
    toggle = next(own(model, lambda one: one.get("aria-expanded") is not None, _is_model), None)
    closed = toggle is not None and toggle.get("aria-expanded") == "false"
    schema: Schema = {}
    if (typed := _own(model, "prop-type")) is not None:
        schema = _primitive(model, words(typed))
    elif (inner := _own(model, "inner-object")) is not None:
        schema = _object(inner, rebuilding, about)
    elif "[" in _bare(model) and not closed:
        items = next(own(model, _is_model, _is_model), None)
        schema = {"type": "array", **({"items": _model(items, rebuilding, about)} if items is not None else {})}
    elif closed:
        schema = {"type": "object"} if "{" in words(model) else {}
        schema[CLOSED] = about
    _keywords(model, schema)
    schema = settled(schema)
    text = next(
        own(model, lambda one: "renderedMarkdown" in classes(one), lambda one: _is_model(one) or one.tag == "table"),
        None,
    )
    if text is not None and prose(text):
        schema.setdefault("description", prose(text))
    if not name:
        return schema
    rebuilding.say(schema, title or name)
    return rebuilding.define(name, schema)


def _names(model: HtmlElement) -> tuple[str, str]:
    """The component's name (in a hint that is hidden by style) and its title."""
    hint, title = _own(model, "model-hint"), _own(model, "model-title__text")
    address = words(hint)
    name = address.rpartition("/")[2] if "/schemas/" in address or "/definitions/" in address else ""
    return unescape(name), words(title)


def _bare(model: HtmlElement) -> str:
    """The text that stands in no element of the model's own, where the brackets of an array are."""
    holder = model[0] if len(model) else model
    return "".join(
        [
            model.text or "",
            holder.text or "",
            *(child.tail or "" for child in holder),
            *(child.tail or "" for child in model),
        ]
    )


def _primitive(model: HtmlElement, printed: str) -> Schema:
    schema = type_of(printed.replace("(", "<").replace(")", ">") if "<" in printed else printed) or {}
    form = words(_own(model, "prop-format")).strip("()$")
    if form:
        schema["format"] = form
    listed = _own(model, "prop-enum")
    if listed is not None:
        values = [words(one) for one in every(listed, "span > span > div, .primitive, li")]
        values = [value.strip('",') for value in values if value]
        text = words(listed)
        if not values and (match := re.search(r"\[\s*(.*?)\s*\]\Z", text)) and not re.fullmatch(r"\d+", match[1]):
            values = [value.strip().strip('"') for value in match[1].split(",")]
        if values:
            schema = enum_of(values, schema)
    return schema


def _keywords(model: HtmlElement, schema: Schema) -> None:
    for fact in own(model, lambda one: "property" in classes(one), _is_model):
        name, mark, value = " ".join(fact.text_content().split()).partition(":")
        if mark and "example" not in name:
            keyword(schema, name, value)


def _object(inner: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    schema: Schema = {"type": "object"}
    rows = [row for body in every(inner, "table.model > tbody")[:1] for row in children(body, "tr")]
    for row in rows:
        cells = children(row, "td", "th")
        if len(cells) < 2:
            continue
        label = words(cells[0], lambda one: "star" in classes(one))
        plain = re.sub(r"[^a-z]", "", label.lower())
        if "property-row" in classes(row):
            below = read_model(cells[1], rebuilding, f"{about}.{label}")
            if "deprecated" in classes(row):
                below["deprecated"] = True
            rebuilding.say(below, f"{label} {words(cells[1])}"[:400])
            schema.setdefault("properties", {})[label] = below
            if "required" in classes(row):
                schema.setdefault("required", []).append(label)
        elif "description" in classes(row):
            schema["description"] = prose(cells[1])
        elif label.startswith("<") and label.rstrip(":").endswith(">"):
            schema["additionalProperties"] = read_model(cells[1], rebuilding, f"{about}.*") or True
        elif plain in _COMPOSED:
            schema[_COMPOSED[plain]] = [_model(one, rebuilding, about) for one in own(cells[1], _is_model, _is_model)]
    return schema
