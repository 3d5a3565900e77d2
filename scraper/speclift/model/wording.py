"""Sentences about changes, with the values of documents set off from the words of ours.

Enters: a sentence of ours with `{name}`, `{old}` and `{new}`, and the values. Leaves: its parts, the values as
`Quoted`: whoever writes them down escapes them for where they land. A value is put into the sentence once and never
read as part of it. `{old:schema}` shows a schema in a few words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_LONGEST = 120
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PLACE = re.compile(r"\{(name|old|new)(:schema)?\}")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A value of a document, set off from the sentence around it."""

    value: Any

    @property
    def text(self) -> str:
        """The value as one short line of plain text."""
        return shown(self.value)


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a document that needs no quotes where there is no markup: a path, a place, a version."""

    text: str


Part = str | Quoted | Name


def worded(text: str, *, name: str = "", old: Any = None, new: Any = None) -> tuple[Part, ...]:
    """The parts of a sentence with its values put in."""
    values = {"name": name, "old": old, "new": new}
    parts: list[Part] = []
    end = 0
    for match in _PLACE.finditer(text):
        value = values[match[1]]
        parts += [text[end : match.start()], Name(schema_words(value)) if match[2] else Quoted(value)]
        end = match.end()
    return tuple(part for part in (*parts, text[end:]) if part != "")


def plain(parts: tuple[Part, ...]) -> str:
    """The sentence as one line of plain text, texts among its values in quotes."""
    return "".join(
        part if isinstance(part, str) else in_quotes(part.value) if isinstance(part, Quoted) else shown(part.text)
        for part in parts
    )


def in_quotes(value: Any) -> str:
    """A value as plain text: a text in quotes, anything else as JSON."""
    return f"'{shown(value)}'" if isinstance(value, str) else shown(value)


def shown(value: Any) -> str:
    """A JSON value as one short line of plain text."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}" if match[0] not in "\n\r\t" else " ", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def schema_words(schema: Any) -> str:
    """A schema in a few words: `Conference`, `array of string`, `integer (minimum 1)`, `one of "a", "b"`."""
    if isinstance(schema, list) and schema:
        return " and ".join(schema_words(part) for part in schema)
    if not isinstance(schema, dict):
        return "nothing" if schema is False else "anything"
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return reference.rsplit("/", 1)[-1]
    if isinstance(schema.get("enum"), list):
        return "one of " + ", ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    for keyword, glue in (("oneOf", " or "), ("anyOf", " or "), ("allOf", " and ")):
        parts = schema.get(keyword)
        if isinstance(parts, list) and parts:
            return glue.join(dict.fromkeys(schema_words(part) for part in parts))
    kind = schema.get("type")
    names = [kind] if isinstance(kind, str) else [str(name) for name in kind] if isinstance(kind, list) else []
    if "array" in names and isinstance(schema.get("items"), dict):
        names = [f"array of {schema_words(schema['items'])}" if name == "array" else name for name in names]
    limits = [f"{key} {shown(schema[key])}" for key in _LIMITS if key in schema]
    words = " or ".join(names) or ("object" if "properties" in schema else "anything")
    return f"{words} ({', '.join(limits)})" if limits else words


_LIMITS = (
    "format", "pattern", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "minItems", "maxItems",
)  # fmt: skip
"""Keywords that are shown beside a type."""


def without_line_breaks(markdown: str) -> str:
    """A description as one line: white space and hard line breaks (CommonMark 0.31, section 6.7) become blanks."""
    return " ".join(markdown.replace("\\\n", "\n").split())
