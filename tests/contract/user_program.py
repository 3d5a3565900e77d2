"""A program over trueconf-server-v3-10 as its user would write it: checked by strict type checkers, run on the mock.

It uses the package and nothing of this repository. Whatever a page documents, or forgets, is done once by each client.
"""

from __future__ import annotations

import asyncio
import io
import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_type

import httpx2
from trueconf_server_v3_10 import (
    JSON,
    AsyncPages,
    AsyncTrueConfServer,
    Conference,
    ConferenceNotFoundError,
    Contact,
    Drift,
    Group,
    Model,
    Page,
    RawResponse,
    TrueConfServer,
    User,
    UserIsActive,
    to_datetime,
)
from trueconf_server_v3_10.errors import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    DriftError,
    ForbiddenError,
    NotFoundError,
    ServerError,
    StatusError,
    UserNotFoundError,
)
from trueconf_server_v3_10.models import ConferenceState, GroupRights, ScheduleOnce, UserCreate, UserStatus


@dataclass
class Server:
    """Where the server is, who asks, and where files go."""

    address: str
    client_id: str
    client_secret: str
    folder: Path
    drifts: list[Drift] = field(default_factory=list[Drift])

    def client(self) -> TrueConfServer:
        return TrueConfServer(
            self.address, client_id=self.client_id, client_secret=self.client_secret, on_drift=self.drifts.append
        )

    def asynchronous(self) -> AsyncTrueConfServer:
        return AsyncTrueConfServer(
            self.address, client_id=self.client_id, client_secret=self.client_secret, on_drift=self.drifts.append
        )


# Lists


def everybody(client: TrueConfServer) -> list[str]:
    """All users, over the pages."""
    first = client.users.list(page_size=20)
    assert_type(first, Page[User])
    assert len(first.items) <= 20
    sizes = [len(page.items) for page in first.pages()]
    names = [user.login_name for user in first]
    assert sum(sizes) == len(names)
    second = first.next_page()
    assert second is not None
    assert second.items[0].id not in {user.id for user in first.items}
    return names


def somebody(client: TrueConfServer) -> str:
    return next(iter(client.users.list())).id


def active(client: TrueConfServer) -> Iterator[User]:
    """Those who may log in, one after the other."""
    for user in client.users.list(page_size=10, extra_query={"active": True}):
        if user.is_active == UserIsActive.ENABLED:
            yield user


def of_group(client: TrueConfServer, group: Group) -> set[str]:
    return {user.id for user in client.groups.users.list(group.id)}


# Create, update, delete


def a_user_and_his_end(client: TrueConfServer) -> User:
    created = client.users.create(
        login_name="ada", password="Enigma-1815", email="ada@example.com", display_name="Ada Lovelace", is_active=1
    )
    assert_type(created, User)
    again = client.users.get(created.id)
    assert (again.id, again.display_name) == (created.id, "Ada Lovelace")
    changed = client.users.update(created.id, display_name="Countess Lovelace", is_active=UserIsActive.DISABLED)
    assert changed.display_name == "Countess Lovelace"
    client.users.delete(created.id)
    gone: tuple[str | None, int] | None = None
    try:
        client.users.get(created.id)
    except UserNotFoundError as error:
        gone = error.reason, error.status
    assert gone == ("userNotFound", 404)
    return changed


def from_a_model_and_from_a_dictionary(client: TrueConfServer) -> None:
    wanted = UserCreate(login_name="grace", email="grace@example.com", password="Nanosecond-30cm")
    first = client.users.create(wanted)
    second = client.users.create({"login_name": "alan", "email": "alan@example.com", "password": "Bombe-1940!"})
    assert {first.login_name, second.login_name} == {"grace", "alan"}
    for user in (first, second):
        client.users.delete(user.id)


def a_group(client: TrueConfServer) -> None:
    group = client.groups.create(display_name="Engines", rights=["make_calls", GroupRights.COLLABORATION_TOOLS])
    assert group.rights[0] is GroupRights.MAKE_CALLS
    renamed = client.groups.update(group.id, display_name="Difference Engines")
    assert renamed.display_name == "Difference Engines"
    assert group.id in {each.id for each in client.groups.list()}
    assert isinstance(of_group(client, group), set)
    client.groups.delete(group.id)


def a_conference(client: TrueConfServer) -> Conference:
    conference = client.conferences.create(
        topic="Weekly",
        owner="alice",
        type=0,
        schedule={"type": -1},
        tags=["engines"],
        pin=None,
        on_join_mute_mic=1,
        extra_body={"max_podiums": 6},
    )
    for user in active(client):
        client.conferences.invitations.add(conference.id, id=user.id)
    invited = [invitation.id for invitation in client.conferences.invitations.list(conference.id)]
    assert len(invited) >= 1
    running = client.conferences.run(conference.id)
    assert running.state
    client.conferences.stop(conference.id)
    return client.conferences.get(conference.id)


# Files


def a_recording(client: TrueConfServer) -> tuple[str, str]:
    """Some conference and one of its records."""
    for conference in client.conferences.list():
        for record in client.conferences.records.list(conference.id):
            return conference.id, record.name
    raise LookupError("no conference was recorded")


def files(client: TrueConfServer, folder: Path) -> int:
    steps: list[int] = []
    conference, record = a_recording(client)

    def progress(received: int, total: int | None) -> None:
        steps.append(received)
        assert total is None or received <= total

    path = client.conferences.records.download(conference, record, to=folder / "talk.mkv", progress=progress)
    assert_type(path, Path)
    content = client.conferences.records.download(conference, record)
    assert_type(content, bytes)
    buffer = io.BytesIO()
    client.conferences.records.download(conference, record, to=buffer)
    chunks: list[bytes] = []
    client.conferences.records.download(conference, record, to=chunks.append)
    assert path.read_bytes() == content == buffer.getvalue() == b"".join(chunks)
    assert steps[-1] == len(content)
    assert [each.name for each in folder.iterdir()] == ["talk.mkv"]
    picture = folder / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    avatar = client.users.create_avatar(somebody(client), image=picture)
    assert_type(avatar, dict[str, JSON])
    client.users.create_avatar(somebody(client), image=("a.png", picture.read_bytes(), "image/png"))
    return len(content)


# Errors


def unreachable(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("nobody listens", request=request)


def what_can_go_wrong(client: TrueConfServer) -> list[str]:
    reasons: list[str] = []
    missing: StatusError | None = None
    try:
        client.conferences.get("no-such-conference")
    except ConferenceNotFoundError as error:
        missing = error
    except (ForbiddenError, ServerError):
        raise
    assert isinstance(missing, NotFoundError)
    assert "conference" in missing.message.lower()
    copied: object = pickle.loads(pickle.dumps(missing))
    assert isinstance(copied, ConferenceNotFoundError)
    reasons.append(missing.reason or "")
    for wrong in ("", "..", "."):
        try:
            client.users.get(wrong)
        except ValueError as error:
            reasons.append(str(error).partition(" ")[0])
    try:
        TrueConfServer("video.example.com", proxy="http://x", http_client=httpx2.Client())
    except ConfigurationError:
        reasons.append("configuration")
    with httpx2.Client(transport=httpx2.MockTransport(unreachable)) as http:
        nowhere = TrueConfServer("video.example.com", access_token="x", max_retries=0, http_client=http)
        try:
            nowhere.users.get("alice")
        except APITimeoutError:
            raise
        except APIConnectionError as error:
            reasons.append(error.message)
    return reasons


# Responses, options, what a page forgot


def responses(client: TrueConfServer) -> None:
    raw = client.with_raw_response.users.get(somebody(client))
    assert_type(raw, RawResponse[User])
    assert raw.status_code == 200
    assert raw.headers["content-type"].startswith("application/json")
    assert raw.parse().id
    assert raw.http_response.request.headers["user-agent"].startswith("trueconf-server-v3-10/")
    listed = client.users.with_raw_response.list(page_size=5)
    assert_type(listed.parse(), Page[User])
    file = client.with_raw_response.conferences.records.download(*a_recording(client), to=None)
    assert len(file.parse()) > 0


def options(client: TrueConfServer) -> None:
    seen: list[httpx2.Request] = []
    user = somebody(client)
    changed = client.with_options(timeout=5, max_retries=0, headers={"X-Team": "engines"}, on_request=seen.append)
    changed.users.get(user, extra_headers={"X-Trace": "1"}, extra_query={"lang": "en"}, timeout=3)
    request = seen[-1]
    assert (request.headers["x-team"], request.headers["x-trace"]) == ("engines", "1")
    assert request.url.params["lang"] == "en"
    assert request.extensions["timeout"]["read"] == 3
    same = changed.request("GET", f"/users/{user}", at="/user", returns=User)
    assert_type(same, User)
    assert same == client.users.get(user)
    strict = client.with_options(strict=True)
    try:
        strict.request("GET", f"/users/{user}", returns=Group)
    except DriftError:
        pass
    else:
        raise AssertionError("a user is no group")


# Models


def models(user: User, conference: Conference) -> None:
    copied = User.from_dict(user.to_dict())
    assert copied == user
    assert User.from_json(user.to_json()) == user
    assert json.loads(user.to_json()) == user.to_dict()
    assert pickle.loads(pickle.dumps(user)) == user
    renamed = user.replace(display_name="Somebody")
    assert (renamed.display_name, renamed.id) == ("Somebody", user.id)
    assert isinstance(conference, Model)
    assert Conference.from_dict(conference.to_dict()) == conference
    sent = User.from_dict({"id": "ada", "status": 77, "height": 1.63})
    assert isinstance(sent.status, UserStatus)
    assert (sent.status.name, sent.status.value) == ("UNKNOWN_77", 77)
    assert sent.extra_fields == {"height": 1.63}
    assert getattr(sent, "email", None) is None
    assert not hasattr(sent, "display_name")
    once = ScheduleOnce(start_time=1_600_000_000, duration=3600)
    assert to_datetime(once.start_time).year == 2020
    assert {ConferenceState.RUNNING, "stopped"} == {"running", ConferenceState.STOPPED}
    contact = Contact.from_dict({"id": "x", "display_name": "X"})
    assert contact.display_name == "X"


# Everything, by both clients


def run(server: Server) -> dict[str, object]:
    with server.client() as client:
        names = everybody(client)
        user = a_user_and_his_end(client)
        from_a_model_and_from_a_dictionary(client)
        a_group(client)
        conference = a_conference(client)
        size = files(client, server.folder)
        reasons = what_can_go_wrong(client)
        responses(client)
        options(client)
        models(user, conference)
    return {"users": len(names), "size": size, "reasons": reasons}


async def awaited(server: Server) -> dict[str, object]:
    async with server.asynchronous() as client:
        pages = client.users.list(page_size=20)
        assert_type(pages, AsyncPages[User])
        names = [user.login_name async for user in pages]
        first = await client.users.list(page_size=20)
        second = await first.next_page()
        assert second is not None
        created = await client.users.create(login_name="ada", email="ada@example.com", password="Enigma-1815")
        changed = await client.users.update(created.id, display_name="Ada")
        assert changed.display_name == "Ada"
        await client.users.delete(created.id)
        reasons: list[str] = []
        try:
            await client.users.get(created.id)
        except StatusError as error:
            reasons.append(error.reason or "")
        conference = await client.conferences.create(topic="Weekly", owner="alice", type=0)
        several = await asyncio.gather(*(client.conferences.get(conference.id) for _ in range(5)))
        assert {each.id for each in several} == {conference.id}
        recorded = (await client.conferences.list()).items[0].id
        record = (await client.conferences.records.list(recorded)).items[0].name
        path = await client.conferences.records.download(recorded, record, to=server.folder / "awaited.mkv")
        content = await client.conferences.records.download(recorded, record)
        assert path.read_bytes() == content
        user = first.items[0].id
        raw = await client.with_raw_response.users.get(user)
        assert raw.parse() == await client.users.get(user, extra_query={"lang": "en"}, timeout=5)
        patient = client.with_options(max_retries=5, timeout=None)
        assert (await patient.request("GET", f"/users/{user}", at="/user", returns=User)).id
    return {"users": len(names), "size": len(content), "reasons": reasons}
