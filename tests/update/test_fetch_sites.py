"""What the site does while `speclift build --fetch` reads it: shells, other addresses, refusals, failures."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from shop_page import GET, LIST, PROJECT, SHELL, SHOP, data, page, without_answer
from site_on_loopback import Answer
from watched_workspace import Watched

CASES = Path(__file__).parents[1] / "readers/apidoc/cases"
HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}


def shell_with_json(watched: Watched, *articles: object) -> None:
    """Let the site serve a shell, with `api_data.json` beside it; it answers any other address with its start page."""
    answers = watched.site.answers
    answers["/docs/"] = Answer(SHELL, headers=HTML)
    answers["/docs/api_data.json"] = Answer(json.dumps(data(articles or SHOP)).encode(), headers=JSON, etag='"d"')  # type: ignore[arg-type]
    answers["/docs/api_project.json"] = Answer(json.dumps(PROJECT).encode(), headers=JSON, etag='"p"')
    answers["/docs/assets/main.bundle.js?v=17"] = Answer(SHELL, headers=HTML)


def test_a_shell_is_recorded_as_its_data_and_the_data_asked_for_only_when_newer(watched: Watched) -> None:
    shell_with_json(watched)
    done = watched.fetch()
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in watched.source.glob("*.gz")) == ["api_data.json.gz", "api_project.json.gz"]
    assert watched.run("build", "shop", "--no-packages", "--check").returncode == 0

    assert "Nothing changed." in watched.fetch().stdout
    seen = [headers.get("if-none-match") for path, headers in watched.site.seen if path == "/docs/api_data.json"]
    assert seen == [None, '"d"']

    shell_with_json(watched, LIST, without_answer(GET, "price"))
    watched.site.answers["/docs/api_data.json"].etag = '"e"'
    done = watched.fetch()
    assert done.returncode == 0, done.stderr
    assert "**breaking**" in done.stdout


@pytest.mark.parametrize(
    ("case", "files", "media_type"),
    [
        ("template-0.13", ["api_data.json", "api_project.json"], "application/json"),
        ("template-0.20", ["api_data.js", "api_project.js"], "application/javascript"),
        ("template-0.54", ["assets/main.bundle.js"], "text/javascript"),
    ],
)
def test_a_shell_of_every_generation_is_lifted_from_its_data(
    watched: Watched, case: str, files: list[str], media_type: str
) -> None:
    answers = watched.site.answers
    answers["/docs/"] = Answer(SHELL, headers=HTML)
    for file in files:
        query = "?v=17" if file.startswith("assets") else ""
        content = (CASES / case / Path(file).name).read_bytes()
        answers[f"/docs/{file}{query}"] = Answer(content, headers={"Content-Type": media_type})
    done = watched.fetch()
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in watched.source.glob("*.gz")) == sorted(f"{Path(one).name}.gz" for one in files)
    assert (watched.root / "spec/shop/v1.2.0.yaml").is_file()


def test_data_that_cannot_be_read_today_is_not_data_that_is_gone(watched: Watched) -> None:
    shell_with_json(watched)
    assert watched.fetch().returncode == 0
    before = watched.files()
    watched.site.answers["/docs/api_project.json"] = Answer(b"", 503)
    done = watched.fetch()
    assert done.returncode == 2
    assert "503" in done.stderr
    assert watched.files() == before


def test_a_shell_without_its_data_says_the_way_out(watched: Watched) -> None:
    watched.site.answers["/docs/"] = Answer(SHELL, headers=HTML)
    done = watched.fetch()
    assert done.returncode == 2
    assert "save the rendered page" in done.stderr


def test_two_shells_cannot_be_recorded_under_one_name(watched: Watched) -> None:
    shell_with_json(watched)
    settings = watched.source / "source.toml"
    one = f"{watched.site.url}/docs/"
    settings.write_text(f'platform = "apidoc"\n[fetch.pages]\n"a.html" = "{one}"\n"b.html" = "{one}"\n')
    done = watched.fetch()
    assert done.returncode == 2
    assert "api_data.json" in done.stderr


def test_a_page_that_moved_is_followed(watched: Watched) -> None:
    site = watched.site
    site.answers["/new/docs/"] = site.answers["/docs/"]
    site.answers["/docs/"] = Answer(status=301, headers={"Location": "/new/docs/"})
    assert "Nothing changed." in watched.fetch().stdout
    assert site.paths == ["/robots.txt", "/docs/", "/new/docs/"]


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


LOGIN = (
    b"<html><head><title>Sign in</title></head><body><h1>Sign in</h1><form><input type=password></form></body></html>"
)
REFUSALS: dict[str, tuple[Callable[[Watched], Answer], str]] = {
    "gone": (lambda _: Answer(b"", 410), "410"),
    "broken": (lambda _: Answer(b"", 500), "500"),
    "hangs up": (lambda _: Answer(broken=True), "cannot read"),
    "empty": (lambda _: Answer(b" \n", headers=HTML), "empty page"),
    "a picture": (lambda _: Answer(b"\x89PNG", headers={"Content-Type": "image/png"}), "sends image/png"),
    "binary": (lambda _: Answer(random.Random(7).randbytes(5000), headers=HTML), "page"),
    "a login": (lambda _: Answer(LOGIN, headers=HTML), "login"),
    "another platform": (lambda _: Answer(b"<html><body><h1>Hello</h1></body></html>", headers=HTML), "apidoc"),
    "half of it": (lambda _: Answer(half(page()), headers=HTML), "page.html"),
    "too large": (lambda _: Answer(b"x" * (64 * 1024 * 1024 + 1), headers=HTML), "larger than 67,108,864 bytes"),
    "round and round": (lambda _: Answer(status=302, headers={"Location": "/docs/"}), "redirects"),
    "out of the web": (lambda _: Answer(status=302, headers={"Location": "file:///etc/passwd"}), "http and https"),
    "a lie": (lambda _: Answer(b"not gzip", headers={**HTML, "Content-Encoding": "gzip"}), "cannot read"),
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_is_no_page_is_one_line_and_nothing_is_written(watched: Watched, kind: str) -> None:
    answer, words = REFUSALS[kind]
    watched.site.answers["/docs/"] = answer(watched)
    before = watched.files()
    done = watched.fetch("--quiet", "--summary", "summary.md")
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert watched.files() == before
    assert not (watched.root / "summary.md").exists()


def test_a_site_that_asks_programs_not_to_read_it_is_left_alone(watched: Watched) -> None:
    watched.site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /docs/\n")
    done = watched.fetch()
    assert done.returncode == 2
    assert "robots.txt" in done.stderr
    assert watched.site.paths == ["/robots.txt"]
