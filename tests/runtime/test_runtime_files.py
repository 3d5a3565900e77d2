"""Files on their way up and down: whole, or not there."""

from __future__ import annotations

import asyncio
import io
import os
from email import message_from_bytes
from pathlib import Path
from typing import Any

import httpx2
import pytest
from acme._client import Client
from acme._downloads import Sink
from acme._errors import APIConnectionError, APITimeoutError, NotFoundError, ServerError
from acme._files import File
from acme._request import Operation
from acme._values import UNSET
from acme.client import API, Acme, AsyncAcme
from loopback import Answer, Seen, Server

CONTENT = os.urandom(200_000)


def parts(seen: Seen) -> dict[str, tuple[str | None, str | None, bytes]]:
    """Name -> filename, content type, content."""
    message = message_from_bytes(f"Content-Type: {seen.headers['content-type']}\r\n\r\n".encode() + seen.body)
    found = {}
    for part in message.get_payload():  # type: ignore[union-attr]
        name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
        content = part.get_payload(decode=True)  # type: ignore[union-attr]
        found[name] = (part.get_filename(), part["content-type"], content)  # type: ignore[union-attr, index]
    return found  # type: ignore[return-value]


def test_a_download_to_a_path(server: Server, acme: Any, tmp_path: Path) -> None:
    server.answers(CONTENT)
    told: list[tuple[int, int | None]] = []
    target = tmp_path / "talk.mkv"
    target.write_bytes(b"an older one")
    assert acme().users.download("talk.mkv", to=target, progress=lambda *now: told.append(now)) == target
    assert target.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [received for received, _ in told] == sorted(received for received, _ in told)
    assert list(tmp_path.iterdir()) == [target]
    assert server.seen[0].headers["accept"] == "*/*"


@pytest.mark.parametrize(
    "name", ["../../evil.bin", "/etc/evil.bin", "..\\\\evil.bin", "a/../../evil.bin", "evil.bin\\x00.txt", "~/evil.bin"]
)
def test_the_server_does_not_name_the_file(server: Server, acme: Any, tmp_path: Path, name: str) -> None:
    """A download goes where the caller says; a name that the server gives decides nothing."""
    headers = {"Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''..%2F..%2Fevil.bin"}
    server.answers(Answer(b"bytes", headers=headers))
    folder = tmp_path / "deep" / "target"
    folder.mkdir(parents=True)
    assert acme().users.download("u", to=folder / "mine.bin") == folder / "mine.bin"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [folder / "mine.bin"]
    with pytest.raises(OSError, match=r"target"):
        acme().users.download("u", to=folder)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [folder / "mine.bin"]


def test_a_download_to_a_file_object_and_to_a_text(server: Server, acme: Any, tmp_path: Path) -> None:
    server.answers(CONTENT)
    file = io.BytesIO()
    assert acme().users.download("x", to=file) is None
    assert file.getvalue() == CONTENT
    assert acme().users.download("x", to=str(tmp_path / "y")) == tmp_path / "y"


def test_a_download_without_an_announced_length(server: Server, acme: Any, tmp_path: Path) -> None:
    server.answers(Answer(CONTENT, headers={"Transfer-Encoding": "chunked"}))
    told: list[int | None] = []
    acme().users.download("x", to=tmp_path / "x", progress=lambda _, total: told.append(total))
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert set(told) == {None}


def test_a_download_awaited(server: Server, tmp_path: Path) -> None:
    server.answers(CONTENT, Answer(CONTENT, cut=100_000))

    async def run() -> None:
        async with AsyncAcme(server.url) as client:
            assert await client.users.download("x", to=tmp_path / "x") == tmp_path / "x"
            with pytest.raises(APIConnectionError):
                await client.users.download("x", to=tmp_path / "y")

    asyncio.run(run())
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert list(tmp_path.iterdir()) == [tmp_path / "x"]


@pytest.mark.parametrize(
    "answer", [Answer(CONTENT, cut=100_000), Answer(CONTENT, headers={"Transfer-Encoding": "chunked"}, cut=5)]
)
def test_half_a_download_leaves_nothing(server: Server, acme: Any, tmp_path: Path, answer: Answer) -> None:
    server.answers(answer)
    target = tmp_path / "x"
    with pytest.raises(APIConnectionError, match="before the end of the body"):
        acme().users.download("x", to=target)
    assert list(tmp_path.iterdir()) == []
    target.write_bytes(b"older")
    with pytest.raises(APIConnectionError):
        acme().users.download("x", to=target)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"older"]
    assert len(server.seen) == 2  # nothing is resumed or begun again silently
    file = io.BytesIO(b"before")
    file.seek(0, 2)
    with pytest.raises(APIConnectionError):
        acme().users.download("x", to=file)
    assert file.getvalue() == b"before"


def test_a_download_that_stalls(server: Server, acme: Any, tmp_path: Path) -> None:
    class Slow(bytes):
        pass

    server.answers(Answer(b"half", headers={"Content-Length": "8"}))
    with pytest.raises(APITimeoutError, match="rest of the body"):
        acme(timeout=0.2).users.download("x", to=tmp_path / "x")
    assert list(tmp_path.iterdir()) == []
    assert Slow(b"") == b""


def test_a_progress_that_fails_leaves_nothing(server: Server, acme: Any, tmp_path: Path) -> None:
    server.answers(CONTENT)

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        acme().users.download("x", to=tmp_path / "x", progress=stop)
    assert list(tmp_path.iterdir()) == []


class Pipe(io.RawIOBase):
    def write(self, data: Any) -> int:
        return len(data)


def test_a_pipe_keeps_what_it_got(server: Server, acme: Any) -> None:
    server.answers(Answer(CONTENT, cut=5))
    with pytest.raises(APIConnectionError):
        acme().users.download("x", to=Pipe())


def test_a_download_that_is_refused(server: Server, acme: Any, tmp_path: Path, pauses: list[float]) -> None:
    server.answers(Answer(b"", 503), Answer({"error": {"message": "gone"}}, 404))
    with pytest.raises(NotFoundError, match="gone"):
        acme().users.download("x", to=tmp_path / "x")
    assert len(pauses) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_download_that_is_redirected_or_needs_a_new_token(
    server: Server, other: Server, acme: Any, tmp_path: Path
) -> None:
    other.answers(CONTENT)
    server.answers(
        {"access_token": "a"},
        Answer(b"", 401),
        {"access_token": "b"},
        Answer(b"", 302, {"Location": f"{other.url}/cdn/x?signed=1"}),
    )
    client = acme(access_token=None, client_id="c", client_secret="very-secret")
    client.users.download("x", to=tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert other.seen[0].target == "/cdn/x?signed=1"
    server.answers(Answer(b"", 401), {"access_token": "c"}, Answer(b"", 401))
    with pytest.raises(Exception, match="401"):
        client.users.download("x", to=tmp_path / "x")


def test_targets_that_cannot_be(server: Server, acme: Any, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="say the name of the file"):
        acme().users.download("x", to=tmp_path)
    with pytest.raises(FileNotFoundError, match="no such directory"):
        acme().users.download("x", to=tmp_path / "no" / "x")
    assert server.seen == []


def test_the_announced_length_counts() -> None:
    sink = Sink(io.BytesIO(), None, False, asynchronous=False)
    sink.check(5, "5")
    sink.check(5, None)
    sink.check(5, "many")
    with pytest.raises(Exception, match="announced 6 bytes and sent 5"):
        sink.check(5, "6")


# Uploads


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda path: path, ("a.png", "image/png", CONTENT)),
        (lambda path: str(path), ("a.png", "image/png", CONTENT)),
        (lambda path: path.open("rb"), ("a.png", "image/png", CONTENT)),
        (lambda path: CONTENT, ("upload", "application/octet-stream", CONTENT)),
        (lambda path: io.BytesIO(CONTENT), ("upload", "application/octet-stream", CONTENT)),
        (lambda path: ("me.jpg", CONTENT), ("me.jpg", "image/jpeg", CONTENT)),
        (lambda path: ("me", path, "image/webp"), ("me", "image/webp", CONTENT)),
        (lambda path: ("me.gif", io.BytesIO(CONTENT)), ("me.gif", "image/gif", CONTENT)),
    ],
)
def test_uploads_from_paths_bytes_and_files(
    server: Server, acme: Any, tmp_path: Path, make: Any, expected: Any
) -> None:
    (tmp_path / "a.png").write_bytes(CONTENT)
    server.answers(Answer(b"", 204))
    source = make(tmp_path / "a.png")
    assert acme().users.set_avatar("alice", image=source) is None
    assert parts(server.seen[0]) == {"image": expected, "crop": (None, None, b"true")}
    if hasattr(source, "close"):
        source.close()


def test_uploads_awaited_and_again(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(CONTENT)
    server.answers(Answer(b"", 503), Answer(b"", 204))

    async def run() -> None:
        async with AsyncAcme(server.url) as client:
            again = client.with_options(retry_unsafe=True)

            async def pause(_: float) -> None: ...

            again._transport.sleep = pause
            await again.users.set_avatar("alice", image=tmp_path / "a.png")

    asyncio.run(run())
    assert [parts(seen)["image"][2] == CONTENT for seen in server.seen] == [True, True]


class Once(io.RawIOBase):
    """A file object that cannot go back."""

    def __init__(self) -> None:
        self.left = b"once"

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        taken, self.left = self.left, b""
        return taken


def test_an_upload_that_cannot_go_back_is_sent_once(server: Server, acme: Any) -> None:
    server.answers(Answer(b"", 503))
    with pytest.raises(ServerError):
        acme().with_options(retry_unsafe=True).users.set_avatar("alice", image=Once())
    assert len(server.seen) == 1
    assert parts(server.seen[0])["image"][2] == b"once"


def test_a_file_that_is_not_there(server: Server, acme: Any, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        acme().users.set_avatar("alice", image=tmp_path / "none")
    assert server.seen == []


def sent(server: Server, **body: Any) -> Seen:
    operation: Operation[None] = Operation("x", "POST", "/x")
    server.answers(Answer(b"", 204))
    with Client(API, server.url, credentials={}) as client:
        client._transport.send(operation.request(**body))
    return server.seen[-1]


def test_other_bodies(server: Server, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"bytes")
    assert sent(server, form={"a": [1, True], "b": None, "c": UNSET, "d": "x y&z"}).body == b"a=1&a=true&b=&d=x%20y%26z"
    assert server.seen[-1].headers["content-type"] == "application/x-www-form-urlencoded"
    for source in (b"bytes", tmp_path / "x", str(tmp_path / "x"), io.BytesIO(b"bytes")):
        seen = sent(server, content=source, content_type="image/png")
        assert (seen.body, seen.headers["content-type"]) == (b"bytes", "image/png")
    only = parts(sent(server, multipart={"a": 1, "b": ["x", "y"], "c": UNSET, "f": File(UNSET)}))
    assert only == {"a": (None, None, b"1"), "b": (None, None, b"y")}
    assert sent(server, json=[1, None]).json == [1, None]
    assert sent(server).body == b""


def test_a_body_from_a_file_object_is_not_repeated(server: Server) -> None:
    operation: Operation[None] = Operation("x", "PUT", "/x")
    server.answers(Answer(b"", 503))
    with Client(API, server.url, credentials={}) as client, pytest.raises(ServerError):
        client._transport.send(operation.request(content=io.BytesIO(b"once")))
    assert len(server.seen) == 1


# Files without waiting, pieces, and the rest of a file


class Slow:
    """An asynchronous file object, which lets others run before it writes or reads."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    async def write(self, chunk: bytes) -> int:
        await asyncio.sleep(0)
        self.content += chunk
        return len(chunk)

    async def read(self) -> bytes:
        await asyncio.sleep(0)
        return self.content


def test_every_target_gets_the_bytes(server: Server, acme: Any, tmp_path: Path) -> None:
    server.answers(b"recording " * 30_000)
    content, pieces = b"recording " * 30_000, list[bytes]()
    assert acme().users.download("x") == content
    assert acme().users.download("x", to=pieces.append) is None
    assert b"".join(pieces) == content
    assert len(pieces) > 1

    async def run() -> None:
        import anyio

        async with AsyncAcme(server.url, access_token="k") as client:
            assert await client.users.download("x") == content
            slow, awaited, plain = Slow(), Slow(), list[bytes]()
            assert await client.users.download("x", to=slow) is None
            assert await client.users.download("x", to=awaited.write) is None
            assert await client.users.download("x", to=plain.append) is None
            assert slow.content == awaited.content == b"".join(plain) == content
            async with await anyio.open_file(tmp_path / "a", "wb") as file:
                assert await client.users.download("x", to=file) is None
            with (tmp_path / "b").open("wb") as file:
                assert await client.users.download("x", to=file) is None
            assert await client.users.download("x", to=tmp_path / "c") == tmp_path / "c"

    asyncio.run(run())
    assert [(tmp_path / name).read_bytes() == content for name in "abc"] == [True] * 3


def test_an_asynchronous_file_needs_the_asynchronous_client(server: Server, acme: Any) -> None:
    server.answers(b"recording")
    with pytest.raises(TypeError, match="an asynchronous target needs the asynchronous client"):
        acme().users.download("x", to=Slow())
    with pytest.raises(TypeError, match="an asynchronous file object needs the asynchronous client"):
        acme().users.set_avatar("x", image=Slow(b"png"))
    with pytest.raises(TypeError, match="goes to a path, a binary file object, or a function, not 5"):
        acme().users.download("x", to=5)
    assert server.seen == []


def test_a_slow_disk_does_not_hold_up_the_event_loop(server: Server, tmp_path: Path) -> None:
    import threading

    threads: set[int] = set()

    class Disk(io.BytesIO):
        def write(self, chunk: Any) -> int:
            threads.add(threading.get_ident())
            return super().write(chunk)

        def read(self, size: int | None = -1) -> bytes:
            threads.add(threading.get_ident())
            return super().read(size)

    server.answers(b"recording")

    async def run() -> int:
        async with AsyncAcme(server.url, access_token="k") as client:
            await client.users.download("x", to=Disk())
            await client.users.set_avatar("x", image=Disk(b"png" * 50_000))
            return threading.get_ident()

    assert asyncio.run(run()) not in threads
    assert threads


def test_uploads_from_asynchronous_files(server: Server, tmp_path: Path) -> None:
    import anyio

    (tmp_path / "me.png").write_bytes(b"png")
    server.answers(b"")

    async def run() -> None:
        async with AsyncAcme(server.url, access_token="k") as client:
            async with await anyio.open_file(tmp_path / "me.png", "rb") as file:
                await client.users.set_avatar("x", image=file)
            await client.users.set_avatar("x", image=("other.png", Slow(b"png")))

    asyncio.run(run())
    assert [b'filename="me.png"' in server.seen[0].body, b'filename="other.png"' in server.seen[1].body] == [True, True]
    assert all(b"\r\n\r\npng\r\n" in seen.body for seen in server.seen)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_an_interrupted_download_goes_on(server: Server, acme: Any, tmp_path: Path, asynchronous: bool) -> None:
    content, target = bytes(range(256)) * 500, tmp_path / "talk.mkv"

    def answer(seen: Seen) -> Answer:
        start = int(seen.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if start and seen.headers["if-range"] != '"v1"':
            start = 0
        headers = {"ETag": '"v1"', "Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
        cut = 70_000 if len(server.seen) == 1 else None
        return Answer(content[start:], 206 if start else 200, headers, cut=cut)

    server.handle = answer
    told: list[tuple[int, int | None]] = []

    def download() -> Any:
        options: dict[str, Any] = {"to": target, "resume": True, "progress": lambda *seen: told.append(seen)}
        if not asynchronous:
            return acme().users.download("x", **options)

        async def run() -> Any:
            async with AsyncAcme(server.url, access_token="k") as client:
                return await client.users.download("x", **options)

        return asyncio.run(run())

    with pytest.raises(APIConnectionError):
        download()
    part = tmp_path / ".talk.mkv.part"
    received = part.stat().st_size
    assert 0 < received <= 70_000
    assert not target.exists()
    assert download() == target
    assert target.read_bytes() == content
    assert server.seen[1].headers["range"] == f"bytes={received}-"
    assert told[-1] == (len(content), len(content))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["talk.mkv"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(server: Server, acme: Any, tmp_path: Path) -> None:
    (tmp_path / ".x.part").write_bytes(b"old half")
    (tmp_path / ".x.part.etag").write_text('"v0"')
    server.answers(Answer(b"new whole", headers={"ETag": '"v1"'}))
    acme().users.download("x", to=tmp_path / "x", resume=True)
    assert server.seen[0].headers["if-range"] == '"v0"'
    assert (tmp_path / "x").read_bytes() == b"new whole"
    (tmp_path / ".x.part").write_bytes(b"longer than the file")
    (tmp_path / ".x.part.etag").write_text('"v1"')
    server.answers(Answer(b"", 416), Answer(b"new whole"))
    acme().users.download("x", to=tmp_path / "x", resume=True)
    assert (tmp_path / "x").read_bytes() == b"new whole"
    assert "range" not in server.seen[-1].headers


def test_a_download_of_a_body_that_was_there_at_once(tmp_path: Path) -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=CONTENT)

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = Acme("https://acme.example", access_token="k", http_client=http)
        assert client.users.download("x", to=tmp_path / "x") == tmp_path / "x"
        assert (tmp_path / "x").read_bytes() == CONTENT

    async def run() -> None:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as http:
            client = AsyncAcme("https://acme.example", access_token="k", http_client=http)
            assert await client.users.download("x") == CONTENT

    asyncio.run(run())
