"""Documents from files: YAML as OpenAPI means it, and one clear line for everything that is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from speclift.document import MAX_DEPTH, load_document, parse_document, require_openapi
from speclift.document.yaml12 import parse_yaml
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from pathlib import Path

TOP = "openapi: 3.1.1\ninfo: {title: T, version: '1'}\npaths: {}\n"


def test_reads_yaml_and_json_alike(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TOP, encoding="utf-8")
    expected = {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {}}
    (tmp_path / "a.json").write_text(json.dumps(expected), encoding="utf-8-sig")
    assert load_document(tmp_path / "a.yaml") == expected
    assert load_document(str(tmp_path / "a.json")) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("2024-01-01", "2024-01-01"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("3.10", 3.1),
        ("-1e3", -1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-", [None]),
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ("! null", "null"),
        ("!!str 12", "12"),
        ("!!int 12", 12),
        ("!!map {a: 1}", {"a": 1}),
        ("True", True),
        ("false", False),
        ("{200: a, 3.10: b, true: c, null: d}", {"200": "a", "3.10": "b", "true": "c", "null": "d"}),
        ("{a: &x {b: 1}, c: *x}", {"a": {"b": 1}, "c": {"b": 1}}),
        ("{a: &x 1, c: *x}", {"a": 1, "c": 1}),
        ("{&k a: 1, c: *k }", {"a": 1, "c": "a"}),
        ("{base: &x {b: 1, c: 2}, d: {<<: *x, c: 3}}", {"base": {"b": 1, "c": 2}, "d": {"c": 3, "b": 1}}),
        ("{d: {<<: [{a: 1}, {a: 2, b: 2}]}}", {"d": {"a": 1, "b": 2}}),
        ('{"<<": {a: 1}}', {"<<": {"a": 1}}),
        ("9" * 500, "9" * 500),
    ],
)
def test_yaml_values(text: str, value: Any) -> None:
    read = parse_yaml(text, "f")
    assert read == value
    assert type(read) is type(value)


def test_aliased_values_are_not_shared() -> None:
    read = parse_yaml("a: &x {b: 1}\nc: *x\n", "f")
    read["a"]["b"] = 2
    assert read["c"] == {"b": 1}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", ["empty"]),
        (" \n ", ["empty"]),
        ("[" * 5000 + "]" * 5000, ["deep"]),
        ("- " * 100_000, ["deep"]),
        ('{"a":' * 100_000, ["deep"]),
        ('{"a":' * 150 + "1" + "}" * 150, ["deep"]),
        ("a: 1\nb: 2\na: 3\n", ["line 3", "'a'", "twice"]),
        ('{"a": 1,\n "a": 2}', ["line 2", "'a'", "twice"]),
        ('{"a\\u0000": 1,\n\t"a\\u0000": 2}', ["twice"]),
        ('{"a": "\\ud800"}', ["half a character"]),
        ('{"a": NaN}', ["NaN"]),
        ('{"a": 1', ["line 1"]),
        ('{"a": ' + "9" * 5000 + "}", ["limit"]),
        ('{"a": 1e999}', ["/a", "inf"]),
        ("a: 1e999", ["too large"]),
        ("a: &a [*a]", ["*a"]),
        ("a: *b", ["*b"]),
        ("? [a]\n: 1", ["key", "not text"]),
        ("a: &b [1]\n*b : 1", ["alias as a key"]),
        ("a: !!python/object/apply:os.system [x]", ["tag"]),
        ("a: !x y", ["tag"]),
        ("a: !!int x", ["tag"]),
        ("a: {<<: 1}", ["merges objects only"]),
        ("a: b: c", ["line 1, column 5", "not YAML"]),
        ("\x00", ["not YAML"]),
        ("a: 1\n---\nb: 2", ["line 2", "second"]),
        (b"\xff\xfe", ["UTF-8"]),
        (b"a: 1\nb: \xff", ["line 2", "UTF-8"]),
        ("- 1", ["not an OpenAPI document", "a list"]),
        ("just text", ["not an OpenAPI document", "text"]),
        ("a: 1", ["no `openapi` field"]),
        ("swagger: '2.0'", ["Swagger '2.0'", "convert"]),
        ("openapi: 3.3.0", ["'3.3.0'", "not supported"]),
        ("openapi: 3.1", ["3.1", "not supported"]),
        ("openapi: '" + "9" * 100 + "'", ["…"]),
    ],
)
def test_what_is_refused_says_file_and_reason(content: str | bytes, words: list[str]) -> None:
    encoded = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    with pytest.raises(InputError) as caught:
        parse_document(encoded, name="spec.yaml")
    message = str(caught.value)
    assert message.startswith("spec.yaml: ")
    assert "\n" not in message
    assert [word for word in words if word not in message] == []


def test_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    with pytest.raises(InputError, match="200000"):
        parse_yaml("\n".join(lines), "f")


def test_alias_ladder_is_refused() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 2 * MAX_DEPTH)]
    with pytest.raises(InputError, match="deep"):
        parse_yaml("\n".join(lines), "f")


def test_unreadable_files(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.yaml", "no such file"), (tmp_path, "cannot be read")):
        with pytest.raises(InputError, match=words) as caught:
            load_document(path)
        assert str(path) in str(caught.value)
    with pytest.raises(InputError, match="cannot be read"):
        load_document("a\0b")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speclift.document.load.MAX_BYTES", 10)
    with pytest.raises(InputError, match="not an OpenAPI"):
        parse_document(TOP.encode(), name="f")


def test_values_that_no_json_has() -> None:
    cycle: dict[str, Any] = {"openapi": "3.1.0"}
    cycle["x"] = cycle
    for value, words in (
        (cycle, "cycle"),
        ({"openapi": "3.1.0", "x": {1: 2}}, "key 1"),
        ({"openapi": "3.1.0", "x": [float("nan")]}, "/x/0: nan"),
        ({"openapi": "3.1.0", "x": [{1}]}, "type set"),
        ({"openapi": None}, "None"),
        (None, "empty"),
    ):
        with pytest.raises(InputError, match=words):
            require_openapi(value)


# PyYAML writes the text "0E0" without quotes: a number for YAML 1.2, none for its own 1.1.
TEXT = st.text().filter(lambda text: not re.fullmatch(r"[-+]?[0-9.]+[eE][-+]?[0-9]+", text, re.ASCII))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@given(JSON)
def test_what_yaml_writes_is_read_back(value: Any) -> None:
    """Floats aside (PyYAML writes 1e+20 as YAML 1.1 wants it), every JSON value survives."""
    assert parse_yaml(yaml.safe_dump({"v": value}), "f") == {"v": value}


@given(st.text() | st.binary())
def test_any_bytes_give_a_document_or_input_error(content: str | bytes) -> None:
    encoded = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    with pytest.raises(InputError):
        parse_document(encoded, name="f")
