"""Reading pages politely, from a real server on loopback."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_on_loopback import Answer, Site

from speclift.fetch import client as client_module
from speclift.fetch.client import Limits, PoliteClient
from speclift.findings import Trouble


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
    assert 1.5 < waited[0] <= 2


def test_a_page_that_robots_forbids_is_not_read(site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(b"User-agent: speclift\nDisallow: /api"), "/api/x": Answer(b"x")}
    with PoliteClient() as client, pytest.raises(Trouble, match=r"robots\.txt"):
        client.get(f"{site.url}/api/x")
    assert site.paths == ["/robots.txt"]


def test_a_site_whose_robots_is_broken_is_left_alone(site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(b"", 503), "/x": Answer(b"x")}
    with PoliteClient() as client, pytest.raises(Trouble, match=r"robots\.txt"):
        client.get(f"{site.url}/x")


def test_what_the_server_said_of_freshness_is_asked_about_the_next_time(site: Site, tmp_path: Path) -> None:
    site.answers["/x"] = Answer(b"x", etag='"1"')
    for expected in (b"x", None):
        with PoliteClient(cache=tmp_path) as client:
            assert client.get(f"{site.url}/x", known=b"x").content == expected
    site.answers["/x"] = Answer(b"y", etag='"2"')
    with PoliteClient(cache=tmp_path) as client:
        assert client.get(f"{site.url}/x", known=b"x").content == b"y"


def test_freshness_of_other_bytes_is_not_asked_about(site: Site, tmp_path: Path) -> None:
    # A build that failed after fetching must not take its own failure for "nothing changed".
    site.answers["/x"] = Answer(b"x", etag='"1"')
    for _ in range(2):
        with PoliteClient(cache=tmp_path) as client:
            assert client.get(f"{site.url}/x", known=b"older").content == b"x"


def test_a_damaged_cache_is_no_cache(site: Site, tmp_path: Path) -> None:
    site.answers["/x"] = Answer(b"x", etag='"1"')
    with PoliteClient(cache=tmp_path) as client:
        client.get(f"{site.url}/x", known=b"x")
        next(tmp_path.iterdir()).write_text("{")
        assert client.get(f"{site.url}/x", known=b"x").content == b"x"


def test_redirects_are_followed_to_the_page(site: Site) -> None:
    site.answers |= {"/old": Answer(status=301, headers={"Location": "/new"}), "/new": Answer(b"new")}
    with PoliteClient() as client:
        fetched = client.get(f"{site.url}/old")
    assert (fetched.url, fetched.content) == (f"{site.url}/new", b"new")


def test_a_public_page_may_not_redirect_into_a_private_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/x"] = Answer(status=302, headers={"Location": "http://127.0.0.1:9/secrets"})
    answers = iter([False, True])
    monkeypatch.setattr(client_module, "is_private", lambda url: next(answers))
    with PoliteClient() as client, pytest.raises(Trouble, match="private address"):
        client.get(f"{site.url}/x")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.com/x", "http://user:word@example.com/"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, target: str) -> None:
    site.answers["/x"] = Answer(status=302, headers={"Location": target})
    with PoliteClient() as client, pytest.raises(Trouble):
        client.get(f"{site.url}/x")


def test_redirects_end(site: Site) -> None:
    site.answers["/x"] = Answer(status=302, headers={"Location": "/x"})
    with PoliteClient() as client, pytest.raises(Trouble, match="more than 5 redirects"):
        client.get(f"{site.url}/x")


def test_a_page_that_is_too_large_is_cut_off(site: Site) -> None:
    site.answers["/x"] = Answer(b"x" * 1001)
    with PoliteClient(limits=Limits(size=1000)) as client, pytest.raises(Trouble, match="larger than 1,000 bytes"):
        client.get(f"{site.url}/x")


@pytest.mark.parametrize(("status", "words"), [(404, "source.toml"), (403, "save it in a browser"), (500, "later")])
def test_an_answer_that_is_no_page_says_the_way_out(site: Site, status: int, words: str) -> None:
    site.answers["/x"] = Answer(b"", status)
    with PoliteClient() as client:
        with pytest.raises(Trouble, match=words):
            client.get(f"{site.url}/x")
        assert client.try_get(f"{site.url}/x") is None


def test_a_server_that_hangs_up_is_trouble(site: Site) -> None:
    site.answers["/x"] = Answer(broken=True)
    with PoliteClient() as client, pytest.raises(Trouble, match="cannot read"):
        client.get(f"{site.url}/x")


def test_a_page_that_takes_too_long_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/x"] = Answer(b"x")
    with PoliteClient(limits=Limits(seconds=-1)) as client:
        monkeypatch.setattr(client._client, "timeout", 5)
        with pytest.raises(Trouble, match=r"took longer|no answer"):
            client.get(f"{site.url}/x")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "x.html", "http:///x", "gopher://a/"])
def test_only_web_addresses_are_read(url: str) -> None:
    with PoliteClient() as client, pytest.raises(Trouble):
        client.get(url)


def test_a_name_that_does_not_resolve_is_trouble() -> None:
    with PoliteClient() as client, pytest.raises(Trouble, match="cannot resolve"):
        client.get("http://name.invalid/")
