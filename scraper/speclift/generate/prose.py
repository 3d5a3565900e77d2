"""Documented words as docstrings: cleaned, wrapped, escaped; and documented limits as words.

Enters: Markdown of a document, schemas. Leaves: the lines of a docstring, and sentences such as `1 to 240 characters.`
"""

from __future__ import annotations

import functools
import json
import re
import textwrap
from typing import TYPE_CHECKING

from speclift.generate.literals import INDENT, WIDTH, in_docstring, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.document.schema.object import SchemaObject

_BULLET = re.compile(r"(?P<indent> *)(?P<mark>[-*+] |\d+[.)] )")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\s])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|approx|no|cf)\.$", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\{\{\s*\$?(?P<braces>[A-Za-z_]\w*)\s*\}\}|%(?P<percents>[A-Za-z_]\w*)%|(?<![^\s(])\$(?P<dollar>[a-z]+(?:_[a-z]+)+)\b"
)
"""A page's way to write a variable: `{{$record_id}}`, `%max_guests%`, `$max_allowed` (a word alone is an operator)."""

_MOMENT_OF_A_URL = re.compile(r"(\d{4}-\d\d-\d\d)\+(\d\d:\d\d:\d\d)(?![\d:])")
"""A moment as it stands in an address, where `+` is a space; an offset has no seconds."""

_ON_A_PAGE = re.compile(r"(?i)(?<![^\s.!?:])click(?: here)? (?:to|for) [^.!?\n]*(?:[.!?]+|$)[ \t]*", re.MULTILINE)
"""A sentence that asks the reader of a page to click."""

_MARKUP = re.compile(r"!?\[(?P<words>[^\[\]\n]*)\]\((?P<target>[^)\s]*)\)")


_KINDS = ("Object", "Model", "Schema", "Type")
"""What pages put before the name of an object; in a package that is the name of a class."""


def _words_of_link(link: re.Match[str]) -> str:
    """`[ObjectUser](#api-Objects-User)` is `User`; other links are their words, or where they lead to."""
    words, name = link["words"], re.split(r"\W", link["target"])[-1]
    return name if name[:1].isupper() and words in {f"{kind}{name}" for kind in _KINDS} else words or link["target"]


@functools.lru_cache(8192)
def paragraphs(words: str) -> tuple[str, ...]:
    """Cut Markdown into its paragraphs, each on its own lines; links become their words, invisible characters go, and
    so does what only says something on a page.
    """
    plain = _MARKUP.sub(
        _words_of_link,
        visible(words.replace("\r\n", "\n").replace("\r", "\n").replace("\\\n", "\n")),
    )
    plain = _PLACEHOLDER.sub(lambda match: match["braces"] or match["percents"] or match["dollar"], plain)
    plain = _MOMENT_OF_A_URL.sub(r"\1 \2", plain)
    plain = _ON_A_PAGE.sub("", plain)
    return tuple(part.strip("\n") for part in re.split(r"\n[ \t]*\n", plain) if part.strip())


@functools.lru_cache(8192)
def first_sentence(words: str) -> str:
    """Take the first sentence of Markdown, on one line; a heading's or a list's first line counts as one."""
    parts = paragraphs(words)
    if not parts:
        return ""
    line = " ".join(_lines(parts[0])[0].split())
    sentence = ""
    for piece in _SENTENCE.split(line):
        sentence = f"{sentence} {piece}".strip()
        if not _ABBREVIATION.search(sentence):
            break
    return sentence


def rest(words: str) -> tuple[str, ...]:
    """The paragraphs of Markdown without its first sentence."""
    parts = paragraphs(words)
    if not parts:
        return ()
    lines = _lines(parts[0])
    first = " ".join(lines[0].split()).removeprefix(first_sentence(words)).strip()
    left = "\n".join(line for line in (first, *lines[1:]) if line)
    return (left, *parts[1:]) if left else parts[1:]


@functools.lru_cache(8192)
def one_line(words: str) -> str:
    """All words of Markdown on one line; bullets are parted by semicolons, but where a sentence ends before them."""
    pieces: list[str] = []
    for part in paragraphs(words):
        for line in _lines(part):
            bullet = _BULLET.match(line)
            pieces.append((";" if bullet else "") + " ".join(line[bullet.end() :].split() if bullet else line.split()))
    joined = ""
    for piece in pieces:
        if piece.startswith(";"):
            joined += (" " if joined.endswith((":", ";", ".", "!", "?", ",")) or not joined else "; ") + piece[1:]
        else:
            joined += (" " if joined else "") + piece
    return joined.strip()


def _lines(paragraph: str) -> list[str]:
    """The lines of a paragraph as a reader sees them: running text joined, each bullet on its own."""
    lines: list[str] = []
    for line in paragraph.split("\n"):
        if lines and not _BULLET.match(line) and not line.startswith("    "):
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line.rstrip())
    return lines


def docstring(parts: Sequence[str], indent: str) -> str:
    """A docstring, quotes included, that stands at `indent` (already written before it). "" when there are no words."""
    return _docstring(tuple(parts), indent)


@functools.lru_cache(8192)
def _docstring(parts: tuple[str, ...], indent: str) -> str:
    """Both flavours of a method, and most methods of most versions, say the same: each docstring is laid out once."""
    parts = tuple(part for part in map(visible, parts) if part.strip())
    if not parts:
        return ""
    # The first line shares its row with the opening quotes. A docstring of one line shares it with the closing ones
    # too, and `ruff format` leaves it that one line however long it is: so it is wrapped before.
    body = _body(parts, WIDTH - len(indent) - 3)
    if "\n" not in body and len(body) > WIDTH - len(indent) - 6:
        body = _body(parts, WIDTH - len(indent) - 6)
    if not body:
        return ""
    opening = '""" ' if body.startswith('"') else '"""'
    if "\n" not in body:
        return f'{opening}{body} """' if body.endswith('"') else f'{opening}{body}"""'
    lines = [f"{indent}{line}" if line and number else line for number, line in enumerate(body.split("\n"))]
    return opening + "\n".join(lines) + f'\n{indent}"""'


def _body(parts: Sequence[str], columns: int) -> str:
    return "\n\n".join("\n".join(_wrapped(part, columns)) for part in parts).strip()


def _wrapped(part: str, columns: int) -> list[str]:
    """Wrap one paragraph; a web address is never broken, a bullet's further lines stand under its words."""
    lines: list[str] = []
    for line in _lines(part):
        bullet = _BULLET.match(line)
        lead = bullet["indent"] if bullet else re.match(r" *", line)[0]  # type: ignore[index]
        hanging = lead + (" " * len(bullet["mark"]) if bullet else "")
        wrapped = textwrap.wrap(
            " ".join(line.split()),
            width=max(columns, 40),
            initial_indent=lead,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for row in wrapped:
            lines.extend(in_docstring(row).split("\n"))
    return lines


def section(title: str, entries: Sequence[tuple[str, str]], indent: str) -> str:
    """A Google-style section as one part of a docstring; its lines are wrapped here, and further lines indented."""
    return _section(title, tuple(entries), indent)


@functools.lru_cache(8192)
def _section(title: str, entries: tuple[tuple[str, str], ...], indent: str) -> str:
    rows = [f"{title}:"]
    for name, words in entries:
        line = f"{name}: {words}" if words else name
        rows.extend(
            textwrap.wrap(
                " ".join(line.split()),
                width=max(WIDTH - len(indent) - 3, 40),
                initial_indent=INDENT,
                subsequent_indent=INDENT * 2,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return "\n".join(rows)


def unit(schema: SchemaObject, words: str) -> tuple[str, ...]:
    """The unit of a value, where what is said of it does not name it."""
    unit = schema.text("x-unit").replace("-", " ").replace("unix", "Unix")
    named = unit.partition(" ")[0].rstrip("s").lower() in words.lower()
    return () if not unit or named else (f"In {visible(unit)}.",)


def limits(schema: SchemaObject) -> tuple[str, ...]:
    """What a schema documents beside its type, as sentences: lengths, ranges, counts, a pattern, the default."""
    sentences = [
        _range(schema.number("minLength"), schema.number("maxLength"), "character"),
        _range(schema.number("minItems"), schema.number("maxItems"), "item"),
        _range(schema.number("minimum"), schema.number("maximum"), ""),
    ]
    if (above := schema.number("exclusiveMinimum")) is not None:
        sentences.append(f"Greater than {_figure(above)}.")
    if (below := schema.number("exclusiveMaximum")) is not None:
        sentences.append(f"Less than {_figure(below)}.")
    if pattern := schema.text("pattern"):
        sentences.append(f"Pattern: {' '.join(visible(pattern).split())}")
    if schema.has_default:
        sentences.append(f"Default: {visible(json.dumps(schema.default, ensure_ascii=False, default=str))}.")
    return tuple(sentence for sentence in sentences if sentence)


def _range(low: float | None, high: float | None, unit: str) -> str:
    if low is None and high is None:
        return ""
    units = f" {unit}" + ("" if (high if high is not None else low) == 1 else "s") if unit else ""
    if high is None:
        return f"At least {_figure(low)}{units}." if low else ""
    if low is None:
        return f"At most {_figure(high)}{units}."
    return f"Exactly {_figure(low)}{units}." if low == high else f"{_figure(low)} to {_figure(high)}{units}."


def _figure(value: float | None) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
