"""From Python values to requests and back, and what the user's words for the server mean."""

from __future__ import annotations

import datetime
import enum
import json
import uuid
from typing import Any

import pytest
from acme import models
from acme._api import Api, ErrorShape
from acme._drift import Reporter
from acme._encode import header, query, to_builtins, to_json
from acme._errors import ConfigurationError, ErrorDetail, StatusError, class_of
from acme._request import Operation, fill
from acme._values import UNSET, DateTime
from hypothesis import given
from hypothesis import strategies as st

ROUND_TRIPS: list[dict[str, Any]] = [
    {"id": "a", "display_name": "", "avatar": None, "status": 0},
    {"id": "a", "display_name": 'ж\u2028"\\', "avatar": "x", "status": 1, "class": 3, "rating": 14.818181818182},
    {"id": "a", "display_name": "", "avatar": None, "status": 0, "rating": 0, "extra": None, "level": 2},
    {
        "id": "a",
        "display_name": "",
        "avatar": None,
        "status": 0,
        "created": "2020-05-12T16:42:49.000Z",
        "birthday": "2020-02-29",
    },
    {
        "id": "a",
        "display_name": "",
        "avatar": None,
        "status": 0,
        "extra": {"a": [1, {"b": None}]},
        "labels": {"x y": 0},
    },
    {"id": "a", "display_name": "", "avatar": None, "status": 0, "schedule": None, "schedules": []},
    {
        "id": "a",
        "display_name": "",
        "avatar": None,
        "status": 0,
        "schedule": {"start_time": 1, "days": ["monday"], "time": "11:30"},
    },
    {"id": "a", "display_name": "", "avatar": None, "status": 0, "schedule": {"start_time": 1, "duration": 5}},
    {"id": "a", "display_name": "", "avatar": None, "status": 0, "contact": {"kind": "phone", "number": "1"}},
    {"id": "a", "display_name": "", "avatar": None, "status": 0, "limit": "many", "either": {"a": {"id": "1"}}},
    {
        "id": "a",
        "display_name": "",
        "avatar": None,
        "status": 0,
        "friend": {"id": "b", "display_name": "", "avatar": None, "status": 1},
    },
]


@pytest.mark.parametrize("recorded", ROUND_TRIPS)
def test_decoding_and_encoding_is_the_recorded_example(recorded: dict[str, Any]) -> None:
    import logging

    told: list[Any] = []
    operation: Operation[models.User] = Operation("x", "GET", "/", returns=models.User)
    user = operation.reader(json.dumps(recorded).encode(), Reporter(logging.getLogger("acme"), told.append, True))
    assert isinstance(user, models.User)
    assert to_builtins(user) == recorded
    assert told == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_survives(value: Any) -> None:
    assert json.loads(to_json(value)) == value


def test_unset_is_left_out_everywhere() -> None:
    body = {"a": UNSET, "b": None, "c": [{"d": UNSET, "e": 1}, UNSET], "f": models.Group(id="1")}
    assert json.loads(to_json(body)) == {"b": None, "c": [{"e": 1}], "f": {"id": "1"}}
    assert json.loads(to_json((1, {2: "x"}))) == [1, {"2": "x"}]


class Colour(enum.Enum):
    RED = "red"


MOMENT = datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def test_values_in_bodies() -> None:
    assert json.loads(
        to_json([Colour.RED, MOMENT, MOMENT.date(), DateTime.parse("2020-01-02T03:04:05.000Z"), uuid.UUID(int=1)])
    ) == [
        "red",
        "2020-01-02T03:04:05Z",
        "2020-01-02",
        "2020-01-02T03:04:05.000Z",
        "00000000-0000-0000-0000-000000000001",
    ]

    class Own(datetime.datetime):
        pass

    from types import MappingProxyType

    assert to_json([Own(2020, 1, 2), MappingProxyType({"a": 1})]) == b'["2020-01-02T00:00:00",{"a":1}]'
    with pytest.raises(TypeError):
        to_json(object())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"a": 1, "b": UNSET, "c": "x y&/ü"}, "a=1&c=x%20y%26%2F%C3%BC"),
        ({"a": True, "b": False}, "a=true&b=false"),
        ({"a": None}, "a="),
        ({"a": [1, 2, UNSET], "b": []}, "a=1&a=2"),
        ({"ids[]": ("x", "y")}, "ids%5B%5D=x&ids%5B%5D=y"),
        ({"s": models.UserStatus.ONLINE, "r": models.Role.GUEST, "c": Colour.RED}, "s=1&r=guest&c=red"),
        ({"filter": {"name": "a", "tags": [1, 2]}}, "filter%5Bname%5D=a&filter%5Btags%5D=1&filter%5Btags%5D=2"),
        ({"g": models.Group(id="1")}, "g%5Bid%5D=1"),
        (
            {"d": MOMENT, "e": MOMENT.date(), "t": MOMENT.time()},
            "d=2020-01-02T03%3A04%3A05%2B00%3A00&e=2020-01-02&t=03%3A04%3A05",
        ),
        ({"d": DateTime.parse("2020-01-02T03:04:05.000Z")}, "d=2020-01-02T03%3A04%3A05.000Z"),
        ({"f": 1.5, "b": b"raw", "u": uuid.UUID(int=1)}, "f=1.5&b=raw&u=00000000-0000-0000-0000-000000000001"),
    ],
)
def test_queries(fields: Any, expected: str) -> None:
    assert query(fields) == expected


def test_lists_in_one_value() -> None:
    assert query({"fields": ["a", "b"], "x": [1, 2]}, {"fields": ","}) == "fields=a%2Cb&x=1&x=2"


def test_headers() -> None:
    assert (header(True), header(["a", 1]), header(None)) == ("true", "a,1", "")
    for hostile in ("a\nb", "a\rb", "a\0b"):
        with pytest.raises(ValueError, match="line break"):
            header(hostile)


@given(st.text(min_size=1))
def test_a_path_value_is_one_segment(value: str) -> None:
    import httpx2

    try:
        path = fill("/users/{id}/x", {"id": value})
    except ValueError:
        assert value.strip(". \t\r\n") == ""
        return
    except UnicodeEncodeError:
        return  # a lone surrogate has no form in a URL
    assert httpx2.URL(f"https://x.example{path}").raw_path.decode() == path
    assert path.count("/") == 3


def test_templates_are_filled_once() -> None:
    assert fill("/a/{x.y}/{z-1}", {"x.y": "{z-1}", "z-1": "%s"}) == "/a/%7Bz-1%7D/%25s"


TRUECONF = Api(
    client="Acme",
    package="a",
    version="1",
    environment="ACME",
    server="https://{name}",
    variables={"name": None},
    prefix="/api/v3.10",
)
SPACE = Api(
    client="Acme",
    package="a",
    version="1",
    environment="ACME",
    server="https://{space}.example.com",
    variables={"space": None},
)
FIXED = Api(client="Acme", package="a", version="1", environment="ACME", server="https://api.example.com", prefix="/v1")
DEFAULTED = Api(
    client="Acme",
    package="a",
    version="1",
    environment="ACME",
    server="https://{host}:{port}",
    variables={"host": "h", "port": "4307"},
)


@pytest.mark.parametrize(
    ("api", "words", "root"),
    [
        (TRUECONF, "video.example.com", "https://video.example.com"),
        (TRUECONF, " video.example.com/ ", "https://video.example.com"),
        (TRUECONF, "video", "https://video"),
        (TRUECONF, "localhost:8443", "https://localhost:8443"),
        (TRUECONF, "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        (TRUECONF, "https://x.example/proxy/", "https://x.example/proxy"),
        (TRUECONF, "https://x.example/api/v3.10", "https://x.example"),
        (TRUECONF, "https://x.example/proxy/api/v3.10/", "https://x.example/proxy"),
        (TRUECONF, "[::1]:80", "https://[::1]:80"),
        (SPACE, "acme", "https://acme.example.com"),
        (SPACE, "acme.example.com", "https://acme.example.com"),
        (SPACE, "localhost", "https://localhost"),
        (SPACE, "http://localhost:1", "http://localhost:1"),
        (FIXED, None, "https://api.example.com"),
        (FIXED, "staging.example.com", "https://staging.example.com"),
        (DEFAULTED, None, "https://h:4307"),
    ],
)
def test_addresses(api: Api, words: str | None, root: str) -> None:
    assert api.root(words) == root


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "ftp://x",
        "https://",
        "http://x:y",
        "a b",
        "https://x?y=1",
        "https://x#y",
        "//x",
        "x\\y",
        "x:0",
        "https://me:pw@x",
    ],
)
def test_words_that_are_no_address(words: str) -> None:
    with pytest.raises(ConfigurationError, match="server"):
        TRUECONF.root(words)


def test_no_address_at_all() -> None:
    with pytest.raises(ConfigurationError, match=r"Acme\('server.example.com'\), or set ACME_URL"):
        TRUECONF.root(None)
    with pytest.raises(ConfigurationError) as caught:
        TRUECONF.root("https://me:s3cret@x")
    assert "s3cret" not in str(caught.value)


def test_an_operation_with_its_own_server() -> None:
    from acme._client import Client

    with Client(TRUECONF, "x.example", credentials={}) as client:
        address = client._exchange.address

        def where(prefix: str | None) -> str:
            operation: Operation[None] = Operation("x", "GET", "/p", prefix=prefix)
            return address(operation.request())

        assert where(None) == "https://x.example/api/v3.10/p"
        assert where("") == "https://x.example/p"
        assert where("/other") == "https://x.example/other/p"
        assert where("https://files.example") == "https://files.example/p"
        assert client._exchange.api.reasons() == {}
        assert client._exchange.api.error == ErrorShape()


def test_every_status_has_a_class() -> None:
    for status in range(300, 600):
        kind = class_of(status)
        assert issubclass(kind, StatusError)
        assert kind.__doc__
    detail = ErrorDetail({"reason": "r", "message": None})
    assert (detail, repr(detail)) == (
        ErrorDetail({"reason": "r", "message": None}),
        "ErrorDetail({'reason': 'r', 'message': None})",
    )
    assert detail != {"reason": "r"}


def test_modules_have_what_they_hand_on() -> None:
    import importlib
    from pathlib import Path

    import acme

    for path in Path(acme.__path__[-1]).glob("_*.py"):
        module = importlib.import_module(f"acme.{path.stem}")
        for name in getattr(module, "__all__", ()):
            assert hasattr(module, name), f"{path.stem}.{name}"
