"""Redoc's tables of fields: a row for each, its type line, labelled values, and below it what is expanded.

Enters: a block that holds a table, alternatives or a single type line. Leaves: JSON Schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.json_value import json_value
from speclift.readers.rendered.dom import children, every, first, own, prose, words
from speclift.readers.rendered.naming import TITLE
from speclift.readers.rendered.notation import Schema, enum_of, limits, nullable, type_of, union, value_of
from speclift.readers.rendered.samples import CLOSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding


_ITEMS: Final = re.compile(r"\[ ?items\b(.*)\]$")
_ARRAY: Final = re.compile(r"Array\s*(?:\(([^()]*)\))?")


def fields(table: HtmlElement, rebuilding: Rebuilding, about: str) -> Iterator[tuple[str, str, bool, Schema]]:
    """The rows of a table as (kind of row, name, required, schema)."""
    rows = [row for body in children(table, "tbody") for row in children(body, "tr")]
    for number, row in enumerate(rows):
        cells = children(row, "td")
        if len(cells) < 2 or cells[0].get("kind") is None:
            continue
        below = rows[number + 1] if number + 1 < len(rows) and len(children(rows[number + 1], "td")) == 1 else None
        name = cells[0].get("title") or words(first(cells[0], ".property-name"))
        marks = words(cells[0]).removeprefix(name)
        closed = below is None and first(cells[0], "button") is not None
        schema = _described(cells[1], f"{about}.{name}")
        if below is not None:
            inner = block([below[0]], rebuilding, f"{about}.{name}")
            schema = _with_inner(schema, inner)
        elif closed:
            schema = _closed(schema, f"{about}.{name}")
        rebuilding.say(schema, words(row))
        yield cells[0].get("kind", ""), name, "required" in marks, schema


def _closed(schema: Schema, about: str) -> Schema:
    if schema.get("type") == "array" or "items" in schema:
        return {**schema, "items": {**schema.get("items", {}), CLOSED: f"{about}[]"}}
    return {**schema, CLOSED: about}


def _with_inner(schema: Schema, inner: Schema) -> Schema:
    """What an expanded row shows is the value itself, or the items of its list."""
    kind = schema.get("type")
    if kind == "array" or (isinstance(kind, list) and "array" in kind):
        if inner.get("type") == "array" or not inner:
            return {**schema, **inner}
        return {**schema, "items": {**schema.get("items", {}), **inner}}
    made = {**schema, **inner}
    if "description" in schema:
        made["description"] = schema["description"]
    if "oneOf" in inner or "anyOf" in inner:
        for key in ("type", "items", "enum", "format"):
            made.pop(key, None)
    elif isinstance(kind, list) and "null" in kind:
        made = nullable({**made, "type": inner.get("type", "object")})
    return made


def block(parts: Sequence[HtmlElement], rebuilding: Rebuilding, about: str) -> Schema:
    """The schema that some neighbouring elements draw."""
    for part in parts:
        for head in _heads(part):
            if head.tag == "table":
                return _object(head, rebuilding, about)
            if head.tag == "span":
                return _alternatives(head, rebuilding, about)
            return _array(head, rebuilding, about)
    for part in parts:
        for line in (part, *every(part, "div")):
            if _type_line(line) is not None:
                return _described(line.getparent() if line.tag == "div" else line, about)
    return {}


def _heads(part: HtmlElement) -> Iterator[HtmlElement]:
    """The first table, label of alternatives, or "Array" bracket in an element, itself included."""

    def wanted(one: HtmlElement) -> bool:
        text = (one.text or "").strip()
        return (
            one.tag == "table"
            or (one.tag == "span" and text in {"One of", "Any of"} and one.getnext() is not None)
            or (one.tag == "div" and _ARRAY.fullmatch(words(one)) is not None and one.getnext() is not None)
        )

    if wanted(part):
        yield part
    else:
        yield from own(part, wanted, wanted)


def _object(table: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    schema: Schema = {"type": "object"}
    for kind, name, required, below in fields(table, rebuilding, about):
        if kind == "additionalProperties":
            schema["additionalProperties"] = below or True
        elif kind == "patternProperties":
            schema.setdefault("patternProperties", {})[name] = below
        else:
            schema.setdefault("properties", {})[name] = below
            if required:
                schema.setdefault("required", []).append(name)
    return schema


def _array(bracket: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    inner = bracket.getnext()
    made: Schema = {"type": "array"}
    text = words(bracket).removeprefix("Array").strip(" ()")
    made.update(limits(text, "array") or {})
    items = block([inner], rebuilding, f"{about}[]") if inner is not None else {}
    return {**made, **({"items": items} if items else {})}


def _alternatives(label: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    """One of several: the first is open, of the others the name of their type is shown."""
    holder = label.getparent()
    rest = [child for child in children(holder) if child is not label] if holder is not None else []
    buttons = [button for part in rest[:1] for button in every(part, "button")]
    shown = block(rest[1:], rebuilding, about)
    key = "oneOf" if words(label) == "One of" else "anyOf"
    options: list[Schema] = []
    for number, button in enumerate(buttons):
        if not number:
            options.append(shown)
            continue
        printed = words(button)
        known = type_of(printed)
        options.append(
            known if known and known != {"type": "object"} else {CLOSED: f"{about}: {printed}", TITLE: printed}
        )
    if all(set(option) == {"type"} for option in options):
        return union(options)
    return {key: options} if options else shown


def _type_line(line: HtmlElement) -> list[HtmlElement] | None:
    """The spans of a type line: its second is the name of a type."""
    spans = children(line, "span")
    if line.tag != "div" or len(spans) < 2 or len(spans) < len(children(line)) - 2:
        return None
    known = type_of(_plain(words(spans[1]))) is not None or words(spans[0]).startswith("Array of")
    return spans if known else None


def _plain(name: str) -> str:
    return re.sub(r"\s*\((?!string|object|number|integer|array|boolean)[^()]*\)", "", name)


def _described(cell: HtmlElement, about: str) -> Schema:
    """The type line, the labelled values and the description in the second cell of a row."""
    holder = (
        cell
        if any(child.tag == "div" and _type_line(child) is not None for child in children(cell))
        else next(
            (one for one in every(cell, "div") if any(_type_line(child) is not None for child in children(one))), None
        )
    )
    if holder is None:
        text = prose(cell)
        printed = next((words(span) for span in every(cell, "span") if " or " in words(span)), "")
        kinds = [_of_option(option) for option in printed.split(" or ")] if printed else []
        schema = union([kind for kind in kinds if kind]) if kinds and all(kinds) else {}
        return {**schema, **({"description": text} if text and not printed else {})}
    lines = children(holder)
    schema = {}
    for line in lines:
        spans = _type_line(line)
        if spans is not None and not schema:
            schema = _typed(spans, about)
            continue
        label = next(iter(children(line, "span")), None)
        name = words(label).rstrip(": ") if label is not None else ""
        if label is not None and words(label).endswith(":"):
            _labelled(schema, name, line, label, about)
        elif words(line) == "Deprecated":
            schema["deprecated"] = True
        elif label is None and (text := prose(line)):
            schema.setdefault("description", text)
    return schema


def _of_option(printed: str) -> Schema | None:
    """`Vector (object)`: the type stands in brackets behind a title."""
    match = re.fullmatch(r".*\((\w[\w ]*)\)|([\w ]+)", printed.strip())
    return type_of(next(group for group in match.groups() if group)) if match else None


def _typed(spans: Sequence[HtmlElement], about: str) -> Schema:
    prefix, name = words(spans[0]), words(spans[1])
    depth = prefix.count("Array of")
    null = name.endswith(" or null") and depth > 0
    schema = type_of(_plain(name.removesuffix(" or null") if null else name)) or {}
    items_words = title = ""
    extra: Schema = {}
    for span in spans[2:]:
        whole = words(span)
        for text in [whole] if _ITEMS.match(whole) else [words(child) for child in (children(span, "span") or [span])]:
            if match := re.fullmatch(r"<\s*(.+?)\s*>", text):
                schema["format"] = match[1]
            elif _ITEMS.match(text):
                items_words = text
            elif (bounds := limits(text, "array" if depth else str(schema.get("type", "")))) is not None:
                extra.update(bounds)
            elif text == "Recursive":
                schema[CLOSED] = about
            elif match := re.fullmatch(r"\((.+)\)", text):
                title = match[1]
            elif text and " " not in text:
                schema["pattern"] = text
    inner_bounds = _of_items(items_words, schema)
    if title:
        schema[TITLE] = title
    for bounds in (*reversed(inner_bounds), *[{}] * depth):
        schema = {"type": "array", **({"items": schema} if schema else {}), **bounds}
    schema.update(extra)
    return nullable(schema) if null else schema


def _of_items(printed: str, schema: Schema) -> list[Schema]:
    """What `[ items <uuid> >= 2 items [ items ] ]` says: facts of the innermost items go to `schema`.

    Returns the limits of each array that stands between the outer one and the innermost items.
    """
    between: list[Schema] = []
    while match := _ITEMS.match(printed.strip()):
        inside, inner = match[1], ""
        if "[ items" in inside:
            inside, _, inner = inside.partition("[ items")
            inner = f"[ items{inner}"
        form = re.search(r"<\s*(.+?)\s*>", inside)
        rest = (inside.replace(form[0], "") if form else inside).strip()
        if inner or not (form or rest) or re.search(r"\bitems?$|^non-empty$|^unique$", rest):
            between.append(limits(rest, "array") or {})
        else:
            if form:
                schema["format"] = form[1]
            schema.update(limits(rest, str(schema.get("type", ""))) or {})
        printed = inner
    return between


def _labelled(schema: Schema, name: str, line: HtmlElement, label: HtmlElement, about: str) -> None:
    values = [words(span) for span in children(line, "span") if span is not label and words(span)]
    hidden = any("more" in words(button) for button in every(line, "button"))
    if name in {"Enum", "Items Enum", "Value", "Items Value"} and values:
        if hidden:  # a part of a list would forbid the rest
            schema[CLOSED] = f"{about}: further allowed values"
        else:
            schema.update(enum_of([_json(value, schema) for value in values], schema))
    elif name == "Default" and values:
        default = _json(values[0], schema)
        schema["default"] = [default] if schema.get("type") == "array" and not isinstance(default, list) else default


def _json(printed: str, schema: Schema) -> Any:
    try:
        return json_value(printed)
    except ValueError:
        return value_of(printed, schema)
