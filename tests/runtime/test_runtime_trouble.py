"""What goes wrong on the way: retries, timeouts, redirects, and that nobody reads a secret."""

from __future__ import annotations

import asyncio
import copy
import datetime
import email.utils
import logging
import pickle
import socket
import traceback
from typing import Any

import httpx2
import pytest
from acme._errors import (
    APIConnectionError,
    APITimeoutError,
    InvalidResponseError,
    NotFoundError,
    RedirectError,
    ServerError,
    StatusError,
    TooManyRequestsError,
)
from acme._values import UNSET
from acme.client import Acme, AsyncAcme
from acme.resources import users
from loopback import Answer, Seen, Server


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_an_idempotent_call_is_repeated(
    server: Server, acme: Any, alice: Any, pauses: list[float], status: int
) -> None:
    server.answers(Answer(b"", status), Answer(b"", status), {"user": alice})
    assert acme().users.get("alice").id == "alice"
    assert len(server.seen) == 3
    first, second = pauses
    assert 0.25 <= first <= 0.5
    assert 0.5 <= second <= 1.0


def test_other_statuses_and_post_are_not_repeated(server: Server, acme: Any) -> None:
    server.answers(Answer(b"", 501))
    with pytest.raises(ServerError):
        acme().users.get("alice")
    assert len(server.seen) == 1
    for status in (500, 502, 503, 504):  # 503 alone does not say that nothing was done
        server.seen.clear()
        server.answers(Answer(b"", status))
        with pytest.raises(ServerError):
            acme().users.create(login_name="a")
        assert len(server.seen) == 1


@pytest.mark.parametrize("refusal", [Answer(b"", 429), Answer(b"", 503, {"Retry-After": "0"})])
def test_post_is_repeated_where_nothing_was_done(server: Server, acme: Any, alice: Any, refusal: Answer) -> None:
    server.answers(refusal, {"user": alice})
    assert acme().users.create(login_name="a").id == "alice"
    assert [seen.json for seen in server.seen] == [{"login_name": "a"}] * 2


def test_a_call_with_an_idempotency_key_is_repeated_with_it(server: Server, acme: Any, alice: Any) -> None:
    client = acme()
    create = users._CREATE
    for _ in range(2):
        server.answers(Answer(b"", 500), Answer(b"", 502), {"user": alice})
        client._transport.send(create.request(json={"login_name": "a"}, headers={"Idempotency-Key": UNSET}))
    first, again, last, *others = [seen.headers["idempotency-key"] for seen in server.seen]
    assert first == again == last
    assert len(set(others)) == 1
    assert others[0] != first
    assert len(first) == 32
    server.seen.clear()
    server.answers(Answer(b"", 500), {"user": alice})
    client.users.create(login_name="a", extra_headers={"idempotency-key": "mine"})
    given = create.request(json={"login_name": "a"}, headers={"X-Idempotency-Key": "ours"})
    server.answers(Answer(b"", 500), {"user": alice})
    client._transport.send(given)
    keys = [seen.headers.get("idempotency-key") or seen.headers["x-idempotency-key"] for seen in server.seen]
    assert keys == ["mine", "mine", "ours", "ours"]


def test_post_is_repeated_where_no_connection_was_made(acme: Any, pauses: list[float]) -> None:
    with pytest.raises(APIConnectionError):
        acme(server="http://127.0.0.1:1").users.create(login_name="a")
    assert len(pauses) == 2


def test_what_a_server_asks_for_stands_on_the_error(server: Server, acme: Any) -> None:
    for headers, seconds in (({"Retry-After": "120"}, 120), ({"retry-after-ms": "250"}, 0.25), ({}, None)):
        server.answers(Answer(b"", 429, headers))
        with pytest.raises(TooManyRequestsError) as caught:
            acme(max_retries=0).users.get("alice")
        assert caught.value.retry_after == seconds


def test_post_is_repeated_when_told(server: Server, acme: Any, alice: Any) -> None:
    server.answers(Answer(b"", 503), {"user": alice})
    assert acme().with_options(retry_unsafe=True)
    client = acme()
    patient = client.with_options(retry_unsafe=True)
    patient._transport.sleep = client._transport.sleep
    assert patient.users.create(login_name="a").id == "alice"
    assert [seen.json for seen in server.seen] == [{"login_name": "a"}] * 2


def test_retries_end(server: Server, acme: Any, pauses: list[float]) -> None:
    server.answers(Answer({"error": {"message": "busy"}}, 503))
    with pytest.raises(ServerError, match="busy"):
        acme(max_retries=3).users.get("alice")
    assert (len(server.seen), len(pauses)) == (4, 3)
    with pytest.raises(ServerError):
        acme(max_retries=0).users.get("alice")
    assert len(server.seen) == 5
    with pytest.raises(ValueError, match="max_retries"):
        acme(max_retries=-1)


def test_retry_after_in_seconds_is_honoured(server: Server, acme: Any, alice: Any, pauses: list[float]) -> None:
    server.answers(Answer(b"", 429, {"Retry-After": "7"}), {"user": alice})
    acme().users.get("alice")
    assert 7 <= pauses[0] <= 7.2


def test_retry_after_as_a_date_is_honoured(server: Server, acme: Any, alice: Any, pauses: list[float]) -> None:
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=20)
    server.answers(Answer(b"", 503, {"Retry-After": email.utils.format_datetime(soon, usegmt=True)}), {"user": alice})
    acme().users.get("alice")
    assert 17 <= pauses[0] <= 20.2


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("soon", 0.25, 0.5),
        ("", 0.25, 0.5),
        ("Mon, 01 Jan 2001 00:00:00 -0000", 0, 0.2),
        ("0", 0, 0.2),
        ("9" * 400, 0.25, 0.5),
    ],
)
def test_retry_after_of_other_kinds(
    server: Server, acme: Any, alice: Any, pauses: list[float], words: str, low: float, high: float
) -> None:
    server.answers(Answer(b"", 503, {"Retry-After": words}), {"user": alice})
    if words.startswith("9"):  # for ever
        with pytest.raises(ServerError):
            acme().users.get("alice")
        return
    acme().users.get("alice")
    assert low <= pauses[0] <= high


def test_a_long_retry_after_is_not_retried(server: Server, acme: Any) -> None:
    server.answers(Answer(b"", 429, {"Retry-After": "3600"}))
    with pytest.raises(TooManyRequestsError) as caught:
        acme().users.get("alice")
    assert caught.value.headers["retry-after"] == "3600"
    assert len(server.seen) == 1


def test_a_broken_connection_is_tried_again(server: Server, acme: Any, alice: Any, pauses: list[float]) -> None:
    server.answers(Answer(silent=True), Answer({"user": alice}, cut=5), {"user": alice})
    assert acme().users.get("alice").id == "alice"
    assert len(pauses) == 2


def test_connection_refused_raises_api_connection_error(acme: Any, pauses: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(APIConnectionError) as caught:
        acme(server=f"http://127.0.0.1:{port}").users.get("alice")
    assert isinstance(caught.value.__cause__, httpx2.ConnectError)
    assert not isinstance(caught.value, APITimeoutError)
    assert "access_token=[secret]" in str(caught.value)
    assert len(pauses) == 2


def test_no_answer_in_time(server: Server, acme: Any, alice: Any) -> None:
    server.answers(Answer({"user": alice}, hang=5))
    with pytest.raises(APITimeoutError, match="no answer in time"):
        acme(timeout=0.1, max_retries=0).users.get("alice")


def test_an_answer_that_cannot_be_unpacked(server: Server, acme: Any) -> None:
    server.answers(Answer(b"no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(InvalidResponseError, match="cannot be unpacked"):
        acme().users.get("alice")


def test_the_async_client_retries_too(server: Server, alice: Any) -> None:
    server.answers(Answer(silent=True), Answer(b"", 503), {"user": alice})
    pauses: list[float] = []

    async def run() -> str:
        async with AsyncAcme(server.url) as client:
            sleep = client._transport.sleep

            async def pause(seconds: float) -> None:
                pauses.append(seconds)
                await sleep(0)

            client._transport.sleep = pause
            return (await client.users.get("alice")).id

    assert asyncio.run(run()) == "alice"
    assert len(pauses) == 2


# Redirects


def test_a_redirect_on_the_same_server_keeps_the_credentials(server: Server, acme: Any, alice: Any) -> None:
    server.answers(Answer(b"", 307, {"Location": "/moved?x=1"}), {"user": alice})
    acme().users.create(login_name="a")
    seen = server.seen[1]
    assert (seen.method, seen.path, seen.query) == ("POST", "/moved", {"x": "1", "access_token": "s3cret-key"})
    assert seen.json == {"login_name": "a"}


def test_see_other_becomes_get(server: Server, acme: Any, alice: Any) -> None:
    server.answers(Answer(b"", 303, {"Location": "/done"}), {"user": alice})
    acme().users.create(login_name="a")
    assert (server.seen[1].method, server.seen[1].path, server.seen[1].body) == ("GET", "/done", b"")
    assert server.seen[1].query == {"access_token": "s3cret-key"}


def test_nothing_secret_goes_to_another_server(server: Server, other: Server, acme: Any, alice: Any) -> None:
    def away(seen: Seen) -> Answer:  # as nginx's `return 301 https://other$request_uri` does
        return Answer(b"", 302, {"Location": f"{other.url}{seen.target}&copy=s3cret-key&keep=1"})

    server.handle = away
    other.answers({"user": alice})
    client = acme(headers={"X-Api-Key": "header-s3cret"})
    assert client.users.get("alice").id == "alice"
    (seen,) = other.seen
    assert seen.query == {"keep": "1"}
    assert "s3cret" not in str(seen)
    assert "cookie" not in seen.headers
    assert "authorization" not in seen.headers
    assert seen.headers["user-agent"] == "acme/1.2.3"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nor_by_a_second_redirect_there(method: str, server: Server, other: Server, acme: Any, alice: Any) -> None:
    """The second server is the same as the one before: still not the one that the secrets are for."""
    server.answers(Answer(b"", 303, {"Location": f"{other.url}/x"}))
    other.answers(
        Answer(b"", 302, {"Location": "/y"}), Answer(b"", 302, {"Location": f"{other.url}/z"}), {"user": alice}
    )
    client = acme(headers={"X-Api-Key": "header-s3cret"})
    client.users.get("alice") if method == "get" else client.users.create(login_name="a")
    assert [seen.path for seen in other.seen] == ["/x", "/y", "/z"]
    assert "s3cret" not in str(other.seen)


def test_another_server_cannot_send_the_secrets_where_it_likes(
    server: Server, other: Server, acme: Any, alice: Any
) -> None:
    server.answers(Answer(b"", 302, {"Location": f"{other.url}/x"}), {"user": alice})
    other.answers(Answer(b"", 302, {"Location": f"{server.url}/log?of=mine"}))
    assert acme(headers={"X-Api-Key": "header-s3cret"}).users.get("alice").id == "alice"
    assert server.seen[1].target == "/log?of=mine"
    assert "s3cret" not in str(server.seen[1])


@pytest.mark.parametrize(
    "following",
    [
        "{other}/users?page_id=2",
        "//{host}/users?page_id=2",
        "https://s3cret@{host}/users?page_id=2#{other}",
        "\\\\{host}\\users?page_id=2",
    ],
)
@pytest.mark.parametrize("place", ["body", "header"])
def test_a_next_page_on_another_server_is_not_asked_there(
    place: str, following: str, server: Server, other: Server, acme: Any, alice: Any
) -> None:
    address = following.format(other=other.url, host=other.url.removeprefix("http://"))
    first: dict[str, Any] = {"users": [alice], "cnt": 2}
    last = {"users": [{**alice, "id": "bob"}], "cnt": 2}
    if place == "body":
        server.answers({**first, "next": address}, last)
    else:
        server.answers(Answer(first, headers={"Link": f'<{address}>; rel="next"'}), last)
    assert [user.id for user in acme().users.list()] == ["alice", "bob"]
    assert other.seen == []
    assert {seen.path for seen in server.seen} == {"/api/v3.10/users"}


def test_not_even_what_your_own_client_adds(server: Server, other: Server, alice: Any) -> None:
    server.answers(Answer(b"", 302, {"Location": f"{other.url}/x"}))
    other.answers({"user": alice})
    own = httpx2.Client(
        auth=("me", "s3cret"), headers={"X-Key": "s3cret"}, cookies={"session": "s3cret"}, follow_redirects=True
    )
    with own as http, Acme(server.url, http_client=http) as client:
        client.users.get("alice")
    assert server.seen[0].headers["authorization"].startswith("Basic ")
    assert "s3cret" not in str(other.seen)
    assert "authorization" not in other.seen[0].headers


def test_a_body_does_not_go_to_another_server(server: Server, other: Server, acme: Any) -> None:
    server.answers(Answer(b"", 307, {"Location": f"{other.url}/x"}))
    with pytest.raises(RedirectError, match="not sent to another host"):
        acme().users.create(login_name="a")
    assert other.seen == []


def test_redirects_that_never_end(server: Server, acme: Any) -> None:
    server.answers(Answer(b"", 302, {"Location": "/again"}))
    with pytest.raises(APIConnectionError, match="too many redirects"):
        acme(max_retries=0).users.get("alice")
    assert len(server.seen) == 11


def test_many_clients_do_not_come_back_at_one_time(acme: Any, pauses: list[float]) -> None:
    for _ in range(20):
        with pytest.raises(APIConnectionError):
            acme(server="http://127.0.0.1:1", max_retries=1).users.get("alice")
    assert len(set(pauses)) > 15
    assert all(0.25 <= pause <= 0.5 for pause in pauses)


def test_a_redirect_to_nowhere_is_a_status(server: Server, acme: Any) -> None:
    server.answers(Answer(b"", 302, {"Location": "http://x:abc/"}))
    with pytest.raises(StatusError) as caught:
        acme().users.get("alice")
    assert caught.value.status == 302


def test_the_step_to_https_on_one_host_keeps_the_credentials() -> None:
    from acme._exchange import _same_server

    def same(one: str, other: str) -> bool:
        return _same_server(httpx2.URL(one), httpx2.URL(other))

    assert same("http://a.example/x", "https://a.example/x")
    assert not same("https://a.example/x", "http://a.example/x")
    assert not same("http://a.example/x", "https://b.example/x")
    assert not same("http://a.example:8080/x", "https://a.example/x")


# Secrets


def test_no_log_holds_a_secret(server: Server, acme: Any, alice: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers(
        Answer(b"", 503),
        Answer(b"", 302, {"Location": "/next?access_token=s3cret-key"}),
        {
            "user": {
                **alice,
                "status": 99,
                "access_token": 5,
                "extra": {"password": "s3cret"},
                "new": {"token": "s3cret"},
            }
        },
        Answer({"error": {"message": "key s3cret-key is unknown"}}, 401),
    )
    client = acme()
    client.users.get("alice")
    with pytest.raises(StatusError) as caught:
        client.users.get("alice")
    words = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caught.value.message
    assert "[secret]" in words
    assert "s3cret" not in words
    assert any("HTTP Request" in record.getMessage() for record in caplog.records)
    assert [record.getMessage() for record in caplog.records if "s3cret" in record.getMessage()] == []


def test_urls_are_shown_without_secrets() -> None:
    from acme._redact import redacted

    shown = redacted(httpx2.URL("https://me:pw@x.example/a%2Fb?client_secret=1&ids[]=2&x=a%20b&code=3"))
    assert shown == "https://x.example/a%2Fb?client_secret=[secret]&ids[]=2&x=a%20b&code=[secret]"
    assert redacted(httpx2.URL("https://me:pw@x.example/a")) == "https://x.example/a"
    assert redacted(httpx2.URL("https://x.example/a")) == "https://x.example/a"


def test_whatever_is_logged_passes_the_filter(caplog: pytest.LogCaptureFixture) -> None:
    """httpx2's loggers are everybody's: a message may be any object, its arguments one mapping."""
    logger = logging.getLogger("httpx2")
    with caplog.at_level("INFO", logger="httpx2"):
        logger.info(5)
        logger.info("%(a)s", {"a": "b"})
        logger.info("access_token=1234, page_id=5")
    assert [record.getMessage() for record in caplog.records] == ["5", "b", "access_token=[secret], page_id=5"]


def test_exceptions_survive_pickling_and_copying(server: Server, acme: Any) -> None:
    server.answers(Answer({"error": {"errors": [{"reason": "r", "message": "m"}]}}, 404))
    with pytest.raises(NotFoundError) as caught:
        acme().users.get("alice")
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert type(again) is NotFoundError
        assert str(again) == str(caught.value)
        assert again.details[0].fields == {"reason": "r", "message": "m"}


def test_the_rate_limit_is_kept(server: Server, acme: Any, pauses: list[float]) -> None:
    server.answers({"ok": True})
    client = acme()
    now = 100.0
    client._exchange.clock = lambda: now
    for _ in range(5):
        client.users.slow()
    assert pauses == [10.0, 10.0, 20.0]
    now = 200.0
    client.users.slow()
    assert len(pauses) == 3


def test_the_async_rate_limit_is_kept(server: Server) -> None:
    server.answers({"ok": True})
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async def run() -> None:
        async with AsyncAcme(server.url) as client:
            client._transport.sleep = pause
            client._exchange.clock = lambda: 5.0
            await asyncio.gather(*(client.users.slow() for _ in range(4)))

    asyncio.run(run())
    assert sorted(pauses) == [10.0, 10.0]


def test_hostile_headers_are_refused(acme: Any) -> None:
    with pytest.raises(ValueError, match="line break"):
        acme(headers={"X": "a\r\nb: c"})
