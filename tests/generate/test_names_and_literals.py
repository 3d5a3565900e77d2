"""Properties of what every name and every literal in a package is made by."""

from __future__ import annotations

import ast
import keyword
import tomllib
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.generate import prose
from speclift.generate.literals import Group, layout, link, literal, markdown, toml, visible
from speclift.generate.naming import plural, singular
from speclift.generate.words import LONGEST, constant, distinct, method, type_name, variable

TEXT = st.text(st.characters(codec=None), max_size=80)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(TEXT)
def test_every_name_is_an_identifier(text: str) -> None:
    for name in (variable(text), method(text), constant(text), type_name(text)):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert not name.startswith("_")
        assert unicodedata.normalize("NFKC", name) == name
        assert len(name) <= LONGEST + 1
        ast.parse(f"{name} = 1")


@given(st.lists(TEXT, max_size=12), st.sets(st.sampled_from(["a", "field", "class_"])))
def test_distinct_names_are(texts: list[str], taken: set[str]) -> None:
    names = distinct(texts, variable, taken)
    assert list(names) == list(dict.fromkeys(texts))
    assert len(set(names.values())) == len(names)
    assert not set(names.values()) & taken
    backwards = distinct(reversed(texts), variable, taken)
    exact = {text for text in texts if variable(text) == text and text not in taken}
    assert (
        {text: names[text] for text in exact}
        == {text: backwards[text] for text in exact}
        == {text: text for text in exact}
    )


@pytest.mark.parametrize(
    ("text", "name"), [ ("page_size", "page_size"), ("pageSize", "page_size"), ("X-Request-ID", "x_request_id"),
    ("class", "class_"), ("type", "type"), ("list", "list_"), ("self", "self_"), ("2fa", "field_2fa"), ("_id", "id"),
    ("\ufb01eld", "field_"), ("n\u0430me", "n_u0430_me"), ("\u0438\u043c\u044f", "\u0438\u043c\u044f"), ("caf\u00e9",
    "cafe"), ("a.b[c]", "a_bc"), ("\uff43\uff4c\uff41\uff53\uff53", "class_"),
    ],
)  # fmt: skip
def test_variables(text: str, name: str) -> None:
    assert variable(text) == name


@given(JSON)
def test_a_literal_is_the_value(value: Any) -> None:
    assert ast.literal_eval(literal(value)) == value
    assert literal(value).isprintable()


@given(TEXT)
def test_toml_is_a_string(text: str) -> None:
    assert isinstance(tomllib.loads(f"a = {toml(text)}")["a"], str)


@given(TEXT)
def test_markdown_is_one_line_without_markup(text: str) -> None:
    line = markdown(text)
    assert "\n" not in line
    assert "<" not in line.replace("\\<", "")


@given(st.lists(TEXT, max_size=4), st.sampled_from(["", "    ", "        "]))
def test_a_docstring_is_one_string(parts: list[str], indent: str) -> None:
    text = prose.docstring(parts, indent)
    if text:
        tree = ast.parse(f"{'if 1:' if indent else ''}\n{indent}{text}\n")
        (node,) = tree.body
        (expression,) = node.body if isinstance(node, ast.If) else [node]
        assert isinstance(expression, ast.Expr)
        assert isinstance(expression.value, ast.Constant)
    assert all(line == line.rstrip() for line in text.split("\n"))


def test_a_docstring_keeps_every_word() -> None:
    words = 'One "two" three\\four """five""" {{six}} %s\n\n- a bullet\n  - https://example.com/' + "x" * 150
    found = ast.literal_eval(prose.docstring([words], "    "))
    assert found.split() == words.split()


@pytest.mark.parametrize(
    ("address", "kept"), [ ("https://example.com/a#b-c", "https://example.com/a#b-c"), ("javascript:alert(1)", ""),
    ("ftp://example.com", ""), ("", ""), ('https://example.com/"onclick=x', "https://example.com/%22onclick=x"),
    ("https://example.com/(x)", "https://example.com/%28x%29"), ("https://[bad", ""), (" https://example.com/a b\n",
    "https://example.com/a%20b"), ("//example.com", ""),
    ],
)  # fmt: skip
def test_links(address: str, kept: str) -> None:
    assert link(address) == kept


def test_layout_is_one_line_or_one_item_per_line() -> None:
    group = Group("call(", ["a=1", Group("b={", ['"c": 1', '"d": 2'], "}")], ")")
    assert layout(group) == 'call(a=1, b={"c": 1, "d": 2})'
    lines = ["call(", " " * 100 + "a=1,", " " * 100 + 'b={"c": 1, "d": 2},', " " * 96 + ")"]
    assert layout(group, " " * 96) == "\n".join(lines)
    assert layout(Group("f(", [], ")", exploded=True)) == "f()"


def test_literals_of_odd_numbers() -> None:
    assert ast.unparse(ast.parse(literal(float("inf")))) == "float('inf')"
    assert literal(("a",)) == '("a",)'
    with pytest.raises(TypeError, match="not a JSON value: set"):
        literal({1})


@pytest.mark.parametrize(
    ("words", "sentence", "rest"),
    [
        ("Read list. Returns it.", "Read list.", ("Returns it.",)),
        ("See e.g. this. Then that.", "See e.g. this.", ("Then that.",)),
        ("No stop", "No stop", ()),
        ("", "", ()),
        ("First:\n\n- one\n- two", "First:", ("- one\n- two",)),
        ("One\ntwo. Three\n\nFour", "One two.", ("Three", "Four")),
    ],
)
def test_first_sentence_and_rest(words: str, sentence: str, rest: tuple[str, ...]) -> None:
    assert prose.first_sentence(words) == sentence
    assert prose.rest(words) == rest


def test_bullets_on_one_line() -> None:
    assert prose.one_line("Mode:\n\n- 0 - off\n- 1 - on") == "Mode: 0 - off; 1 - on"
    assert prose.one_line("See [the guide](https://example.com).\nNow.") == "See the guide. Now."


@pytest.mark.parametrize(
    ("one", "many"),
    [("call", "calls"), ("entry", "entries"), ("box", "boxes"), ("status", "statuses"), ("day", "days")],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one
    assert plural(many) == many


def test_visible_leaves_out_what_no_reader_sees() -> None:
    assert visible("a\u202eb\x00c\ud800d\u2028e\nf") == "abcde\nf"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("The file {{$record_id}} of %max_guests% guests.", "The file record_id of max_guests guests."),
        ("Returns [ObjectUser](https://x.y/api/#api-Objects-User) list.", "Returns User list."),
        (
            "See [ObjectUser](https://x.y/#api-Users-List), [Object](#), [Type 1](#1).",
            "See ObjectUser, Object, Type 1.",
        ),
        ("Default: $max_allowed. Costs $5.", "Default: max_allowed. Costs $5."),
        ('Takes {"$or_else": 1}, `$max_x` and $regex.', 'Takes {"$or_else": 1}, `$max_x` and $regex.'),
        ('From "2018-04-12+00:00:00" on.', 'From "2018-04-12 00:00:00" on.'),
        ("At 2018-04-12T10:00:00+02:00 or 2018-04-12+02:00.", "At 2018-04-12T10:00:00+02:00 or 2018-04-12+02:00."),
        ("100% sure, 5%off% {{ }}", "100% sure, 5off {{ }}"),
        ("Mode. Click to learn more about modes:\n- 0 - one\n- 1 - two", "Mode. 0 - one; 1 - two"),
        ("Kinds.\n\n- 0 - one\n- 1 - two", "Kinds. 0 - one; 1 - two"),
        ("Kinds\n\n- 0 - one\n- 1 - two", "Kinds; 0 - one; 1 - two"),
        ("Double-click to open", "Double-click to open"),
    ],
)
def test_a_pages_own_notation_stays_out_of_docstrings(words: str, shown: str) -> None:
    assert prose.one_line(words) == shown
