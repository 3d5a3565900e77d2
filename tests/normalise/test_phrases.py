"""What single words and phrases mean: one line per phrase."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.normalise.phrases.bullets import read_bullets, read_members
from speclift.normalise.phrases.constraints import read_constraints
from speclift.normalise.phrases.defaults import NO_VALUE, is_about_a_value, read_value
from speclift.normalise.phrases.enumerations import Listed, read_allowed, read_meanings
from speclift.normalise.phrases.nulls import may_be_null
from speclift.normalise.phrases.permissions import read_permission
from speclift.normalise.phrases.ranges import read_range, read_size
from speclift.normalise.phrases.references import Mention, composed_of, mentions, returned, sent_fields
from speclift.normalise.phrases.type_words import TypeWords
from speclift.normalise.phrases.types import read_type
from speclift.normalise.phrases.units import read_unit
from speclift.normalise.phrases.verbs import explains_verbs, read_verbs


@pytest.mark.parametrize(
    ("printed", "base"),
    [
        ("String", "string"),
        ("<p>Number</p>", "number"),
        ("bool", "boolean"),
        ("json", "object"),
        ("Integer", "integer"),
        ("object", "object"),
        ("any", "any"),
        ("", "any"),
        ("File", "binary"),
        ("null", "null"),
        ("varchar(20)", "string"),
        ("int(11)", "integer"),
        ("ObjectUser", "name"),
        ("`string`", "string"),
        ("String?", "string"),
        ("positive integer", "integer"),
        ("integer or number", "number"),
        ("String | Number", "union"),
        ("string · enum", "string"),
        ("Map<String, Integer>", "map"),
        ("[String]", "array"),
        ("Array<Number>", "array"),
        ("string(uuid)", "string"),
        ("integer:int64", "integer"),
        ("one of: a, b", "union"),
        ("{String}", "string"),
        ("object(whatever)", "name"),
        ("string(whatever)", "string"),
    ],
)
def test_a_type_word(printed: str, base: str) -> None:
    assert read_type(printed).base == base


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("String[]", TypeWords("array", item=TypeWords("string"))),
        ("list of objects or null", TypeWords("array", item=TypeWords("object"), nullable=True)),
        ("User or null", TypeWords("name", name="User", nullable=True, known=False)),
        (
            "array of array of User",
            TypeWords("array", item=TypeWords("array", item=TypeWords("name", name="User", known=False))),
        ),
        ("map from strings to any", TypeWords("map", item=TypeWords("any"))),
        ("string, nullable", TypeWords("string", nullable=True)),
        ("string · enum · required", TypeWords("string", required=True)),
        ("string · date-time · max 5", TypeWords("string", format="date-time", max_length=5)),
        ("string(nullable)", TypeWords("string", nullable=True)),
        ("1 | 2", TypeWords("integer", choices=("1", "2"))),
        ("datetime", TypeWords("string", format="date-time")),
        ("unsigned integer", TypeWords("integer", minimum=0)),
    ],
)
def test_a_type_expression(printed: str, expected: TypeWords) -> None:
    assert read_type(printed) == expected


@given(st.text(max_size=200))
def test_any_text_is_some_type(printed: str) -> None:
    assert read_type(printed).base


@pytest.mark.parametrize(
    ("description", "verbs", "rest"),
    [
        ("POST | PUT Conference subject.", {"POST", "PUT"}, "Conference subject."),
        ("POST, PUT Name", {"POST", "PUT"}, "Name"),
        ("GET | POST | PUT Owner.", {"GET", "POST", "PUT"}, "Owner."),
        ("Enable MCU mode. POST | PUT", {"POST", "PUT"}, "Enable MCU mode."),
        ("It can be null. GET", {"GET"}, "It can be null."),
        ("Mode.\n\n- 0 - a\n- 1 - b\n\nGET", {"GET"}, "Mode.\n\n- 0 - a\n- 1 - b"),
        ("`POST` Name", {"POST"}, "Name"),
        ("GET", {"GET"}, ""),
        ("Posted by GETTY", set(), "Posted by GETTY"),
        ("Plain", set(), "Plain"),
    ],
)
def test_verbs_are_taken_off(description: str, verbs: set[str], rest: str) -> None:
    assert read_verbs(description) == (frozenset(verbs), rest)


def test_a_page_explains_its_verbs() -> None:
    assert explains_verbs("POST - this attribute is used in POST request body.")
    assert not explains_verbs("Send a POST. It works.")


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("It can be null.", True),
        ("If there is no avatar, null is returned.", True),
        ("- if the value is null, there is no limit", True),
        ("It cannot be null.", False),
        ("Must not be null", False),
        ("If the object is not null then it counts.", False),
        ("It can be null. If the object is not null then it counts.", True),
        ("A non-null value", False),
        ("The nullified value", False),
        ("nullable", True),
    ],
)
def test_null_is_said_or_denied(description: str, expected: bool) -> None:
    assert may_be_null(description) is expected


@pytest.mark.parametrize(
    ("description", "unit"),
    [
        ("Start time in Unix Timestamp.", "unix-seconds"),
        ("Duration in seconds.", "seconds"),
        ("Time zone shown in minutes.", "minutes"),
        ("Video file size in bytes.", "bytes"),
        ("Load in percent during a call", "percent"),
        ("Call sessions duration in Unix timestamp.", "seconds"),
        ("Unix time in milliseconds", "unix-milliseconds"),
        ("Delay (ms)", "milliseconds"),
        ("The number of minutes before", "minutes"),
        ("Name", ""),
    ],
)
def test_a_unit(description: str, unit: str) -> None:
    assert read_unit(description) == unit


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("1..64", (1, 64)),
        ("1-1000", (1, 1000)),
        ("0..6", (0, 6)),
        ("..5", (None, 5)),
        ("3..", (3, None)),
        ("{2..5}", (2, 5)),
        ("-10 - -1", (-10, -1)),
        (">= 1", (1, None)),
        ("<=0.5", (None, 0.5)),
        ("at most 9", (None, 9)),
        ("5..1", None),
        ("abc", None),
        ("..", None),
        ("2020-01-01", None),
        ("1 to 3", (1, 3)),
        ("-1-Infinity", (-1, None)),
        ("0..∞", (0, None)),
        ("-Infinity - 5", (None, 5)),
        ("-Infinity-Infinity", None),
    ],
)
def test_a_range(words: str, ends: Any) -> None:
    assert read_range(words) == ends


def test_one_number_is_the_largest_size() -> None:
    assert read_size("5") == (None, 5)
    assert read_size("1..5") == (1, 5)


@pytest.mark.parametrize(
    ("description", "kind", "expected"),
    [
        ("INVALID: -1, OFFLINE: 0", "integer", [("-1", "INVALID", ""), ("0", "OFFLINE", "")]),
        ("State: 1 - enabled, 0 - disabled.", "integer", [("1", "", "enabled"), ("0", "", "disabled")]),
        (
            'Order ("desc" - descending, "asc" - ascending).',
            "string",
            [("desc", "", "descending"), ("asc", "", "ascending")],
        ),
        (
            "R.\n\n- 3, 4 - speaker\n- 5 - listener",
            "integer",
            [("3", "", "speaker"), ("4", "", "speaker"), ("5", "", "listener")],
        ),
        ("R.\n\n- OFF: 0\n- ON: 1, always", "integer", [("0", "OFF", ""), ("1", "ON", "always")]),
        ('One of: "a", "b" or "c"', "string", [("a", "", ""), ("b", "", ""), ("c", "", "")]),
        ("Possible values: red, green", "string", [("red", "", ""), ("green", "", "")]),
        ("Must be one of 1, 2", "integer", [("1", "", ""), ("2", "", "")]),
        ("Flag.\n\n- true - yes\n- false - no", "boolean", [("true", "", "yes"), ("false", "", "no")]),
        ('Kind:\n\n- "a" (first)\n- "b" (second)', "string", [("a", "", "first"), ("b", "", "second")]),
        ("See 1 - 3 and 4", "string", []),
        ("Notes:\n\n- This is it\n- That is not", "string", []),
        ("Examples:\n\n- a - b\n- c - d", "string", []),
        ("Only.\n\n- one - value", "string", []),
        ("Text - more", "string", []),
    ],
)
def test_values_and_their_meanings(description: str, kind: Any, expected: list[tuple[str, str, str]]) -> None:
    assert read_meanings(description, kind) == tuple(Listed(*entry) for entry in expected)


def test_allowed_values_lose_their_quotes() -> None:
    assert [listed.value for listed in read_allowed(('"a"', "b", "'c'", "", '"a"'))] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("description", "first"),
    [
        ("List of [ObjectUser](#x).", Mention("ObjectUser", many=True, sure=True)),
        ("template [ObjectTemplate](#x)", Mention("ObjectTemplate", sure=True)),
        ("Avatar ObjectAvatar.", Mention("ObjectAvatar", sure=True)),
        ("Returns ObjectCall list", Mention("ObjectCall", many=True, sure=True)),
        ("List of Session.", Mention("Session", many=True)),
        ("Session.", Mention("Session")),
    ],
)
def test_an_object_is_mentioned(description: str, first: Mention) -> None:
    assert mentions(description)[0] == first


def test_words_before_object_are_tried_from_the_longest() -> None:
    assert [mention.name for mention in mentions("Participant Restrictions object, if any.")] == [
        "Participant Restrictions",
        "Restrictions",
    ]


def test_what_is_returned() -> None:
    assert Mention("User", many=True) in returned("Read users. Returns User list.")
    assert returned("Read users.") == ()


def test_composition() -> None:
    assert composed_of("The object can contain information from [ObjectUser](#x).") == ("ObjectUser",)
    assert composed_of("It extends Base and more") == ("Base",)
    assert composed_of("It contains a user.") == ()


def test_what_is_sent() -> None:
    said = "You will need to send an object with attributes [ObjectUser](#x), which are marked with POST tag."
    assert sent_fields(said) == (("ObjectUser", "POST"),)
    assert sent_fields("send fields from call object ObjectCall, which are marked with GET tag, as parameters") == (
        ("ObjectCall", "GET"),
    )


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("10", "integer", 10),
        ("1.5", "number", 1.5),
        ("3", "number", 3),
        ("true", "boolean", True),
        ("off", "boolean", False),
        ('"a"', "string", "a"),
        ("a b", "string", "a b"),
        ("null", "string", None),
        ("[1]", "array", [1]),
        ("{}", "object", {}),
        ("[1]", "object", NO_VALUE),
        ("now", "integer", NO_VALUE),
        ("maybe", "boolean", NO_VALUE),
        ("x", "number", NO_VALUE),
        ("nope", "array", NO_VALUE),
        ('"5"', "integer", 5),
        ("`7`", "integer", 7),
        ("1", "any", 1),
    ],
)
def test_a_default(words: str, kind: str, value: Any) -> None:
    assert read_value(words, kind) == value


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("$max_allowed", True),
        ("value_from_TCS_installer_settings", True),
        ("current date", True),
        ("main", False),
        ('"now"', False),
        ("a few words about it", True),
        ("dynamic", False),
        ("auto", False),
    ],
)
def test_words_about_a_value(words: str, expected: bool) -> None:
    assert is_about_a_value(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("users | users:read", (("users",), ("users:read",))),
        ("users | (a & b)", (("users",), ("a", "b"))),
        ("any", ((),)),
        ("access_token", ((),)),
        ("none", ()),
        ("a or b", (("a",), ("b",))),
        ("who knows?", None),
        ("a and b", (("a", "b"),)),
    ],
)
def test_a_permission(words: str, expected: Any) -> None:
    assert read_permission(words) == expected


def test_labelled_constraints() -> None:
    known, unknown = read_constraints(
        (
            ("Min", "1"),
            ("max_length", "5"),
            ("pattern", "/^a$/"),
            ("pattern", "("),
            ("format", "`uuid`"),
            ("range", "1-5"),
            ("minimum", "x"),
            ("max items", "-1"),
            ("nullable", "no"),
            ("colour", "red"),
        )
    )
    assert known == {
        "minimum": 1,
        "maximum": 5,
        "max_length": 5,
        "pattern": "^a$",
        "format": "uuid",
        "nullable": False,
    }
    assert unknown == (("pattern", "("), ("minimum", "x"), ("max items", "-1"), ("colour", "red"))


def test_bullets_are_a_tree() -> None:
    introduction, bullets = read_bullets("Intro.\n\n- a: one\n  more of a\n  - b: two\n- c\n\nafter\n1. d")
    assert introduction == "Intro."
    assert [(bullet.text, [child.text for child in bullet.children]) for bullet in bullets] == [
        ("a: one more of a", ["b: two"]),
        ("c", []),
        ("d", []),
    ]
    assert read_members(bullets)["a"][0] == "one more of a"
    assert read_bullets("no list") == ("no list", [])


@given(st.text(max_size=300), st.sampled_from(["string", "integer", "number", "boolean"]))
def test_no_text_breaks_a_rule(text: str, kind: Any) -> None:
    read_verbs(text)
    may_be_null(text)
    read_unit(text)
    read_meanings(text, kind)
    mentions(text)
    returned(text)
    composed_of(text)
    sent_fields(text)
    read_permission(text)
    read_value(text, kind)
    is_about_a_value(text)
    read_bullets(text)
