"""Credentials and tokens: which are used, when they are fetched and renewed, and by whom."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from acme._api import Api
from acme._auth import ApiKey, Basic, Bearer, OAuth2
from acme._errors import APIConnectionError, ConfigurationError, ForbiddenError, TokenError, UnauthorizedError
from acme._tokens import Tokens
from acme.client import API, Acme, AsyncAcme
from acme.resources import users
from loopback import ALICE, Answer, Seen, Server


class Endpoint:
    """An API whose tokens are counted, expire, and are refused when stale."""

    def __init__(self, server: Server, **answer: Any) -> None:
        self.issued: list[dict[str, Any]] = []
        self.valid: set[str] = set()
        self.answer = answer
        self.refusal = Answer({"error": {"errors": [{"reason": "accessTokenInvalid"}]}}, 401)
        self.slow = 0.0
        self.lock = threading.Lock()
        server.handle = self

    def __call__(self, seen: Seen) -> Answer:
        if seen.path == "/oauth2/v1/token":
            time.sleep(self.slow)
            with self.lock:
                self.issued.append(seen.json)
                token = f"token-{len(self.issued)}"
                self.valid = {token}
            return Answer({"access_token": token, "token_type": "Bearer", "expires_in": 3600, **self.answer})
        if seen.query.get("access_token") in self.valid:
            return Answer({"user": ALICE})
        return self.refusal


CLIENT = {"access_token": None, "client_id": "me", "client_secret": "very-secret"}


def test_a_token_is_fetched_on_first_use_and_kept(server: Server, acme: Any) -> None:
    endpoint = Endpoint(server)
    client = acme(**CLIENT)
    assert server.seen == []
    client.users.get("alice")
    client.users.get("alice")
    assert endpoint.issued == [{"grant_type": "client_credentials", "client_id": "me", "client_secret": "very-secret"}]
    assert [seen.path for seen in server.seen].count("/oauth2/v1/token") == 1
    assert server.seen[0].headers["content-type"] == "application/json"
    assert server.seen[-1].query == {"access_token": "token-1"}


def test_a_token_is_renewed_before_it_expires(server: Server, acme: Any) -> None:
    endpoint = Endpoint(server, expires_in="100", refresh_token="refresh-1")
    client = acme(**CLIENT)
    now = 0.0
    client._exchange.clock = lambda: now
    for moment, tokens in ((0.0, 1), (89.0, 1), (91.0, 2), (180.0, 2), (181.5, 3)):
        now = moment
        client.users.get("alice")
        assert len(endpoint.issued) == tokens
    assert endpoint.issued[1] == {
        "grant_type": "refresh_token",
        "client_id": "me",
        "client_secret": "very-secret",
        "refresh_token": "refresh-1",
    }


def test_a_token_that_is_refused_is_renewed_once(server: Server, acme: Any) -> None:
    endpoint = Endpoint(server)
    client = acme(**CLIENT)
    client.users.get("alice")
    endpoint.valid = set()  # it expired early
    assert client.users.create(login_name="x").id == "alice"  # a POST as well: it was refused, not performed
    assert len(endpoint.issued) == 2


def test_a_new_token_that_is_refused_too_is_an_error(server: Server, acme: Any) -> None:
    endpoint = Endpoint(server)
    client = acme(**CLIENT)
    client.users.get("alice")
    endpoint.valid = set()
    endpoint.answer = {"access_token": "still-bad"}
    with pytest.raises(UnauthorizedError) as caught:
        client.users.get("alice")
    assert caught.value.reason == "accessTokenInvalid"
    assert len(endpoint.issued) == 2


@pytest.mark.parametrize(
    ("refusal", "renewals"),
    [
        (Answer({"error": {"message": "The access token has expired"}}, 403), 2),
        (Answer(b"", 403, {"WWW-Authenticate": 'Bearer error="invalid_token"'}), 2),
        (Answer({"error": {"errors": [{"reason": "expiredAccessToken"}]}}, 403), 2),
        (Answer({"error": {"message": "You may not do this"}}, 403), 1),
    ],
)
def test_a_403_is_about_the_token_only_when_it_says_so(
    server: Server, acme: Any, refusal: Answer, renewals: int
) -> None:
    endpoint = Endpoint(server, access_token="never-good")
    endpoint.refusal = refusal
    with pytest.raises(ForbiddenError):
        acme(**CLIENT).users.get("alice")
    assert len(endpoint.issued) == renewals


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (
            {"username": "u", "password": "p", "client_id": "c"},
            {"grant_type": "password", "username": "u", "password": "p", "client_id": "c"},
        ),
        (
            {"code": "abc", "client_id": "c", "redirect_uri": "https://me", "code_verifier": "v"},
            {
                "grant_type": "authorization_code",
                "code": "abc",
                "redirect_uri": "https://me",
                "client_id": "c",
                "code_verifier": "v",
            },
        ),
        (
            {"refresh_token": "r", "client_id": "c"},
            {"grant_type": "refresh_token", "refresh_token": "r", "client_id": "c"},
        ),
        (
            {"client_id": "c", "client_secret": "s", "scope": "users:read"},
            {"grant_type": "client_credentials", "client_id": "c", "client_secret": "s", "scope": "users:read"},
        ),
    ],
)
def test_every_grant_is_sent_as_documented(server: Server, acme: Any, given: Any, sent: Any) -> None:
    endpoint = Endpoint(server)
    acme(access_token=None, **given).users.get("alice")
    assert endpoint.issued == [sent]


def test_a_code_is_used_once_and_the_refresh_token_afterwards(server: Server, acme: Any) -> None:
    endpoint = Endpoint(server, refresh_token="r1")
    client = acme(access_token=None, code="abc", client_id="c")
    client.users.get("alice")
    endpoint.valid = set()
    client.users.get("alice")
    assert [issued["grant_type"] for issued in endpoint.issued] == ["authorization_code", "refresh_token"]
    # without a refresh token there is no way to a further one
    endpoint = Endpoint(server)
    client = acme(access_token=None, code="abc", client_id="c")
    client.users.get("alice")
    endpoint.valid = set()
    with pytest.raises(UnauthorizedError):
        client.users.get("alice")
    assert len(endpoint.issued) == 1


def test_a_revoked_refresh_token_falls_back_to_the_first_grant(server: Server, acme: Any) -> None:
    endpoint = Endpoint(server, refresh_token="r1")
    client = acme(access_token=None, username="u", password="p")
    client.users.get("alice")
    handle = server.handle
    assert handle is not None

    revoked: list[str] = []

    def revoking(seen: Seen) -> Answer:
        if seen.path == "/oauth2/v1/token" and seen.json["grant_type"] == "refresh_token":
            revoked.append(seen.json["refresh_token"])
            return Answer({"error": "invalid_grant"}, 400)
        return handle(seen)

    server.handle = revoking
    endpoint.answer = {}
    for _ in range(2):
        endpoint.valid = set()
        assert client.users.get("alice").id == "alice"
    assert [issued["grant_type"] for issued in endpoint.issued] == ["password", "password", "password"]
    assert revoked == ["r1"]  # what was refused is not sent again


@pytest.mark.parametrize(
    ("answer", "reason", "words"),
    [
        (
            Answer({"error": "invalid_client", "error_description": "very-secret is wrong"}, 401),
            "invalid_client",
            "[secret] is wrong",
        ),
        (Answer({"error": "invalid_grant"}, 400), "invalid_grant", "the token endpoint gave no token"),
        (
            Answer({"error": {"errors": [{"reason": "invalidCredentials", "message": "No"}]}}, 403),
            "invalidCredentials",
            "No",
        ),
        (Answer({"token_type": "Bearer"}), "", "OK"),
        (Answer(b"<html>"), "", "OK"),
    ],
)
def test_no_token_is_a_clear_error(server: Server, acme: Any, answer: Answer, reason: str, words: str) -> None:
    server.answers(answer)
    with pytest.raises(TokenError) as caught:
        acme(**CLIENT).users.get("alice")
    assert (caught.value.reason, caught.value.message) == (reason, words)
    assert caught.value.url == f"{server.url}/oauth2/v1/token"
    assert "very-secret" not in str(caught.value) + repr(caught.value)


def test_a_busy_token_endpoint_is_asked_again(server: Server, acme: Any, pauses: list[float]) -> None:
    server.answers(Answer(b"", 503), Answer(silent=True), {"access_token": "t"}, {"user": ALICE})
    acme(**CLIENT).users.get("alice")
    assert len(pauses) == 2
    server.answers(Answer(b"", 503))
    with pytest.raises(TokenError):
        acme(**CLIENT).users.get("alice")
    server.answers(Answer(silent=True))
    with pytest.raises(APIConnectionError):
        acme(**CLIENT).users.get("alice")


def test_a_token_request_follows_no_redirect(server: Server, other: Server, acme: Any) -> None:
    server.answers(Answer(b"", 307, {"Location": other.url}))
    with pytest.raises(TokenError):
        acme(**CLIENT).users.get("alice")
    assert other.seen == []


def test_a_token_that_the_caller_has_is_used_until_it_is_refused(server: Server, acme: Any) -> None:
    endpoint = Endpoint(server)
    endpoint.valid = {"mine"}
    client = acme(access_token="mine", refresh_token="r", client_id="c")
    client.users.get("alice")
    assert endpoint.issued == []
    endpoint.valid = set()
    client.users.get("alice")
    assert [issued["grant_type"] for issued in endpoint.issued] == ["refresh_token"]


def test_threads_fetch_one_token(server: Server, acme: Any) -> None:
    endpoint = Endpoint(server)
    endpoint.slow = 0.05
    client = acme(**CLIENT)
    with ThreadPoolExecutor(8) as pool:
        assert {user.id for user in pool.map(client.users.get, ["alice"] * 16)} == {"alice"}
    assert len(endpoint.issued) == 1
    endpoint.valid = set()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(client.users.get, ["alice"] * 16))
    assert len(endpoint.issued) == 2


def test_threads_share_one_failure(server: Server, acme: Any) -> None:
    asked = []

    def refuse(seen: Seen) -> Answer:
        asked.append(seen)
        time.sleep(0.2)
        return Answer({"error": "invalid_client"}, 401)

    server.handle = refuse
    client = acme(**CLIENT)
    barrier = threading.Barrier(6)

    def call() -> str:
        barrier.wait()
        with pytest.raises(TokenError) as caught:
            client.users.get("alice")
        return caught.value.reason

    with ThreadPoolExecutor(6) as pool:
        assert {future.result() for future in [pool.submit(call) for _ in range(6)]} == {"invalid_client"}
    assert len(asked) == 1
    with pytest.raises(TokenError):  # a later call asks again
        client.users.get("alice")
    assert len(asked) == 2


def test_tasks_fetch_one_token(server: Server) -> None:
    endpoint = Endpoint(server)
    endpoint.slow = 0.05

    async def run() -> None:
        async with AsyncAcme(server.url, client_id="c", client_secret="very-secret") as client:
            await asyncio.gather(*(client.users.get("alice") for _ in range(10)))
            assert len(endpoint.issued) == 1
            endpoint.valid = set()
            await asyncio.gather(*(client.users.get("alice") for _ in range(10)))
            assert len(endpoint.issued) == 2

    asyncio.run(run())


def test_the_environment_is_the_fallback(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = Endpoint(server)
    monkeypatch.setenv("ACME_URL", server.url)
    monkeypatch.setenv("ACME_CLIENT_ID", "from-env")
    monkeypatch.setenv("ACME_CLIENT_SECRET", "env-secret")
    monkeypatch.setenv("ACME_SCOPE", "")
    with Acme() as client:
        client.users.get("alice")
    with Acme(client_secret="explicit") as client:
        client.users.get("alice")
    assert [(issued["client_id"], issued["client_secret"]) for issued in endpoint.issued] == [
        ("from-env", "env-secret"),
        ("from-env", "explicit"),
    ]


def test_what_the_caller_says_himself_counts_more_than_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = Endpoint(server)
    for name in ("ACCESS_TOKEN", "USERNAME", "PASSWORD"):
        monkeypatch.setenv(f"ACME_{name}", "env")
    with Acme(server.url, client_id="c", client_secret="s") as client:
        tokens = client._exchange.credentials._tokens["oauth2"]
        assert next(tokens.requests())[0] == "client_credentials"
        assert users._SECURITY[0] == ("accessToken",)
    monkeypatch.delenv("ACME_ACCESS_TOKEN")
    with Acme(server.url, client_id="c", client_secret="s") as client:
        client.users.get("alice")
    assert endpoint.issued[0]["grant_type"] == "client_credentials"


def test_without_credentials_the_server_decides_and_the_error_helps(server: Server, acme: Any) -> None:
    server.answers(Answer(b"", 401))
    with pytest.raises(UnauthorizedError) as caught:
        acme(access_token=None).users.get("alice")
    assert server.seen[0].query == {}
    (note,) = caught.value.__notes__
    assert "access_token, username with password" in note or "access_token" in note
    assert "ACME_" in note


def test_half_of_what_is_needed_is_refused_at_once() -> None:
    with pytest.raises(ConfigurationError, match="client_id alone cannot authorise"):
        Acme("x.example.com", client_id="c")
    with pytest.raises(ConfigurationError, match="access_token is empty or holds a line break") as caught:
        Acme("x.example.com", access_token="a\nsecret")
    assert "secret" not in str(caught.value)


def api(**schemes: Any) -> Api:
    return Api(
        client="Acme",
        package="acme",
        version="1",
        environment="ACME",
        server="https://x.example",
        prefix="/api/v3.10",
        schemes=schemes,
    )


@pytest.mark.parametrize(
    ("scheme", "given", "where", "expected"),
    [
        (ApiKey("header", "X-Key", "key"), {"key": "k"}, "x-key", "k"),
        (ApiKey("cookie", "session", "key"), {"key": "k"}, "cookie", "session=k"),
        (Bearer(), {"token": "t"}, "authorization", "Bearer t"),
        (Basic("project", "token"), {"project": "jürgen", "token": "t"}, "authorization", "Basic asO8cmdlbjp0"),
        (OAuth2("/t", argument="tok", send=("header", "Authorization")), {"tok": "t"}, "authorization", "Bearer t"),
        (OAuth2("/t", argument="tok", send=("header", "X-Token")), {"tok": "t"}, "x-token", "t"),
        (OAuth2("/t", argument="tok", send=("cookie", "tok")), {"tok": "t"}, "cookie", "tok=t"),
    ],
)
def test_schemes_stand_where_they_are_documented(
    server: Server, scheme: Any, given: Any, where: str, expected: str
) -> None:
    from acme._client import Client
    from acme._request import Operation

    server.answers({"ok": 1})
    operation: Operation[object] = Operation("x", "GET", "/x", returns=object, security=(("a",),))
    with Client(api(a=scheme), server.url, credentials=given) as client:
        client._transport.send(operation.request(cookies={}, headers={"X-Other": 1}))
    assert server.seen[0].headers[where] == expected
    assert server.seen[0].headers["x-other"] == "1"


def test_a_pair_of_headers_is_one_alternative(server: Server) -> None:
    from acme._client import Client
    from acme._request import Operation

    server.answers({"ok": 1})
    schemes = {"user": ApiKey("header", "X-User-Id", "user_id"), "auth": ApiKey("header", "X-Auth-Token", "auth_token")}
    operation: Operation[object] = Operation("x", "GET", "/x", returns=object, security=(("user", "auth"),))
    with Client(api(**schemes), server.url, credentials={"user_id": "u", "auth_token": "a"}) as client:
        client._transport.send(operation.request(cookies={"a": "b"}))
    assert (server.seen[0].headers["x-user-id"], server.seen[0].headers["x-auth-token"]) == ("u", "a")
    assert server.seen[0].headers["cookie"] == "a=b"
    with Client(api(**schemes), server.url, credentials={"user_id": "u"}) as client:  # half a pair proves nothing
        client._transport.send(operation.request())
    assert "x-user-id" not in server.seen[1].headers


def test_a_token_endpoint_with_a_form(server: Server) -> None:
    from acme._client import Client
    from acme._request import Operation

    server.answers({"access_token": "t", "expires_in": None}, {"ok": 1})
    scheme = OAuth2(f"{server.url}/token", flows=("clientCredentials",))
    operation: Operation[object] = Operation("x", "GET", "/x", returns=object, security=(("a",),))
    with Client(
        api(a=scheme),
        server.url,
        credentials={"client_id": "c d", "client_secret": "s", "username": "u", "password": "p"},
    ) as client:
        client._transport.send(operation.request())
    assert server.seen[0].body == b"grant_type=client_credentials&client_id=c%20d&client_secret=s"
    assert server.seen[0].headers["content-type"] == "application/x-www-form-urlencoded"
    assert server.seen[1].headers["authorization"] == "Bearer t"


def test_there_is_no_way_left() -> None:
    tokens = Tokens(OAuth2("/t", argument="tok"), {"tok": "t"}, {})
    assert not tokens.renewable
    assert list(tokens.requests()) == []
    assert repr(tokens) == "<Tokens of /t>"
    assert API.schemes["oauth2"] == OAuth2("/oauth2/v1/token", send=("query", "access_token"), encoding="json")
