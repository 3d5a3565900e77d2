"""Servers of strangers, whatever they do: one line or a page, within the deadline."""

from __future__ import annotations

import itertools
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from speclift.fetch import client as client_module
from speclift.fetch.addresses import leads_inside
from speclift.fetch.client import Limits, PoliteClient
from speclift.fetch.documentation import fetch_documentation
from speclift.model.findings import InputError

sys.path.insert(0, str(Path(__file__).parent))
from hostile_servers import HEAD, PAGE, RESET, SILENCE, Behaviour, Pieces, behaviours, serve

LIMITS = Limits(seconds=1.0, size=8_000_000)
WITH_GRACE = 20.0
"""Seconds: the deadline, and what a dozen threads wait for each other on a busy machine."""

BEHAVIOURS = list(behaviours())


def ended(behaviour: Behaviour) -> str:
    """What is wrong with how the reading of the page on such a server ended; "" for nothing."""
    started = time.monotonic()
    said = ""
    with serve(behaviour) as url, PoliteClient(limits=LIMITS) as client:
        try:
            fetch_documentation(url, client)
        except InputError as error:
            said = "" if "\n" not in str(error) and len(str(error)) < 1000 else f"not one line: {error}"
        except Exception:
            said = traceback.format_exc()
    late = time.monotonic() - started
    return said or (f"took {late:.1f} s" if late > WITH_GRACE else "")


def test_every_server_ends_in_one_line_in_time() -> None:
    assert len(BEHAVIOURS) >= 150
    assert len({one.name for one in BEHAVIOURS}) == len(BEHAVIOURS)
    with ThreadPoolExecutor(12) as threads:
        wrong = {one.name: said for one, said in zip(BEHAVIOURS, threads.map(ended, BEHAVIOURS), strict=True) if said}
    assert wrong == {}


def by_name(name: str) -> Behaviour:
    return next(one for one in BEHAVIOURS if one.name == name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("trickles in a header", "no whole answer within 1 s"),
        ("floods in a gzip of nothing", "no whole answer within 1 s"),
        ("body: a gzip bomb", "larger than"),
        ("body: a br that was not asked for", "packs its answer as 'br', unasked"),
        ("redirects: the credentials of a cloud", "redirected to a private address"),
        ("redirects: the same in IPv6", "redirected to a private address"),
        ("redirects: file:///etc/passwd", "only http and https are read"),
        ("redirects: to itself", "more than 5 redirects"),
        ("robots: never come", "no whole answer within 1 s"),
        ("content: a tag of 300,000 attributes", "attributes"),
    ],
)
def test_the_line_says_what_the_server_did(name: str, words: str) -> None:
    limits = LIMITS if "whole answer" in words else Limits(seconds=60, size=LIMITS.size)
    with (
        serve(by_name(name)) as url,
        PoliteClient(limits=limits) as client,
        pytest.raises(InputError, match=words),
    ):
        fetch_documentation(url, client)


HANDSHAKES: dict[str, Callable[[], Pieces]] = {
    "says nothing": lambda: [SILENCE],
    "closes": list,
    "resets": lambda: [RESET],
    "speaks plain HTTP": lambda: [HEAD + b"\r\n" + PAGE],
    "sends an alert": lambda: [b"\x15\x03\x01\x00\x02\x02\x28"],
    "sends garbage": lambda: [bytes(range(256)) * 16],
    "trickles": lambda: (bytes([one]) for one in itertools.cycle(b"\x16\x03\x03\x3f\xff")),
    "floods": lambda: itertools.repeat(b"\x16\x03\x03\x40\x00" + bytes(0x4000)),
}


@pytest.mark.parametrize("handshake", HANDSHAKES)
def test_a_handshake_that_is_none_is_one_line(handshake: str) -> None:
    behaviour = Behaviour(handshake, lambda _: HANDSHAKES[handshake](), path="")
    with serve(behaviour) as url, PoliteClient(limits=LIMITS) as client, pytest.raises(InputError) as refused:
        fetch_documentation(url.replace("http:", "https:"), client)
    assert "\n" not in str(refused.value)


def test_what_is_read_together_has_the_time_of_one_page() -> None:
    """A page that leads to a dozen places which never answer: the time is not spent a dozen times."""
    named = b"".join(b'<a href="/page/openapi%d.json">x</a>' % number for number in range(12))
    first = iter([HEAD + b"connection: close\r\n\r\n" + PAGE.replace(b"<h1>", named + b"<h1>")])

    def pieces(_: str) -> list[bytes]:
        return [next(first, b"<silence>")]

    started = time.monotonic()
    with serve(Behaviour("hangs beside", pieces)) as url, PoliteClient(limits=LIMITS) as client:
        assert fetch_documentation(url, client).pages
    assert time.monotonic() - started < WITH_GRACE


@pytest.mark.parametrize(
    ("given", "target", "inside"),
    [
        ("http://127.0.0.1/", "http://127.0.0.1:81/", False),
        ("http://127.0.0.1/", "http://10.0.0.1/", False),
        ("http://127.0.0.1/", "http://169.254.169.254/", True),
        ("http://10.0.0.1/", "http://[::ffff:a9fe:a9fe]/", True),
        ("http://93.184.216.34/", "http://127.0.0.1/", True),
        ("http://93.184.216.34/", "http://[::1]/", True),
        ("http://93.184.216.34/", "http://0x7f000001/", True),
        ("http://93.184.216.34/", "http://2130706433/", True),
        ("http://93.184.216.34/", "http://8.8.8.8/", False),
        ("http://169.254.1.1/", "http://169.254.1.2/", False),
    ],
)
def test_no_redirect_leads_deeper_inside_than_the_address_given(given: str, target: str, inside: bool) -> None:
    assert leads_inside(given, target) is inside


COMMANDS = [
    ["build", "shop", "--fetch", "--quiet"],
    ["build", "{url}", "--out", "out"],
    ["init", "new", "{url}"],
    ["build", "{url}", "--site", "--out", "out"],
]
SAMPLE = [
    "silence after the status",
    "trickles in a chunk",
    "floods after informational answers",
    "resets in a body of some length",
    "body: a gzip bomb",
    "redirects: ever on",
    "robots: trickle",
    "content: 100,000 nested elements",
    "head: HTTP/0.9",
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command))
def test_commands_end_in_one_line(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from speclift.cli import run

    source = tmp_path / "scraper/sources/shop"
    source.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(client_module, "Limits", lambda: LIMITS)
    for name in SAMPLE:
        started = time.monotonic()
        with serve(by_name(name)) as url:
            (source / "source.toml").write_text(f'page = "{url}"\nplatform = "apidoc"\n')
            monkeypatch.setattr(sys, "argv", ["speclift", *(word.replace("{url}", url) for word in command)])
            with pytest.raises(SystemExit) as ended:
                run()
        said = capfd.readouterr().err.strip()
        assert ended.value.code == 2, (name, said)
        assert said.startswith(("error: ", "speclift: shop: ")), (name, said)
        assert "please report" not in said, (name, said)
        assert len(said.splitlines()) == 1, (name, said)
        assert time.monotonic() - started < WITH_GRACE, name
    assert not list(tmp_path.glob("**/spec/*"))
