"""Sitemaps of strangers: nothing is expanded, nothing is opened, nothing is large."""

from __future__ import annotations

import pytest
from site_on_loopback import Answer, Site

from speclift.fetch.client import PoliteClient
from speclift.fetch.site import plan_site
from speclift.readers.navigation import sitemap_addresses
from speclift.readers.page import Page

_LAUGHS = b"".join(b'<!ENTITY a%d "%s">' % (depth, b"&a%d;" % (depth - 1) * 10) for depth in range(1, 10))


@pytest.mark.parametrize(
    ("content", "addresses"),
    [
        (b'<!DOCTYPE l [<!ENTITY a0 "x">%s]><urlset><loc>http://a/&a9;</loc></urlset>' % _LAUGHS, ("http://a/",)),
        (b'<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><loc>&f;</loc></urlset>', ()),
        (b'<!DOCTYPE l [<!ENTITY %% p SYSTEM "http://127.0.0.1:1/x"> %%p;]><urlset><loc>a</loc></urlset>' % (), ("a",)),
        (b"<a>" * 100_000 + b"<loc>x</loc>", ()),
        (b"<urlset>" + b"<url><loc>http://a/b</loc></url>" * 500_000 + b"</urlset>", ()),
        (b"", ()),
        (b"\0" * 100, ()),
    ],
    ids=["entities", "a file", "an address", "deep", "many", "nothing", "nulls"],
)
def test_a_sitemap_is_read_as_it_stands(content: bytes, addresses: tuple[str, ...]) -> None:
    assert sitemap_addresses(content) == (addresses, ())


def test_a_sitemap_that_names_itself_and_no_addresses_ends(site: Site) -> None:
    named = ["http://[half", "http://a:b/", "", f"{site.url}/sitemap.xml", "http://127.0.0.1:1/sitemap.xml"]
    named += [f"{site.url}/{number}/sitemap.xml" for number in range(100)]
    index = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in named)
    content = f"<sitemapindex>{index}</sitemapindex>".encode()
    site.answers = {"/sitemap.xml": Answer(content), "/0/sitemap.xml": Answer(b"<urlset><loc>/a</loc></urlset>")}
    with PoliteClient() as client:
        plan = plan_site(Page("page.html", b"<html></html>", f"{site.url}/"), client, follow=["sitemap"])
    assert [page.address for page in plan.found["sitemap"]] == [f"{site.url}/a"]
    assert len([path for path in site.paths if path.endswith("sitemap.xml")]) == 20
