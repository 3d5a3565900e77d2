"""Elements' viewer of schemas: rows, and behind a row that is open the rows inside it.

Enters: a `.JsonSchemaViewer`. Leaves: JSON Schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.readers.rendered.dom import every, first, own, prose, words
from speclift.readers.rendered.naming import TITLE
from speclift.readers.rendered.notation import (
    Schema,
    enum_of,
    kind_of,
    limits,
    nullable,
    type_of,
    union,
    value_of,
    with_inside,
)
from speclift.readers.rendered.samples import CLOSED, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding


def _is_row(element: HtmlElement) -> bool:
    return bool(element.get("data-test") == "schema-row")


def _is_level(element: HtmlElement) -> bool:
    return element.get("data-level") is not None


def rows(level: HtmlElement, rebuilding: Rebuilding, about: str) -> Iterator[tuple[str, bool, Schema]]:
    """The rows of one level as (name, required, schema)."""
    found = list(own(level, lambda one: _is_row(one) or _is_level(one), lambda one: _is_row(one) or _is_level(one)))
    for number, row in enumerate(found):
        if not _is_row(row):
            continue
        inside = found[number + 1] if number + 1 < len(found) and _is_level(found[number + 1]) else None
        inside = inside if inside is not None else next(own(row, _is_level, _is_level), None)
        yield _row(row, inside, rebuilding, about)


def viewer(holder: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    """The schema of a whole viewer. Without rows it is a type line."""
    level = next(own(holder, _is_level, _is_level), None)
    if level is None:
        return _typed(holder)[0]
    schema = _object(rows(level, rebuilding, about))
    whole, printed = _typed(holder)
    if kind_of(whole) == "array":
        return with_inside(whole, schema)
    if "dictionary" in printed:
        return _with_values(whole, schema)
    choice = next(
        (
            one
            for one in every(holder, "[aria-label='Pick a type']")
            if not any(_is_level(above) for above in one.iterancestors())
        ),
        None,
    )
    if choice is not None:
        return _alternatives(choice, schema, about)
    return schema


def _object(several: Iterator[tuple[str, bool, Schema]]) -> Schema:
    schema: Schema = {}
    for name, required, below in several:
        if not name:  # a part of "allOf", or what a list holds
            schema = merged(schema, below) or {**schema, **below}
            continue
        if name in {"additionalProperties", "additional properties"}:
            schema["additionalProperties"] = below or True
            continue
        schema.setdefault("properties", {})[name] = below
        if required:
            schema.setdefault("required", []).append(name)
    return {"type": "object", **schema} if "properties" in schema else schema


def _row(row: HtmlElement, inside: HtmlElement | None, rebuilding: Rebuilding, about: str) -> tuple[str, bool, Schema]:
    mark = first(row, "[data-test^='property-name-']")
    name = mark.get("data-test", "").removeprefix("property-name-") if mark is not None else ""
    schema, printed = _typed(row)
    if "dictionary" in printed:
        inner = _object(rows(inside, rebuilding, f"{about}.{name}.*")) if inside is not None else {}
        schema = _with_values(schema, inner)
        if inside is None and _is_closed(row) and isinstance(schema["additionalProperties"], dict):
            schema["additionalProperties"][CLOSED] = f"{about}.{name}.*"
    elif inside is not None:
        schema = _joined(schema, _object(rows(inside, rebuilding, f"{about}.{name}")))
    elif _is_closed(row) or (not printed and first(row, "[aria-label='Pick a type']") is None):
        target = schema.setdefault("items", {}) if kind_of(schema) == "array" else schema
        target[CLOSED] = f"{about}.{name}"
    choice = first(row, "[aria-label='Pick a type']")
    if choice is not None:
        schema = _alternatives(choice, schema, f"{about}.{name}")
    _validations(row, schema)
    text = prose(first(row, "[data-test='property-description']"))
    if text:
        schema["description"] = text
    if first(row, "[data-test='property-deprecated']") is not None:
        schema["deprecated"] = True
    for mark_name, key in (("property-read-only", "readOnly"), ("property-write-only", "writeOnly")):
        if first(row, f"[data-test='{mark_name}']") is not None:
            schema[key] = True
    rebuilding.say(schema, words(row))
    return name, first(row, "[data-test='property-required']") is not None, schema


def _is_closed(row: HtmlElement) -> bool:
    return first(row, "[role='button']") is not None


def _with_values(schema: Schema, inner: Schema) -> Schema:
    """The dictionary with what its inside shows: its values, or the items of its lists."""
    more = schema.get("additionalProperties")
    values = more if isinstance(more, dict) else {}
    values = with_inside(values, inner) if kind_of(values) == "array" else {**values, **inner}
    return {**schema, "additionalProperties": values or True}


def _joined(schema: Schema, inner: Schema) -> Schema:
    if kind_of(schema) == "array":
        return with_inside(schema, inner)
    null = isinstance(schema.get("type"), list) and "null" in schema["type"]
    made = {**schema, **inner}
    return nullable(made) if null else made


def _alternatives(choice: HtmlElement, shown: Schema, about: str) -> Schema:
    if match := re.match(r"array \((oneOf|anyOf)\) \[", words(choice)):
        items = (shown.get("items") or {}) if kind_of(shown) == "array" else dict(shown)
        return {"type": "array", "items": {match[1]: [items, {CLOSED: about}]}}
    word, _, _ = words(choice).partition(":")
    key = "anyOf" if word.lower().startswith("any") else "oneOf"
    options = (
        [words(one) for one in every(choice.getparent().getparent(), "option") if words(one)]
        if choice.getparent() is not None and choice.getparent().getparent() is not None
        else []
    )
    others: list[Schema] = []
    for printed in options[1:]:
        known = type_of(printed)
        others.append(known if known and known != {"type": "object"} else {CLOSED: f"{about}: {printed}"})
    if not shown and options:
        shown = type_of(options[0]) or {}
    if others and all(set(one) == {"type"} for one in [shown, *others]):
        return union([shown, *others])
    return {key: [shown, *(others or [{CLOSED: about}])]}


def _typed(row: HtmlElement) -> tuple[Schema, str]:
    """The type line: `array[object]`, `string<date-time>`, `string or null`, `dictionary[string, object]`."""
    marks = list(own(row, lambda one: one.get("data-test") == "property-type", _is_level))
    printed = " | ".join(words(mark) for mark in marks)
    found = [
        one
        for one in (_one_type(text) for text in re.split(r"\s+or\s+|\s*\|\s*", printed) if text.strip())
        if one is not None
    ]
    schema = union(found) if found else {}
    return schema, printed


def _one_type(text: str) -> Schema | None:
    if match := re.fullmatch(r"dictionary\[string, (.*)\]", text):
        return {"type": "object", "additionalProperties": type_of(match[1]) or True}
    if match := re.fullmatch(r"array\[(.*)\]", text):
        items = _one_type(match[1])
        return {"type": "array", **({"items": items} if items else {})}
    if (known := type_of(text)) is not None:
        return known
    if match := re.fullmatch(r"\$ref\((.*)\)", text):
        return {TITLE: match[1].rpartition("/")[2], CLOSED: text}
    return {TITLE: text.strip()} if re.fullmatch(r"[A-Z]\w+", text.strip()) else None


def _validations(row: HtmlElement, schema: Schema) -> None:
    target = schema["items"] if kind_of(schema) == "array" and isinstance(schema.get("items"), dict) else schema
    for line in own(row, lambda one: one.get("data-test") == "property-validation", _is_level):
        spans = every(line, "span")
        label = words(spans[0]) if spans else ""
        values = [words(span) for span in spans[1:] if words(span)]
        if label.startswith("Allowed value") and values:
            schema.update(enum_of(values, schema))
        elif label.startswith("Default") and values:
            schema["default"] = value_of(values[0], schema)
        elif label.startswith("Match pattern") and values:
            target["pattern"] = values[0]
        else:
            for one in spans or [line]:
                found = limits(words(one), kind_of(schema))
                if found:
                    (target if any(key.endswith("Length") for key in found) else schema).update(found)
