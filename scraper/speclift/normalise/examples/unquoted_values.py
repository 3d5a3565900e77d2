"""Values that stand without quotation marks: numbers, literals, placeholders, alternatives, words.

Enters: a text and the offset of a character that opens nothing. Leaves: the value, where it ends and the deviations
met. What a word means is a table (`_READINGS`): the first entry that knows the word decides. Linear in the length of
what is read.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speclift.document.json_value import json_value
from speclift.normalise.examples.deviations import Edit, NotJsonError
from speclift.normalise.examples.strings import CLOSERS
from speclift.normalise.examples.tree import ELLIPSIS, Elision, Hole, Tree

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_WORD: Final = 2_000
"""No value without quotation marks is longer than this many characters; what is longer is not JSON."""

NAME: Final = r"[A-Za-z_][\w.$-]*(?:[ \t][A-Za-z]\w*){0,3}"
PLACEHOLDER: Final = re.compile(
    rf"\{{\s{{0,200}}(?:\.\.\.\s?)?({NAME})(\[\])?(?:\s?\|\s?(\w{{1,40}}))?\s{{0,200}}\}}|\{{\{{\s?\$?({NAME})\s?\}}\}}"
)
"""`{ObjectUser}`, `{ ObjectCall }`, `{ObjectAvatar|null}`, `{ObjectUser[]}`, `{{$user}}`."""

_OBJECT_NAME: Final = re.compile(r"(?:Object|[A-Z][a-z0-9]+(?=[A-Z]))\w+\Z|\w+Object\Z")
_STOP: Final = re.compile(r"[,\]}{\n\r\"“”]|//|/\*|#|=>")
_ANGLE: Final = re.compile(r"<[^<>\n]{1,80}>")
_CALL: Final = re.compile(
    r"(?:new[ \t]+)?[A-Za-z_][\w.]{0,40}\([ \t]*(\"[^\"\n]*\"|'[^'\n]*'|-?\d[\d.]{0,40}|)[ \t]*\)"
)
_RANGE: Final = re.compile(r"(-?\d{1,15})\s?(?:\.\.\.?|-|–|—|…)\s?-?\d{1,15}\Z")
_ALTERNATIVES: Final = re.compile(r"[ \t]?(?:\||(?<![</])/|\bor\b)[ \t]?")
_REMARK: Final = re.compile(r"([\w.+-]{1,40})[ \t]{1,99}(?=[(–—-])")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")
_LOOSE_NUMBER: Final = re.compile(r"[+-]?(0?\d|[1-9]\d+)?(?:\.(\d*))?(?:[eE][+-]?\d+)?[fFdDlL]?\Z")
_VALUE_PLACEHOLDER: Final = re.compile(
    r"<[^<>\n]+>\Z|[:$%@][A-Za-z_][\w$%-]*\Z|\$\{[^{}]+\}\Z|_{2,}\Z|\*+\Z|\?+\Z|-{2,}\Z"
)

LITERALS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("None", "NULL", "Null", "nil", "undefined", "NaN", "Infinity", "-Infinity", "nan", "inf"), None),
    **dict.fromkeys(("True", "TRUE"), True),
    **dict.fromkeys(("False", "FALSE"), False),
}
"""How Python, PHP, Ruby, JavaScript and SQL write what JSON writes as null, true and false."""

TYPE_WORDS: Final[dict[str, str | int | bool]] = {
    **dict.fromkeys(("string", "str", "text", "char", "varchar"), "string"),
    **dict.fromkeys(("int", "integer", "number", "long", "float", "double", "decimal", "num", "short", "byte"), 0),
    **dict.fromkeys(("bool", "boolean"), True),
}
"""A type's name where a value should stand, and the least value of that type."""

_EMPTY: Final[dict[str, Callable[[], Tree]]] = {"array": list, "list": list, "object": dict, "dict": dict}


class Word(Struct, frozen=True):
    """A value as read: the value, the offset after it, and the deviations met in it."""

    value: Tree | Elision
    end: int
    edits: tuple[Edit, ...] = ()


def read_placeholder(text: str, at: int) -> Word | None:
    """Reads an object's name in braces at `at`, or gives None when something else stands there."""
    match = PLACEHOLDER.match(text, at)
    if match is None:
        return None
    name, nullable = match[1] or match[4], match[3] == "null"
    return Word(Hole(name, at, match.end(), "braces", many=bool(match[2]), nullable=nullable), match.end())


def read_word(text: str, start: int) -> Word:
    """Reads the value at `start`. Raises `NotJsonError` where no value stands."""
    if call := _CALL.match(text, start):
        argument = call[1]
        value = (
            argument[1:-1] if argument[:1] in CLOSERS else argument if (number := _number(argument)) is None else number
        )
        return Word(
            value, call.end(), (Edit("example-call", start, call.end(), json.dumps(value, ensure_ascii=False)),)
        )
    end = _end_of_word(text, start)
    word = text[start:end].rstrip()
    end = start + len(word)
    if not word:
        raise NotJsonError(f"no value stands before {text[start : start + 1]!r}", start)
    if text[end : end + 1] in ('"', "”", "“") and text[end : end + 1]:
        return _lost_opening_quote(text, start, end, word)
    for reading in _READINGS:
        if (found := reading(word, start, end)) is not None:
            return found
    if not text[end:].strip():
        raise NotJsonError("it ends inside a value", start)
    return _unquoted(word, start, end)


def _end_of_word(text: str, start: int) -> int:
    """Finds where a value without quotation marks ends: at what parts elements, or where a comment begins."""
    at, limit = start, start + LONGEST_WORD
    if angle := _ANGLE.match(text, start):
        at = angle.end()
    elif text.startswith("${", start):
        closing = text.find("}", start, start + 80)
        at = closing + 1 if closing > 0 else at
    while match := _STOP.search(text, at, limit):
        mark = match[0]
        if mark in ("//", "#") and match.start() > start and text[match.start() - 1] not in " \t\xa0":
            at = match.end()  # inside an address: `https://…`, `page#part`
        elif mark == "]" and text[match.start() - 1] == "[" and match.start() > start:
            at = match.end()  # `ObjectUser[]`
        elif mark == "=>":
            raise NotJsonError("an arrow follows no name", match.start())
        else:
            return match.start()
    if limit < len(text):
        raise NotJsonError("words go on and on where a value should stand", start)
    return len(text)


def _lost_opening_quote(text: str, start: int, end: int, word: str) -> Word:
    """Reads `abc",`: a text whose opening quotation mark is lost."""
    if not re.match(r"[ \t]*(?:[,}\]\r\n:]|\Z)", text[end + 1 : end + 20]):
        raise NotJsonError("a word stands before a quotation mark", start)
    return Word(word, end + 1, (Edit("example-lost-quote", start, start, '"'),))


def _plain(word: str, _start: int, end: int) -> Word | None:
    """`true`, `null`, `-1.5`: what JSON itself knows."""
    if word in ("true", "false", "null"):
        return Word(json_value(word), end)
    number = _number(word)
    return None if number is None else Word(number, end)


def _number(word: str) -> Tree | None:
    """A number as JSON writes it; None for anything else, and for what is beyond any float or has too many digits."""
    if not _NUMBER.match(word):
        return None
    try:
        number: Tree = json_value(word)
    except ValueError:
        return None
    return number


def _ellipsis(word: str, start: int, end: int) -> Word | None:
    """`...`, `…`, `... more users`, `etc.`, and dots one to a line."""
    if not word.strip(". \t\r\n"):
        return Word(ELLIPSIS, end, (Edit("example-ellipsis", start, end),))
    if not word.startswith(("...", "…", "..")) and word.rstrip(".").casefold() not in ("etc", "and so on"):
        return None
    name = word.lstrip(".… ")
    if word.startswith("...") and _OBJECT_NAME.match(name):
        return Word(Hole(name, start, end, "spread"), end)
    return Word(ELLIPSIS, end, (Edit("example-ellipsis", start, end),))


def _literal(word: str, start: int, end: int) -> Word | None:
    if word not in LITERALS:
        return None
    return Word(LITERALS[word], end, (Edit("example-literal", start, end, json.dumps(LITERALS[word])),))


def _type_word(word: str, start: int, end: int) -> Word | None:
    name = word.strip("<>()").casefold()
    value: Tree = _EMPTY[name]() if name in _EMPTY else TYPE_WORDS.get(name)
    return None if value is None else Word(value, end, (Edit("example-type-word", start, end, json.dumps(value)),))


def _loose_number(word: str, start: int, end: int) -> Word | None:
    """`+1`, `.5`, `5.`, `0x1F`, `1_000`, `5L`. Not `007`: zeros before a number make it a text."""
    if len(word) > 40:
        return None
    value: int | float | None = None
    if re.fullmatch(r"0[xX][0-9a-fA-F]+", word):
        value = int(word, 16)
    elif re.fullmatch(r"-?[1-9]\d{0,2}(?:_\d{3})+", word):
        value = int(word)
    elif (match := _LOOSE_NUMBER.match(word)) and (match[1] or match[2]):
        number = float(word.rstrip("fFdDlL"))
        value = int(number) if number.is_integer() and "." not in word else number
        if not math.isfinite(number):
            return None
    return None if value is None else Word(value, end, (Edit("example-number", start, end, json.dumps(value)),))


def _with_remark(word: str, start: int, end: int) -> Word | None:
    """`5 (integer)`, `true - or false`: a value and what somebody wrote after it."""
    match = _REMARK.match(word)
    found = _first_reading(match[1], start, start + match.end(1)) if match else None
    if match is None or found is None or isinstance(found.value, Hole):
        return None
    return Word(found.value, end, (*found.edits, Edit("example-remark", start + match.end(1), end)))


def _range(word: str, start: int, end: int) -> Word | None:
    """`1-1000`, `0..6`: the lower bound is an example of what is meant."""
    match = _RANGE.match(word)
    return Word(int(match[1]), end, (Edit("example-alternatives", start, end, match[1]),)) if match else None


def _alternatives(word: str, start: int, end: int) -> Word | None:
    """`true|false`, `0/1`, `1 or 2`, `ObjectUser|null`: the first of them."""
    parts = _ALTERNATIVES.split(word)
    if len(parts) < 2 or not all(parts) or any(" " in part or len(part) > 40 for part in parts):
        return None
    read = [_first_reading(part, start, start + len(part)) for part in parts]
    if "|" in word:
        first = read[0] or _unquoted(parts[0], start, start + len(parts[0]))
    elif all(read) and read[0] is not None:
        first = read[0]
    else:
        return None
    if isinstance(first.value, Hole):
        return Word(Hole(first.value.name, start, end, "name", nullable="null" in parts), end)
    shown = json.dumps(first.value, ensure_ascii=False) if isinstance(first.value, (str, int, float)) else parts[0]
    return Word(first.value, end, (Edit("example-alternatives", start, end, shown),))


def _value_placeholder(word: str, start: int, end: int) -> Word | None:
    """`<user_id>`, `:id`, `${token}`: kept as a text, for nothing says what would stand there."""
    if not _VALUE_PLACEHOLDER.match(word):
        return None
    return Word(word, end, (Edit("example-value-placeholder", start, end, json.dumps(word, ensure_ascii=False)),))


def _object_name(word: str, start: int, end: int) -> Word | None:
    """`ObjectUser`, `ObjectUser[]`, `ConferenceMini`: the name of an object, to be filled."""
    name = word.removesuffix("[]")
    return Word(Hole(name, start, end, "name", many=name != word), end) if _OBJECT_NAME.match(name) else None


def _unquoted(word: str, start: int, end: int) -> Word:
    return Word(word, end, (Edit("example-unquoted-text", start, end, json.dumps(word, ensure_ascii=False)),))


def _first_reading(word: str, start: int, end: int) -> Word | None:
    simple = (_plain, _literal, _type_word, _object_name, _loose_number)
    return next((found for reading in simple if (found := reading(word, start, end)) is not None), None)


_READINGS: Final = (
    _plain,
    _ellipsis,
    _literal,
    _type_word,
    _loose_number,
    _range,
    _with_remark,
    _value_placeholder,
    _alternatives,
    _object_name,
)
"""What a value without quotation marks can be, the surest first; what none of them knows is a text."""
