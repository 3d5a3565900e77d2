"""Whole sites: what there is to follow, many pages as one document, updates, interruptions and bad pages."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import speclift
from site_on_loopback import Answer, Site

from speclift.workspace.page_archive import ArchivedPage, pack, unpack

HTML = {"Content-Type": "text/html"}
MENU = (
    '<nav><ul><li><span>Books</span><ul><li><a href="/docs/list">List</a></li>'
    '<li><a href="/docs/add">Add</a></li></ul></li><li><span>Loans</span>'
    '<ul><li><a href="/docs/lend">Lend</a></li><li><a href="/docs/gone">Gone</a></li></ul></li>'
    '<li><a href="/blog/news">News</a></li></ul></nav>'
)
ITEM = '{"id": 1, "title": "x", "author": {"name": "y", "born": 1900}}'
PAGES = {
    "/docs/": "<h1>Library API</h1><p>The base URL is <code>https://library.example/v1</code>.</p>",
    "/docs/list": f"<h1>List books</h1><pre>GET /books</pre><p>Response:</p><pre>[{ITEM}]</pre>",
    "/docs/add": "<h1>Add a book</h1><pre>POST /books</pre>"
    "<ul><li><code>title</code> (string, required) - Its title</li></ul>"
    f"<p>Response:</p><pre>{ITEM}</pre>",
    "/docs/lend": "<h1>Lend</h1><pre>POST /books/{id}/loans</pre><p>Returns 201 Created, or 404 Not Found.</p>"
    "<h2>See also</h2><pre>GET /books</pre>",
    "/docs/hidden": "<h1>Return</h1><pre>DELETE /books/{id}/loans</pre><p>Returns 204 No Content.</p>",
}


def html(body: str, stamp: str = "a1b2") -> bytes:
    head = f'<head><title>Library</title><script src="/assets/app.{stamp}.js" nonce="{stamp}"></script></head>'
    return f"<!doctype html><html>{head}<body>{MENU}<main>{body}</main></body></html>".encode()


def publish(site: Site, stamp: str = "a1b2") -> None:
    for path, body in PAGES.items():
        site.answers[path] = Answer(html(body, stamp), headers=HTML)
    locations = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in [*PAGES, "/docs/logo.png", "/blog/news"])
    site.answers["/sitemap.xml"] = Answer(f"<urlset xmlns='http://x'>{locations}</urlset>".encode())


def document(root: Path, name: str) -> dict[str, Any]:
    (path,) = (root / "spec" / name).glob("v*.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def operations(found: dict[str, Any]) -> dict[str, str]:
    return {
        f"{method} {path}": operation["tags"][0]
        for path, item in found["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post", "delete")
    }


def test_a_site_becomes_one_document_with_the_groups_of_its_navigation(tmp_path: Path, site: Site) -> None:
    publish(site)
    done = speclift(tmp_path, "init", "library", f"{site.url}/docs/", "--site")
    assert done.returncode == 0, done.stderr
    assert "navigation 4, sitemap 5" in done.stdout
    assert f"{site.url}/docs/list  [Books]" in done.stdout
    assert f"{site.url}/docs/gone: the server answers 404 (this page is left out)" in done.stderr
    folder = tmp_path / "scraper/sources/library"
    assert sorted(path.name for path in folder.iterdir()) == ["base.yaml", "pages.mhtml", "source.toml"]
    settings = tomllib.loads((folder / "source.toml").read_text())
    assert settings["fetch"]["follow"] == ["navigation", "sitemap", "llms"]
    assert not (tmp_path / ".speclift/fetch/site-library").exists()
    assert "/blog/news" not in site.paths
    assert "/docs/logo.png" not in site.paths
    done = speclift(tmp_path, "build", "library", "--no-packages")
    assert done.returncode == 0, done.stderr
    found = document(tmp_path, "library")
    assert operations(found) == {
        "get /books": "Books",
        "post /books": "Books",
        "post /books/{id}/loans": "Loans",
        "delete /books/{id}/loans": "Books",
    }
    assert found["servers"][0]["url"] == "https://library.example/v1"
    assert "two pages describe the same operation" in (tmp_path / "spec/library/FINDINGS.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("content", "instead"),
    [
        ("<title>404 - Library</title><h1>Page not found</h1><p>It has moved.</p>", "an error page"),
        ("<title>Library</title><h1>Sign in</h1><form><input type=password></form>", "a login page"),
    ],
)
def test_what_is_sent_where_a_page_should_be_is_left_out_and_told(
    tmp_path: Path, site: Site, content: str, instead: str
) -> None:
    publish(site)
    site.answers["/docs/gone"] = Answer(f"<html><body>{content}</body></html>".encode(), headers=HTML)
    done = speclift(tmp_path, "build", f"{site.url}/docs/", "--site", "--out", "out", "--no-packages")
    assert done.returncode == 0, done.stderr
    assert f"{site.url}/docs/gone: it is {instead}, sent as if it were a page" in done.stderr
    assert "/docs/lend:" not in done.stderr  # a short page of an operation that answers 404 is none


def test_without_an_answer_the_page_alone_is_taken_and_the_site_is_shown(tmp_path: Path, site: Site) -> None:
    publish(site)
    done = speclift(tmp_path, "init", "library", f"{site.url}/docs/list")
    assert done.returncode == 0, done.stderr
    assert "this page is one of" in done.stdout
    assert "--site follows them" in done.stdout
    assert (tmp_path / "scraper/sources/library/page.html.gz").is_file()


def test_a_start_page_without_operations_is_followed(tmp_path: Path, site: Site) -> None:
    publish(site)
    assert speclift(tmp_path, "init", "library", f"{site.url}/docs/").returncode == 0
    assert (tmp_path / "scraper/sources/library/pages.mhtml").is_file()


def test_a_build_stamp_is_no_change_and_a_change_is(tmp_path: Path, site: Site) -> None:
    publish(site)
    assert speclift(tmp_path, "init", "library", f"{site.url}/docs/", "--site").returncode == 0
    assert speclift(tmp_path, "build", "library", "--no-packages").returncode == 0
    archive = tmp_path / "scraper/sources/library/pages.mhtml"
    before = archive.read_bytes()
    publish(site, stamp="ffff")
    done = speclift(tmp_path, "build", "library", "--fetch", "--no-packages")
    assert done.returncode == 0, done.stderr
    assert "Nothing changed." in done.stdout
    assert archive.read_bytes() == before
    site.answers["/docs/lend"] = Answer(html(PAGES["/docs/lend"].replace("201 Created", "202 Accepted")), headers=HTML)
    site.answers["/docs/add"] = Answer(status=503)
    done = speclift(tmp_path, "build", "library", "--fetch", "--no-packages")
    assert done.returncode == 0, done.stderr
    assert "/docs/add: the server answers 503" in done.stderr
    found = document(tmp_path, "library")
    assert "202" in found["paths"]["/books/{id}/loans"]["post"]["responses"]
    assert "post /books" in operations(found)
    changed = [
        (a, b) for a, b in zip(before.split(b"\n--"), archive.read_bytes().split(b"\n--"), strict=True) if a != b
    ]
    assert len(changed) == 1


def test_who_is_interrupted_goes_on_where_it_stopped(tmp_path: Path, site: Site) -> None:
    publish(site)
    from speclift.fetch.client import PoliteClient
    from speclift.fetch.site import plan_site, read_site
    from speclift.readers.page import Page

    start = Page("page.html", html(PAGES["/docs/"]), f"{site.url}/docs/")
    store = tmp_path / "store"

    def stop(done: int, total: int, address: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with PoliteClient() as client:
        plan = plan_site(start, client)
        with pytest.raises(KeyboardInterrupt):
            read_site(plan, start, client, store=store, advance=stop)
        seen = len(site.seen)
        pages, bad = read_site(plan, start, client, store=store)
    assert len(pages) == 5
    assert [address for address, _ in bad] == [f"{site.url}/docs/gone"]
    assert len(site.seen) - seen == len(plan.pages()) - 3


def test_robots_keep_pages_of_a_site(tmp_path: Path, site: Site) -> None:
    publish(site)
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /docs/add\n")
    done = speclift(tmp_path, "init", "library", f"{site.url}/docs/", "--site")
    assert done.returncode == 0, done.stderr
    assert "/docs/add: robots.txt asks programs not to read this page" in done.stderr
    assert "/docs/add" not in site.paths


def test_a_folder_of_saved_pages_is_one_documentation(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for path, body in PAGES.items():
        name = path.removeprefix("/docs/") or "index"
        (folder / f"{name}.html").write_bytes(html(body).replace(b'href="/docs/', b'href="'))
    done = speclift(tmp_path, "build", "saved", "--out", "out", "--no-packages", "--json")
    assert done.returncode == 0, done.stderr
    (source,) = json.loads(done.stdout)["sources"]
    assert source["versions"][0]["operations"] == 4
    assert operations(document(tmp_path / "out", "saved"))["get /books"] == "Books"


def test_a_site_that_leads_ever_deeper_and_answers_everything_ends(tmp_path: Path, site: Site) -> None:
    class Everything(dict[str, Answer]):
        """Every address below the documentation is one page with a relative link to one deeper."""

        def get(self, path: str, default: Any = None) -> Any:
            if path.startswith("/docs/"):
                body = '<nav><a href="next/">Next</a><a href="list">List</a></nav><main><h1>Not found</h1></main>'
                return super().get(path) or Answer(f"<html><body>{body}</body></html>".encode(), headers=HTML)
            return super().get(path, default)

    site.answers = Everything()
    site.answers["/docs/list"] = Answer(html(PAGES["/docs/list"]), headers=HTML)
    done = speclift(tmp_path, "init", "library", f"{site.url}/docs/", "--site")
    assert done.returncode == 0, done.stderr
    assert len(site.paths) < 40  # the neighbours of the start page, sitemaps, and few pages
    done = speclift(tmp_path, "build", "library", "--no-packages")
    assert done.returncode == 0, done.stderr
    assert list(operations(document(tmp_path, "library"))) == ["get /books"]


def test_a_page_that_leads_nowhere_is_no_site(tmp_path: Path, site: Site) -> None:
    site.answers["/docs/list"] = Answer(b"<html><body><h1>List</h1><pre>GET /books</pre></body></html>", headers=HTML)
    done = speclift(tmp_path, "init", "library", f"{site.url}/docs/list", "--site")
    assert done.returncode == 2
    assert "nothing to follow" in done.stderr


def test_wrong_words_for_follow_name_the_place(tmp_path: Path, site: Site) -> None:
    publish(site)
    assert speclift(tmp_path, "init", "library", f"{site.url}/docs/", "--site").returncode == 0
    path = tmp_path / "scraper/sources/library/source.toml"
    path.write_text(path.read_text().replace('"llms"', '"everything"'))
    done = speclift(tmp_path, "build", "library", "--fetch", "--no-packages")
    assert done.returncode == 2
    assert "fetch.follow" in done.stderr


def test_an_archive_gives_back_what_was_packed() -> None:
    pages = [
        ArchivedPage("b.html", "https://a.example/b", "Gruppe ü", b"<p>\r\n\n--\n</p>\x00\xff"),
        ArchivedPage("a.html", "https://a.example/a", "", b"\n----speclift-page\n"),
    ]
    packed = pack(pages)
    assert unpack(packed, file="pages.mhtml") == sorted(pages, key=lambda page: page.address)
    assert pack(reversed(pages)) == packed
