"""What a call takes beside its documented arguments, calls that no page documents, and clients with other settings."""

from __future__ import annotations

import asyncio
import ssl
import sys
import traceback
from pathlib import Path
from typing import Any

import httpx2
import pytest
from acme import models
from acme._errors import APIConnectionError, APITimeoutError, ConfigurationError, DriftError, NotFoundError
from acme._tls import certificate_error, context_of
from acme.client import API, Acme, AsyncAcme
from loopback import ALICE, Answer, Server


def test_every_call_takes_what_a_page_forgot(server: Server, acme: Any, alice: Any) -> None:
    server.answers({"user": alice})
    client = acme(headers={"X-Mine": "1"})
    client.users.get(
        "alice", extra_headers={"x-mine": "2", "Authorization": "none"}, extra_query={"lang": "de", "n": 1}
    )
    client.users.create(login_name="a", extra_body={"max_podiums": 6, "login_name": "b", "gone": None})
    client.users.delete("alice", extra_body={"reason": "left"})
    get, create, delete = server.seen
    assert (get.headers["x-mine"], get.headers["authorization"]) == ("2", "none")
    assert (get.query["lang"], get.query["n"]) == ("de", "1")
    assert create.json == {"login_name": "b", "max_podiums": 6, "gone": None}
    assert (delete.method, delete.json) == ("DELETE", {"reason": "left"})
    with pytest.raises(TypeError, match="unexpected keyword argument 'extra_header'"):
        client.users.get("alice", extra_header={})


def test_extras_follow_through_pages_and_awaited_calls(server: Server, alice: Any) -> None:
    server.answers({"users": [alice], "next_page_id": 2}, {"users": [{**alice, "id": "bob"}], "next_page_id": -1})

    async def run() -> None:
        async with AsyncAcme(server.url, access_token="k") as client:
            assert len([user async for user in client.users.list(extra_query={"lang": "de"})]) == 2
            raw = await client.users.with_raw_response.get("alice", extra_headers={"X-A": "b"})
            assert raw.status_code == 200

    asyncio.run(run())
    assert [seen.query.get("lang") for seen in server.seen] == ["de", "de", None]
    assert server.seen[-1].headers["x-a"] == "b"


def test_a_timeout_of_one_call(server: Server, acme: Any, alice: Any) -> None:
    server.answers(Answer({"user": alice}, hang=1.0))
    with pytest.raises(APITimeoutError):
        acme(max_retries=0).users.get("alice", timeout=0.05)
    seen: list[Any] = []
    client = acme(on_request=lambda request: seen.append(request.extensions["timeout"]["read"]))
    server.answers({"user": alice})
    client.users.get("alice", timeout=None)
    client.users.get("alice", timeout=httpx2.Timeout(7))
    client.users.get("alice")
    assert seen == [None, 7, 30.0]


def test_a_model_is_taken_where_a_call_takes_its_fields(server: Server, acme: Any, alice: Any) -> None:
    server.answers({"user": {**alice, "login_name": "alice", "email": "a@x"}})
    client = acme()
    user = client.users.get("alice")
    client.users.create({"login_name": "a", "anything": 1})
    client.users.create({"login_name": "a"}, email="b@x")
    client.users.create(user.replace(id="bob"), login_name="b")  # of a model only what the call takes
    assert [seen.json for seen in server.seen[1:]] == [
        {"login_name": "a", "anything": 1},
        {"login_name": "a", "email": "b@x"},
        {"login_name": "b"},
    ]
    with pytest.raises(TypeError, match="missing required keyword argument: 'login_name'"):
        client.users.create(email="x")


def test_calls_that_no_page_documents(server: Server, acme: Any, alice: Any) -> None:
    server.answers({"user": alice})
    client = acme()
    user = client.request("GET", "/users/alice", returns=models.User, at="/user", query={"x": 1})
    assert isinstance(user, models.User)
    assert user.id == "alice"
    assert client.request("POST", "rooms", json={"a": 1}, prefix="/v4")["user"]["id"] == "alice"
    server.answers([{"id": "1"}])
    assert client.request("GET", "/groups", returns=list[models.Group]) == [models.Group(id="1")]
    server.answers(b"")
    assert client.request("DELETE", "/rooms/1") is None
    server.answers(Answer(b"", 503), Answer({"error": {"message": "gone"}}, 404))
    with pytest.raises(NotFoundError, match="gone"):
        client.request("GET", "/rooms/1")
    targets = [seen.target.split("?")[0] for seen in server.seen]
    assert targets[:2] == ["/api/v3.10/users/alice", "/v4/rooms"]
    assert len(targets) == 6  # a retry is among them
    for path in ("https://elsewhere.example/x", "//elsewhere.example/x"):
        with pytest.raises(ValueError, match="it names a server"):
            client.request("GET", path)
    with pytest.raises(ValueError, match="it names a server"):
        client.request("GET", "/x", prefix="https://elsewhere.example")


class Special(Acme):
    """A user's own subclass: its resources are inherited."""


@pytest.mark.parametrize("kind", [Acme, Special])
def test_with_options_takes_every_setting_and_applies_it(server: Server, other: Server, kind: Any) -> None:
    server.answers({"user": {**ALICE, "status": "x"}})
    other.answers({"user": ALICE})
    told: list[Any] = []
    requests: list[Any] = []
    responses: list[Any] = []
    with kind(server.url, access_token="k", headers={"X-A": "1", "X-B": "1"}) as client:
        assert not hasattr(client.users.get("alice"), "status")  # the resource is there before the options are
        changed = client.with_options(
            strict=True,
            headers={"X-B": "2"},
            on_drift=told.append,
            on_request=requests.append,
            on_response=responses.append,
            timeout=3,
            max_retries=0,
            access_token="other",
        )
        with pytest.raises(DriftError):
            changed.users.get("alice")
        assert changed.users.friends._transport is changed._transport
        seen = server.seen[-1]
        assert (seen.headers["x-a"], seen.headers["x-b"], seen.query["access_token"]) == ("1", "2", "other")
        assert (len(requests), len(responses)) == (1, 1)
        assert requests[0].extensions["timeout"]["read"] == 3
        client.with_options(server=other.url, on_drift=told.append).users.get("alice")
        assert len(other.seen) == 1
        with httpx2.Client(headers={"X-C": "3"}) as http:
            client.with_options(http_client=http).users.get("alice")
        assert server.seen[-1].headers["x-c"] == "3"
        assert "x-c" not in seen.headers
        client.users.get("alice")
        assert server.seen[-1].headers["x-b"] == "1"
        with pytest.raises(TypeError, match="unexpected keyword argument 'acces_token'"):
            client.with_options(acces_token="x")


def test_your_own_client_keeps_our_timeouts_and_our_name_unless_it_has_its_own(server: Server, alice: Any) -> None:
    server.answers({"user": alice})
    seen: list[Any] = []
    for options, timeout, agent in (
        ({}, 30.0, "acme/1.2.3"),
        ({"timeout": 7, "headers": {"User-Agent": "mine"}}, 7, "mine"),
    ):
        with httpx2.Client(**options) as http:
            Acme(server.url, access_token="k", http_client=http, on_request=seen.append).users.get("alice")
        assert seen[-1].extensions["timeout"]["read"] == timeout
        assert server.seen[-1].headers["user-agent"] == agent


# TLS


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """A certificate for localhost that signs itself, with its key."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    return path


def test_a_server_of_ones_own_authority(server: Server, authority: Path, alice: Any) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    server.answers({"user": alice})
    address = server.url.replace("http://127.0.0.1", "https://localhost")
    for verify in (str(authority), authority, ssl.create_default_context(cafile=authority), False):
        with Acme(address, access_token="k", verify=verify) as client:
            assert client.users.get("alice").id == "alice"
    with Acme(address, access_token="k", verify=False, cert=str(authority)) as client:
        assert client.users.get("alice").id == "alice"
    pauses: list[float] = []
    with Acme(address, access_token="k") as client:
        client._transport.sleep = pauses.append
        with pytest.raises(
            APIConnectionError, match=r"give the client its authority \(verify='/path/to/ca.pem'\)"
        ) as caught:
            client.users.get("alice")
    assert pauses == []  # trying again changes nothing
    assert certificate_error(caught.value)


def test_transport_arguments_and_a_client_of_ones_own_exclude_each_other(tmp_path: Path) -> None:
    with httpx2.Client() as http:
        for options in ({"verify": False}, {"cert": "x"}, {"proxy": "http://x"}, {"http2": True}):
            with pytest.raises(ConfigurationError, match="your own http_client makes the connections"):
                Acme("x.example.com", http_client=http, **options)
    with pytest.raises(ConfigurationError, match="names no certificate"):
        Acme("x.example.com", verify=str(tmp_path / "missing.pem"))
    assert context_of(True, None) is True


@pytest.mark.parametrize(
    ("package", "options", "words"),
    [
        ("h2", {"http2": True}, r"http2=True needs .*: pip install 'httpx2\[http2\]'"),
        ("socksio", {"proxy": "socks5://127.0.0.1:1"}, r"proxy= needs .*: pip install 'httpx2\[socks\]'"),
    ],
)
@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
def test_what_is_not_installed_is_named(
    kind: Any, package: str, options: dict[str, Any], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ConfigurationError, match=words):
        kind("x.example.com", **options)
    with pytest.raises(ConfigurationError, match=words):
        kind("x.example.com").with_options(**options)


def test_a_proxy_is_used(server: Server, alice: Any) -> None:
    server.answers({"user": alice})
    with Acme("http://api.example.com", access_token="k", proxy=server.url) as client:
        assert client.users.get("alice").id == "alice"
    assert server.seen[0].target.startswith("http://api.example.com/api/v3.10/users/alice")


# Secrets


def bearing(**changes: Any) -> Any:
    """The API, which takes its token in the Authorization header as well."""
    import msgspec

    schemes = {name: msgspec.structs.replace(scheme, bearer=True) for name, scheme in API.schemes.items()}
    return msgspec.structs.replace(API, schemes=schemes, **changes)


def test_a_token_stands_in_the_header_and_in_the_query_only_on_request(server: Server, alice: Any) -> None:
    server.answers({"user": alice})
    for token_in_query in (False, True):
        with Acme(server.url, api=bearing(), access_token="TOPSECRET", token_in_query=token_in_query) as client:
            client.users.get("alice")
    header, query = server.seen
    assert (header.headers["authorization"], header.query) == ("Bearer TOPSECRET", {})
    assert ("authorization" in query.headers, query.query) == (False, {"access_token": "TOPSECRET"})


def test_no_frame_of_an_error_holds_a_token(acme: Any) -> None:
    client = Acme("http://127.0.0.1:1", api=bearing(), access_token="TOPSECRET", max_retries=0)
    with client, pytest.raises(APIConnectionError) as caught:
        client.users.get("alice")
    error: BaseException | None = caught.value
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename != __file__:
                assert "TOPSECRET" not in repr(frame.f_locals)
        error = error.__cause__ or error.__context__


def test_a_stale_token_from_the_environment_is_renewed(
    server: Server, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(seen: Any) -> Answer:
        if seen.path.endswith("/token"):
            return Answer({"access_token": "fresh", "expires_in": 60})
        return Answer(
            {"user": alice} if seen.query.get("access_token") == "fresh" else {}, 200 if "fresh" in seen.target else 401
        )

    server.handle = answer
    for more in ({"CLIENT_ID": "c", "CLIENT_SECRET": "s"}, {"REFRESH_TOKEN": "r"}):
        for name, value in {"ACCESS_TOKEN": "stale", **more}.items():
            monkeypatch.setenv(f"ACME_{name}", value)
        with Acme(server.url) as client:
            assert client.users.get("alice").id == "alice"
        for name in ("ACCESS_TOKEN", *more):
            monkeypatch.delenv(f"ACME_{name}")


def test_the_innermost_message_of_an_error_counts(server: Server, acme: Any) -> None:
    server.answers(
        Answer(
            {
                "error": {
                    "code": 404,
                    "message": "Not Found",
                    "errors": [
                        {
                            "reason": "x",
                            "code": 7,
                            "message": "Conference '5' is not found.",
                            "location": "conference_id",
                        }
                    ],
                }
            },
            404,
        )
    )
    with pytest.raises(NotFoundError) as caught:
        acme().users.get("alice")
    error = caught.value
    assert (error.message, error.reason, error.code, error.location) == (
        "Conference '5' is not found.",
        "x",
        "7",
        "conference_id",
    )
    assert (error.details[0].code, error.details[0].location) == ("7", "conference_id")


def test_options_of_connections_make_connections_of_their_own(server: Server, alice: Any) -> None:
    server.answers({"user": alice})
    with Acme(server.url, access_token="k", timeout=7, headers={"X-A": "1"}) as client:
        with client.with_options(proxy=server.url, verify=False) as changed:
            assert changed.users.get("alice").id == "alice"
            assert changed._transport.http is not client._transport.http
            checking = changed.with_options(verify=True, timeout=60)
            assert checking._connections is not None
            assert (checking._connections["verify"], checking._connections["proxy"]) == (True, server.url)
            checking.close()
        assert changed._transport.http.is_closed
        assert not client._transport.http.is_closed
        seen = server.seen[-1]
        assert seen.target.startswith(f"{server.url}/api/")  # a proxy is asked for the whole address
        assert (seen.headers["x-a"], seen.headers["user-agent"]) == ("1", "acme/1.2.3")
        assert client.with_options(cert=None)._transport.http.timeout.read == 7
        with pytest.raises(ConfigurationError, match="verify= or cert= names no certificate"):
            client.with_options(verify="/no/such/file.pem")
        with httpx2.Client() as http:
            own = client.with_options(http_client=http)
            own.users.get("alice")
            assert (server.seen[-1].headers["user-agent"], server.seen[-1].headers["accept"]) == (
                "acme/1.2.3",
                "application/json",
            )
            with pytest.raises(ConfigurationError, match="proxy: your own http_client"):
                own.with_options(proxy=server.url)
            with pytest.raises(ConfigurationError, match="http2: your own http_client"):
                client.with_options(http2=True, http_client=http)


def test_options_of_connections_awaited(server: Server, alice: Any) -> None:
    server.answers({"user": alice})

    async def run() -> None:
        async with AsyncAcme(server.url, access_token="k") as client:
            changed = client.with_options(proxy=server.url)
            assert (await changed.users.get("alice")).id == "alice"
            await changed.close()
            assert changed._transport.http.is_closed
            assert not client._transport.http.is_closed

    asyncio.run(run())
