"""Models as values: what they were made of, how they go in and out, and what they are beside other libraries."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from typing import Annotated, Any

import pytest
from acme import models
from acme._secrets import is_secret_name
from acme._times import to_datetime
from acme._values import UNSET
from loopback import ALICE, Server

SENT: dict[str, Any] = {
    **ALICE,
    "new": {"deep": [1]},
    "groups": [{"id": "1", "title": "Staff", "colour": "red"}, {"id": "2"}],
    "schedule": {"start_time": 5, "duration": 6, "zone": "UTC"},
    "friend": {**ALICE, "id": "bob", "old": None, "groups": [{"id": "3", "size": 9}]},
    "either": {"a": {"id": "4", "size": 1}},
}


@pytest.fixture(params=["object", "page", "drifting object", "drifting page", "from_dict", "pickled"])
def user(request: pytest.FixtureRequest, server: Server, acme: Any) -> models.User:
    """The same user by every way that models are made."""
    sent = {**SENT, "display_name": None} if "drifting" in request.param else SENT
    if "page" in request.param:
        server.answers({"users": [ALICE, sent], "next_page_id": -1})
        return list(acme().users.list())[1]
    if request.param == "from_dict":
        return models.User.from_dict(sent)
    server.answers({"user": sent})
    found: models.User = acme().users.get("alice")
    return pickle.loads(pickle.dumps(found)) if request.param == "pickled" else found


def test_unknown_fields_are_kept_at_every_depth(user: models.User) -> None:
    extra = dict(user.extra_fields)
    assert extra.pop("display_name", None) is None
    assert extra == {"new": {"deep": [1]}}
    assert [group.extra_fields for group in user.groups] == [{"colour": "red"}, {}]
    assert isinstance(user.schedule, models.Once)
    assert user.schedule.extra_fields == {"zone": "UTC"}
    assert user.friend.extra_fields == {"old": None}
    assert user.friend.groups[0].extra_fields == {"size": 9}
    assert user.either["a"].extra_fields == {"size": 1}


def test_a_model_comes_back_equal(user: models.User) -> None:
    assert user.to_dict() == {**SENT, "display_name": user.to_dict()["display_name"]}
    assert models.User.from_dict(user.to_dict()) == user
    assert models.User.from_json(user.to_json()) == user
    assert models.User.from_json(user.to_json().encode()).extra_fields == user.extra_fields
    assert json.loads(user.to_json()) == user.to_dict()
    again = pickle.loads(pickle.dumps(user))
    assert (again, again.extra_fields) == (user, user.extra_fields)
    assert copy.deepcopy(user) == copy.copy(user) == user
    assert {user: 1}[again] == 1  # hashable, although it holds lists
    changed = user.to_dict()
    changed["new"]["deep"].append(2)
    assert user.extra_fields["new"] == {"deep": [1]}  # to_dict gives a copy


def test_a_model_is_replaced_with_its_unknown_fields(user: models.User) -> None:
    changed = user.replace(id="carol", class_=7, role=UNSET)
    assert (changed.id, changed.class_, user.id) == ("carol", 7, "alice")
    assert changed.to_dict() == {**user.to_dict(), "id": "carol", "class": 7}
    assert changed.extra_fields["new"] == {"deep": [1]}
    with pytest.raises(TypeError, match="nickname"):
        user.replace(nickname="x")


def test_a_model_that_was_made_here() -> None:
    group = models.Group(id="1")
    assert (group.to_dict(), group.extra_fields, group.to_json()) == ({"id": "1"}, {}, '{"id":"1"}')
    assert group.replace(title="a").to_dict() == {"id": "1", "title": "a"}
    with pytest.raises(ValueError, match="Group is made of a JSON object, not of list"):
        models.Group.from_json("[]")


def test_an_undocumented_value_is_a_member_too(server: Server, acme: Any) -> None:
    server.answers({"user": {**ALICE, "status": 77, "role": "owner"}})
    user = acme().users.get("alice")
    assert isinstance(user.status, models.UserStatus)
    assert (user.status.name, user.status.value, user.status == 77) == ("UNKNOWN_77", 77, True)
    assert (user.role.name, user.role.value, user.role == "owner") == ("UNKNOWN_owner", "owner", True)
    assert user.status is models.UserStatus(77)
    assert pickle.loads(pickle.dumps(user.status)) is user.status
    assert list(models.UserStatus) == [models.UserStatus.OFFLINE, models.UserStatus.ONLINE]
    with pytest.raises(ValueError, match="'idle' is not a valid UserStatus"):
        models.UserStatus("idle")
    assert models.User.from_json(user.to_json()) == user


def test_pydantic_takes_and_writes_models() -> None:
    import pydantic

    class Team(pydantic.BaseModel):
        lead: models.User
        groups: list[models.Group] = []

    team = Team.model_validate({"lead": SENT, "groups": [{"id": "1"}]})
    assert team.lead == models.User.from_dict(SENT)
    assert team.model_dump(mode="json")["lead"] == SENT
    assert Team(lead=team.lead).lead is team.lead
    with pytest.raises(pydantic.ValidationError, match=r"display_name: missing: expected str, received nothing"):
        Team.model_validate({"lead": {"id": "1", "avatar": None, "status": 1}})
    assert Team.model_json_schema()["properties"]["lead"]


def test_fastapi_takes_and_returns_models() -> None:
    import fastapi
    import fastapi.testclient

    app = fastapi.FastAPI()

    def create(group: Any) -> Any:
        return group.replace(title="from the server")

    create.__annotations__ = {"group": Annotated[models.Group, fastapi.Body()], "return": models.Group}
    app.post("/groups")(create)
    client = fastapi.testclient.TestClient(app)
    assert client.post("/groups", json={"id": "1"}).json() == {"id": "1", "title": "from the server"}
    assert client.post("/groups", json={"title": "1"}).status_code == 422
    assert client.get("/openapi.json").json()["paths"]["/groups"]["post"]["requestBody"]


@pytest.mark.parametrize(
    "value",
    [
        1604184000,
        1604184000000,
        "1604184000",
        "2020-10-31T22:40:00Z",
        "2020-10-31 22:40:00",
        datetime.datetime(2020, 10, 31, 22, 40),
        {"date": "2020-10-31 22:40:00.000000", "timezone_type": 3, "timezone": "Europe/London"},
        {"date": "2020-11-01 01:40:00", "timezone": "+03:00"},
    ],
)
def test_moments(value: Any) -> None:
    assert to_datetime(value) == datetime.datetime(2020, 10, 31, 22, 40, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "value", ["soon", None, True, [], {"date": 5}, {"date": "2020-01-01", "timezone": "Moon/Base"}]
)
def test_what_is_no_moment(value: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        to_datetime(value)


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        *((name, True) for name in ("accessToken", "refresh_token", "pin", "PIN", "user_password", "api-key")),
        *((name, True) for name in ("X-Api-Key", "client_secret", "Authorization", "moderator_pin", "private_key")),
        *((name, False) for name in ("next_page_token", "token_type", "spinner", "key", "password_required")),
        *((name, False) for name in ("token_expires", "keyword", "shipping", "pinned", "tokens_count", "secretary")),
    ],
)
def test_names_of_secrets(name: str, secret: bool) -> None:
    assert is_secret_name(name) is secret


def test_no_secret_in_a_repr_or_a_drift(server: Server, acme: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert "4711" not in repr(models.User.from_dict({**ALICE, "access_token": "4711"}))
    server.answers({"user": {**ALICE, "access_token": 4711, "labels": {"pin": "4711"}, "groups": [{"pin": 4711}]}})
    user = acme().users.get("alice")
    assert "4711" not in caplog.text + repr(user)
    assert caplog.messages
