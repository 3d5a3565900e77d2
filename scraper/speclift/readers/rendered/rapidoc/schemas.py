"""RapiDoc's drawing of a schema: rows, each with its inside behind it; as a table or as a tree.

Enters: a `schema-table` or `schema-tree`. Leaves: JSON Schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.readers.rendered.dom import children, classes, every, first, prose, words
from speclift.readers.rendered.naming import TITLE
from speclift.readers.rendered.notation import (
    TYPES,
    Schema,
    enum_of,
    limits,
    nullable,
    number,
    union,
    value_of,
    with_inside,
)
from speclift.readers.rendered.samples import CLOSED

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding

_NUMBERS: Final = {"int32": "integer", "int64": "integer", "float": "number", "double": "number"}
_INSIDE: Final = frozenset({"object-body", "inside-bracket"})


def read_drawing(drawing: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    """The schema of a whole drawing."""
    root = words(first(drawing, ".schema-root-type"))
    body = first(drawing, ".object-body")
    if body is None:  # a tree: its root is a row
        row = first(drawing, ".tr")
        if row is None:
            return printed_type(root) if root else {}
        return _row(row, rebuilding, about)[1]
    schema = _inside(body, rebuilding, about)
    kind = printed_type(re.sub(r"\s*of.*", "", root)) if root else {}
    if kind.get("type") == "array":
        return {"type": "array", **({"items": schema} if schema else {})}
    text = prose(first(drawing, "[part='schema-description']"))
    return {**kind, **schema, **({"description": text} if text else {})} if schema else kind


def printed_type(printed: str) -> Schema:
    """`[string]`, `uuid`, `enum or null`, `array of object`: a format stands in the place of "string"."""
    text = " ".join(printed.replace("🆁", "").replace("🆆", "").split())
    options = [one.strip() for one in re.split(r"┃|\s+or\s+", text) if one.strip()]
    if len(options) > 1:
        return union([printed_type(one) for one in options])
    if found := re.fullmatch(r"\[(.*)\]|array of (.*)", text):
        items = printed_type(found[1] if found[1] is not None else found[2])
        return {"type": "array", **({"items": items} if items else {})}
    if text in TYPES:
        return {"type": text}
    if text in {"enum", "const"}:
        return {"type": "string"}
    if text in _NUMBERS:
        return {"type": _NUMBERS[text], "format": text}
    if found := re.fullmatch(r"\{recursive: (.+?)\s*\}", text):
        return {TITLE: found[1], CLOSED: found[1]}
    if text in {"", "any", "{missing-type-info}"} or text.startswith("{"):
        return {}
    return {"type": "string", "format": text} if re.fullmatch(r"[\w.:/+-]+", text) else {}


def constrained(schema: Schema, printed: str) -> None:
    """`Min 1┃Max 5`, `1 to 5 chars`, `More than 3`, ` multiple of 2`."""
    for part in printed.split("┃"):
        text = part.strip()
        unit = " characters" if text.endswith("chars") else ""
        plain = text.removesuffix("chars").strip()
        if found := re.fullmatch(r"(\d{1,18}) to (\d{1,18})", plain):
            schema.update({"minLength": int(found[1]), "maxLength": int(found[2])})
            continue
        for lead, sign in (("Min ", ">="), ("Max ", "<="), ("More than ", ">"), ("Less than ", "<")):
            if plain.startswith(lead):
                schema.update(limits(f"{sign} {plain.removeprefix(lead)}{unit}") or {})
        if plain.startswith("multiple of "):
            schema.update(limits(plain) or {})


def _row(row: HtmlElement, rebuilding: Rebuilding, about: str) -> tuple[str, Schema, bool]:
    """Name, schema, and whether it is required."""
    key = first(row, ".key")
    label = first(row, ".key-label, .xxx-of-key")
    name = words(label).rstrip(":").strip()
    required = key is not None and any(words(one) == "*" for one in every(key, "span"))
    name = re.sub(r"\s*[🆁🆆]\Z", "", name.rstrip("*"))
    kind = first(row, ".key-type")
    printed = words(kind) if kind is not None else _tree_type(key, label)
    inside = _next_inside(row)
    schema = printed_type(printed)
    if inside is not None:
        below = _inside(inside, rebuilding, f"{about}.{name}")
        if schema.get("type") == "array" or "[" in printed or "array" in classes(row):
            schema = with_inside({**schema, "type": "array"}, below)
        elif {"oneOf", "anyOf"} & set(below):
            schema = below
        else:
            schema = {**({"type": "object"} if "properties" in below else {}), **schema, **below}
            schema = nullable({**schema, "type": "object"}) if "null" in printed else schema
    if "nullable" in classes(row) and inside is not None and schema.get("type") == "object":
        schema = nullable(schema)
    _description(row, schema)
    if row.get("title") == "Deprecated":
        schema["deprecated"] = True
    if "🆁" in words(row):
        schema["readOnly"] = True
    if "🆆" in words(row):
        schema["writeOnly"] = True
    rebuilding.say(schema, words(row))
    return name, schema, required


def _tree_type(key: HtmlElement | None, label: HtmlElement | None) -> str:
    if key is None:
        return ""
    spans = [one for one in children(key, "span") if one is not label and words(one) not in {"", "*", ":"}]
    bracket = next((words(one) for one in spans if "open-bracket" in classes(one)), "")
    if bracket:
        null = " or null" if "null" in bracket else ""
        depth = bracket.count("[")
        return ("[" * depth + ("object" if "{" in bracket else "any") + "]" * depth if depth else "object") + null
    return next((words(one) for one in spans if not {"xxx-of-descr", "xxx-of-key"} & classes(one)), "")


def _next_inside(row: HtmlElement) -> HtmlElement | None:
    following = row.getnext()
    return following if following is not None and _INSIDE & classes(following) else None


def _inside(body: HtmlElement, rebuilding: Rebuilding, about: str) -> Schema:
    rows = [one for one in children(body, "div") if "tr" in classes(one)]
    schema: Schema = {}
    for row in rows:
        marker = first(row, ".xxx-of-key")
        name, below, required = _row(row, rebuilding, about)
        if name in {"ONE OF", "ANY OF"}:
            inside = _next_inside(row)
            options = _options(inside, rebuilding, about) if inside is not None else []
            schema.update(_alternatives("oneOf" if name == "ONE OF" else "anyOf", options))
        elif (marker is not None and not name) or name in {"", "::props", "::ARRAY~OF"}:
            schema.update(below)
        elif name in {"[any-key]", "<any-key>"}:
            schema["additionalProperties"] = below or True
        elif found := re.fullmatch(r"[\[<]pattern: (.*)[\]>]", name):
            schema.setdefault("patternProperties", {})[found[1]] = below
        else:
            schema.setdefault("properties", {})[name] = below
            if required:
                schema.setdefault("required", []).append(name)
    nested = [
        one
        for one in children(body, "div")
        if _INSIDE & classes(one) and (one.getprevious() is None or "tr" not in classes(one.getprevious()))
    ]
    for one in nested:
        schema.update(_inside(one, rebuilding, about))
    if "properties" in schema or "additionalProperties" in schema:
        schema = {"type": "object", **schema}
    return schema


def _options(inside: HtmlElement, rebuilding: Rebuilding, about: str) -> list[Schema]:
    return [_row(row, rebuilding, about)[1] for row in children(inside, "div") if "tr" in classes(row)]


def _alternatives(key: str, options: list[Schema]) -> Schema:
    if options and all(set(one) == {"type"} for one in options):
        return union(options)
    return {key: options} if options else {}


_LABEL: Final = re.compile(r"\*\*(Min Items|Max Items|Default|Allowed|Constraints|Pattern):\*\*\s*`?([^\s`*]+)`?")


def _description(row: HtmlElement, schema: Schema) -> None:
    cell = first(row, ".key-descr")
    if cell is None:
        return
    target = schema.get("items") if schema.get("type") == "array" and isinstance(schema.get("items"), dict) else schema
    for part in every(cell, "div"):
        label = words(first(part, ".bold-text"))
        value = words(part).removeprefix(label).strip()
        if label and value:
            _labelled(target if target is not None else schema, schema, label.rstrip(":"), value)
    text = prose(
        first(cell, ".m-markdown-small")
        if first(cell, ".m-markdown-small") is not None
        else cell
        if "m-markdown-small" in classes(cell)
        else None
    )
    for bold in every(cell, "b"):
        count = number((bold.tail or "").split("⮕")[0].strip())
        if count is not None and words(bold) in {"Min Items:", "Max Items:"}:
            schema["minItems" if words(bold) == "Min Items:" else "maxItems"] = count
    text = re.sub(r"\A\s*(?:➔|⮕)?\s*", "", _LABEL.sub("", text)).strip()
    text = re.sub(r"\A\[ (.*) \]\Z", r"\1", text)
    if text:
        schema["description"] = text


def _labelled(target: Schema, schema: Schema, label: str, value: str) -> None:
    if label == "Allowed" or label == "Value":
        target.update(enum_of([_quoted(one) for one in value.split("┃")], target))
    elif label == "Default":
        schema["default"] = value_of(value, schema)
    elif label == "Pattern":
        target["pattern"] = value
    elif label == "Constraints":
        constrained(target, value)


def _quoted(value: str) -> Any:
    return {"EMPTY STRING": ""}.get(value.strip(), value.strip())
