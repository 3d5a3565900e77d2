"""Widdershins' tables: nested rows by `»`, alternatives between the words oneOf, xor, and; listed values apart.

Enters: rows and the words between tables, in page order. Leaves: JSON Schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from speclift.document.json_value import json_value
from speclift.readers.rendered.dom import every, prose, words
from speclift.readers.rendered.notation import Schema, enum_of, kind_of, nullable, type_of, union, with_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Rebuilding

LABELS: Final = {
    "oneOf": "oneOf", "xor": "oneOf", "anyOf": "anyOf", "or": "anyOf", "allOf": "allOf", "and": "allOf",
    "continued": "", "not": "not", "discriminator": "",
}  # fmt: skip
"""The words between tables, and what the nameless rows below them are."""


@dataclass
class Row:
    """A row with the rows below it. `label` tells what a nameless row is of the row above."""

    name: str
    type: str = ""
    required: bool = False
    description: str = ""
    place: str = ""
    restrictions: str = ""
    depth: int = 0
    label: str = ""
    words: str = ""
    values: list[str] = field(default_factory=list)
    below: list[Row] = field(default_factory=list)

    def within(self) -> Iterator[Row]:
        """The row and every row below it."""
        yield self
        for row in self.below:
            yield from row.within()


def columns(table: HtmlElement) -> list[str]:
    """The titles of a table's columns, in lower case."""
    return [words(cell).lower() for cell in every(table, "thead th")]


def rows_of(table: HtmlElement, label: str = "") -> Iterator[Row]:
    """The rows of one table, flat."""
    titles = columns(table)
    for number, line in enumerate(every(table, "tbody tr")):
        cells = every(line, "td")
        if len(cells) != len(titles):
            continue
        cell = dict(zip(titles, cells, strict=True))
        printed = words(cell.get("name"))
        name = printed.lstrip("» ").strip("*_ ")
        if label and not number:  # below "oneOf", "and": a part, whatever its title
            name = "anonymous"
        description = prose(cell.get("description"))
        yield Row(
            name,
            words(cell.get("type")),
            words(cell.get("required")).lower() == "true",
            "" if description == "none" else description,
            words(cell.get("in")).lower(),
            words(cell.get("restrictions")).lower(),
            len(printed) - len(printed.lstrip("» ").rstrip())
            and printed[: len(printed) - len(printed.lstrip("» "))].count("»"),
            label,
            words(line),
        )


def nested(rows: Iterable[Row]) -> list[Row]:
    """The rows as a tree, by depth."""
    top: list[Row] = []
    above: list[Row] = []
    for row in rows:
        while above and above[-1].depth >= row.depth:
            above.pop()
        if above and _is_item(row, above[-1]):
            row.name = "anonymous"
        (above[-1].below if above else top).append(row)
        above.append(row)
    return top


def _is_item(row: Row, above: Row) -> bool:
    """Whether a row below a list is its items, under their title: a list of scalars has no fields."""
    item = re.fullmatch(r"(?:array)?\[(.*?)\].*", above.type)
    if item is None:
        return False
    return (type_of(item[1]) or {}).get("type") in {"string", "integer", "number", "boolean"} or (
        row.type == "object" and row.name[:1].isupper() and item[1] == "object"
    )


def give_values(rows: Sequence[Row], listed: Sequence[tuple[str, str]], rebuilding: Rebuilding, about: str) -> None:
    """Give listed values to the rows of their name. Where several rows share a name, each must have its own list."""
    every_row = [row for top in rows for row in top.within()]
    names = dict.fromkeys(name for name, _ in listed)
    for printed in names:
        depth, name = printed.count("»"), printed.lstrip("» ").strip("*_ ")
        values = [value for other, value in listed if other == printed]
        having = [row for row in every_row if row.name == name and (not depth or row.depth == depth) and _may_have(row)]
        distinct = list(dict.fromkeys(values))
        if (
            len(having) > 1
            and len({row.description for row in having}) > 1
            and len(values) < len(distinct) * len(having)
        ):
            rebuilding.not_shown(
                f"{about}: {name}", "several fields have this name, and one list of values stands below", name
            )
            continue
        for row in having:
            row.values = distinct


def _may_have(row: Row) -> bool:
    return (not row.below and re.match(r"object|\[object|boolean\b.*|null", row.type) is None) or row.type == "boolean"


def schema_of(row: Row, rebuilding: Rebuilding) -> Schema:
    """The schema of a row."""
    made = _of_type(row.type, rebuilding)
    if "$ref" not in made and not (made.get("items") or {}).get("$ref"):
        made = _with_below(made, row, rebuilding)
    if row.values:
        made = enum_of(row.values, made) if "$ref" not in made else made
        if None not in made.get("enum", (None,)) and isinstance(made.get("type"), list):
            made["enum"] = [*made["enum"], None]
    if row.description:
        made["description"] = row.description
    if "read-only" in row.restrictions:
        made["readOnly"] = True
    if "write-only" in row.restrictions:
        made["writeOnly"] = True
    rebuilding.say(made, row.words)
    return made


def _of_type(printed: str, rebuilding: Rebuilding) -> Schema:
    text = printed.replace("|null", "¦null")
    null = "¦null" in text or re.search(r",\s*null\b|\bnull\s*,", text) is not None
    text = re.sub(r"¦null|,\s*null\b|\bnull\s*,", "", text)
    if match := re.fullmatch(r"(?:array)?\[(.*)\](?:\(.*\))?|(array)", text):
        inner = _of_type(match[1], rebuilding) if match[1] and match[1] not in {"anyOf", "oneOf", "allOf"} else {}
        made: Schema = {"type": "array", **({"items": inner} if inner else {})}
    elif text in rebuilding.schemas:
        made = {"$ref": f"#/components/schemas/{text}"}
    elif match := re.fullmatch(r"(\w+)\((.+)\)", text):
        made = {**(type_of(match[1]) or {}), "format": match[2]}
    else:
        made = type_of(text) or {}
    return nullable(made) if null and "$ref" not in made else made


def _with_below(made: Schema, row: Row, rebuilding: Rebuilding) -> Schema:
    if not row.below:
        return made
    inner = object_of(row.below, rebuilding)
    if kind_of(made) == "array":
        return with_inside(made, inner)
    plain = {
        key: value for key, value in made.items() if not (key == "type" and {"oneOf", "anyOf", "allOf"} & set(inner))
    }
    if isinstance(made.get("type"), list) and "type" in inner:
        inner.pop("type")
    return {**plain, **inner}


def object_of(rows: Sequence[Row], rebuilding: Rebuilding) -> Schema:
    """The schema that some sibling rows are the inside of: properties, alternatives, or both."""
    made: Schema = {}
    alternatives: dict[str, list[Schema]] = {}
    unlabelled = []
    for row in rows:
        if row.name == "anonymous":
            if row.label:
                alternatives.setdefault(row.label, []).append(schema_of(row, rebuilding))
            else:
                unlabelled.append(schema_of(row, rebuilding))
        elif row.name == "additionalProperties":
            made["additionalProperties"] = schema_of(row, rebuilding) or True
        else:
            made.setdefault("properties", {})[row.name] = schema_of(row, rebuilding)
            if row.required:
                made.setdefault("required", []).append(row.name)
    if made:
        made = {"type": "object", **made}
    if len(unlabelled) == 1:
        made = {**made, **unlabelled[0]}
    elif unlabelled:
        made["anyOf"] = unlabelled
    for label, options in alternatives.items():
        if label == "not":
            made["not"] = options[0]
        elif label != "allOf" and all(set(option) == {"type"} for option in options):
            made.update(union(options))
        else:
            made[label] = options
    return made


def value_pairs(table: HtmlElement) -> list[tuple[str, str]]:
    """The lines of a table of listed values."""
    return [
        (words(cells[0]), words(cells[1])) for line in every(table, "tbody tr") if len(cells := every(line, "td")) == 2
    ]


def sample_of(text: str) -> Any:
    """A JSON sample, or None."""

    try:
        return json_value(text)
    except ValueError:
        return None
