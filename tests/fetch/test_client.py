"""Reading pages politely, from a real server on loopback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_on_loopback import Answer, Site, serve

from speclift.fetch import client as client_module
from speclift.fetch.addresses import is_private
from speclift.fetch.client import Limits, PoliteClient
from speclift.fetch.freshness import Freshness
from speclift.fetch.robots import rules_from
from speclift.model.findings import InputError


def test_a_page_is_read_with_an_identifying_agent_after_robots(site: Site) -> None:
    site.answers["/api/"] = Answer(b"<html>", headers={"Content-Type": "text/html; charset=utf-8"})
    with PoliteClient() as client:
        fetched = client.get(f"{site.url}/api/")
    assert (fetched.content, fetched.media_type, fetched.url) == (b"<html>", "text/html", f"{site.url}/api/")
    assert site.paths == ["/robots.txt", "/api/"]
    assert site.seen[1][1]["user-agent"].startswith("speclift/")


def test_robots_is_asked_once_per_site_and_its_delay_is_kept(site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 2"), "/a": Answer(b"a"), "/b": Answer(b"b")}
    waited: list[float] = []
    with PoliteClient(sleep=waited.append) as client:
        client.get(f"{site.url}/a")
        client.get(f"{site.url}/b")
    assert site.paths == ["/robots.txt", "/a", "/b"]
    assert len(waited) == 1
    assert 0 <= waited[0] <= 2  # what is left of the two seconds since the first page


ROBOTS = """\
User-agent: *
Disallow: /

User-agent: speclift
Disallow: /private/
Allow: /private/docs/
Disallow: /*.pdf$
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/docs", True), ("/private/x", False), ("/private/docs/x", True), ("/a.pdf", False), ("/a.pdf?x", True)],
)
def test_the_longest_rule_for_us_decides(path: str, allowed: bool) -> None:
    rules = rules_from(200, ROBOTS, "speclift")
    assert rules.allow(f"https://example.com{path}") is allowed
    assert not rules_from(200, ROBOTS, "another").allow(f"https://example.com{path}")


def test_a_robots_that_has_moved_is_followed(site: Site) -> None:
    site.answers |= {
        "/robots.txt": Answer(status=301, headers={"Location": "/files/robots.txt"}),
        "/files/robots.txt": Answer(b"User-agent: *\nDisallow: /x"),
    }
    with PoliteClient() as client, pytest.raises(InputError, match=r"robots\.txt"):
        client.get(f"{site.url}/x")


@given(st.text())
def test_any_robots_can_be_read(text: str) -> None:
    rules = rules_from(200, text, "speclift")
    assert rules.allow("https://example.com/x") in (True, False)
    assert 0 <= rules.delay <= 10


def test_a_page_that_robots_forbids_is_not_read(site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(b"User-agent: speclift\nDisallow: /api"), "/api/x": Answer(b"x")}
    with PoliteClient() as client, pytest.raises(InputError, match=r"robots\.txt"):
        client.get(f"{site.url}/api/x")
    assert site.paths == ["/robots.txt"]


def test_a_site_whose_robots_is_broken_is_left_alone(site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(b"", 503), "/x": Answer(b"x")}
    with PoliteClient() as client, pytest.raises(InputError, match=r"robots\.txt"):
        client.get(f"{site.url}/x")


def test_what_the_server_said_of_freshness_is_asked_about_the_next_time(site: Site, tmp_path: Path) -> None:
    site.answers["/x"] = Answer(b"x", etag='"1"')
    for expected in (b"x", None):
        with PoliteClient(freshness=Freshness(tmp_path)) as client:
            assert client.get(f"{site.url}/x", known=b"x").content == expected
    site.answers["/x"] = Answer(b"y", etag='"2"')
    with PoliteClient(freshness=Freshness(tmp_path)) as client:
        assert client.get(f"{site.url}/x", known=b"x").content == b"y"


def test_freshness_of_other_bytes_is_not_asked_about(site: Site, tmp_path: Path) -> None:
    # A build that failed after fetching must not take its own failure for "nothing changed".
    site.answers["/x"] = Answer(b"x", etag='"1"')
    for _ in range(2):
        with PoliteClient(freshness=Freshness(tmp_path)) as client:
            assert client.get(f"{site.url}/x", known=b"older").content == b"x"


def test_a_frozen_memory_asks_and_keeps_nothing(site: Site, tmp_path: Path) -> None:
    site.answers["/x"] = Answer(b"x", etag='"1"')
    for frozen, expected in ((True, b"x"), (False, b"x"), (True, None)):
        with PoliteClient(freshness=Freshness(tmp_path / "kept", frozen=frozen)) as client:
            assert client.get(f"{site.url}/x", known=b"x").content == expected


def test_a_damaged_cache_is_no_cache(site: Site, tmp_path: Path) -> None:
    site.answers["/x"] = Answer(b"x", etag='"1"')
    with PoliteClient(freshness=Freshness(tmp_path)) as client:
        client.get(f"{site.url}/x", known=b"x")
        for damage in ("{", "[]", "{}"):
            next(tmp_path.iterdir()).write_text(damage)
            assert client.get(f"{site.url}/x", known=b"x").content == b"x"


def test_redirects_are_followed_to_the_page(site: Site) -> None:
    site.answers |= {"/old": Answer(status=301, headers={"Location": "/new"}), "/new": Answer(b"new")}
    with PoliteClient() as client:
        fetched = client.get(f"{site.url}/old")
    assert (fetched.url, fetched.content) == (f"{site.url}/new", b"new")


def test_a_public_page_may_not_redirect_into_a_private_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/x"] = Answer(status=302, headers={"Location": "http://127.0.0.1:9/secrets"})
    monkeypatch.setattr(client_module, "leads_inside", lambda url, target: True)
    with PoliteClient() as client, pytest.raises(InputError, match="private address"):
        client.get(f"{site.url}/x")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.com/x", "http://user:word@example.com/"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, target: str) -> None:
    site.answers["/x"] = Answer(status=302, headers={"Location": target})
    with PoliteClient() as client, pytest.raises(InputError):
        client.get(f"{site.url}/x")


def test_a_page_on_loopback_may_redirect_to_another_port_of_it(site: Site) -> None:
    with serve() as other:
        other.answers["/new"] = Answer(b"new")
        site.answers["/x"] = Answer(status=307, headers={"Location": f"{other.url}/new#part"})
        with PoliteClient() as client:
            assert client.get(f"{site.url}/x").url == f"{other.url}/new"
        assert other.paths == ["/robots.txt", "/new"]


def test_a_redirect_to_what_is_no_address_is_refused(site: Site) -> None:
    site.answers["/x"] = Answer(status=302, headers={"Location": "http://[half"})
    with PoliteClient() as client, pytest.raises(InputError, match="not an address"):
        client.get(f"{site.url}/x")


def test_redirects_end(site: Site) -> None:
    site.answers["/x"] = Answer(status=302, headers={"Location": "/x"})
    with PoliteClient() as client, pytest.raises(InputError, match="more than 5 redirects"):
        client.get(f"{site.url}/x")


def test_a_page_that_is_too_large_is_cut_off(site: Site) -> None:
    site.answers["/x"] = Answer(b"x" * 1001)
    with PoliteClient(limits=Limits(size=1000)) as client, pytest.raises(InputError, match="larger than 1,000 bytes"):
        client.get(f"{site.url}/x")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "check the address"), (403, "save it in a browser"), (500, "later"), (304, "304")]
)
def test_an_answer_that_is_no_page_says_the_way_out(site: Site, status: int, words: str) -> None:
    site.answers["/x"] = Answer(b"", status)
    with PoliteClient() as client, pytest.raises(InputError, match=words):
        client.get(f"{site.url}/x")


def test_a_page_that_is_not_there_is_told_from_one_that_cannot_be_read(site: Site) -> None:
    site.answers |= {"/broken": Answer(b"", 503), "/there": Answer(b"x")}
    with PoliteClient() as client:
        assert client.try_get(f"{site.url}/nowhere") is None
        found = client.try_get(f"{site.url}/there")
        assert found is not None
        assert found.content == b"x"
        with pytest.raises(InputError, match="503"):
            client.try_get(f"{site.url}/broken")


def test_a_closed_connection_raises_input_error(site: Site) -> None:
    site.answers["/x"] = Answer(broken=True)
    with PoliteClient() as client, pytest.raises(InputError, match="cannot read"):
        client.get(f"{site.url}/x")


@pytest.mark.parametrize("failures", [[503], [0], [500, 0, 502], [429, 429, 429], [0, 0, 0]])
def test_a_server_that_recovers_is_read_after_waits_that_grow(site: Site, failures: list[int]) -> None:
    site.answers["/x"] = Answer(b"x", failures=list(failures))
    waited: list[float] = []
    with PoliteClient(sleep=waited.append) as client:
        assert client.get(f"{site.url}/x").content == b"x"
    assert waited == [0.3, 0.6, 1.2][: len(failures)]
    assert site.paths == ["/robots.txt"] + ["/x"] * (len(failures) + 1)


@pytest.mark.parametrize(("failures", "words"), [([503] * 9, "503"), ([0] * 9, "cannot read")])
def test_a_server_that_does_not_recover_is_asked_four_times(site: Site, failures: list[int], words: str) -> None:
    site.answers["/x"] = Answer(b"x", failures=failures)
    waited: list[float] = []
    with PoliteClient(sleep=waited.append) as client, pytest.raises(InputError, match=words):
        client.get(f"{site.url}/x")
    assert site.paths.count("/x") == 4
    assert waited == [0.3, 0.6, 1.2]


def test_a_robots_that_recovers_is_obeyed(site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(b"User-agent: *\nDisallow: /x", failures=[503, 0]), "/x": Answer(b"x")}
    with PoliteClient(sleep=lambda _: None) as client, pytest.raises(InputError, match=r"robots\.txt"):
        client.get(f"{site.url}/x")


def test_a_page_that_takes_too_long_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/x"] = Answer(b"x")
    with PoliteClient(limits=Limits(seconds=-1)) as client:
        monkeypatch.setattr(client._client, "timeout", 5)
        with pytest.raises(InputError, match="no whole answer"):
            client.get(f"{site.url}/x")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "x.html", "http:///x", "gopher://a/", "http://[half/", "http://a:b/", "http://a..b/"]
)
def test_only_web_addresses_are_read(url: str) -> None:
    with PoliteClient() as client, pytest.raises(InputError):
        client.get(url)


@pytest.mark.parametrize(
    ("url", "private"),
    [("http://127.0.0.1/", True), ("http://[::1]/", True), ("http://10.1.2.3/", True), ("http://8.8.8.8/", False)],
)
def test_private_addresses_are_known(url: str, private: bool) -> None:
    assert is_private(url) is private


@pytest.mark.parametrize("url", ["http://name.invalid/", "http://a..b/"])
def test_is_private_raises_for_an_unresolvable_host(url: str) -> None:
    with pytest.raises(InputError, match="cannot resolve"):
        is_private(url)


def test_an_unresolvable_host_raises_input_error() -> None:
    with PoliteClient() as client, pytest.raises(InputError, match="cannot read"):
        client.get("http://name.invalid/")
