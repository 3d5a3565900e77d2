"""What holds for every text: valid JSON is untouched, a named deviation is undone, and nothing makes it raise."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from speclift.model.rules import RULES
from speclift.normalise.examples.repair import repair

WORDS = (
    st.text(alphabet="abcdefghij klmnopqrstuvwxyz0123456789ÄéЖ", min_size=1, max_size=12).map(str.strip).filter(bool)
)
NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
SCALARS = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | WORDS
VALUES = st.recursive(
    SCALARS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(NAMES, inside, min_size=1, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=5)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=20,
)


def _nothing(_: str) -> Any:
    return None


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=4)


@given(ANYTHING, st.booleans(), st.sampled_from([None, 1, 4]))
@settings(max_examples=60, deadline=None)
def test_valid_json_comes_out_as_json_loads_gives_it_without_repairs(
    value: Any, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    found = repair(text, _nothing)
    assert found.value == json.loads(text)
    assert found.repairs == ()
    assert found.more == ()


@given(OBJECTS, st.sampled_from([200, 404]))
@settings(max_examples=60, deadline=None)
def test_an_http_message_around_json_is_no_deviation(value: Any, status: int) -> None:
    found = repair(f"    HTTP/1.1 {status} Some Words\n\n{_pretty(value)}\n", _nothing)
    assert (found.status, found.reason, found.value, found.repairs) == (status, "Some Words", value, ())


Mutation = Callable[[str], str]

MUTATIONS: dict[str, Mutation] = {
    "example-trailing-comma": lambda text: re.sub(r"(?<=[^\[{\s,])(\n\s*[}\]])", r",\1", text, count=1),
    "example-missing-comma": lambda text: re.sub(r",(?=\n)", "", text, count=1),
    "example-extra-comma": lambda text: re.sub(r",(?=\n)", ",,", text, count=1),
    "example-arrow": lambda text: re.sub(r'": ', '" => ', text),
    "example-comment": lambda text: text.replace("{\n", '{ // what it is, "mostly" {\n', 1).replace(
        ",\n", ", /* } */\n"
    ),
    "example-unquoted-name": lambda text: re.sub(r'"([a-z_]+)": ', r"\1: ", text),
    "example-foreign-quote": lambda text: text.replace('"', "'"),
    "example-literal": lambda text: re.sub(r'(": |\n +)null(?=,?\n)', r"\1None", text),
    "example-white-space": lambda text: text.replace('": ', '":\u00a0'),
    "example-lost-bracket": lambda text: text[: text.rindex("\n}")] + "\n",
    "example-extra-bracket": lambda text: text + "\n}",
    "example-lost-quote": lambda text: re.sub(r'("[a-z_]+)": (?=["\[{])', r"\1: ", text, count=1),
    "example-doubled-quote": lambda text: re.sub(r'": "(?=\w)', '": ""', text, count=1),
    "example-prose-around": lambda text: f"The server says:\n{text}\n\nAnd that is all",
    "example-ellipsis": lambda text: text[: text.rindex("\n}")] + ",\n    ...\n}",
    "example-lost-braces": lambda text: text[1:-1],
    "example-markup-entities": lambda text: text.replace('"', "&quot;"),
    "example-number": lambda text: re.sub(r": (\d+)(?=[,\n])", r": +\1", text),
}
"""How each deviation comes into pretty-printed JSON. Undoing it must give the original."""


@pytest.mark.parametrize("rule", MUTATIONS)
@given(value=OBJECTS)
@settings(max_examples=40, deadline=None)
def test_a_deviation_is_named_and_undone(rule: str, value: Any) -> None:
    text = _pretty(value)
    mutated = MUTATIONS[rule](text)
    assume(mutated != text)
    found = repair(mutated, _nothing)
    assert found.value == value
    assert rule in {one.rule for one in found.repairs}
    assert {one.rule for one in found.repairs} <= RULES.keys()


@given(st.lists(OBJECTS, min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_lists_in_braces_become_lists(values: Any) -> None:
    inside = _pretty(values).strip()[1:-1]
    assert repair(f"{{{inside}}}", _nothing).value == values


@given(OBJECTS)
@settings(max_examples=60, deadline=None)
def test_names_in_a_list_become_an_object(value: Any) -> None:
    assert repair(f"[{_pretty(value)[1:-1]}]", _nothing).value == value


@given(st.lists(OBJECTS, min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_lines_of_json_are_several_documents(values: Any) -> None:
    found = repair("\n".join(json.dumps(value) for value in values), _nothing)
    assert [found.value, *(one.value for one in found.more)] == values


@given(OBJECTS, st.data())
@settings(max_examples=60, deadline=None)
def test_no_placeholder_is_invented(value: Any, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(value)))
    text = _pretty(value | {name: "@"}).replace('"@"', "{ObjectThing}")
    filled = repair(text, {"ObjectThing": {"id": 1}}.get)
    assert filled.value == value | {name: {"id": 1}}
    assert (filled.placeholders, filled.unknown) == (("ObjectThing",), ())
    empty = repair(text, _nothing)
    assert empty.value == value | {name: {}}
    assert (empty.placeholders, empty.unknown) == ((), ("ObjectThing",))


SIGNS = st.text(alphabet="{}[]\",:'\\ \n\t.…-0123456789abNt<>|/*#=;_\u00a0“”HTP&", max_size=60)


@given(SIGNS)
@settings(max_examples=600, deadline=None)
def test_no_text_makes_it_raise_and_what_it_gives_is_json(text: str) -> None:
    found = repair(text, _nothing)
    for one in (found, *found.more):
        if one.is_json:
            json.dumps(one.value, allow_nan=False).encode()
            assert not one.problem
        else:
            assert one.problem
        assert all(repaired.rule in RULES for repaired in one.repairs)


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_is_read(text: str) -> None:
    repair(text, _nothing)


HOSTILE = {
    "brackets": lambda size: "[" * size,
    "braces with names": lambda size: '{"a":' * size,
    "one line of objects": lambda size: "[" + "{},," * size,
    "quotes": lambda size: '{"a": "' + 'x"y ' * size,
    "quotes and spaces": lambda size: '{"a": "' + '"    ,   ' * size,
    "line breaks in a text": lambda size: '{"a": "' + "\n" * size,
    "backslashes": lambda size: '{"a": "' + "\\" * size,
    "white space": lambda size: "{" + " \n" * size,
    "comments": lambda size: "{" + "/* */" * size,
    "open comments": lambda size: "{" + "/*" * size,
    "markup comments": lambda size: "{" + "<!--" * size,
    "a word": lambda size: "{" + "a" * size,
    "names": lambda size: "{" + "a " * size,
    "dashes": lambda size: '{"a": ' + "-" * size,
    "digits": lambda size: '{"a": +' + "1" * size,
    "alternatives": lambda size: '{"a": ' + "1|" * size,
    "placeholders": lambda size: "[" + "{ObjectA" * size,
    "lines of prose": lambda size: "a b\n" * size,
    "status lines": lambda size: "HTTP/1.1 200 OK\n" * (size // 20),
    "documents": lambda size: "{a:1}\n" * size,
    "angles": lambda size: "[" + "<a" * size,
    "escapes": lambda size: '{"a": "' + "\\x" * size + '",}',
    "outdented": lambda size: "{\n" + ' "a": [\n' * 90 + " \n" * size,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_time_grows_with_the_length_and_not_faster(kind: str) -> None:
    """A text 8 times as long may take 40 times as long; were the time quadratic, it would take 64 times as long."""

    def seconds(size: int) -> float:
        text = HOSTILE[kind](size)
        started = time.process_time()
        repair(text, _nothing)
        return time.process_time() - started

    small = max(min(seconds(4_000), seconds(4_001)), 0.002)
    assert seconds(32_000) < 40 * small
