"""Swagger UI's drawing of schemas of OpenAPI 3.1: nested articles, one block for each keyword.

Enters: an `article.json-schema-2020-12`. Leaves: a JSON Schema; what is closed is said to be so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.readers.rendered.dom import children, classes, every, first, prose, words
from speclift.readers.rendered.notation import Schema, limits, type_of, value_of
from speclift.readers.rendered.samples import CLOSED, merged

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding

PREFIX: Final = "json-schema-2020-12"
_MANY: Final = ("oneOf", "anyOf", "allOf", "prefixItems")
_ONE: Final = ("items", "additionalProperties", "contains", "not", "propertyNames", "unevaluatedProperties")
_VALUES: Final = ("default", "const", "example", "enum", "examples")


def _part(element: HtmlElement, name: str) -> HtmlElement | None:
    return next((child for child in children(element) if f"{PREFIX}-{name}" in classes(child)), None)


def read_article(article: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    """The schema of an article; the name in its head is the component's only at level 0."""
    head, body = _part(article, "head"), _part(article, "body")
    if head is None:
        return {}
    schema = _head(head)
    blocks = [block for block in children(body) if f"{PREFIX}-keyword" in classes(block)] if body is not None else []
    shown = {_keyword(block): block for block in blocks}
    for name, block in shown.items():
        _add(schema, name, block, rebuilding, about)
    if {"oneOf", "anyOf"} & set(schema) and "type" in schema:
        del schema["type"]
        schema.pop("items", None)
    if "$ref" in schema and {"properties", "allOf", "oneOf", "anyOf"} & set(schema):
        schema["allOf"] = [{"$ref": schema.pop("$ref")}, *schema.get("allOf", ())]
    if not shown and f"{PREFIX}-body--collapsed" in (classes(body) if body is not None else ()):
        toggle = next(iter(every(head, f".{PREFIX}-accordion")), None)
        if toggle is not None and toggle.get("aria-expanded") == "false":
            schema[CLOSED] = about
    return schema


def title_of(article: HtmlElement) -> str:
    """The name in an article's head."""
    return words(first(_part(article, "head"), f".{PREFIX}__title"))


def _keyword(block: HtmlElement) -> str:
    marks = (name.rpartition("--")[2] for name in classes(block) if name.startswith(f"{PREFIX}-keyword--"))
    return next(marks, "")


def _head(head: HtmlElement) -> Schema:
    schema: Schema = {}
    for mark in every(head, f".{PREFIX}__attribute"):
        text = words(mark)
        if f"{PREFIX}__attribute--primary" in classes(mark):
            schema = type_of(text) or {}
        elif text in {"deprecated", "writeOnly", "readOnly", "write-only", "read-only"}:
            schema[re.sub(r"-o", "O", text)] = True
    for mark in every(head, f".{PREFIX}__constraint"):
        text = words(mark)
        kind = next((name.rpartition("--")[2] for name in classes(mark) if "__constraint--" in name), "")
        found = limits(text, kind)
        if found is not None:
            schema.update(found)
        elif text.startswith("media type: "):
            schema["contentMediaType"] = text.removeprefix("media type: ")
        elif re.fullmatch(r"[\w.:/+-]+", text):
            schema["format"] = text
    return schema


def _add(schema: Schema, name: str, block: HtmlElement, rebuilding: Rebuilding, about: str) -> None:
    if name == "description":
        schema["description"] = prose(first(block, ".renderedMarkdown"))
    elif name == "$ref":
        target = words(first(block, f".{PREFIX}-keyword__value"))
        if target.startswith("#/components/schemas/"):
            schema["$ref"] = target
    elif name in {"properties", "patternProperties"}:
        _properties(schema, name, block, rebuilding, about)
    elif name in _MANY:
        entries = [
            article
            for item in every(block, f"li.{PREFIX}-property")[:]
            if _directly(item, block)
            for article in _articles(item)
        ]
        if entries:
            schema[name] = [read_article(article, rebuilding, about) for article in entries]
    elif name in _ONE:
        article = next(iter(_articles(block)), None)
        if article is not None:
            below = read_article(article, rebuilding, f"{about}[]" if name == "items" else f"{about}.*")
            known = schema.get(name)
            schema[name] = (merged(below, known) or below) if isinstance(known, dict) else below
    elif name in _VALUES:
        _values(schema, name, block)


def _articles(holder: HtmlElement) -> list[HtmlElement]:
    return [child for child in children(holder) if child.tag == "article" and PREFIX in classes(child)]


def _directly(item: HtmlElement, block: HtmlElement) -> bool:
    """Whether an entry is the block's own, and not one of a schema inside."""
    above = item.getparent()
    while above is not None and above is not block:
        if above.tag == "article":
            return False
        above = above.getparent()
    return True


def _properties(schema: Schema, name: str, block: HtmlElement, rebuilding: Rebuilding, about: str) -> None:
    for item in every(block, f"li.{PREFIX}-property"):
        article = next(iter(_articles(item)), None)
        if article is None or not _directly(item, block):
            continue
        label = title_of(article)
        below = read_article(article, rebuilding, f"{about}.{label}")
        rebuilding.say(
            below, words(_part(article, "head"), lambda one: one.tag == "button" and "deep" in (one.get("class") or ""))
        )
        schema.setdefault(name, {})[label] = below
        if f"{PREFIX}-property--required" in classes(item):
            schema.setdefault("required", []).append(label)


def _values(schema: Schema, name: str, block: HtmlElement) -> None:
    values = [
        words(one) for one in every(block, f".{PREFIX}-json-viewer__value--secondary, .{PREFIX}-json-viewer__value")
    ]
    if not values or name == "examples":
        return
    if name == "enum":
        schema["enum"] = [_json(value) for value in values]
    elif every(block, f".{PREFIX}-json-viewer__children"):
        names = [words(one) for one in every(block, f".{PREFIX}-json-viewer__name--secondary")][1:]
        if name == "default" and names == [f"#{number}" for number in range(len(values))]:
            schema[name] = [_json(value) for value in values]
    elif len(values) == 1:
        schema["examples" if name == "example" else name] = (
            [_json(values[0])] if name == "example" else _json(values[0])
        )


def _json(printed: str) -> object:
    return value_of(printed, {})
