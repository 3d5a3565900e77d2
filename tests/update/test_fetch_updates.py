"""`speclift build --fetch`, run as a user runs it, against a real server that serves two editions of a page."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from shop_page import GET, LIST, SHOP, Row, page, with_parameter, without_answer
from site_on_loopback import Answer
from watched_workspace import Watched


def test_nothing_changed_is_said_and_nothing_is_written(watched: Watched) -> None:
    before = watched.files()
    for _ in range(2):
        done = watched.fetch(packages=True)
        assert (done.returncode, done.stdout) == (0, "## shop\n\nNothing changed.\n"), done.stderr
    assert watched.files() == before
    # The second time the server is asked only for something newer, and says 304.
    assert [headers.get("if-none-match") for path, headers in watched.site.seen if path == "/docs/"] == [None, '"1"']
    assert watched.fetch("--check").returncode == 0
    assert watched.files() == before


def test_another_layout_of_the_same_api_is_said_and_changes_nothing(watched: Watched) -> None:
    before = watched.files()
    watched.serve(SHOP, layout="wide new-design")
    done = watched.fetch(packages=True)
    assert done.returncode == 0, done.stderr
    assert "The page changed, the API did not" in done.stdout
    assert "nothing is written. Recorded anew would be: `page.html.gz`." in done.stdout
    assert watched.files() == before
    assert watched.fetch("--check").returncode == 0


def test_another_api_changes_documents_packages_and_changelogs(watched: Watched) -> None:
    watched.release()
    watched.serve([with_parameter(LIST, Row("place", "String", "Where.")), without_answer(GET, "price")])
    done = watched.fetch("--summary", "summary.md", packages=True)
    assert done.returncode == 0, done.stderr
    summary = (watched.root / "summary.md").read_text()
    assert done.stdout.endswith(summary)
    assert summary.startswith("## Packages")
    assert "The documented API changed." in summary
    assert "**breaking** `GET /goods/{id}`" in summary
    assert f"([documentation](<{watched.site.url}/docs/#api-Goods-GetGood>))" in summary
    assert "### For Python" in summary
    assert "| `shop-v1-0-0` | 1.0.0 | 2.0.0 | major |" in summary

    assert "place" in (watched.root / "spec/shop/v1.0.0.yaml").read_text()
    package = watched.root / "generated/shop-v1-0-0"
    assert 'version = "2.0.0"' in (package / "pyproject.toml").read_text()
    changelog = (package / "CHANGELOG.md").read_text()
    assert changelog.index("## 2.0.0") < changelog.index("**Breaking:**") < changelog.index("## 1.0.0")
    # What was written is what a build makes of the recorded page.
    assert watched.run("build", "shop", "--check").returncode == 0
    assert "Nothing changed." in watched.fetch().stdout


def test_findings_that_are_new_are_named(watched: Watched) -> None:
    assert isinstance(LIST.example, dict)
    watched.serve([replace(LIST, example={**LIST.example, "id": "seven"}), GET])
    done = watched.fetch()
    assert done.returncode == 0, done.stderr
    assert "### New findings: 1" in done.stdout
    assert "seven" in (watched.root / "spec/shop/FINDINGS.md").read_text()


def test_texts_alone_are_no_change_of_the_wire(watched: Watched) -> None:
    watched.release()
    watched.serve([replace(LIST, text="Lists everything that is on the shelf."), GET])
    done = watched.fetch("--json", packages=True)
    (said,) = json.loads(done.stdout)
    assert said["state"] == "api"
    assert said["changes"] == {"1.0.0": {"wire": [], "python": []}}
    assert said["packages"] == {"shop-v1-0-0": {"released": "1.0.0", "next": "1.0.1", "bump": "patch"}}


def test_a_version_comes_and_goes(watched: Watched) -> None:
    second = with_parameter(replace(LIST, version="2.0.0"), Row("place", "String", "Where.", optional=True))
    watched.serve([LIST, GET, second], etag='"2"')
    done = watched.fetch(packages=True)
    assert done.returncode == 0, done.stderr
    assert "New versions: v2.0.0." in done.stdout
    assert (watched.root / "spec/shop/v2.0.0.yaml").is_file()
    assert (watched.root / "generated/shop-v2-0-0/pyproject.toml").is_file()

    watched.serve(SHOP, etag='"3"')
    done = watched.fetch(packages=True)
    assert "No longer documented: v2.0.0." in done.stdout
    assert not (watched.root / "spec/shop/v2.0.0.yaml").exists()
    assert not (watched.root / "generated/shop-v2-0-0").exists()


def test_a_new_version_is_compared_with_the_one_before_it(watched: Watched) -> None:
    second = [with_parameter(replace(LIST, version="2.0.0"), Row("place", "String", "Where.", optional=True))]
    watched.serve([LIST, GET, *second])
    done = watched.fetch("--json", packages=True)
    assert done.returncode == 0, done.stderr
    (said,) = json.loads(done.stdout)
    assert said["against"] == {"2.0.0": "1.0.0"}
    assert [change["rule"] for change in said["changes"]["2.0.0"]["wire"]] == ["request-optional-parameter-added"]
    changelog = (watched.root / "generated/shop-v2-0-0/CHANGELOG.md").read_text()
    assert "First release. Compared with version 1.0.0 of the API:" in changelog
    assert "takes keyword `place`" in changelog
    assert "Compared with" not in (watched.root / "generated/shop-v1-0-0/CHANGELOG.md").read_text()


def test_a_source_that_does_not_answer_costs_no_other(watched: Watched) -> None:
    other = watched.root / "scraper/sources/closed"
    other.mkdir()
    (other / "source.toml").write_text(
        (watched.source / "source.toml").read_text().replace("/docs/", "/closed/").replace("shop-{version}", "closed")
    )
    watched.site.answers["/closed/"] = Answer(b"", status=503)
    watched.serve([with_parameter(LIST, Row("place", "String", "Where.", optional=True)), GET])
    done = watched.run("build", "--fetch", "--no-packages", "--summary", "summary.md")
    assert done.returncode == 2
    assert "speclift: closed: " in done.stderr
    assert "the server answers 503" in done.stderr
    summary = (watched.root / "summary.md").read_text()
    assert "It could not be read; everything of it stays as it is" in summary
    assert "The documented API changed." in summary
    assert "place" in (watched.root / "spec/shop/v1.0.0.yaml").read_text()
    # A server that is busy is asked again, and no more often than the limit says.
    assert [path for path, _ in watched.site.seen].count("/closed/") == 4


def test_one_site_recovers_and_two_stay_down(watched: Watched) -> None:
    """A short outage changes nothing; every site that stays down is told, and none of them costs another."""
    settings = (watched.source / "source.toml").read_text()
    for name, failures in (("brief", [503, 0]), ("down", [500] * 9), ("cut", [0] * 9)):
        folder = watched.root / "scraper/sources" / name
        folder.mkdir()
        said = settings.replace("/docs/", f"/{name}/").replace('title = "Shop"', f'title = "Shop {name}"')
        (folder / "source.toml").write_text(said)
        watched.site.answers[f"/{name}/"] = Answer(page(), headers={"Content-Type": "text/html"}, failures=failures)
    done = watched.run("build", "--fetch", "--no-packages", "--format", "json")
    assert done.returncode == 2
    states = {one["source"]: one["state"] for one in json.loads(done.stdout)}
    assert states == {"brief": "api", "cut": "failed", "down": "failed", "shop": "unchanged"}
    assert [line.partition(": ")[2].partition(":")[0] for line in done.stderr.splitlines()] == ["cut", "down"]
    assert (watched.root / "spec/brief/v1.0.0.yaml").is_file()


def test_check_changes_nothing_and_exits_1_if_a_build_would(watched: Watched) -> None:
    watched.serve([LIST])
    before = sorted(path for path in watched.root.rglob("*"))
    files = watched.files()
    done = watched.fetch("--check", packages=True)
    assert done.returncode == 1
    assert "would change" in done.stdout
    assert sorted(path for path in watched.root.rglob("*")) == before
    assert watched.files() == files


CORRECTION = """\
overlay: 1.0.0
info: {title: What the page states wrongly, version: 1.0.0}
actions:
- target: $.paths['/goods'].get
  description: It lists more than that.
  x-quote: QUOTE
  x-where: Goods / List goods
  update: {summary: List all goods}
"""


def test_a_correction_whose_words_are_gone_stops_the_build_until_it_is_mended(watched: Watched) -> None:
    corrections = watched.source / "corrections.yaml"
    corrections.write_text(CORRECTION.replace("QUOTE", "Lists what is on the shelf."))
    assert watched.run("build", "shop", "--no-packages").returncode == 0
    before = watched.files()
    watched.serve([replace(LIST, text="Lists the shop."), GET])
    done = watched.fetch()
    assert done.returncode == 2
    assert "corrections.yaml" in done.stderr
    assert "Lists what is on the shelf." in done.stderr
    assert watched.files() == before
    # The server's word on the page that failed must not hide it the next time.
    assert watched.fetch().returncode == 2

    corrections.write_text(CORRECTION.replace("QUOTE", "Lists the shop."))
    done = watched.fetch()
    assert done.returncode == 0, done.stderr
    assert "The documented API changed." in done.stdout
    assert "summary: List all goods" in (watched.root / "spec/shop/v1.0.0.yaml").read_text()


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_a_page_that_is_not_recorded_any_more_is_recorded_anew(watched: Watched, damage: str) -> None:
    before = watched.files()
    path = watched.source / "page.html.gz"
    path.unlink() if damage == "missing" else path.write_bytes(b"\x1f\x8bnot gzip")
    done = watched.fetch()
    assert done.returncode == 0, done.stderr
    assert "the page is recorded anew" in done.stdout
    assert watched.recorded() == page()
    assert {name: text for name, text in watched.files().items() if not name.endswith(".gz")} == {
        name: text for name, text in before.items() if not name.endswith(".gz")
    }


def test_words_of_the_page_cannot_act_in_the_text_of_a_pull_request(watched: Watched) -> None:
    evil = "</td> | <img src=x> [x](javascript:1) `"
    assert isinstance(LIST.example, dict)
    watched.serve(
        [with_parameter(LIST, Row("a", f"String {evil}", evil)), replace(GET, example={evil: 1, "id": "x"}, title=evil)]
    )
    done = watched.fetch("--summary", "summary.md")
    assert done.returncode == 0, done.stderr
    kinds = {
        token.type: token
        for one in MarkdownIt().parse((watched.root / "summary.md").read_text())
        for token in _all(one)
    }
    assert "html_inline" not in kinds
    assert "html_block" not in kinds
    assert "image" not in kinds
    links = kinds.get("link_open")
    assert links is None or str(links.attrs["href"]).startswith(watched.site.url)


def _all(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children or ():
        yield from _all(child)


def test_several_pages_of_one_source(watched: Watched) -> None:
    site = watched.site
    settings = watched.source / "source.toml"
    settings.write_text(
        f'title = "Shop"\nplatform = "apidoc"\npage = "{site.url}/docs/"\n[fetch.pages]\n'
        f'"list.html" = "{site.url}/list"\n"get.html" = "{site.url}/get"\n'
    )
    site.answers["/list"] = Answer(page([LIST]), headers={"Content-Type": "text/html"}, etag='"l"')
    site.answers["/get"] = Answer(page([GET]), headers={"Content-Type": "text/html"}, etag='"g"')
    done = watched.fetch()
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in watched.source.glob("*.gz")) == ["get.html.gz", "list.html.gz"]
    text = (watched.root / "spec/shop/v1.0.0.yaml").read_text()
    assert "listGoods" in text
    assert "getGood" in text
    assert watched.run("build", "shop", "--no-packages", "--check").returncode == 0

    site.answers["/get"] = Answer(page([without_answer(GET, "price")]), headers={"Content-Type": "text/html"})
    done = watched.fetch("--json")
    (said,) = json.loads(done.stdout)
    assert [change["level"] for change in said["changes"]["1.0.0"]["wire"]] == ["breaking"]
    # The page that had not changed was not sent again.
    assert [headers.get("if-none-match") for path, headers in site.seen if path == "/list"] == [None, '"l"']


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('title = "Shop"\nplatform = "apidoc"\n', "page = "),
        ('platform = "apidoc"\n[fetch]\npages = ["x"]\n', "maps file names"),
        ('platform = "apidoc"\n[fetch.pages]\n"../x.html" = "http://127.0.0.1/"\n', "no file name"),
    ],
)
def test_a_source_that_does_not_say_where_its_pages_live(watched: Watched, settings: str, words: str) -> None:
    (watched.source / "source.toml").write_text(settings)
    done = watched.fetch()
    assert done.returncode == 2
    assert words in done.stderr
    assert "source.toml" in done.stderr


def test_an_unknown_source_is_said_before_anything_is_read(watched: Watched) -> None:
    done = watched.run("build", "shop", "nowhere", "--fetch")
    assert done.returncode == 2
    assert "known: shop" in done.stderr
    assert watched.site.seen == []


def test_a_recorded_page_keeps_its_bytes_when_only_another_page_changed(watched: Watched) -> None:
    # gzip's bytes depend on who packed them; only other contents are a reason to write.
    path = watched.source / "page.html.gz"
    path.write_bytes(gzip.compress(page(), 1, mtime=7))
    packed = path.read_bytes()
    assert watched.fetch().returncode == 0
    assert path.read_bytes() == packed
