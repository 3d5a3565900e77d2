"""Values as source text, each escaped for the place it lands in, laid out as `ruff format` would.

Enters: strings and JSON values of a document. Leaves: Python literals, TOML strings, Markdown words, and `Call`-like
groups that stand on one line where they fit and one item per line where they do not.

A title loses its control characters. In what is sent over the wire a name must be what the document says, so `literal`
keeps every character, as an escape where it cannot be seen.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 120
"""Columns of a line in a generated package."""

INDENT = "    "

_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""The categories of characters that nobody sees (Unicode, chapter 4.5)."""


def literal(value: object) -> str:
    """A JSON value (or a tuple of them) as a Python literal that evaluates to exactly it."""
    match value:
        case str():
            return _string(value)
        case None | bool() | int() | float():
            return _number(value)
        case dict():
            return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
        case tuple():
            return (
                f"({literal(value[0])},)" if len(value) == 1 else "(" + ", ".join(literal(item) for item in value) + ")"
            )
        case list():
            return "[" + ", ".join(literal(item) for item in value) + "]"
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def _number(value: float | None) -> str:
    text = repr(value)
    return f'float("{text}")' if text in {"inf", "-inf", "nan"} else text


def _string(text: str) -> str:
    quotes = "'" if text.count('"') > text.count("'") else '"'
    if text.isprintable() and quotes not in text and "\\" not in text:
        return f"{quotes}{text}{quotes}"
    return quotes + "".join(_character(character, quotes) for character in text) + quotes


def _character(character: str, quotes: str) -> str:
    if character in {"\\", quotes}:
        return f"\\{character}"
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def toml(text: str) -> str:
    """A TOML basic string, quotes included; characters that TOML forbids are left out."""
    kept = (c for c in text if c in "\b\t\f" or unicodedata.category(c) not in {*_CONTROLS, "Zl", "Zp"})
    return json.dumps("".join(kept), ensure_ascii=False)


def in_docstring(text: str) -> str:
    """Words as they stand between the three quotes of a docstring: no escape begins in them, and no quotes end it."""
    kept = text
    if not text.isprintable():
        kept = "".join(c for c in text if c in "\n\r\t" or unicodedata.category(c) != "Cc")
    return kept.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def markdown(text: str) -> str:
    """Words of a document as words of a Markdown line: nothing in them is markup, HTML or a line break."""
    words = " ".join(visible(text).split())
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", words)


def visible(text: str) -> str:
    """Leave out what no reader sees: control characters (except line breaks and tabs), direction marks, halves of
    characters.
    """
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {*_CONTROLS, "Zl", "Zp"})
    return "".join(kept)


def link(address: str) -> str:
    """A web address as it may stand in a docstring or a Markdown link; "" for anything but http and https."""
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return ""
    return quote(visible(address), safe="!#$&*+,/:;=?@[]~%-._'")


def width(text: str) -> int:
    """Columns that `text` takes, as `ruff format` counts them."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@dataclass(frozen=True, slots=True)
class Group:
    """Items in brackets: `opening` ends in the bracket, `closing` starts with it, `items` are text or groups."""

    opening: str
    items: Sequence[str | Group]
    closing: str
    exploded: bool = False

    def __str__(self) -> str:
        """All on one line."""
        only = "," if self.opening.endswith("= (") or self.opening == "(" else ""
        trailing = only if len(self.items) == 1 else ""
        return self.opening + ", ".join(str(item) for item in self.items) + trailing + self.closing


def layout(item: str | Group, indent: str = "", room: int = 0) -> str:
    """Lay `item` out: on one line where it fits beside `room` more columns, otherwise one item per line with a
    trailing comma.

    A trailing comma keeps `ruff format` from folding the lines again, so a change of one item is a change of one line.
    """
    if isinstance(item, str):
        return item
    one_line = str(item)
    if not _exploded(item) and width(indent) + width(one_line) + room <= WIDTH:
        return one_line
    if not item.items:
        return one_line
    inner = indent + INDENT
    lines = [f"{inner}{layout(part, inner, 1)}," for part in item.items]
    return "\n".join([item.opening, *lines, f"{indent}{item.closing}"])


def _exploded(item: str | Group) -> bool:
    return isinstance(item, Group) and (item.exploded or any(_exploded(part) for part in item.items))
