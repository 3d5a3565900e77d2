"""httpdomain's field lists: entries of name, type and description below a label.

Enters: a field list. Leaves: entries, and a JSON Schema of dotted names (`tags[].name`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.readers.rendered.dom import children, every, first, prose, words
from speclift.readers.rendered.notation import Schema, enum_of, limits, type_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding


@dataclass
class Entry:
    """One entry of a field list. `element` holds what stands below it (samples of a status)."""

    name: str
    type: str
    description: str
    element: HtmlElement
    words: str


def field_lists(holder: HtmlElement) -> Iterator[tuple[str, list[Entry]]]:
    """The labels of the field lists of an operation, with their entries."""
    for part in children(holder):
        if part.tag == "dl" and "field-list" in (part.get("class") or ""):
            for term in children(part, "dt"):
                body = term.getnext()
                if body is not None:
                    yield words(term).rstrip(": "), list(_entries(body))
        elif part.tag == "table" and "field-list" in (part.get("class") or ""):
            for row in every(part, "tr.field, tr.field-odd, tr.field-even"):
                label, body = first(row, "th"), first(row, "td")
                if body is not None:
                    yield words(label).rstrip(": "), list(_entries(body))


def _entries(body: HtmlElement) -> Iterator[Entry]:
    items = [child for below in children(body, "ul") for child in children(below, "li")]
    for item in items or [body]:
        lead = first(item, "p") if item.tag == "li" or first(item, "p") is not None else item
        if lead is None:
            lead = item
        text = words(lead)
        head, _, _ = text.partition("–")
        match = re.match(r"\s*(\S.*?)\s*(?:\((.*)\))?\s*\Z", head)
        if match is None:
            continue
        rest = [
            prose(lead).partition("–")[2].strip(),
            *(
                prose(child)
                for child in children(item)
                if child is not lead and child.tag in {"p", "ul"} and not words(child).startswith("Example re")
            ),
        ]
        name = words(first(lead, "strong")) or match[1]
        kind = match[2] or ""
        if not kind and (typed_name := re.fullmatch(r"(\w+) (\S+)", name)) and type_of(typed_name[1]):
            kind, name = typed_name[1], typed_name[2]  # a type before the name where the field takes none
        yield Entry(
            name.strip("*` "),
            kind,
            "\n\n".join(one for one in rest if one),
            item,
            words(item) if len(words(item)) < 600 else text,
        )


def typed(entry: Entry) -> tuple[Schema, bool | None, str]:
    """The schema of an entry, whether its words say that it is required, and its description without those words."""
    kind = entry.type.strip()
    required: bool | None = None
    words_of_type = [one.strip() for one in re.split(r",\s*", kind)] if kind else []
    for one in list(words_of_type):
        if one.lower() in {"required", "optional"}:
            required = one.lower() == "required"
            words_of_type.remove(one)
    schema = type_of(" ".join(words_of_type)) or {}
    text = entry.description
    if match := re.search(r"\s*\(\s*(required|optional)\s*\)\s*\Z", text, re.IGNORECASE):
        required = match[1].lower() == "required"
        text = text[: match.start()].rstrip()
    if match := re.search(r"\s*\(\s*(?:required|optional),?\s*default:?\s*``?([^`)]*)``?\)\s*\Z", text, re.IGNORECASE):
        schema["default"] = value_of(match[1], schema)
        text = text[: match.start()].rstrip()
    if match := re.search(r"\s*\(?default(?:s to| is)?:?\s*[`*]+([^`*]+)[`*]+\)?\.?\s*\Z", text, re.IGNORECASE):
        schema["default"] = value_of(match[1], schema)
    if match := re.search(
        r"\b(?:one of|allowed values|possible values)(?: are| is)?:?\s*((?:[`*]+[^`*]+[`*]+[\s,|]*(?:or\s+|and\s+)?)+)",
        text,
        re.IGNORECASE,
    ):
        values = re.findall(r"[`*]+([^`*]+)[`*]+", match[1])
        if len(values) > 1:
            schema = enum_of(values, schema)
    for bound in re.findall(r"\((?:min|max)imum:? \d+\)", text):
        schema.update(
            limits(
                re.sub(r"\((min|max)imum:? (\d+)\)", lambda one: f"{'>=' if one[1] == 'min' else '<='} {one[2]}", bound)
            )
            or {}
        )
    return schema, required, text


def object_of(entries: Sequence[Entry], rebuilding: Rebuilding) -> Schema:
    """Entries with dotted names as one schema: `tags[].name` stands inside the items of `tags`."""
    root: Schema = {"type": "object"}
    listed = bool(entries) and all(entry.name.startswith("[]") for entry in entries)
    if listed:
        root = {"type": "array", "items": {"type": "object"}}
    for entry in entries:
        schema, required, description = typed(entry)
        if description:
            schema["description"] = description
        steps = [step for step in re.split(r"\.(?=[^.])", entry.name.removeprefix("[].").removeprefix("[]")) if step]
        if not steps:
            continue
        place = root["items"] if listed else root
        for step in steps[:-1]:
            place = _inside(place, step)
        name, depth = _bare(steps[-1])
        fields = place.setdefault("properties", {})
        place.setdefault("type", "object")
        known: dict[str, Any] = fields.get(name, {})
        made = schema
        for _ in range(depth):
            made = {"type": "array", "items": made}
        fields[name] = {**made, **known}
        rebuilding.say(fields[name], entry.words)
        if required:
            place.setdefault("required", []).append(name)
    return root


def _bare(step: str) -> tuple[str, int]:
    name = step
    while name.endswith("[]"):
        name = name[:-2]
    return name, (len(step) - len(name)) // 2


def _inside(place: Schema, step: str) -> Schema:
    name, depth = _bare(step)
    place.setdefault("type", "object")
    below: Schema = place.setdefault("properties", {}).setdefault(name, {})
    if depth or below.get("type") == "array":
        below["type"] = "array"
        below = below.setdefault("items", {})
    else:
        below.setdefault("type", "object")
    return below
