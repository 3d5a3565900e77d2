"""Answers that differ from the documentation: kept, reported once, and nothing else is lost."""

from __future__ import annotations

import asyncio
import datetime
import json
import logging
from typing import Any

import pytest
from acme import models
from acme._decode import untyped
from acme._drift import Drift, Reporter
from acme._errors import DriftError, InvalidResponseError
from acme._nodes import node_of
from acme._request import Operation
from acme._values import UNSET, DateTime
from acme.client import AsyncAcme
from loopback import ALICE, Answer, Server

LEFT_OUT = "AttributeError"
"""What reading a promised field gives whose value no type could be made of."""

MISFITS: list[tuple[dict[str, Any], str, str, str, Any]] = [
    # what the server sends, place, kind, expected, what the field holds
    ({"status": 77}, "status", "unknown value", "UserStatus", 77),
    ({"status": "idle"}, "status", "unknown value", "UserStatus", LEFT_OUT),
    ({"status": "1"}, "status", "unknown value", "UserStatus", models.UserStatus.ONLINE),
    ({"status": 1.5}, "status", "other type", "UserStatus", LEFT_OUT),
    ({"status": None}, "status", "null", "UserStatus", LEFT_OUT),
    ({"role": "owner"}, "role", "unknown value", "Role", "owner"),
    ({"role": ["admin"]}, "role", "other type", "Role", UNSET),
    ({"display_name": None}, "display_name", "null", "str", LEFT_OUT),
    ({"display_name": 415}, "display_name", "other type", "str", "415"),
    ({"is_active": 1}, "is_active", "other type", "bool", True),
    ({"is_active": "true"}, "is_active", "other type", "bool", True),
    ({"class": "5"}, "class", "other type", "int", 5),
    ({"class": 5.5}, "class", "other type", "int", UNSET),
    ({"class": None}, "class", "null", "int", UNSET),
    ({"avatar": 3}, "avatar", "other type", "str", "3"),
    ({"created": ""}, "created", "unknown value", "DateTime", UNSET),
    ({"created": "yesterday"}, "created", "unknown value", "DateTime", UNSET),
    ({"created": 1509464400}, "created", "other type", "DateTime", UNSET),
    ({"birthday": ""}, "birthday", "unknown value", "date", UNSET),
    ({"birthday": "0000-00-00"}, "birthday", "unknown value", "date", UNSET),
    ({"rating": "4.5"}, "rating", "other type", "int or float", 4.5),
    ({"level": 9}, "level", "unknown value", "1 or 2 or 3", UNSET),
    ({"limit": 1.5}, "limit", "other type", "int or str", "1.5"),
    ({"limit": None}, "limit", "null", "int or str", UNSET),
    ({"groups": None}, "groups", "null", "list of Group", UNSET),
    ({"groups": {}}, "groups", "other type", "list of Group", UNSET),
    ({"groups": "none"}, "groups", "other type", "list of Group", UNSET),
    ({"labels": []}, "labels", "other type", "object of int", UNSET),
    ({"labels": None}, "labels", "null", "object of int", UNSET),
    ({"labels": {"a": 1, "b": "x"}}, "labels.*", "other type", "int", {"a": 1}),
    ({"friend": "bob"}, "friend", "other type", "User", UNSET),
    ({"friend": None}, "friend", "null", "User", UNSET),
    ({"schedule": 5}, "schedule", "other type", "Schedule", UNSET),
    ({"contact": {"kind": "fax", "number": "1"}}, "contact", "other type", "Email or Phone", UNSET),
    ({"contact": {"number": "1"}}, "contact", "other type", "Email or Phone", UNSET),
    ({"contact": [1]}, "contact", "other type", "Email or Phone", UNSET),
    ({"either": 5}, "either", "other type", "list of str or object of Group or null", UNSET),
    ({"either": [5]}, "either[]", "other type", "str", ["5"]),
]


def reporter(**options: Any) -> tuple[Reporter, list[Drift]]:
    told: list[Drift] = []
    return Reporter(logging.getLogger("acme"), told.append, options.get("strict", False)), told


def test_what_was_told_is_known_and_costs_no_second_sample() -> None:
    """A page of a thousand items that all differ makes one sample of a value, not a thousand."""
    key = ("listUsers", "users[].status", "other type")
    told: list[Drift] = []
    reporter = Reporter(logging.getLogger("acme"), told.append, False)
    assert not reporter.knows(key)
    reporter.report(Drift("listUsers", "users[].status", "other type", "int", "'x'"), key)
    assert reporter.knows(key)
    assert not reporter.with_settings(told.append, True).knows(key)


def test_members_for_unknown_values_are_kept_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends ever new values makes a client neither fail nor grow without end."""
    from acme import _enums

    monkeypatch.setattr(_enums, "_members", {})
    monkeypatch.setattr(_enums, "_MOST", 2)
    before = _enums.meetings.count
    first, second, third = [models.UserStatus(value) for value in (901, 902, 903)]
    assert _enums.distinct() == 2
    assert models.UserStatus(901) is first
    assert models.UserStatus(902) is second
    assert models.UserStatus(903) is not third
    assert (third.name, third.value, third == 903) == ("UNKNOWN_903", 903, True)
    assert _enums.meetings.count - before == 6
    with pytest.raises(ValueError, match="is not a valid"):
        models.UserStatus("x")


def field_of(user: Any, sent: dict[str, Any]) -> Any:
    (wire,) = sent
    return getattr(user, "class_" if wire == "class" else wire, LEFT_OUT)


@pytest.mark.parametrize(("sent", "place", "kind", "expected", "kept"), MISFITS)
def test_a_misfit_is_kept_and_reported(
    server: Server, acme: Any, sent: Any, place: str, kind: str, expected: str, kept: Any
) -> None:
    told: list[Drift] = []
    server.answers({"user": {**ALICE, **sent}})
    user = acme(on_drift=told.append).users.get("alice")
    assert isinstance(user, models.User)
    assert (user.id, field_of(user, sent)) == ("alice", kept)
    (drift,) = told
    assert (drift.operation, drift.place, drift.kind, drift.expected) == ("getUser", f"user.{place}", kind, expected)
    assert user.to_dict() == {**ALICE, **sent}  # nothing is lost on the way back either
    if kept in (LEFT_OUT, UNSET):
        assert user.extra_fields == sent


@pytest.mark.parametrize(("sent", "place", "kind", "expected", "kept"), MISFITS)
def test_one_misfit_spoils_nothing_else_of_a_page(
    server: Server, acme: Any, sent: Any, place: str, kind: str, expected: str, kept: Any
) -> None:
    told: list[Drift] = []
    good = {"id": "bob", "display_name": "Bob", "avatar": None, "status": 0, "groups": [{"id": "g"}]}
    server.answers({"users": [good, {**ALICE, **sent}, good, {**ALICE, **sent}], "next_page_id": -1, "cnt": 4})
    page = acme(on_drift=told.append).users.list()
    bob, alice, again, _ = page.items
    assert (
        bob
        == again
        == models.User(
            id="bob", display_name="Bob", avatar=None, status=models.UserStatus.OFFLINE, groups=[models.Group(id="g")]
        )
    )
    assert field_of(alice, sent) == kept
    assert page.total == 4
    assert [(drift.operation, drift.place) for drift in told] == [("getUserList", f"users[].{place}")]  # once per place


def test_misfits_deep_inside_leave_their_neighbours_typed(server: Server, acme: Any) -> None:
    told: list[Drift] = []
    server.answers(
        {
            "user": {
                **ALICE,
                "groups": [{"id": 1, "title": "a"}, {"id": "2"}, None, {}],
                "friend": {**ALICE, "status": 88, "created": "2021-09-22T13:52:37.563Z"},
                "schedules": [{"start_time": "x", "days": ["monday"]}, {"start_time": 5, "duration": 6}],
                "contact": {"kind": "phone"},
            }
        }
    )
    user = acme(on_drift=told.append).users.get("alice")
    one, two, three, four = user.groups
    assert (one.id, one.title, two) == ("1", "a", models.Group(id="2"))
    assert not hasattr(three, "id")
    with pytest.raises(AttributeError, match=r"Group.id was left out by the server, although str is documented"):
        _ = four.id
    assert user.friend.status == 88
    assert user.friend.created == datetime.datetime(2021, 9, 22, 13, 52, 37, 563000, datetime.UTC)
    assert isinstance(user.schedules[0], models.Weekly)
    with pytest.raises(AttributeError, match=r"Weekly.start_time: the server sent str where int is documented"):
        _ = user.schedules[0].start_time
    assert user.schedules[0].extra_fields == {"start_time": "x"}
    assert user.schedules[1] == models.Once(start_time=5, duration=6)
    assert isinstance(user.contact, models.Phone)
    assert getattr(user.contact, "number", None) is None
    assert {(drift.place, drift.kind) for drift in told} == {
        ("user.groups[].id", "other type"),
        ("user.groups[].id", "missing"),
        ("user.groups[]", "null"),
        ("user.friend.status", "unknown value"),
        ("user.schedules[].start_time", "other type"),
        ("user.contact.number", "missing"),
    }


def test_a_missing_key(server: Server, acme: Any) -> None:
    told: list[Drift] = []
    server.answers({"user": {"id": "alice", "avatar": None, "status": 1}})
    user = acme(on_drift=told.append).users.get("alice")
    assert getattr(user, "display_name", "nobody") == "nobody"
    assert not hasattr(user, "display_name")
    with pytest.raises(AttributeError, match=r"User.display_name was left out by the server") as caught:
        _ = user.display_name
    assert (caught.value.name, caught.value.obj) == ("display_name", user)
    assert [str(drift) for drift in told] == ["getUser: user.display_name: missing: expected str, received nothing"]


@pytest.mark.parametrize(
    ("body", "place", "kind", "drifts"),
    [
        (b"", "", "missing", 1),
        (b"null", "", "null", 1),
        (b"[]", "", "other type", 1),
        (b'"alice"', "", "other type", 1),
        (b"{}", "id", "missing", 4),
    ],
)
def test_an_answer_of_another_shape_altogether(
    server: Server, acme: Any, body: bytes, place: str, kind: str, drifts: int
) -> None:
    told: list[Drift] = []
    server.answers(body)
    user = acme(on_drift=told.append).users.plain("alice")
    assert isinstance(user, models.User)
    assert [hasattr(user, name) for name in ("id", "display_name", "avatar", "status")] == [False] * 4
    assert (told[0].place, told[0].kind, len(told)) == (place, kind, drifts)


def test_an_answer_of_which_no_value_can_be_made(server: Server, acme: Any) -> None:
    text: Operation[str] = Operation("word", "GET", "/word", returns=str)
    server.answers(b"[1]")
    with pytest.raises(InvalidResponseError, match="the answer is no str"):
        acme()._transport.send(text.request())


def test_the_envelope_is_gone(server: Server, acme: Any) -> None:
    told: list[Drift] = []
    server.answers(ALICE)
    assert acme(on_drift=told.append).users.get("alice").id == "alice"
    assert [(drift.place, drift.kind) for drift in told] == [("user", "missing")]


@pytest.mark.parametrize(
    ("body", "items", "told"),
    [
        ({"users": None, "next_page_id": -1}, [], [("users", "null")]),
        ({"users": {}, "next_page_id": -1}, [], [("users", "other type")]),
        ({"next_page_id": -1}, [], [("users", "missing")]),
        (
            {"users": {"0": 5, "2": 6}, "next_page_id": -1},
            [{}, {}],
            [("users", "other type"), ("users[]", "other type")],
        ),
        ([], [], [("users", "missing")]),
        ({"users": [5], "next_page_id": "-1"}, [{}], [("users[]", "other type")]),
    ],
)
def test_a_page_of_another_shape(server: Server, acme: Any, body: Any, items: Any, told: Any) -> None:
    seen: list[Drift] = []
    server.answers(body, {"users": []})
    assert [user.to_dict() for user in acme(on_drift=seen.append).users.list().items] == items
    assert [(drift.place, drift.kind) for drift in seen] == told


def test_drift_is_logged_once_per_place(server: Server, acme: Any, caplog: pytest.LogCaptureFixture) -> None:
    server.answers({"user": {**ALICE, "status": 77}})
    client = acme()
    for _ in range(3):
        client.users.get("alice")
    assert [(record.name, record.levelname) for record in caplog.records] == [("acme", "WARNING")]
    assert caplog.messages == [
        "The answer differs from the documentation: "
        "getUser: user.status: unknown value: expected UserStatus, received 77"
    ]


def test_unknown_fields_are_seen_when_somebody_listens(
    server: Server, acme: Any, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers(
        {
            "user": {
                **ALICE,
                "new": 1,
                "groups": [{"id": "1", "colour": "red"}],
                "friend": {**ALICE, "old": None},
                "labels": {"free": 1},
                "schedules": [{"start_time": 1, "days": [], "zone": 3}],
                "contact": {"kind": "phone", "number": "1", "prefix": "+"},
                "either": {"a": {"id": "1", "size": 1}},
                "extra": {"anything": {"goes": 1}},
            },
            "server_time": 5,
        }
    )
    told: list[Drift] = []
    user = acme(on_drift=told.append).users.get("alice")
    assert user == acme().users.get("alice")
    assert sorted(drift.place for drift in told) == [
        "user.contact.prefix",
        "user.either.*.size",
        "user.friend.old",
        "user.groups[].colour",
        "user.new",
        "user.schedules[].zone",
    ]
    assert {drift.kind for drift in told} == {"unknown field"}
    assert caplog.messages == []  # not worth a warning
    caplog.set_level(logging.DEBUG, logger="acme")
    acme().users.get("alice")
    assert len([message for message in caplog.messages if "unknown field" in message]) == 6


def test_unknown_fields_beside_misfits_and_in_pages(server: Server, acme: Any) -> None:
    told: list[Drift] = []
    server.answers(
        {"users": [{**ALICE, "new": 1}], "next_page_id": -1},
        {
            "users": [{**ALICE, "new": 1, "newer": 2, "status": 9, "groups": 5, "labels": 5, "friend": 5}],
            "next_page_id": -1,
        },
        {"user": {**ALICE, "status": 9, "newest": 1}},
    )
    client = acme(on_drift=told.append)
    client.users.list()
    client.users.list()
    client.users.get("a")
    assert {drift.place for drift in told if drift.kind == "unknown field"} == {
        "users[].new",
        "users[].newer",
        "user.newest",
    }


def test_strict_raises(server: Server, acme: Any) -> None:
    server.answers(
        {"user": {**ALICE, "status": 77}}, {"users": [{**ALICE, "status": 77}]}, {"user": {**ALICE, "new": 1}}
    )
    client = acme(strict=True)
    with pytest.raises(DriftError, match=r"user\.status: unknown value: expected UserStatus, received 77") as caught:
        client.users.get("alice")
    assert caught.value.url.startswith(server.url)
    assert json.loads(caught.value.body)["user"]["status"] == 77
    with pytest.raises(DriftError):
        client.users.list()
    assert client.users.get("alice").id == "alice"  # objects are open: a further field contradicts nothing


def test_the_async_client_drifts_alike(server: Server) -> None:
    server.answers({"user": {**ALICE, "status": 77}})
    told: list[Drift] = []

    async def run() -> Any:
        async with AsyncAcme(server.url, on_drift=told.append) as client:
            return await client.users.get("alice")

    assert asyncio.run(run()).status == 77
    assert [drift.place for drift in told] == ["user.status"]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'{"a": "\\ud800"}', {"a": "\ud800"}),
        (b'{"a": "\xe9"}', {"a": "�"}),
        (b'{"a": NaN}', None),
    ],
)
def test_json_that_is_almost_json_is_read(body: bytes, value: Any) -> None:
    read = untyped(body)
    assert read["a"] != read["a"] if value is None else read == value


def test_json_that_is_too_deep_is_one_clear_error() -> None:
    told, _ = reporter()
    operation: Operation[object] = Operation("x", "GET", "/", returns=models.User)
    with pytest.raises(InvalidResponseError):
        operation.reader(b"[" * 100_000, told)


def test_huge_numbers_are_kept() -> None:
    told, drifts = reporter()
    operation: Operation[models.User] = Operation("x", "GET", "/", returns=models.User)
    user = operation.reader(json.dumps({**ALICE, "class": 10**30, "rating": 10**25, "limit": 2**64}).encode(), told)
    assert (user.class_, user.rating, user.limit) == (10**30, 10**25, 2**64)
    assert drifts == [] or {drift.place for drift in drifts} <= {"class", "rating", "limit"}


def test_samples_are_short_and_hide_secrets() -> None:
    told, drifts = reporter()
    operation: Operation[models.User] = Operation("x", "GET", "/", returns=models.User)
    operation.reader(json.dumps({**ALICE, "display_name": ["x" * 500], "access_token": 5}).encode(), told)
    assert len(drifts[0].received) == 100
    assert drifts[0].received.endswith("…")
    assert drifts[1].received == "[secret]"


def test_types_without_parameters_hold_anything() -> None:
    told, drifts = reporter()
    for type_, value in ((list, [1, "a"]), (dict, {"a": 1}), (object, {"a": [1]}), (list[Any], [1]), (Any, 3)):
        operation: Operation[Any] = Operation("x", "GET", "/", returns=type_)
        assert operation.reader(json.dumps(value).encode(), told) == value
        assert node_of(type_).convert(value, "", told) == value  # type: ignore[arg-type]
    assert drifts == []


def test_a_moment_remembers_its_text() -> None:
    import copy
    import pickle

    moment = DateTime.parse("2021-09-22T13:52:37.563Z")
    for same in (moment, copy.deepcopy(moment), pickle.loads(pickle.dumps(moment))):
        assert same.text == "2021-09-22T13:52:37.563Z"
    assert (moment + datetime.timedelta(days=1)).text == "2021-09-23T13:52:37.563000+00:00"
    assert pickle.loads(pickle.dumps(moment.replace(year=2020))).text == "2020-09-22T13:52:37.563000+00:00"


def test_reprs_of_models_show_what_is_there() -> None:
    assert repr(models.Group(id="1")) == "Group(id='1')"
    user = models.User(id="a", display_name="b", avatar=None, status=models.UserStatus.ONLINE, access_token="s3cret")
    assert "access_token='[secret]'" in repr(user)
    assert user.access_token == "s3cret"
    assert Answer({}).content == b"{}"
