"""Reads a JavaScript literal: what pages and bundles hold of data is often a literal, and not JSON.

Enters: JavaScript source and where a literal begins. Leaves: its value (None, bool, int, float, str, list, dict) and
where it ends. Nothing is executed: whatever is not a literal (a name, a call, `${}` in a template) is an error.
Grammar: ECMA-262, sections 12.9 and 13.2, as far as bundlers write data: unquoted keys, three kinds of quotes,
comments, trailing commas, `!0`, `!1`, `void 0`, joined strings, parentheses.
"""

from __future__ import annotations

import math
import re
from typing import NoReturn

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

DEEPEST = 200
"""Levels of nesting that are read; apidoc's data has seven."""

_SPACE = re.compile(r"(?:[\s\ufeff]++|//[^\n\r\u2028\u2029]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_STRING = re.compile(r"""(?s)"((?:[^"\\\n\r]|\\.)*+)"|'((?:[^'\\\n\r]|\\.)*+)'|`((?:[^`\\$]|\\.|\$(?!\{))*+)`""")
_NUMBER = re.compile(
    r"0[xX]([\da-fA-F]+)(?![\w$])|0[oO]([0-7]+)(?![\w$])|0[bB]([01]+)(?![\w$])"
    r"|((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?![\w$])"
)
_NAME = re.compile(
    r"(?:[^\W\d]|\$|(?:\\u[\da-fA-F]{4}|\\u\{[\da-fA-F]{1,6}\}))(?:[\w$]|\\u[\da-fA-F]{4}|\\u\{[\da-fA-F]{1,6}\})*+"
)
_ESCAPE = re.compile(r"(?s)\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|.))")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_CONTINUED = frozenset({"\n", "\r", "\r\n", "\u2028", "\u2029"})
_WORDS: dict[str, Value] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": math.nan,
    "Infinity": math.inf,
}


class LiteralError(ValueError):
    """The source holds no literal where one should begin. `position` counts characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        self.position = position
        super().__init__(f"{message} at character {position}")


def parse(source: str, start: int = 0) -> tuple[Value, int]:
    """The literal that begins at `start` (white space and comments may precede it), and the position behind it.

    Raises `LiteralError` when there is none.
    """
    return _Parser(source).value(start, 0)


def parse_all(source: str) -> Value:
    """The one literal that `source` consists of. Raises `LiteralError` when there is more or less."""
    parser = _Parser(source)
    value, end = parser.value(0, 0)
    end = parser.skip(end)
    if end != len(source):
        parser.fail("more than one literal", end)
    return value


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source

    def fail(self, message: str, position: int) -> NoReturn:
        raise LiteralError(message, position)

    def skip(self, position: int) -> int:
        """The position behind white space and comments."""
        found = _SPACE.match(self._source, position)
        return found.end() if found else position

    def value(self, position: int, depth: int) -> tuple[Value, int]:
        """One value, joined to what `+` adds to a string."""
        made, end = self._one(self.skip(position), depth)
        while isinstance(made, str):
            after = self.skip(end)
            if not self._source.startswith("+", after):
                break
            more, end = self._one(self.skip(after + 1), depth)
            if not isinstance(more, str):
                self.fail("only strings are joined", after)
            made += more
        return made, end

    def _one(self, position: int, depth: int) -> tuple[Value, int]:
        if depth > DEEPEST:
            self.fail(f"nested deeper than {DEEPEST} levels", position)
        first = self._source[position : position + 1]
        if first in ('"', "'", "`"):
            return self._string(position)
        if first == "{":
            return self._object(position + 1, depth + 1)
        if first == "[":
            return self._array(position + 1, depth + 1)
        if first == "(":
            made, end = self.value(position + 1, depth + 1)
            return made, self._expect(")", end)
        if first == "!":
            negated, end = self._one(self.skip(position + 1), depth + 1)
            if isinstance(negated, list | dict | str):
                self.fail("only numbers and words are negated", position)
            return not negated, end
        if first in ("-", "+"):
            return self._signed(position, first, depth)
        return self._number(position) if first in _DIGITS else self._word(position, depth)

    def _string(self, position: int) -> tuple[str, int]:
        found = _STRING.match(self._source, position)
        if found is None:
            self.fail("a string that does not end, or holds code", position)
        raw = next(group for group in found.groups() if group is not None)
        if found[3] is not None:  # the language itself makes line ends of templates alike
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        return self._unescaped(raw), found.end()

    def _unescaped(self, raw: str) -> str:
        if "\\" not in raw:
            return raw
        text = _ESCAPE.sub(self._escaped, raw)
        if _SURROGATE.search(text):  # escapes are UTF-16 code units; a lone one is no character
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text

    def _escaped(self, found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        if code is None:
            character = found[4]
            return "" if character in _CONTINUED else _SINGLE.get(character, character)
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"

    def _signed(self, position: int, sign: str, depth: int) -> tuple[Value, int]:
        value, end = self._one(self.skip(position + 1), depth + 1)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail("a sign before no number", position)
        return (-value if sign == "-" else value), end

    def _number(self, position: int) -> tuple[int | float, int]:
        found = _NUMBER.match(self._source, position)
        if found is None:
            self.fail("no number", position)
        for group, base in ((1, 16), (2, 8), (3, 2)):
            if found[group]:
                return int(found[group], base), found.end()
        digits = found[4]
        return (int(digits) if digits.isdigit() and len(digits) < 300 else float(digits)), found.end()

    def _word(self, position: int, depth: int) -> tuple[Value, int]:
        found = _NAME.match(self._source, position)
        word = found[0] if found else ""
        if word == "void" and found is not None:
            return None, self._one(self.skip(found.end()), depth + 1)[1]
        if found is None or word not in _WORDS:
            self.fail(f"{word or self._source[position : position + 1]!r} is not a literal", position)
        return _WORDS[word], found.end()

    def _array(self, position: int, depth: int) -> tuple[Value, int]:
        items: list[Value] = []
        while True:
            position = self.skip(position)
            if self._source.startswith("]", position):
                return items, position + 1
            if self._source.startswith(",", position):  # a hole
                items.append(None)
                position += 1
                continue
            item, position = self.value(position, depth)
            items.append(item)
            position = self._comma_or("]", position)

    def _object(self, position: int, depth: int) -> tuple[Value, int]:
        members: dict[str, Value] = {}
        while True:
            position = self.skip(position)
            if self._source.startswith("}", position):
                return members, position + 1
            key, position = self._key(position)
            members[key], position = self.value(self._expect(":", position), depth)
            position = self._comma_or("}", position)

    def _key(self, position: int) -> tuple[str, int]:
        found = _NAME.match(self._source, position)
        if found is not None:  # bundlers escape names that are not ASCII
            return self._unescaped(found[0]), found.end()
        if self._source[position : position + 1] in ('"', "'"):
            return self._string(position)
        number, end = self._number(position)
        return str(int(number) if number == int(number) else number), end

    def _expect(self, mark: str, position: int) -> int:
        position = self.skip(position)
        if not self._source.startswith(mark, position):
            self.fail(f"{mark!r} is missing", position)
        return position + 1

    def _comma_or(self, closing: str, position: int) -> int:
        position = self.skip(position)
        if self._source.startswith(",", position):
            return position + 1
        if not self._source.startswith(closing, position):
            self.fail(f"',' or {closing!r} is missing", position)
        return position


_DIGITS = frozenset("0123456789.")
