"""A day with the newest TrueConf package, as a user would write it, against the mock; tokens expire in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from packages import REPOSITORY, Package, package

from speclift.mock import MockServer


class Clock:
    """The mock's clock, in seconds, moved by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def newest() -> Package:
    found = package(REPOSITORY / "spec/trueconf-server/v3.10.yaml")
    assert found.module  # it can be imported by its name from here on
    return found


@pytest.fixture
def server(newest: Package, clock: Clock) -> Iterator[MockServer]:
    with MockServer(dict(newest.document), token_lifetime=300, clock=clock, items=45) as running:
        yield running


def tokens_asked_for(server: MockServer) -> int:
    return sum(request.path == "/oauth2/v1/token" for request in server.requests)


def test_a_conference_from_beginning_to_recording(
    newest: Package, server: MockServer, clock: Clock, tmp_path: Path
) -> None:
    from trueconf_server_v3_10 import ConferenceNotFoundError, TrueConfServer

    known = server.credentials
    seen: list[int] = []
    with TrueConfServer(server.url, client_id=known.client_id, client_secret=known.client_secret) as client:
        conference = client.conferences.create(topic="Weekly", owner="alice", type=0, schedule={"type": -1})
        for user in client.users.list(page_size=20):
            client.conferences.invitations.add(conference.id, id=user.id)
            seen.append(1)
        clock.now += 301  # the token dies here
        started = client.conferences.run(conference.id)
        assert started.state == "starting"
        names = [participant.display_name for participant in client.conferences.participants.list(conference.id)]
        client.conferences.stop(conference.id)
        clock.now += 301
        written = client.conferences.records.download(conference.id, "talk 1.mkv", to=tmp_path / "talk.mkv")
        server.faults.add("getConference", example="conferenceNotFound")
        with pytest.raises(ConferenceNotFoundError) as caught:
            client.conferences.get("gone")
    assert names
    assert len(seen) == 45
    assert written == tmp_path / "talk.mkv"
    assert written.stat().st_size == 64 * 1024
    assert tokens_asked_for(server) == 3
    assert server.requests[-2].path.endswith("/records/talk%201.mkv/download")
    assert known.client_secret not in repr(client) + str(caught.value)
    assert caught.value.reason == "conferenceNotFound"


def test_the_same_awaited_by_many_tasks_at_once(newest: Package, server: MockServer, clock: Clock) -> None:
    from trueconf_server_v3_10 import AsyncTrueConfServer

    known = server.credentials

    async def day() -> int:
        async with AsyncTrueConfServer(
            server.url, client_id=known.client_id, client_secret=known.client_secret
        ) as client:
            conference = await client.conferences.create(topic="Weekly", owner="alice", type=0)
            users = [user async for user in client.users.list(page_size=10)]
            clock.now += 301
            invited = await asyncio.gather(
                *(client.conferences.invitations.add(conference.id, id=user.id) for user in users)
            )
            return len(invited)

    assert asyncio.run(day()) == 45
    assert tokens_asked_for(server) == 2
