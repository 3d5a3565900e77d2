"""`speclift init`: a page that nobody configured becomes a source that builds."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
import tomllib
from pathlib import Path

import pytest
from command_line import speclift
from platform_pages import PAGES
from shop_page import PROJECT, SHELL, data, page
from site_on_loopback import Answer, Site

from speclift.pipeline.initialise import name_from, require_name
from speclift.workspace.source import load_source, unconfigured

READERS = Path(__file__).parents[1] / "readers"


@pytest.mark.parametrize("platform", PAGES)
def test_a_page_of_each_platform_becomes_a_source_that_builds(tmp_path: Path, platform: str) -> None:
    done = speclift(tmp_path, "init", "my-api", str(PAGES[platform]))
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[0].startswith(f"recognised {platform}, ")
    assert "% sure: " in said[0]
    assert said[-1] == "next: speclift build my-api"
    settings = tomllib.loads((tmp_path / "scraper/sources/my-api/source.toml").read_text())
    assert settings["platform"] == platform
    assert settings["title"]
    done = speclift(tmp_path, *said[-1].removeprefix("next: speclift ").split(), "--no-packages")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "spec/my-api/FINDINGS.md").is_file()
    assert list((tmp_path / "spec/my-api").glob("v*.yaml"))


def test_a_page_is_recorded_from_its_address_and_not_changed_since(tmp_path: Path, site: Site) -> None:
    site.answers["/docs"] = Answer(status=308, headers={"Location": "/docs/"})
    site.answers["/docs/"] = Answer(page(), headers={"Content-Type": "text/html"})
    done = speclift(tmp_path, "init", "shop", f"{site.url}/docs#api-Goods")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "scraper/sources/shop"
    assert gzip.decompress((folder / "page.html.gz").read_bytes()) == page()
    assert load_source(folder).page == f"{site.url}/docs/"
    assert speclift(tmp_path, "build", "shop", "--no-packages").returncode == 0
    assert "Nothing changed." in speclift(tmp_path, "build", "shop", "--fetch", "--no-packages").stdout


def test_a_shell_is_recorded_as_its_data_and_lives_where_the_shell_does(tmp_path: Path, site: Site) -> None:
    site.answers["/docs/"] = Answer(SHELL, headers={"Content-Type": "text/html"})
    site.answers["/docs/api_data.json"] = Answer(json.dumps(data()).encode())
    site.answers["/docs/api_project.json"] = Answer(json.dumps(PROJECT).encode())
    done = speclift(tmp_path, "init", "shop", f"{site.url}/docs/")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "scraper/sources/shop"
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["api_data.json.gz", "api_project.json.gz", "base.yaml", "source.toml"]
    assert load_source(folder).page == f"{site.url}/docs/"


@pytest.mark.parametrize("beside", ["assets/main.bundle.js", "main.bundle.js", "docs/assets/main.bundle.js"])
def test_a_copy_of_a_site_is_read_wherever_it_begins(tmp_path: Path, beside: str) -> None:
    site = tmp_path / "site"
    (site / beside).parent.mkdir(parents=True)
    shutil.copyfile(READERS / "apidoc/cases/template-0.54/main.bundle.js", site / beside)
    shell = SHELL.replace(b"assets/main", b"/docs/assets/main" if beside.startswith("docs") else b"/other/assets/main")
    (site / "index.html").write_bytes(shell)
    done = speclift(tmp_path, "init", "shop", str(site / "index.html"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "scraper/sources/shop/main.bundle.js.gz").is_file()


def test_a_link_out_of_the_folder_of_a_page_is_not_followed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "api_data.json").write_text(json.dumps(data()))
    (site / "api_data.json").symlink_to(tmp_path / "api_data.json")
    (site / "index.html").write_bytes(SHELL.replace(b"assets/main", b"../../assets/main"))
    done = speclift(tmp_path, "init", "shop", str(site / "index.html"))
    assert done.returncode == 2
    assert "its data is not beside it" in done.stderr


MHTML = b"""From: <Saved by Blink>\r
Snapshot-Content-Location: https://docs.shop.example/api/\r
MIME-Version: 1.0\r
Content-Type: multipart/related;\r
\ttype="text/html";\r
\tboundary="----x"\r
\r
------x\r
Content-Type: text/css\r
\r
a {}\r
------x\r
Content-Type: text/html\r
Content-Transfer-Encoding: base64\r
Content-Location: https://docs.shop.example/api/#api-Goods\r
\r
PAGE\r
------x--\r
"""


@pytest.mark.parametrize("how", ["as one file", "with its address in a comment", "with its canonical address"])
def test_a_page_saved_from_a_browser_says_where_it_lives(tmp_path: Path, how: str) -> None:
    comment = b"<!-- saved from url=(0033)https://docs.shop.example/api/#top -->"
    link = b'<link rel="canonical" href="https://docs.shop.example/api/">'
    name, content = {
        "as one file": ("shop.mhtml", MHTML.replace(b"PAGE", base64.encodebytes(page()))),
        "with its address in a comment": ("shop.html", page().replace(b"<html>", comment + b"<html>")),
        "with its canonical address": ("shop.html", page().replace(b"<head>", b"<head>" + link)),
    }[how]
    (tmp_path / name).write_bytes(content)
    done = speclift(tmp_path, "init", "shop", name)
    assert done.returncode == 0, done.stderr
    source = load_source(tmp_path / "scraper/sources/shop")
    assert (source.title, source.page) == ("Shop", "https://docs.shop.example/api/")
    assert (tmp_path / "scraper/sources/shop/shop.html.gz").is_file()


def test_hostile_titles_are_words_in_source_toml(tmp_path: Path) -> None:
    evil = 'x"\n[names]\na = "\u0000 \ud800 \x7f ${HOME} </title>'
    project = {**PROJECT, "title": evil, "name": evil}
    (tmp_path / "api_data.json").write_text(json.dumps(data()))
    (tmp_path / "api_project.json").write_text(json.dumps(project))
    (tmp_path / "index.html").write_bytes(SHELL)
    done = speclift(tmp_path, "init", "shop", "index.html")
    assert done.returncode == 0, done.stderr
    settings = tomllib.loads((tmp_path / "scraper/sources/shop/source.toml").read_text())
    assert set(settings) == {"title", "page", "platform"}


LOGIN = (
    b"<html><head><title>Sign in</title></head><body><h1>Sign in</h1><form><input type=password></form></body></html>"
)
BAD = {
    "login.html": (LOGIN, "login"),
    "empty.html": (b"", "empty"),
    "blank.html": (b" \n\t", "empty"),
    "binary.html": (bytes(range(256)) * 40, "not a page"),
    "other.html": (b"<html><body><h1>Hello</h1></body></html>", "not a page of a documentation platform"),
    "half.html": (page()[:900], "half.html"),
    "not-packed.html.gz": (b"<html>", "cannot be unpacked"),
    "cut.html.gz": (gzip.compress(page())[:500], "cannot be unpacked"),
    "shell.html": (SHELL, "its data is not beside it"),
    "nothing.mhtml": (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "holds no page"),
    "bomb.html.gz": (gzip.compress(b"x" * (64 * 1024 * 1024 + 1), 1), "larger than 67,108,864 bytes"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_page_is_one_line_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    content, words = BAD[name]
    (tmp_path / name).write_bytes(content)
    done = speclift(tmp_path, "init", "shop", name)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Bad Name", "x.html"), "no name for a source"),
        (("../up", "x.html"), "no name for a source"),
        (("мой-api", "x.html"), "no name for a source"),
        (("a-b-c-d-e-f-g", "x.html"), "too long"),
        (("a" * 61, "x.html"), "too long"),
        (("taken", "x.html"), "exists already"),
        (("shared-name", "x.html"), "packages of 'taken' are called 'shared-name' already"),
        (("shop", "nowhere.html"), "no such file"),
        (("shop", "."), "folder"),
        (("shop", "file:///nowhere%20at%20all.html"), "/nowhere at all.html"),
        (("shop", "http://[half/"), "not an address"),
        (("shop", "http://127.0.0.1:1/"), "cannot read"),
    ],
)
def test_wrong_words_say_the_way_out(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    taken = tmp_path / "scraper/sources/taken"
    taken.mkdir(parents=True)
    (taken / "source.toml").write_text('platform = "apidoc"\npackage = "shared-name"\n')
    done = speclift(tmp_path, "init", *arguments)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in taken.parent.iterdir()] == ["taken"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["docs.shop.example", "api", "v1"], "docs-shop-example-api-v1"),
        (["a b c d e f g h"], "a-b-c-f-g-h"),
        (["страница"], "api"),
        (["3cx"], "3cx"),
        (["x" * 90], "x" * 60),
        ([], "api"),
    ],
)
def test_names_are_made_of_words(words: list[str], name: str) -> None:
    assert name_from(words) == name
    require_name(name)


@pytest.mark.parametrize("name", ["3cx", "a", "my-api-2", "class", "9"])
def test_what_is_made_of_a_name_is_fit_for_python_and_for_shells(name: str) -> None:
    source = unconfigured(name)
    assert source.package[0].isalpha()
    assert source.client.isidentifier()
    assert source.environment.isidentifier()
    assert source.environment.isupper()
