"""A call over a real socket: what arrives, and what comes back."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

import httpx2
import pytest
from acme import models
from acme._errors import BadRequestError, ConflictError, InvalidResponseError, NotFoundError, ServerError, StatusError
from acme._values import UNSET
from acme.client import API, Acme, AsyncAcme
from acme.errors import UserIsBusyError, UserLimitError, UserNotFoundError
from loopback import Answer, Server


def test_a_call_sends_the_documented_request_and_opens_the_envelope(server: Server, acme: Any, alice: Any) -> None:
    server.answers({"user": alice})
    user = acme().users.get("alice")
    assert user == models.User(id="alice", display_name="Alice", avatar=None, status=models.UserStatus.ONLINE)
    assert user.status is models.UserStatus.ONLINE
    assert user.role is UNSET
    (seen,) = server.seen
    assert (seen.method, seen.path, seen.query) == ("GET", "/api/v3.10/users/alice", {"access_token": "s3cret-key"})
    assert seen.headers["accept"] == "application/json"
    assert seen.headers["user-agent"] == "acme/1.2.3"


def test_a_call_without_a_query_has_no_question_mark(server: Server, acme: Any, alice: Any) -> None:
    server.answers({"user": alice})
    acme(access_token=None).users.get("alice")
    assert server.seen[0].target == "/api/v3.10/users/alice"


def test_the_async_client_has_the_same_surface(server: Server, alice: Any) -> None:
    server.answers({"user": alice})

    async def run() -> models.User:
        async with AsyncAcme(server.url, access_token="key") as client:
            return await client.users.get("alice")

    assert asyncio.run(run()).id == "alice"
    assert server.seen[0].path == "/api/v3.10/users/alice"


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        ("a b?c#d", "a%20b%3Fc%23d"),
        ("jürgen@x", "j%C3%BCrgen%40x"),
        ("%2e", "%252e"),
        (models.Role.ADMIN, "admin"),
        (7, "7"),
        (True, "true"),
    ],
)
def test_path_values_are_quoted(server: Server, acme: Any, alice: Any, value: Any, path: str) -> None:
    server.answers({"user": alice})
    acme().users.get(value)
    assert server.seen[0].path == f"/api/v3.10/users/{path}"


@pytest.mark.parametrize("value", ["", ".", "..", "...", None, UNSET, " "])
def test_a_path_value_that_addresses_another_resource_is_refused(server: Server, acme: Any, value: Any) -> None:
    with pytest.raises(ValueError, match="user_id must not be empty"):
        acme().users.get(value)
    assert server.seen == []


def test_not_sent_and_null_are_different(server: Server, acme: Any, alice: Any) -> None:
    server.answers(Answer({"user": alice}, 201))
    users = acme().users
    users.create(login_name="a")
    users.create(login_name="a", email=None)
    assert [seen.json for seen in server.seen] == [{"login_name": "a"}, {"login_name": "a", "email": None}]
    assert server.seen[0].headers["content-type"] == "application/json"


def test_answers_without_content_and_of_other_kinds(server: Server, acme: Any) -> None:
    users = acme().users
    server.answers(Answer(b"", 204), b"BEGIN:VCALENDAR\xff", {"ok": True}, {"out": 1})
    assert users.delete("a") is None
    assert users.ics() == "BEGIN:VCALENDAR�"
    assert users.ping() == {"ok": True}
    assert "access_token" not in server.seen[-1].query  # no security is documented for it
    assert users.outside() == {"out": 1}
    assert server.seen[-1].path == "/outside"


@pytest.mark.parametrize(
    ("status", "body", "kind", "reason", "message"),
    [
        (
            404,
            {"error": {"errors": [{"reason": "userNotFound", "message": "No such user"}]}},
            UserNotFoundError,
            "userNotFound",
            "No such user",
        ),
        (
            400,
            {"error": {"errors": [{"reason": "odd"}, {"reason": "userLimit", "x": 1}]}},
            UserLimitError,
            "userLimit",
            "Bad Request",
        ),
        (404, {"error": {"errors": [{"reason": "brandNew", "message": "m"}]}}, NotFoundError, "brandNew", "m"),
        (400, {"error": {"message": "Odd"}}, BadRequestError, "", "Odd"),
        (400, {"error": {"errors": ["words"]}}, BadRequestError, "", "words"),
        (500, b"<html>", ServerError, "", "Internal Server Error"),
        (418, b"", StatusError, "", "I'm a Teapot"),
        (302, b"", StatusError, "", "Found"),
    ],
)
def test_errors_are_raised_by_reason_and_by_status(
    server: Server, acme: Any, status: int, body: Any, kind: type[StatusError], reason: str, message: str
) -> None:
    server.answers(Answer(body, status, {"X-Request-Id": "7"}))
    with pytest.raises(kind) as caught:
        acme(max_retries=0).users.get("alice")
    error = caught.value
    assert (error.status, error.reason, error.message, error.method) == (status, reason, message, "GET")
    assert error.url == f"{server.url}/api/v3.10/users/alice?access_token=[secret]"
    assert error.headers["x-request-id"] == "7"
    assert error.body == server.script[0].content
    assert "s3cret" not in str(error) + repr(error)


def test_a_reason_without_a_documented_status_is_an_error_of_the_status_too(server: Server, acme: Any) -> None:
    server.answers(Answer({"error": {"errors": [{"reason": "userIsBusy"}]}}, 409))
    with pytest.raises(ConflictError) as caught:
        acme(max_retries=0).users.get("alice")
    error = caught.value
    assert isinstance(error, UserIsBusyError)
    assert type(error).__name__ == "UserIsBusyError"
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.status, again.reason, str(again)) == (409, "userIsBusy", str(error))


def test_every_detail_of_an_error_is_there(server: Server, acme: Any) -> None:
    entries = [{"reason": "a", "message": "b", "location": "c"}, {"reason": "userLimit"}]
    server.answers(Answer({"error": {"errors": entries}}, 400))
    with pytest.raises(UserLimitError) as caught:
        acme().users.get("alice")
    assert [detail.fields for detail in caught.value.details] == entries
    assert [(detail.reason, detail.message) for detail in caught.value.details] == [("a", "b"), ("userLimit", "")]


def test_an_answer_that_is_not_json_is_one_clear_error(server: Server, acme: Any) -> None:
    server.answers(Answer(b"<html>Please log in</html>", headers={"Content-Type": "text/html"}))
    with pytest.raises(InvalidResponseError, match="the answer is not JSON") as caught:
        acme().users.get("alice")
    assert caught.value.body == b"<html>Please log in</html>"
    assert "(status 200, text/html)" in str(caught.value)
    assert caught.value.url.startswith(server.url)


def test_a_raw_response_has_status_and_headers_and_decodes_when_asked(server: Server, acme: Any, alice: Any) -> None:
    server.answers(Answer({"user": alice}, 203, {"X-A": "b"}))
    raw = acme().users.with_raw_response.get("alice")
    assert (raw.status_code, raw.headers["x-a"], raw.method) == (203, "b", "GET")
    assert raw.parse().id == "alice"
    assert raw.content == raw.text.encode() == raw.http_response.content
    assert repr(raw) == f"<RawResponse GET {server.url}/api/v3.10/users/alice?access_token=[secret] -> 203>"


def test_raw_responses_of_pages_downloads_and_nested_resources(
    server: Server, acme: Any, alice: Any, tmp_path: Any
) -> None:
    server.answers({"users": [alice], "next_page_id": -1}, b"file", {"user": alice})
    raw = acme().users.with_raw_response
    assert [user.id for user in raw.list().parse()] == ["alice"]
    downloaded = raw.download("x", to=tmp_path / "x")
    assert (downloaded.status_code, downloaded.parse().read_bytes()) == (200, b"file")
    assert acme().users.friends.with_raw_response.get("alice").parse().id == "alice"


def test_raw_responses_when_awaited(server: Server, alice: Any) -> None:
    server.answers({"user": alice}, {"users": [alice], "next_page_id": -1})

    async def run() -> tuple[Any, Any]:
        async with AsyncAcme(server.url) as client:
            raw = client.users.with_raw_response
            return (await raw.get("alice")).parse(), (await raw.list()).parse().items

    user, users = asyncio.run(run())
    assert [user] == users


def test_your_own_http_client_is_used_and_stays_open(server: Server, alice: Any) -> None:
    server.answers({"user": alice})
    with httpx2.Client(headers={"X-Mine": "1"}, params={"tenant": "t"}, base_url=server.url) as http:
        with Acme(access_token="k", http_client=http) as client:
            client.users.get("alice")
        assert not http.is_closed
    assert server.seen[0].headers["x-mine"] == "1"
    assert server.seen[0].query == {"tenant": "t", "access_token": "k"}
    assert server.seen[0].headers["user-agent"] == "acme/1.2.3"


def test_your_own_async_http_client(server: Server, alice: Any) -> None:
    server.answers({"user": alice})

    async def run() -> bool:
        async with httpx2.AsyncClient() as http:
            async with AsyncAcme(server.url, http_client=http) as client:
                await client.users.get("alice")
            return http.is_closed

    assert asyncio.run(run()) is False


def test_headers_cookies_and_hooks(server: Server, acme: Any, alice: Any) -> None:
    server.answers({"user": alice})
    requests: list[httpx2.Request] = []
    responses: list[httpx2.Response] = []
    client = acme(headers={"X-Trace": "t"}, on_request=requests.append, on_response=responses.append)
    client.users.get("alice")
    assert server.seen[0].headers["x-trace"] == "t"
    assert [r.method for r in requests] == ["GET"]
    assert [r.status_code for r in responses] == [200]


def test_async_hooks_are_awaited(server: Server, alice: Any) -> None:
    server.answers({"user": alice})
    told: list[str] = []

    async def on_request(request: httpx2.Request) -> None:
        await asyncio.sleep(0)
        told.append(request.method)

    async def run() -> None:
        async with AsyncAcme(
            server.url, on_request=on_request, on_response=lambda r: told.append("answered")
        ) as client:
            await client.users.get("alice")

    asyncio.run(run())
    assert told == ["GET", "answered"]


def test_an_error_of_a_hook_reaches_the_caller(server: Server, acme: Any, alice: Any, tmp_path: Any) -> None:
    server.answers({"user": alice})

    def refuse(_: Any) -> None:
        raise RuntimeError("mine")

    for hook in ("on_request", "on_response"):
        client = acme(**{hook: refuse})
        with pytest.raises(RuntimeError, match="mine"):
            client.users.get("alice")
        with pytest.raises(RuntimeError, match="mine"):
            client.users.download("alice", to=tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_options_for_some_calls_share_the_rest(server: Server, acme: Any, alice: Any) -> None:
    server.answers({"user": alice})
    client = acme()
    patient = client.with_options(timeout=1.5, max_retries=7, retry_unsafe=True)
    assert patient.users is not client.users
    assert patient._transport.http is client._transport.http
    assert patient._exchange.retry.most == 7
    assert patient._exchange.retry.unsafe
    assert client._exchange.retry.most == 2
    seen: list[Any] = []
    patient._exchange.on_request = lambda request: seen.append(request.extensions["timeout"])
    patient.users.get("alice")
    assert seen == [{"connect": 1.5, "read": 1.5, "write": 1.5, "pool": 1.5}]
    patient.close()
    assert client.users.get("alice").id == "alice"
    with pytest.raises(ValueError, match="max_retries"):
        client.with_options(max_retries=-1)


def test_timeouts_are_on_by_default() -> None:
    with Acme("x.example.com") as client:
        assert client._transport.http.timeout == httpx2.Timeout(30.0, connect=10.0)
    with Acme("x.example.com", timeout=3) as client:
        assert client._transport.http.timeout == httpx2.Timeout(3)
    with Acme("x.example.com", timeout=None) as client:
        assert client._transport.http.timeout == httpx2.Timeout(None)


def test_reprs_hold_no_secret(acme: Any, server: Server) -> None:
    client = acme(client_id="id", client_secret="very-secret")
    words = " ".join(map(repr, (client, client.users, client._exchange.credentials)))
    assert words.startswith(f"<Acme {server.url}> <Users of {server.url}>")
    assert "secret" not in words
    assert API.client == "Acme"


def test_trio_is_used_where_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """trio is no dependency, so a stand-in tells whether its lock and its sleep are taken."""
    import sys
    from types import SimpleNamespace

    from acme._transport import Lock, _sleep

    slept: list[float] = []
    running = [True]

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    trio = SimpleNamespace(lowlevel=SimpleNamespace(in_trio_run=lambda: running[0]), sleep=sleep, Lock=lambda: "trio's")
    monkeypatch.setitem(sys.modules, "trio", trio)
    asyncio.run(_sleep(7))
    assert (slept, Lock().held()) == ([7], "trio's")
    running[0] = False
    asyncio.run(_sleep(0))
    assert isinstance(Lock().held(), asyncio.Lock)
    assert slept == [7]


def test_an_async_download_that_is_refused_or_retried(server: Server, tmp_path: Any) -> None:
    server.answers(Answer(b"", 503), Answer({"error": {"message": "no"}}, 404))

    async def pause(_: float) -> None: ...

    async def run() -> None:
        async with AsyncAcme(server.url) as client:
            client._transport.sleep = pause
            with pytest.raises(NotFoundError, match="no"):
                await client.users.download("x", to=tmp_path / "x")

    asyncio.run(run())
    assert list(tmp_path.iterdir()) == []


def test_raw_methods_say_whose_they_are(acme: Any, server: Server) -> None:
    assert dir(acme().users.with_raw_response).count("get") == 1  # completion knows them
    assert repr(AsyncAcme(server.url).users) == f"<AsyncUsers of {server.url}>"
