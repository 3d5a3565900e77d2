"""JavaScript literals: whatever a bundler writes comes back as the value, anything else is an error, nothing is run."""

from __future__ import annotations

import contextlib
import json
import math
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclift.readers.javascript_literal import DEEPEST, LiteralError, Value, parse, parse_all

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


class Printer:
    """Prints a value in one of the ways a bundler may."""

    def __init__(self, choose: st.DataObject) -> None:
        self._choose = choose

    def one_of(self, *ways: str) -> str:
        return self._choose.draw(st.sampled_from(ways))

    def space(self) -> str:
        return self.one_of("", " ", "\n\t", "/* a */", "// b\n", "\ufeff")

    def value(self, value: object) -> str:
        if value is None:
            return self.one_of("null", "void 0", "undefined", "void(0)", "(null)")
        if isinstance(value, bool):
            return self.one_of(*(("!0", "true", "! 0") if value else ("!1", "false", "!1")))
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            items = "".join(f"{self.space()}{self.value(item)}{self.space()}," for item in value)
            return f"[{items if self.one_of('y', 'n') == 'y' else items.removesuffix(',')}{self.space()}]"
        if isinstance(value, dict):
            members = ",".join(f"{self.key(key)}{self.space()}:{self.value(item)}" for key, item in value.items())
            return "{" + members + (self.one_of("", ",") if value else "") + "}"
        return f"({value!r})" if self.one_of("y", "n") == "y" else repr(value)

    def key(self, key: str) -> str:
        bare = key and all(c in string.ascii_letters + "_$" for c in key)
        quoted = json.dumps(key)
        escaped = "".join(f"\\u{ord(c):04x}" for c in key) if bare else quoted
        return self.one_of(key, quoted, escaped) if bare else quoted

    def text(self, text: str) -> str:
        quote = self.one_of('"', "'", "`")
        out = []
        for character in text:
            if character in ("\\", quote) or (quote == "`" and character in "$\r"):
                out.append("\\r" if character == "\r" else "\\" + character)
            elif character in "\n\r" and quote != "`":
                out.append({"\n": "\\n", "\r": "\\r"}[character])
            elif ord(character) > 126 and self.one_of("y", "n") == "y":
                out.append(f"\\u{{{ord(character):x}}}")
            else:
                out.append(character)
        body = "".join(out)
        return f"{quote}{body}{quote}" if self.one_of("y", "y", "n") == "y" else f'{quote}{body}{quote}+""'


@settings(max_examples=200, deadline=None)
@given(VALUES, st.data())
def test_whatever_is_printed_comes_back(value: object, data: st.DataObject) -> None:
    printed = Printer(data).value(value)
    assert parse_all(printed) == value
    assert parse(f"var a={printed};f()", 6)[0] == value


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="[]{}()'\"`\\,:+-!0123.exuvoid$ /*\n", max_size=40))
def test_anything_else_is_an_error_or_a_value(source: str) -> None:
    with contextlib.suppress(LiteralError):
        json.dumps(parse_all(source))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("0x1F", 31),
        ("0b101", 5),
        ("0o17", 15),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-0.25", -0.25),
        ("+7", 7),
        ("-Infinity", -math.inf),
        ("!!1", True),
        ("!null", True),
        ("[1,,2]", [1, None, 2]),
        (
            "{1:1,0x10:2,.5:3,'a b':4,\"c\":5,$d_1:6,é:7}",
            {"1": 1, "16": 2, "0.5": 3, "a b": 4, "c": 5, "$d_1": 6, "é": 7},
        ),
        (r"{\u0415:1,\u{415}a:2}", {"Е": 1, "Еa": 2}),
        (
            r"'a\
b\x41\u0042\u{43}\0\b\v\q'",
            "ab" + "ABC\0\b\vq",
        ),
        ("`a\r\nb`", "a\nb"),
        (r"`\${a}`", "${a}"),
        ("`a$b`", "a$b"),
        (r"'\u{110000}'", "\ufffd"),
        (r"'\ud83d\ude00\ud83d'", "\U0001f600\ufffd"),
        ("'a' + \"b\" + `c`", "abc"),
        ("/* a */ 1 // b", 1),
    ],
)
def test_reads(source: str, value: Value) -> None:
    assert parse_all(source) == value


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "is not a literal"),
        ("alert(1)", "'alert' is not a literal"),
        ("[alert]", "'alert' is not a literal"),
        ("{a}", "':' is missing"),
        ("{get a(){}}", "':' is missing"),
        ("{[a]:1}", "no number"),
        ("{...a}", "no number"),
        ("`${a}`", "a string that does not end, or holds code"),
        ("'a", "a string that does not end"),
        ("'a\nb'", "a string that does not end"),
        ("[1 2]", "',' or ']' is missing"),
        ("{a:1;}", "',' or '}' is missing"),
        ("(1", "')' is missing"),
        ("1 2", "more than one literal"),
        ("'a'+1", "only strings are joined"),
        ("-'a'", "a sign before no number"),
        ("-true", "a sign before no number"),
        ("![]", "only numbers and words are negated"),
        ("1a", "no number"),
        ("/a/", "is not a literal"),
        ("new Date", "'new' is not a literal"),
        ("function(){}", "'function' is not a literal"),
        ("/* never ends", "is not a literal"),
        ("[" * (DEEPEST + 1), "nested deeper"),
    ],
)
def test_refuses(source: str, message: str) -> None:
    with pytest.raises(LiteralError, match=re.escape(message)):
        parse_all(source)
